"""Adapt a program to a request: find the values the request names, and set them in the source.

A recipe's program is valid Python as it lies in the cookbook. A value replaces the literal of a
module-level constant, by position in the syntax tree; a new file name renames the module and
its imports, by token. Nothing is pasted into text, and what comes out is compiled.
"""

import ast
import io
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aios_numerals import DIGITS, ENGLISH, SIGNS, value_of
from cookbook import Parameter, Recipe

CJK_NUMBER = rf"(?:[{SIGNS}]+(?:点[{DIGITS}]+(?!\s*[十分点]))?|半)"
NUMBER = rf"(?:\d+(?:\.\d+)?|{CJK_NUMBER}|\b(?:{ENGLISH}|an?)\b)"
UNITS_S = {
    r"ms|milliseconds?|毫秒": 0.001,
    r"s|sec|secs|seconds?|秒钟?": 1,
    r"m|min|mins|minutes?|分钟?": 60,
    r"h|hr|hrs|hours?|个?小时|个?钟头": 3600,
    r"d|days?|天|日": 86_400,
    r"w|weeks?|周|个?星期": 604_800,
    r"months?|个?月": 2_592_000,
    r"years?|年": 31_536_000,
}
DURATION = rf"{NUMBER}\s*-?(?:{'|'.join(UNITS_S)})(?![a-z])"
# "写一个…" counts nothing.
MADE = re.compile(r"(?<=[写做来弄搞现发计])一[个段份种](?!小?[时月])")
# A number in digits that may be meant for the program: with a unit, no part of a name or version.
AMOUNT = re.compile(
    rf"(?<![\w.:/#-])(?P<n>\d+(?:\.\d+)?)\s*-?(?:{'|'.join(UNITS_S)}|[mkg]b|px|times|retries|attempts|requests?|items?|rows"
    r"|workers?|threads?|pages?|entries|个|次|条|行|页|位|份|本|张|线程|像素|字节)(?![a-z])",
    re.IGNORECASE,
)


class OutOfRange(Exception):
    """A value of the request that the parameter does not allow."""

    def __init__(self, value: Any, parameter: Parameter) -> None:
        super().__init__(f"{value} is out of range for {parameter.name}")
        self.value, self.parameter = value, parameter


@dataclass(frozen=True)
class Adaptation:
    """What the request sets: values by parameter, new names of modules and of what is in them.

    `unset` are the numbers of the request, with their units, that set nothing, nor stand in the
    program already; `taken` is what of its text set a value.
    """

    values: dict[str, Any]
    unset: tuple[str, ...] = ()
    taken: str = ""
    modules: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def adaptation(text: str, recipe: Recipe, source: str) -> Adaptation:
    """The values the request names for the program; refuses those out of range."""
    text = MADE.sub("  ", text)
    constants = {name: value for name, value in map(assigned, ast.parse(source).body) if name}
    values, spans = {}, []
    for parameter in recipe.parameters:
        found = wanted(text, parameter) if parameter.constant in constants else None
        value = None if found is None else read(found[1], parameter)
        if found is not None and value is not None:
            values[parameter.name] = checked(value, parameter)
            spans.append(found.span())
    there = {v.value for v in constants.values() if isinstance(v, ast.Constant)}
    taken = " ".join(text[start:end] for start, end in spans)
    return Adaptation(values, left_out(text, spans, there), taken.lower())


def left_out(text: str, spans: list[tuple[int, int]], there: set[Any]) -> tuple[str, ...]:
    """The numbers of the text that no parameter took and no constant has, with their units."""
    return tuple(
        found.group().strip()
        for found in AMOUNT.finditer(text)
        if not any(a < found.end() and found.start() < b for a, b in spans)
        and not there & {value_of(found["n"]), duration(found.group())}
    )


def duration(raw: str) -> float | None:
    """Seconds where the text is a duration, else None."""
    return duration_s(raw) if re.fullmatch(DURATION, raw.strip(), re.IGNORECASE) else None


def wanted(text: str, parameter: Parameter) -> re.Match[str] | None:
    """Where the request names a value for the parameter, None if it names none."""
    for pattern in parameter.find:
        expanded = pattern.replace("{n}", NUMBER).replace("{duration}", DURATION)
        if found := re.search(expanded, text, re.IGNORECASE):
            return found
    return None


def read(raw: str, parameter: Parameter) -> Any:
    """The value as the parameter takes it; None for "两三个", which names none."""
    match parameter.kind:
        case "integer":
            value = value_of(raw)
            return None if value is None else round(value)
        case "number":
            return value_of(raw)
        case "duration_s":
            return duration_s(raw)
        case "list":
            return [item for item in re.split(r"[\s,，、;；和]+|\band\b", raw) if item]
        case "word":
            low = raw.lower()
            words = parameter.words.items()
            return next(key for key, known in words if low in known or "*" in known)
        case "text":
            return raw
        case "off" | "on":
            return parameter.kind == "on"
    raise ValueError(f"parameter {parameter.name} is of the unknown kind {parameter.kind!r}")


def duration_s(raw: str) -> float | None:
    """Seconds, a whole number where it is one; a unit alone counts once."""
    found = re.match(rf"({NUMBER}|)\s*-?(.*)", raw.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError(f"{raw!r} is no duration")
    unit = next(s for units, s in UNITS_S.items() if re.fullmatch(units, found[2], re.I))
    count = value_of(found[1] or "1")
    seconds = None if count is None else count * unit
    return seconds if seconds is None or seconds != int(seconds) else int(seconds)


def checked(value: Any, parameter: Parameter) -> Any:
    low, high = parameter.minimum, parameter.maximum
    too_low = low is not None and value < low
    if too_low or (high is not None and value > high):
        raise OutOfRange(value, parameter)
    return value


def adapt(sources: Mapping[str, str], recipe: Recipe, change: Adaptation) -> dict[str, str]:
    """The files of the program with the request's values in place; each one compiles."""
    constants = {
        p.constant: change.values[p.name] for p in recipe.parameters if p.name in change.values
    }
    adapted = {}
    for name, source in sources.items():
        if name.endswith(".py"):
            source = rename(set_constants(source, constants), change.names, change.modules)
            stem = name.removesuffix(".py")
            name = change.modules.get(stem, stem) + ".py"
            compile(source, name, "exec")
        adapted[name] = source
    return adapted


def set_constants(source: str, values: Mapping[str, Any]) -> str:
    """The source with the literals of the module-level constants replaced."""
    lines = source.splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        target, value = assigned(node)
        if value is not None and target in values:
            first, last = value.lineno - 1, (value.end_lineno or value.lineno) - 1
            head = lines[first].encode()[: value.col_offset].decode()
            tail = lines[last].encode()[value.end_col_offset :].decode()
            lines[first : last + 1] = [head + literal(values[target]) + tail]
    return "".join(lines)


def literal(value: Any) -> str:
    """Python source for the value, with double quotes as the programs are written."""
    if type(value) in (list, tuple):
        inner = ", ".join(literal(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, str):
        text = repr(value)
        return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text
    return repr(value)


def assigned(node: ast.stmt) -> tuple[str, ast.expr | None]:
    """The name and the value of `NAME = value` or `NAME: type = value`."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    return "", None


def rename(source: str, names: Mapping[str, str], modules: Mapping[str, str]) -> str:
    """The source with modules and identifiers renamed; strings and comments stay.

    A module and what is in it may have the same name: what is imported from is the module, and
    where it is imported as a whole the name stands for it everywhere.
    """
    if not (names or modules):
        return source
    whole = {name for name in modules if re.search(rf"^import {name}\b", source, re.MULTILINE)}
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    lines = source.splitlines(keepends=True)
    for before, token in reversed(list(zip([None, *tokens], tokens, strict=False))):
        imported = before is not None and before.string == "from"
        known = modules if token.string in whole or imported else names
        if token.type == tokenize.NAME and token.string in known:
            row, line = token.start[0] - 1, lines[token.start[0] - 1]
            lines[row] = line[: token.start[1]] + known[token.string] + line[token.end[1] :]
    return "".join(lines)
