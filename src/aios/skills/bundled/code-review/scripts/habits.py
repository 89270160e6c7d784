"""Checks for what goes wrong sooner or later: defaults, exceptions, comparisons, sizes."""

import ast
import itertools
from collections.abc import Iterator

from finding import Finding, at, dotted

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef
MUTABLE_CALLS = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "deque"}
)
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
OPENERS = frozenset({"open", "io.open", "codecs.open"})
CHANGES = frozenset({"remove", "append", "pop", "insert", "clear", "extend", "add", "discard"})
MAX_LINES, MAX_PARAMETERS, MAX_DEPTH = 60, 7, 4


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def check_defaults(tree: ast.Module) -> Iterator[Finding]:
    for function in ast.walk(tree):
        if not isinstance(function, (*FUNCTIONS, ast.Lambda)):
            continue
        spec = function.args
        positional = [*spec.posonlyargs, *spec.args]
        pairs = [*zip(reversed(positional), reversed(spec.defaults), strict=False)]
        pairs += zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
        for argument, default in pairs:
            if default is not None and is_mutable(default):
                yield at(default, "mutable-default", name=argument.arg)


def is_mutable(node: ast.expr) -> bool:
    literal = isinstance(node, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
    return literal or (isinstance(node, ast.Call) and dotted(node.func) in MUTABLE_CALLS)


def check_exceptions(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield at(node, "bare-except")
            broad = node.type is None or dotted(node.type) in ("Exception", "BaseException")
            if broad and all(is_idle(statement) for statement in node.body):
                yield at(node, "swallowed")
        elif isinstance(node, ast.Try):
            for inner in node.finalbody:
                yield from (
                    at(found, "return-in-finally")
                    for found in ast.walk(inner)
                    if isinstance(found, ast.Return)
                )


def is_idle(statement: ast.stmt) -> bool:
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass | ast.Continue)


def check_comparisons(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
            yield from compare_pair(node, operator, [left, right])


def compare_pair(node: ast.Compare, operator: ast.cmpop, pair: list[ast.expr]) -> Iterator[Finding]:
    values = [side.value for side in pair if isinstance(side, ast.Constant)]
    if isinstance(operator, ast.Eq | ast.NotEq):
        if any(value is None for value in values):
            yield at(node, "none-comparison")
        elif any(isinstance(value, bool) for value in values):
            yield at(node, "bool-comparison", name=next(v for v in values if isinstance(v, bool)))
    elif isinstance(operator, ast.Is | ast.IsNot):
        literals = [v for v in values if isinstance(v, int | str | float | bytes)]
        if any(not isinstance(value, bool) for value in literals):
            yield at(node, "is-literal")


def check_open(tree: ast.Module) -> Iterator[Finding]:
    """Calls of open() that no `with` (nor an exit stack) closes."""
    kept = {
        id(node)
        for holder in ast.walk(tree)
        for node in closed_by(holder)
        if isinstance(node, ast.Call)
    }
    for node in ast.walk(tree):
        opens = isinstance(node, ast.Call) and dotted(node.func) in OPENERS
        if opens and id(node) not in kept:
            yield at(node, "open-without-with")


def closed_by(holder: ast.AST) -> Iterator[ast.AST]:
    if isinstance(holder, ast.With | ast.AsyncWith):
        for item in holder.items:
            yield from ast.walk(item.context_expr)
    elif isinstance(holder, ast.Call) and dotted(holder.func).endswith("enter_context"):
        yield from holder.args
    elif isinstance(holder, ast.Return) and holder.value is not None:
        yield holder.value  # handed to the caller, who closes it


def check_asserts(tree: ast.Module) -> Iterator[Finding]:
    """Asserts about a function's parameters, outside of tests."""
    for function in functions(tree):
        names = {a.arg for a in [*function.args.args, *function.args.kwonlyargs]} - {"self", "cls"}
        for node in ast.walk(function):
            if isinstance(node, ast.Assert) and not function.name.startswith("test"):
                used = {name.id for name in ast.walk(node.test) if isinstance(name, ast.Name)}
                if used & names:
                    yield at(node, "assert-validation")


def check_loops(tree: ast.Module) -> Iterator[Finding]:
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For | ast.AsyncFor):
            continue
        targets = {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}
        for statement in loop.body:
            yield from late_bindings(statement, targets)
        iterated = dotted(loop.iter)
        for node in (inner for statement in loop.body for inner in ast.walk(statement)):
            if iterated and changes(node, iterated):
                yield at(node, "changed-while-iterating", name=iterated)


def late_bindings(statement: ast.stmt, targets: set[str]) -> Iterator[Finding]:
    """Functions that are kept (stored, appended) and read a loop variable when called."""
    kept = [statement] if isinstance(statement, FUNCTIONS) else []
    for call in ast.walk(statement):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            if call.func.attr in ("append", "add", "connect", "after", "add_done_callback"):
                kept += [arg for arg in call.args if isinstance(arg, ast.Lambda)]
        elif isinstance(call, ast.Assign) and isinstance(call.value, ast.Lambda):
            kept.append(call.value)
    for function in kept:
        bound = {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
        bodies = function.body if isinstance(function.body, list) else [function.body]
        used = {n.id for body in bodies for n in ast.walk(body) if isinstance(n, ast.Name)}
        for name in sorted(used & targets - bound):
            yield at(function, "late-binding", name=name)


def changes(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in CHANGES and dotted(node.func.value) == name
    if isinstance(node, ast.Delete):
        return any(isinstance(t, ast.Subscript) and dotted(t.value) == name for t in node.targets)
    return False


def check_unreachable(tree: ast.Module) -> Iterator[Finding]:
    ends = {ast.Return: "return", ast.Raise: "raise", ast.Break: "break", ast.Continue: "continue"}
    for node in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                for first, following in itertools.pairwise(statements):
                    if type(first) in ends:
                        yield at(following, "unreachable", name=ends[type(first)])


def check_duplicates(tree: ast.Module) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            seen: set[object] = set()
            for key in node.keys:
                if isinstance(key, ast.Constant):
                    if key.value in seen:
                        yield at(key, "duplicate-key", name=repr(key.value))
                    seen.add(key.value)
        elif isinstance(node, ast.Module | ast.ClassDef):
            yield from redefinitions(node.body)


def redefinitions(body: list[ast.stmt]) -> Iterator[Finding]:
    defined: set[str] = set()
    for statement in body:
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)) and not statement.decorator_list:
            if statement.name in defined:
                yield at(statement, "redefined", name=statement.name)
            defined.add(statement.name)


def check_sizes(tree: ast.Module) -> Iterator[Finding]:
    for function in functions(tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MAX_LINES:
            yield at(function, "long-function", name=function.name, lines=lines)
        spec = function.args
        count = len([*spec.posonlyargs, *spec.args, *spec.kwonlyargs])
        if count > MAX_PARAMETERS:
            yield at(function, "many-parameters", name=function.name, count=count)
        depth = nesting(function)
        if depth > MAX_DEPTH:
            yield at(function, "deep-nesting", name=function.name, depth=depth)


def nesting(node: ast.AST) -> int:
    """How deep blocks stand in each other; `elif` chains count once."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            continue
        elif_branch = (
            isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        )
        step = isinstance(child, BLOCKS) and not elif_branch
        deepest = max(deepest, nesting(child) + step)
    return deepest


def check_f_strings(tree: ast.Module) -> Iterator[Finding]:
    specs = {id(n.format_spec) for n in ast.walk(tree) if isinstance(n, ast.FormattedValue)}
    for node in ast.walk(tree):
        whole = isinstance(node, ast.JoinedStr) and id(node) not in specs
        if whole and not any(isinstance(part, ast.FormattedValue) for part in node.values):
            yield at(node, "empty-f-string")


def check_empty(tree: ast.Module) -> Iterator[Finding]:
    """Divisions by the length of something that the function never tests."""
    for function in functions(tree):
        tests = (
            n.test for n in ast.walk(function) if isinstance(n, ast.If | ast.IfExp | ast.Assert)
        )
        tested = {n.id for test in tests for n in ast.walk(test) if isinstance(n, ast.Name)}
        for node in ast.walk(function):
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div | ast.FloorDiv):
                continue
            by = node.right
            if isinstance(by, ast.Call) and dotted(by.func) == "len" and len(by.args) == 1:
                name = dotted(by.args[0])
                if name and name.partition(".")[0] not in tested:
                    yield at(node, "empty-mean", name=name)


CHECKS = (
    check_empty,
    check_defaults,
    check_exceptions,
    check_comparisons,
    check_open,
    check_asserts,
    check_loops,
    check_unreachable,
    check_duplicates,
    check_sizes,
    check_f_strings,
)
