"""Checks for what was overlooked: one step too far, a missing self or await, exact floats."""

import ast
from collections.abc import Iterator

from finding import Finding, at, dotted
from habits import FUNCTIONS

COROUTINES = frozenset({"asyncio.sleep", "asyncio.gather", "asyncio.wait", "asyncio.wait_for"})
FREE = frozenset({"staticmethod", "classmethod", "overload"})


def past_ends(tree: ast.Module) -> Iterator[ast.BinOp | ast.cmpop]:
    """The `len(x) + 1` of a range, and the `<=` before len(x), where x[i] is taken in the loop."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name):
            end = _last_of_range(loop.iter)
            sized = _length_and_one(end)
            if end is not None and sized and _takes(loop.body, sized, loop.target.id):
                yield end  # type: ignore[misc]
        elif isinstance(loop, ast.While) and isinstance(loop.test, ast.Compare):
            test = loop.test
            name, sized = dotted(test.left), _length(test.comparators[0])
            if isinstance(test.ops[0], ast.LtE) and sized and _takes(loop.body, sized, name):
                yield test.ops[0]


def check_past_ends(tree: ast.Module) -> Iterator[Finding]:
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For | ast.While):
            own = loop.iter if isinstance(loop, ast.For) else loop.test
            inside = {id(node) for node in ast.walk(own)}
            for node in past_ends(tree):
                if id(node) in inside:
                    yield at(loop, "index-past-end")


def _last_of_range(node: ast.expr) -> ast.expr | None:
    ranged = isinstance(node, ast.Call) and dotted(node.func) == "range" and node.args
    if not ranged or not isinstance(node, ast.Call) or len(node.args) > 2:
        return None
    return node.args[-1]


def _length_and_one(node: ast.expr | None) -> str:
    """The x of `len(x) + 1`, else ""."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return ""
    one = isinstance(node.right, ast.Constant) and node.right.value == 1
    return _length(node.left) if one else ""


def _length(node: ast.expr) -> str:
    called = isinstance(node, ast.Call) and dotted(node.func) == "len" and len(node.args) == 1
    return dotted(node.args[0]) if called and isinstance(node, ast.Call) else ""


def _takes(body: list[ast.stmt], name: str, index: str) -> bool:
    """True where `name[index]` itself is taken."""
    return any(
        isinstance(node, ast.Subscript)
        and dotted(node.value) == name
        and isinstance(node.slice, ast.Name)
        and node.slice.id == index
        for statement in body
        for node in ast.walk(statement)
    )


def exact_floats(tree: ast.Module) -> Iterator[ast.Compare]:
    """Comparisons by == with a fraction that binary numbers only come near."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            equal = isinstance(node.ops[0], ast.Eq | ast.NotEq)
            if equal and any(map(_is_fraction, (node.left, node.comparators[0]))):
                yield node


def _is_fraction(node: ast.expr) -> bool:
    return any(
        isinstance(n, ast.Constant) and isinstance(n.value, float) and n.value * 1024 % 1 != 0
        for n in ast.walk(node)
        if not isinstance(n, ast.Call)
    )


def without_self(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Methods that take nothing, not even their own object."""
    for holder in ast.walk(tree):
        for node in holder.body if isinstance(holder, ast.ClassDef) else ():
            spec = node.args if isinstance(node, FUNCTIONS) else None
            if spec is None or spec.posonlyargs or spec.args or spec.vararg:
                continue
            if not {dotted(d).rpartition(".")[2] for d in node.decorator_list} & FREE:  # type: ignore[union-attr]
                yield node  # type: ignore[misc]


def not_awaited(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of coroutines whose result nothing awaits."""
    known = {n.name for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef)} | COROUTINES
    for function in ast.walk(tree):
        if isinstance(function, ast.AsyncFunctionDef):
            for node in ast.walk(function):
                call = node.value if isinstance(node, ast.Expr) else None
                if isinstance(call, ast.Call) and dotted(call.func) in known:
                    yield call


def check_oversights(tree: ast.Module) -> Iterator[Finding]:
    yield from (at(node, "float-equality") for node in exact_floats(tree))
    yield from (at(node, "missing-self", name=node.name) for node in without_self(tree))
    yield from (at(node, "not-awaited", name=dotted(node.func)) for node in not_awaited(tree))


CHECKS = (check_past_ends, check_oversights)
