"""Checks for slips of thought: values thrown away, tests that always hold, items left out."""

import ast
from collections.abc import Iterator

from finding import Finding, at, dotted
from habits import FUNCTIONS

IDLE = (ast.BinOp, ast.Compare, ast.UnaryOp)
MAKES_NEW = (ast.List, ast.Dict, ast.Set, ast.ListComp)


def check_idle(tree: ast.Module) -> Iterator[Finding]:
    """`self.amount - x` as a line of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, IDLE):
            yield at(node, "no-effect", shown=ast.unparse(node.value)[:60])


def check_always(tree: ast.Module) -> Iterator[Finding]:
    """`x == 200 or 201`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.BoolOp) or not isinstance(node.op, ast.Or):
            continue
        compared = isinstance(node.values[0], ast.Compare)
        rest = [v for v in node.values[1:] if isinstance(v, ast.Constant) and v.value]
        if compared and rest:
            yield at(node, "always-true", shown=ast.unparse(node)[:60])


def check_same_rows(tree: ast.Module) -> Iterator[Finding]:
    """`[[0] * n] * n`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
            continue
        for side in (node.left, node.right):
            if isinstance(side, ast.List) and any(_is_new(item) for item in side.elts):
                yield at(node, "same-rows", shown=ast.unparse(node)[:60])


def _is_new(item: ast.expr) -> bool:
    times = isinstance(item, ast.BinOp) and isinstance(item.op, ast.Mult)
    return isinstance(item, MAKES_NEW) or (
        times and isinstance(getattr(item, "left", None), ast.List)
    )


def check_last_left_out(tree: ast.Module) -> Iterator[Finding]:
    """`for i in range(len(x) - 1)` where only x[i] is taken."""
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        name = _all_but_one(loop.iter)
        if name and not _other_index(loop, name):
            yield at(loop, "last-left-out", name=name)


def _all_but_one(node: ast.expr) -> str:
    """The x of `range(len(x) - 1)`, else ""."""
    if not isinstance(node, ast.Call) or dotted(node.func) != "range" or not node.args:
        return ""
    end = node.args[-1] if len(node.args) <= 2 else None
    less = isinstance(end, ast.BinOp) and isinstance(end.op, ast.Sub)
    if not isinstance(end, ast.BinOp) or not less or not isinstance(end.right, ast.Constant):
        return ""
    called = end.left
    if end.right.value != 1 or not isinstance(called, ast.Call) or dotted(called.func) != "len":
        return ""
    return dotted(called.args[0]) if called.args else ""


def _other_index(loop: ast.For, name: str) -> bool:
    """True where another item than x[i] is taken, or i is used otherwise, as for the next one."""
    index = getattr(loop.target, "id", "")
    taken = [
        node
        for node in ast.walk(loop)
        if isinstance(node, ast.Subscript) and dotted(node.value) == name
    ]
    plain = [n for n in taken if isinstance(n.slice, ast.Name) and n.slice.id == index]
    uses = [n for s in loop.body for n in ast.walk(s) if isinstance(n, ast.Name) and n.id == index]
    return not taken or len(plain) != len(taken) or len(uses) != len(plain)


def check_first_best(tree: ast.Module) -> Iterator[Finding]:
    """`best = 0`, then `if value > best: best = value`."""
    for holder in ast.walk(tree):
        if not isinstance(holder, FUNCTIONS):
            continue
        zeros = {
            node.targets[0].id: node
            for node in holder.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
            and node.value.value in (0, 0.0)
            and not isinstance(node.value.value, bool)
        }
        for name in _bests(holder):
            if name in zeros:
                yield at(zeros[name], "first-best", name=name)


def _bests(holder: ast.AST) -> Iterator[str]:
    """The names that take a value which is larger than they are."""
    for node in ast.walk(holder):
        if not isinstance(node, ast.If) or not isinstance(node.test, ast.Compare):
            continue
        left, right = dotted(node.test.left), dotted(node.test.comparators[0])
        larger = isinstance(node.test.ops[0], ast.Gt | ast.GtE)
        best, value = (right, left) if larger else (left, right)
        taken = [
            dotted(one.value)
            for one in node.body
            if isinstance(one, ast.Assign) and _sets(one, best)
        ]
        if best and value and value in taken:
            yield best


def _sets(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and dotted(node.targets[0]) == name


def check_no_super(tree: ast.Module) -> Iterator[Finding]:
    """A class whose `__init__` leaves out that of its base in the same file."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    for name, node in classes.items():
        own = _init_of(node)
        bases = [b for base in node.bases if (b := dotted(base)) in classes and b != name]
        if own is None or not bases or _init_of(classes[bases[0]]) is None:
            continue
        calls = {dotted(c.func) for c in ast.walk(own) if isinstance(c, ast.Call)}
        called = any(c.endswith("__init__") for c in calls) or "super" in calls
        if not called:
            yield at(own, "no-super-init", name=name, base=bases[0])


def _init_of(node: ast.ClassDef) -> ast.FunctionDef | None:
    return next(
        (one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"),
        None,
    )


def check_endless_retries(tree: ast.Module) -> Iterator[Finding]:
    """`while True:` with `try` whose `except` only goes on: no limit, no pause."""
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.While) or not isinstance(loop.test, ast.Constant):
            continue
        for node in loop.body:
            if isinstance(node, ast.Try) and loop.test.value:
                handlers = [h for h in node.handlers if _goes_on(h)]
                if handlers:
                    yield at(loop, "endless-retries")


def _goes_on(handler: ast.ExceptHandler) -> bool:
    return all(isinstance(one, ast.Pass | ast.Continue) for one in handler.body)


CHECKS = (
    check_idle,
    check_always,
    check_same_rows,
    check_last_left_out,
    check_first_best,
    check_no_super,
    check_endless_retries,
)
