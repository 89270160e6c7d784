"""The arguments of a program: the parameters of its brick, as a request writes them down."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bricks import Brick
from commands import Argument, Command
from edits import arguments, function_of
from kinds import KINDS
from tidying import headers_told

# Words that switch a flag on, where the command line has none for it.
SAID = {
    "descending": r"descending|(?:largest|highest|biggest|newest|most) first|high(?:est)? to low"
    r"|从大到小|从高到低|降序|倒序|由大到小|由高到低",
    "drop_blank": r"(?:drop|remov|skip|without|ignor)\w*[^.]{0,12}(?:blank|empty) lines"
    r"|(?:blank|empty) lines[^.]{0,12}(?:dropped|removed|skipped|left out)"
    r"|(?:去掉|删除|跳过|忽略)空行",
    "ignore_case": r"case[- ]insensitive|ignor\w+ (?:upper|case)|不区分大小写|忽略大小写",
}
AS_JSON = "json"  # no parameter: the result is to be printed as JSON
OUTPUT = ("target", "output", "out", "o", "dest", "outfile", "out_file", "output_file", "save")
ALIKE = {
    "count": (
        "top",
        "n",
        "count",
        "limit",
        "number",
        "k",
        "max",
        "lines",
        "num",
        "rows",
        "length",
        "size",
    ),
    "column": (
        "column",
        "col",
        "c",
        "field",
        "by",
        "key",
        "sort",
        "sort_by",
        "group",
        "group_by",
        "on",
        "using",
        "join",
    ),
    "old": ("find", "from", "search", "pattern", "word"),
    "new": ("replace", "to", "with", "replacement"),
    "min_length": ("min", "length", "longer_than", "minlen", "min_len", "l", "m"),
    "length": ("min", "max", "longer", "longer_than", "over", "width", "limit", "n"),
    "show_all": ("all", "a", "hidden"),
    "ext": ("extension", "suffix", "type", "e"),
    "seed": ("s", "random_seed"),
    "dry_run": ("n", "dryrun", "preview", "simulate"),
    "ignore_case": ("i", "ignore_case", "ignorecase", "case_insensitive", "insensitive"),
    "descending": ("r", "reverse", "desc", "descending", "d"),
    "line_numbers": ("n", "line_number", "line_numbers", "number"),
    "source": ("input", "in", "file", "i", "f", "source", "path"),
    "folder": ("dir", "directory", "folder", "path", "d"),
    "value": ("value", "v", "equals"),
    "pattern": ("pattern", "p", "search", "keyword", "regex", "text", "word"),
}


@dataclass(frozen=True)
class Slot:
    """An argument of the program: the parameter that it goes to ("" the file to write)."""

    param: str
    flags: tuple[str, ...]
    kind: str
    default: str | None
    many: bool = False


@dataclass(frozen=True)
class Parameter:
    """A parameter of the brick, with the source of its annotation and default."""

    name: str
    kind: str
    default: str | None


def parameters_of(brick: Brick) -> list[Parameter]:
    """What the brick takes."""
    node = function_of(brick.tree, brick.name)
    return [
        Parameter(
            arg.arg,
            ast.unparse(arg.annotation) if arg.annotation else "str",
            ast.unparse(default) if default is not None else None,
        )
        for arg, default in (arguments(node) if node else [])
    ]


def slots_for(brick: Brick, command: Command | None, text: str) -> list[Slot] | None:
    """The program's arguments in their order; None where what is written does not fit the brick."""
    free = parameters_of(brick)
    slots: list[Slot] = []
    given = list(command.arguments) if command else []
    takes_target = bool(brick.gives) or _gives_lines(brick, given)
    if any(a.option == "--json" for a in given) and not _named("json", free):
        given = [a for a in given if a.option != "--json"]
        slots.append(Slot(AS_JSON, ("--json",), "bool", "False"))
    for argument in [a for a in given if a.option]:
        slot, extra = _for_option(argument, free, takes_target)
        if slot is None:
            return None
        slots.append(slot)
        takes_target = takes_target and slot.param != ""
        if extra is not None:
            given.append(extra)
        free = [p for p in free if p.name != slot.param]
    placed = _by_position([a for a in given if not a.option], free, takes_target)
    if placed is None:
        return None
    taken = {slot.param for slot in placed}
    rest = [_left(p, text) for p in free if p.name not in taken]
    return [*placed, *(s for s in rest if not s.flags), *slots, *(s for s in rest if s.flags)]


def _gives_lines(brick: Brick, given: Sequence[Argument]) -> bool:
    """Whether the result is a text, or lines, and there is one more file than the brick reads."""
    returns = getattr(brick.node, "returns", None)
    files = [a for a in given if not a.option and a.kind == "file"]
    reads = [p for p in parameters_of(brick) if "Path" in p.kind]
    texts = returns is not None and ast.unparse(returns) in ("str", "list[str]")
    return texts and len(reads) == 1 and len(files) == 2 and "list" not in reads[0].kind


_STDIN = re.compile(r"standard input|\bstdin\b|标准输入", re.IGNORECASE)


def reads_stdin(brick: Brick, text: str) -> bool:
    """Whether the text that the brick takes comes from the standard input."""
    first = parameters_of(brick)[:1]
    return bool(
        _STDIN.search(text) and first and first[0].kind == "str" and first[0].name == "text"
    )


def _for_option(
    argument: Argument, free: Sequence[Parameter], takes_target: bool
) -> tuple[Slot | None, Argument | None]:
    """The slot for an option; a value that followed a flag is an argument by position after all."""
    name = argument.option.lstrip("-").replace("-", "_")
    flags = [p for p in free if p.kind == "bool"]
    valued = [p for p in free if p.kind != "bool"]
    first, second = (flags, valued) if not argument.text else (valued, flags)
    param = _named(name, first) or _named(name, second)
    if param is None and takes_target and name in OUTPUT:
        return Slot("", (argument.option,), "Path", "None"), None
    if param is None:
        return None, None
    extra = (
        Argument(argument.text, argument.kind) if param.kind == "bool" and argument.text else None
    )
    default = param.default if not argument.default else _literal(argument.default, param.kind)
    return Slot(param.name, (argument.option,), param.kind, default, "list" in param.kind), extra


def _named(name: str, free: Sequence[Parameter]) -> Parameter | None:
    """The parameter that an option of this name is for."""
    for alike in (
        lambda p: p.name == name or p.name.rstrip("s") == name.rstrip("s"),
        lambda p: name in ALIKE.get(p.name, ()),
        lambda p: any(p.name in names and name in names for names in KINDS.values()),
        lambda p: len(name) == 1 and p.name.startswith(name.lower()),
        lambda p: set(name.split("_")) & set(p.name.split("_")),
    ):
        found = next((p for p in free if alike(p)), None)
        if found is not None:
            return found
    return None


def _literal(text: str, kind: str) -> str:
    if kind in ("int", "float") and re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return text
    return repr(text) if "str" in kind or "Path" in kind else text


def _by_position(
    given: list[Argument], free: Sequence[Parameter], takes_target: bool
) -> list[Slot] | None:
    """The slots for the arguments without a name, in the order in which they were written."""
    left = list(free)
    paths = [p for p in left if "Path" in p.kind]
    files = [a for a in given if a.kind in ("file", "folder", "many")]
    wordy = [a for a in given if a not in files]
    needed = [p for p in paths if p.default is None]
    while len(files) < len(needed) and wordy:
        files.append(wordy.pop(0 if "folder" in needed[0].name or left[0].kind != "str" else -1))
    order = sorted(files, key=given.index)
    slots: dict[int, Slot] = {}
    many = next((p for p in paths if "list" in p.kind), None)
    for number, argument in enumerate(order):
        param = paths[min(number, len(paths) - 1)] if paths else None
        if param is not None and (number < len(paths) or many is param):
            if (
                takes_target
                and many is param
                and number
                and number == len(order) - 1
                and "out" in argument.text
            ):
                slots[given.index(argument)] = Slot("", (), "Path", None)
                continue
            slots.setdefault(
                given.index(order[0]) if many is param else given.index(argument),
                Slot(param.name, (), param.kind, _when(argument, param), many is param),
            )
        elif takes_target:
            slots[given.index(argument)] = Slot(
                "", (), "Path", "None" if argument.optional else None
            )
            takes_target = False
        else:
            wordy.append(argument)
    values = [p for p in left if "Path" not in p.kind and p.kind != "bool"]
    return _values(given, wordy, values, slots)


def _values(
    given: list[Argument], wordy: list[Argument], values: list[Parameter], slots: dict[int, Slot]
) -> list[Slot] | None:
    for argument in sorted(wordy, key=given.index):
        param = _value_for(argument, values)
        if param is None:
            many = next((s for s in slots.values() if s.many and "Path" not in s.kind), None)
            if many is None:
                return None
            continue
        if "list" not in param.kind:
            values.remove(param)
        slots.setdefault(
            given.index(argument),
            Slot(param.name, (), param.kind, _when(argument, param), "list" in param.kind),
        )
        if "list" in param.kind:
            values.remove(param)
    return [slots[place] for place in sorted(slots)]


def _value_for(argument: Argument, values: Sequence[Parameter]) -> Parameter | None:
    """The parameter for a word or a number."""
    name = argument.text.lower()
    numeric = argument.kind == "number"
    tests = [
        lambda p: p.name == name or name in ALIKE.get(p.name, ()),
        lambda p: numeric and p.default is None and p.kind in ("int", "float"),
        lambda p: numeric and p.kind in ("int", "float"),
        lambda p: p.default is None and (numeric or p.kind not in ("int", "float")),
        lambda p: "str" in p.kind,
        lambda p: p.default is None,
    ]
    for test in tests:
        found = next((p for p in values if test(p)), None)
        if found is not None:
            return found
    return None


def _when(argument: Argument, param: Parameter) -> str | None:
    return (param.default or "None") if argument.optional else None


def _left(param: Parameter, text: str) -> Slot:
    """The slot for a parameter that the request does not write down: by position where it is
    needed, else an option."""
    if param.default is None:
        if param.kind == "str" and (told := column_told(param.name, text)):
            return Slot(param.name, (f"--{param.name}",), param.kind, repr(told))
        return Slot(param.name, (), param.kind, None, "list" in param.kind)
    if param.name == "suffixes":
        return Slot(param.name, ("--suffixes",), "str", repr(suffixes_told(text)))
    if param.name == "algorithm" and (told := re.search(r"md5|sha-?(?:256|512|1)\b", text, re.I)):
        default = repr(told[0].lower().replace("-", ""))
        return Slot(param.name, ("--algorithm",), param.kind, default)
    flag = f"--{param.name.replace('_', '-')}"
    if param.kind == "bool" and (told := SAID.get(param.name)) and re.search(told, text, re.I):
        return Slot(param.name, (flag,), param.kind, "True")
    return Slot(param.name, (flag,), param.kind, param.default, "list" in param.kind)


_GROUPED = (
    r"(?:\bper|\beach|\bby|按照?|各个?|每个|每种)\s*[`\"'“]?"
    r"(\w+?)(?=e?s?\b|[`\"'”]|的|汇总|分组|统计|$)"
)
_ADDED = (
    r"(?:\btotals?|\bsums?|\badds?(?: up)?|\bmeans?|\baverages?|汇总|求和|合计|总计?|平均)"
    r"\s*(?:of |up |the |its |their )*[`\"'“]?(\w+)"
)


def column_told(name: str, text: str) -> str:
    """The column of the text that is grouped by, or is added up; "" without."""
    pattern = {"column": _GROUPED, "value": _ADDED}.get(name, "(?!)")
    known = headers_told(text)
    said = re.findall(pattern, text, re.ASCII | re.IGNORECASE)
    found = [n for n in known for word in said if n.lower().rstrip("s") == word.lower().rstrip("s")]
    if not known:
        found = re.findall(rf"{pattern}(?= column|列)", text, re.ASCII | re.IGNORECASE)
    return found[0] if found else ""


def suffixes_told(text: str) -> list[str]:
    """The kinds of files that the text names: ".txt and .md files"."""
    found = re.findall(r"(?<![\w*])\*?(\.[a-z]\w{0,4})(?![\w(])", text)
    return list(dict.fromkeys(suffix for suffix in found if suffix != ".py"))
