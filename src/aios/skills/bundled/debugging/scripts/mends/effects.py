"""Mends of statements that do nothing: a method never called, a result thrown away."""

import ast
from collections.abc import Iterator

from mends.change import Mend, nodes_at, parsed, replaced, text_of
from mends.logic import FUNCTIONS, called_by

# Methods that change what they belong to, and need no argument.
CALLED = {"sort", "reverse", "clear", "pop", "close", "commit", "start", "join", "flush", "popitem"}
# Methods of texts, and functions, that give a new value and leave what they were given as it is.
GIVE_NEW = {
    *("strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold"),
    *("replace", "removeprefix", "removesuffix", "zfill", "swapcase", "union", "difference"),
}
ORDERED = {"sorted": "", "reversed": "list({0})"}


def does_nothing(_message: str, line: int, source: str) -> Iterator[Mend]:
    """AssertionError: a statement without an effect in the functions the failing line calls."""
    tree = parsed(source)
    held = [*nodes_at(source, line, ast.stmt)]
    if tree is None or not held:
        return
    names = called_by(tree, held[-1])
    for function in (n for n in ast.walk(tree) if isinstance(n, FUNCTIONS) and n.name in names):
        for node in (n for n in ast.walk(function) if isinstance(n, ast.Expr)):
            if text := _meant(source, node.value):
                yield mend(source, node, text)


def _meant(source: str, value: ast.expr) -> str:
    """What the statement was meant to be, "" for one that has an effect or means nothing."""
    written = text_of(source, value)
    if isinstance(value, ast.Attribute):
        return f"{written}()" if value.attr in CALLED else ""
    if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
        target, given = text_of(source, value.left), text_of(source, value.comparators[0])
        assigns = isinstance(value.left, ast.Name | ast.Attribute | ast.Subscript)
        return f"{target} = {given}" if assigns and len(value.ops) == 1 else ""
    return _kept(source, value) if isinstance(value, ast.Call) else ""


def _kept(source: str, call: ast.Call) -> str:
    """`text.strip()` and `sorted(values)` as what they were called for."""
    written = text_of(source, call)
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return f"{call.func.value.id} = {written}" if call.func.attr in GIVE_NEW else ""
    given = call.args[0] if call.args else None
    if isinstance(call.func, ast.Name) and call.func.id in ORDERED and isinstance(given, ast.Name):
        return f"{given.id} = {(ORDERED[call.func.id] or '{0}').format(written)}"
    return ""


def mend(source: str, node: ast.Expr, text: str) -> Mend:
    """The statement without an effect, replaced by what it was meant to be."""
    written = text_of(source, node)
    zh = f"第 {node.lineno} 行 {written} 没有任何作用，改为 {text}"
    en = f"line {node.lineno}: {written} has no effect; {text} in its place"
    return Mend(replaced(source, node, text), zh, en)


FINDERS = {"AssertionError": (does_nothing,)}
