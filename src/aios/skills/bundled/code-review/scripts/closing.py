"""Files that are opened and not closed, opened by `with`."""

import ast
from collections.abc import Iterator, Sequence

from edits import FUNCTIONS
from finding import dotted
from habits import OPENERS

READS = frozenset({"read", "readlines", "readline", "write", "writelines"})
# What takes all of a file at once, so that it may be closed behind it.
LOADS = ("json.load", "json.dump", "pickle.load", "pickle.dump", "yaml.safe_load", "tomllib.load")
BUILT_IN = ("list", "tuple", "set", "dict", "sorted", "sum", "len", "max", "min", "any", "all")
TAKES = frozenset((*LOADS, *BUILT_IN, "next", "str", "int", "float", "print"))
WRAPS = frozenset({"enumerate", "csv.reader", "csv.DictReader", "reversed", "zip"})
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
MOST = 50


def closed(code: str) -> str:
    """The code with `with` wherever what is opened is used up in the lines that follow."""
    for _round in range(MOST):
        after = next(_steps(code), "")
        if not after:
            return code
        code = after
    return code


def _steps(code: str) -> Iterator[str]:
    tree = ast.parse(code)
    lines = code.splitlines()
    for holder in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            body = getattr(holder, block, None)
            for place, statement in enumerate(body if isinstance(body, list) else ()):
                if _begins_its_line(statement, lines):
                    yield from _named(tree, lines, body[place:])
                    yield from _at_once(tree, lines, statement)


def _begins_its_line(statement: ast.AST, lines: Sequence[str]) -> bool:
    line = lines[statement.lineno - 1] if isinstance(statement, ast.stmt) else ""
    return bool(line) and not line.encode()[: statement.col_offset].strip() and ";" not in line


def _is_open(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in OPENERS


def _named(tree: ast.Module, lines: list[str], body: list[ast.stmt]) -> Iterator[str]:
    """`f = open(…)` and the statements that use it."""
    first = body[0]
    target = first.targets[0] if isinstance(first, ast.Assign) else None
    if not isinstance(target, ast.Name) or not _is_open(first.value):
        return
    uses = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == target.id]
    inside = _used(body[1:], target.id)
    known = {id(n) for s in inside for n in ast.walk(s)} | {id(target)}
    here = [n for n in uses if id(n) not in known and _same_scope(tree, first, n)]
    kept = any(_keeps(statement, target.id) for statement in inside)
    block = [s for s in inside if not _closes(s, target.id)]
    if block and not here and not kept and not _has_long_texts(block):
        opened = f"with {_written(lines, first.value)} as {target.id}:"
        gone = {n for s in inside if s not in block for n in range(s.lineno, _end(s) + 1)}
        yield _wrapped(lines, first, opened, range(_end(first) + 1, _end(inside[-1]) + 1), gone)


def _same_scope(tree: ast.Module, statement: ast.stmt, name: ast.Name) -> bool:
    """True for a name in the innermost function of the statement, where a name is its own."""
    return _scope(tree, statement) == _scope(tree, name)


def _scope(tree: ast.Module, node: ast.stmt | ast.expr) -> int:
    holders = [
        f for f in ast.walk(tree) if isinstance(f, FUNCTIONS) and f.lineno <= node.lineno <= _end(f)
    ]
    return max((f.lineno for f in holders), default=0)


def _used(body: list[ast.stmt], name: str) -> list[ast.stmt]:
    """The statements up to the last that uses the file, or what still reads from it."""
    names, last = {name}, 0
    for number, statement in enumerate(body, 1):
        held = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        if held & names:
            last = number
            if isinstance(statement, ast.Assign) and not _takes(statement.value):
                names |= {t.id for t in statement.targets if isinstance(t, ast.Name)}
    return body[:last]


def _takes(value: ast.expr) -> bool:
    """True for an expression that has read what it needs once it is reckoned."""
    if isinstance(value, COMPREHENSIONS):
        return True
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Attribute) and called.attr in READS:
        return True
    if called is not None and dotted(called) in TAKES:
        return True
    inner = value.func.value if isinstance(called, ast.Attribute) else None  # type: ignore[attr-defined]
    if inner is not None:
        return _takes(inner)
    return isinstance(value, ast.Subscript | ast.BinOp) and any(
        _takes(n) for n in ast.iter_child_nodes(value) if isinstance(n, ast.expr)
    )


def _keeps(statement: ast.stmt, name: str) -> bool:
    """True where the file goes on: it is returned, yielded, stored, or read by a function."""
    for node in ast.walk(statement):
        if isinstance(node, (*FUNCTIONS, ast.Lambda, ast.Yield, ast.YieldFrom, ast.Global)):
            return True
        value = node.value if isinstance(node, ast.Return | ast.Assign) else None
        if value is None or not _mentions(value, name):
            continue
        if isinstance(node, ast.Return):
            return not _takes(value)
        if not all(isinstance(target, ast.Name) for target in node.targets):
            return True
    return False


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))


def _closes(statement: ast.stmt, name: str) -> bool:
    return isinstance(statement, ast.Expr) and ast.unparse(statement) == f"{name}.close()"


def _has_long_texts(block: Sequence[ast.stmt]) -> bool:
    """True where lines of a text would be moved with the code."""
    return any(
        isinstance(n, ast.Constant | ast.JoinedStr) and n.end_lineno != n.lineno
        for statement in block
        for n in ast.walk(statement)
    )


def _at_once(tree: ast.Module, lines: list[str], statement: ast.stmt) -> Iterator[str]:
    """`return open(p).read()`, `for line in open(p):`."""
    found = _used_up(statement)
    if found is None or _has_long_texts([statement]):
        return
    names = (n for n in ast.walk(tree) if isinstance(n, ast.Name))
    taken = {n.id for n in names if _same_scope(tree, statement, n)}
    name = next(n for n in ("file", "opened", "stream", "held") if n not in taken or n == "held")
    first, last = found.lineno, found.end_lineno or found.lineno
    if first != last:
        return
    opened = f"with {_written(lines, found)} as {name}:"
    line = lines[first - 1].encode()
    changed = line[: found.col_offset] + name.encode() + line[found.end_col_offset :]
    lines = [*lines[: first - 1], changed.decode(), *lines[first:]]
    yield _wrapped(lines, None, opened, range(statement.lineno, _end(statement) + 1), set())


def _used_up(statement: ast.stmt) -> ast.Call | None:
    """The file that a statement opens and uses up itself."""
    if isinstance(statement, ast.For):
        given = statement.iter
        while isinstance(given, ast.Call) and dotted(given.func) in WRAPS and given.args:
            given = given.args[0]
        return given if _is_open(given) else _taken_in(statement.iter)  # type: ignore[return-value]
    if not isinstance(statement, ast.Assign | ast.Return | ast.Expr | ast.AugAssign):
        return None
    return _taken_in(statement.value) if statement.value else None


def _taken_in(value: ast.expr) -> ast.Call | None:
    """The open() whose file is read by the call around it."""
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and _takes_itself(node):
            held = [
                *node.args,
                *(k.value for k in node.keywords),
                *([node.func.value] if isinstance(node.func, ast.Attribute) else []),
            ]
            for given in held:
                while isinstance(given, ast.Call) and dotted(given.func) in WRAPS and given.args:
                    given = given.args[0]
                if _is_open(given):
                    return given  # type: ignore[return-value]
        elif isinstance(node, COMPREHENSIONS) and _is_open(node.generators[0].iter):
            return node.generators[0].iter  # type: ignore[return-value]
    return None


def _takes_itself(call: ast.Call) -> bool:
    reads = isinstance(call.func, ast.Attribute) and call.func.attr in READS
    return reads or dotted(call.func) in TAKES


def _wrapped(
    lines: list[str], first: ast.stmt | None, opened: str, moved: range, gone: set[int]
) -> str:
    """The lines with those of `moved` (1-based) behind `with`; `first` is what opened before."""
    start = first.lineno if first else moved.start
    text = lines[start - 1]
    indent = text[: len(text) - len(text.lstrip())]
    inner = [lines[n - 1] for n in moved if n not in gone]
    while inner and not inner[0].strip():
        inner.pop(0)
    shifted = [f"    {line}" if line.strip() else line for line in inner]
    after = [*lines[: start - 1], indent + opened, *shifted, *lines[moved.stop - 1 :]]
    return "\n".join(after) + "\n"


def _written(lines: list[str], node: ast.AST) -> str:
    return ast.get_source_segment("\n".join(lines), node) or ast.unparse(node)


def _end(node: ast.stmt | ast.expr) -> int:
    return node.end_lineno or node.lineno
