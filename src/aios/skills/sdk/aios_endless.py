"""Loops and functions of a Python program that cannot come to an end, told from its syntax tree.

Covered: `while True` without a way out; conditions of plain names that the loop never changes, or
moves the wrong way; functions that call themselves on every path.
Not covered: conditions with calls, attributes or items, `continue` before the step, and whatever
only the values would tell. What may end the loop from elsewhere counts as a way out.
"""

import ast
from typing import NamedTuple

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
OUT = (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.Assert)
# Calls that neither end a program nor wait for anything.
TAME = frozenset({"print", "len", "range", "str", "int", "float", "abs", "min", "max", "sum"})
TAME_METHODS = frozenset(
    {"append", "add", "extend", "insert", "update", "format", "upper", "lower"}
)
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.BoolOp, ast.Match, ast.With)
LAZY = (ast.Yield, ast.YieldFrom, ast.Raise)
RISING, FALLING = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)
KINDS = ("no-way-out", "unchanged", "wrong-way", "calls-itself")


class Endless(NamedTuple):
    """What does not end: which of KINDS, its line (1-based), its condition or the function's name,
    the names of the condition, and the change ("i += 1") that would bring it to its end, if any."""

    kind: str
    line: int
    text: str
    names: tuple = ()
    step: str = ""
    last_line: int = 0


def endless_in(source):
    """All that cannot end in the source, in the order of lines; nothing in what does not parse."""
    try:
        return endless(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return []


def endless(tree):
    """All that cannot end in a syntax tree, in the order of lines."""
    shared = {
        name
        for n in ast.walk(tree)
        if isinstance(n, (ast.Global, ast.Nonlocal))
        for name in n.names
    }
    loops = [n for n in ast.walk(tree) if isinstance(n, ast.While)]
    found = [one for loop in loops if (one := of_loop(loop, shared))]
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    found += [
        Endless("calls-itself", f.lineno, f.name, last_line=f.end_lineno or f.lineno)
        for f in functions
        if calls_itself(f)
    ]
    return sorted(found, key=lambda one: one.line)


def of_loop(loop, shared):
    """What keeps this loop from its end; None when it may end. `shared` names are changed
    elsewhere."""
    inside = list(within(loop.body))
    if any(isinstance(n, OUT) for n in inside) or breaks(loop.body):
        return None
    text, last = ast.unparse(loop.test), loop.end_lineno or loop.lineno
    if isinstance(loop.test, ast.Constant) and loop.test.value:
        idle = all(is_tame(n) for n in inside if isinstance(n, ast.Call))
        return Endless("no-way-out", loop.lineno, text, last_line=last) if idle else None
    names = names_of(loop.test)
    if not names or names & shared:
        return None
    step = step_of(loop.test)
    if not any(touches(n, names) for n in inside):
        return Endless("unchanged", loop.lineno, text, tuple(sorted(names)), step, last)
    if step and moves_away(loop.test, inside):
        return Endless("wrong-way", loop.lineno, text, tuple(sorted(names)), step, last)
    return None


def within(body):
    """The nodes of statements, those of functions defined there left out."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, FUNCTIONS):
            waiting += ast.iter_child_nodes(node)


def breaks(body):
    """True for a `break` that leaves this loop, not one within it."""
    for node in body:
        if isinstance(node, ast.Break):
            return True
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            if breaks(node.orelse):
                return True
        elif not isinstance(node, (*FUNCTIONS, ast.ClassDef)) and breaks(
            ast.iter_child_nodes(node)
        ):
            return True
    return False


def is_tame(call):
    """True for a call that surely comes back and ends nothing."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in TAME_METHODS
    return isinstance(call.func, ast.Name) and call.func.id in TAME


def names_of(test):
    """The names of a condition of plain names and numbers; none of any other."""
    plain = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp)
    grammar = (ast.expr_context, ast.cmpop, ast.boolop, ast.unaryop, ast.operator)
    nodes = list(ast.walk(test))
    if not all(isinstance(n, (*plain, *grammar)) for n in nodes):
        return set()
    return {n.id for n in nodes if isinstance(n, ast.Name)}


def touches(node, names):
    """True for what may change one of these: binding it, a method of it, handing it over."""
    if isinstance(node, ast.Name):
        return node.id in names and not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Call):
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        given = (
            [owner, *node.args, *(k.value for k in node.keywords)] if not is_tame(node) else [owner]
        )
        return any(isinstance(one, ast.Name) and one.id in names for one in given)
    changed = isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load)
    return changed and isinstance(node.value, ast.Name) and node.value.id in names


def counter_of(test):
    """(name that is counted, +1 or -1 towards the end) of "i < n"; ("", 0) of other conditions."""
    if (
        not isinstance(test, ast.Compare)
        or len(test.ops) != 1
        or not isinstance(test.left, ast.Name)
    ):
        return "", 0
    rising, falling = isinstance(test.ops[0], RISING), isinstance(test.ops[0], FALLING)
    return (test.left.id, rising - falling) if rising or falling else ("", 0)


def step_of(test):
    """The statement that would bring the loop to its end, "" when that is not plain."""
    name, way = counter_of(test)
    if way:
        return f"{name} {'+' if way > 0 else '-'}= 1"
    return ""


def moves_away(test, inside):
    """True when all that changes the counter takes it away from the end."""
    name, way = counter_of(test)
    bound = [n for n in inside if touches(n, {name})]
    steps = [
        n for n in inside
        if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name) and n.target.id == name
    ]  # fmt: skip
    others = names_of(test) - {name}
    if not steps or len(steps) != len(bound) or any(touches(n, others) for n in inside):
        return False
    return all(way_of(step) == -way for step in steps)


def way_of(step):
    """+1 or -1 as the step adds or takes off a number above zero; 0 for other steps."""
    value = step.value.value if isinstance(step.value, ast.Constant) else 0
    if not isinstance(value, (int, float)) or value <= 0:
        return 0
    return isinstance(step.op, ast.Add) - isinstance(step.op, ast.Sub)


def calls_itself(function):
    """True for a function without any branch that calls itself: every call makes another."""
    nodes = list(within(function.body))
    if any(
        isinstance(n, (*BRANCHES, ast.Yield, ast.YieldFrom, ast.Raise, *FUNCTIONS)) for n in nodes
    ):
        return False
    calls = (n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name))
    return any(call.func.id == function.name for call in calls)
