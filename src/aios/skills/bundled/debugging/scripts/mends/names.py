"""Mends of names that are unknown: misspelt, not imported, of another language or version."""

import ast
import builtins
import difflib
import importlib
import re
import sys
from collections.abc import Iterator

from mends.calls import none_results
from mends.change import (
    Mend,
    import_line,
    inserted,
    line_at,
    nodes_at,
    parsed,
    replaced,
    text_of,
    with_line,
)

ALIASES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot"}
MUCH_USED = (
    "numpy",
    "pandas",
    "matplotlib",
    "requests",
    "yaml",
    "bs4",
    "openpyxl",
    "duckdb",
    "flask",
)
HOMES = {
    "math": "sqrt sin cos tan pi floor ceil log exp factorial gcd",
    "collections": "defaultdict Counter deque OrderedDict namedtuple",
    "datetime": "datetime date timedelta",
    "pathlib": "Path",
    "dataclasses": "dataclass field",
    "typing": "Any Optional Union Callable",
    "random": "randint choice shuffle sample",
    "time": "sleep perf_counter",
    "itertools": "chain product permutations combinations groupby islice",
    "functools": "reduce partial lru_cache wraps",
    "enum": "Enum",
    "abc": "ABC abstractmethod",
    "os": "getcwd listdir makedirs",
}
OTHER_NAMES = {
    "true": "True",
    "false": "False",
    "null": "None",
    "none": "None",
    "nil": "None",
    "undefined": "None",
    "raw_input": "input",
    "xrange": "range",
    "unicode": "str",
    "long": "int",
    "unichr": "chr",
    "reload": "importlib.reload",
    "this": "self",
}
METHODS = {
    "push": "append",
    "add": "append",
    "iteritems": "items",
    "itervalues": "values",
    "iterkeys": "keys",
    "trim": "strip",
    "toLowerCase": "lower",
    "toUpperCase": "upper",
    "startsWith": "startswith",
    "endsWith": "endswith",
    "indexOf": "index",
}
MODULE_NAMES = {
    ("string", "letters"): "ascii_letters",
    ("time", "clock"): "perf_counter",
}
ABSTRACT = frozenset(
    ["Mapping", "MutableMapping", "Iterable", "Iterator", "Sequence", "Callable", "Hashable", "Set"]
)


def renamed(source: str, line: int, old: str, new: str) -> Mend:
    """The name replaced on the line."""
    text = re.sub(rf"(?<![\w.]){re.escape(old)}\b", new, line_at(source, line))
    return Mend(with_line(source, line, text), f"{old} 改为 {new}", f"{new} in place of {old}")


def imported(source: str, statement: str) -> Mend:
    """The import put where imports stand."""
    text = inserted(source, import_line(source), statement)
    return Mend(text, f"加上 {statement}", f"`{statement}` added")


def known_names(source: str) -> set[str]:
    """Every name the program binds."""
    tree = parsed(source)
    found: set[str] = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return found


def unknown_name(message: str, line: int, source: str) -> Iterator[Mend]:
    """NameError: a module, a misspelt name, another language's word, a forgotten quote."""
    found = re.search(r"name '(\w+)' is not defined", message)
    if not found:
        return
    name = found[1]
    if name in ALIASES:
        yield imported(source, f"import {ALIASES[name]} as {name}")
    if name in sys.stdlib_module_names:
        yield imported(source, f"import {name}")
    for module, members in HOMES.items():
        if name in members.split():
            yield imported(source, f"from {module} import {name}")
    if name in OTHER_NAMES:
        yield renamed(source, line, name, OTHER_NAMES[name])
    near = [m[1] for m in [re.search(r"Did you mean: '(\w+)'", message)] if m]
    known = known_names(source) | set(dir(builtins))
    for candidate in dict.fromkeys(
        [*near, *difflib.get_close_matches(name, known - {name}, 3, 0.7)]
    ):
        yield renamed(source, line, name, candidate)
    if name not in known:  # else it is a variable, no text without its quotes
        yield renamed(source, line, name, f'"{name}"')


def unknown_attribute(message: str, line: int, source: str) -> Iterator[Mend]:
    """AttributeError: a misspelt method, another language's, or the length."""
    found = re.search(r"has no attribute '(\w+)'(?:.*Did you mean: '(\w+)')?", message)
    if not found:
        return
    name = found[1]
    module = re.search(r"module '([\w.]+)'", message)
    for node in nodes_at(source, line, ast.Attribute):
        if isinstance(node, ast.Attribute) and node.attr == name:
            for new in _attributes(name, found[2], module[1] if module else "", message):
                text = replaced(source, node, f"{text_of(source, node.value)}.{new}")
                yield Mend(text, f".{name} 改为 .{new}", f".{new} in place of .{name}")
    if name == "has_key":
        yield from _membership(line, source)
    if name in ("length", "size", "len", "count"):
        yield from _lengths(name, line, source)


def _attributes(name: str, near: str | None, module: str, message: str) -> Iterator[str]:
    if near:
        yield near
    if (module, name) in MODULE_NAMES:
        yield MODULE_NAMES[module, name]
    if module == "collections" and name in ABSTRACT:
        yield f"abc.{name}"
    if name in METHODS:
        yield METHODS[name]
    kind = re.search(r"'(\w+)' object", message)
    owner = getattr(builtins, kind[1], None) if kind else None
    if module.partition(".")[0] in sys.stdlib_module_names:
        owner = importlib.import_module(module)
    yield from difflib.get_close_matches(name, dir(owner) if owner else (), 2, 0.6)


def _membership(line: int, source: str) -> Iterator[Mend]:
    """has_key of Python 2."""
    for node in nodes_at(source, line, ast.Call):
        called = node.func if isinstance(node, ast.Call) and len(node.args) == 1 else None
        if isinstance(called, ast.Attribute) and called.attr == "has_key":
            key, owner = node.args[0], called.value  # type: ignore[attr-defined]
            text = f"({text_of(source, key)} in {text_of(source, owner)})"
            yield Mend(replaced(source, node, text), f"改为 {text}", f"{text} instead")


def of_nothing(message: str, line: int, source: str) -> Iterator[Mend]:
    """AttributeError of None: what is asked of it is None, too, where nothing was found."""
    if "'NoneType'" not in message:
        return
    yield from none_results(message, line, source)
    for node in nodes_at(source, line, ast.Call, ast.Attribute):
        asked = node.func if isinstance(node, ast.Call) else node
        if isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Name):
            owner = asked.value.id
            if f"'{asked.attr}'" in message:
                text = f"({text_of(source, node)} if {owner} is not None else None)"
                yield Mend(
                    replaced(source, node, text),
                    f"{owner} 为 None 时结果也是 None",
                    f"None where {owner} is None",
                    f"{owner} 为 None 时该怎么办，由你决定",
                    f"what is to be done where {owner} is None is yours to decide",
                )
                return


def _lengths(name: str, line: int, source: str) -> Iterator[Mend]:
    for node in nodes_at(source, line, ast.Call, ast.Attribute):
        inner = node.func if isinstance(node, ast.Call) else node
        if isinstance(inner, ast.Attribute) and inner.attr == name:
            text = replaced(source, node, f"len({text_of(source, inner.value)})")
            yield Mend(text, "长度用 len()", "len() for the length")


def unknown_module(message: str, line: int, source: str) -> Iterator[Mend]:
    """ModuleNotFoundError: a misspelt module of the standard library, or one much used."""
    found = re.search(r"No module named '([\w.]+)'", message)
    name = found[1] if found else ""
    for near in difflib.get_close_matches(name, [*sys.stdlib_module_names, *MUCH_USED], 2, 0.7):
        text = re.sub(rf"(?<![\w.'\"]){re.escape(name)}\b", near, source)
        yield Mend(text, f"{name} 改为 {near}", f"{near} in place of {name}")


def moved_name(message: str, line: int, source: str) -> Iterator[Mend]:
    """ImportError: a name that lives elsewhere, or is misspelt."""
    found = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", message)
    if not found:
        return
    if found[2] == "collections" and found[1] in ABSTRACT:
        yield renamed(source, line, "collections", "collections.abc")
    if found[2].partition(".")[0] in sys.stdlib_module_names:
        known = dir(importlib.import_module(found[2]))
        for near in difflib.get_close_matches(found[1], known, 2, 0.6):
            yield renamed(source, line, found[1], near)


def unset_local(message: str, line: int, source: str) -> Iterator[Mend]:
    """UnboundLocalError: a global that a function changes; else a value to begin with."""
    found = re.search(r"variable '(\w+)'", message)
    functions = list(nodes_at(source, line, ast.FunctionDef, ast.AsyncFunctionDef))
    if not found or not functions:
        return
    name, function = found[1], functions[-1]
    first = function.body[0]
    indent = " " * first.col_offset
    if name in _globals(source):
        text = inserted(source, first.lineno, f"{indent}global {name}")
        yield Mend(text, f"声明 global {name}", f"`global {name}` declared")
        return
    begun = _begins_with(function, name)
    text = inserted(source, first.lineno, f"{indent}{name} = {begun}")
    yield Mend(
        text,
        f"开头先设 {name} = {begun}",
        f"`{name} = {begun}` set first",
        f"没有别的值时 {name} 该是什么，由你决定",
        f"what {name} is when nothing else sets it is yours to decide",
    )


def _globals(source: str) -> set[str]:
    """The names that the program sets outside of its functions."""
    tree = parsed(source)
    statements = tree.body if tree else []
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes = (n for s in statements if not isinstance(s, kinds) for n in ast.walk(s))
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _begins_with(function: ast.AST, name: str) -> str:
    """What a variable begins with: 0 where it is counted up, [] where things are put into it."""
    for node in ast.walk(function):
        if isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") == name:
            text = isinstance(node.value, ast.JoinedStr) or (
                isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            )
            return '""' if text else "0"
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == name:
            return {"append": "[]", "extend": "[]", "add": "set()"}.get(node.attr, "None")
    return "None"


FINDERS = {
    "NameError": (unknown_name,),
    "AttributeError": (unknown_attribute, of_nothing),
    "ModuleNotFoundError": (unknown_module,),
    "ImportError": (moved_name,),
    "UnboundLocalError": (unset_local,),
}
