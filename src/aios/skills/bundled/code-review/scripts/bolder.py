"""Mends that change what the program keeps or raises: tried, and taken back where it fails."""

import ast
import builtins
import re
from collections.abc import Iterator

from edits import FUNCTIONS, Edit, calls, changed, imported
from finding import dotted
from habits import check_unreachable, is_idle
from oversights import exact_floats, not_awaited, past_ends, without_self
from risks import UNSAFE_LOADS, WEAK_HASH, is_constant

BUILTINS = frozenset(name for name in dir(builtins) if name.islower() and not name.startswith("_"))


def bolder(code: str) -> str:
    """The code with strong digests, JSON in place of pickle, errors logged, tests that stay."""
    for find in (digests, plain_data, tempfiles, no_debugging, bound, validated, oversights):
        code = changed(code, find)
    for find in (logged, renamed):
        code = changed(code, find)
    needed = {
        "json": r"\bjson\.(?:load|dump)",
        "math": r"\bmath\.isclose",
        "logging": r"logging\.e",
    }
    modules = [name for name, used in needed.items() if re.search(used, code)]
    return without_dead(imported(code, *modules))


def consequences(before: str, after: str) -> tuple[str, ...]:
    """What is to be known of the mends: "digests", "data"."""
    told = {"digests": "hashlib.sha256(", "data": "json."}
    return tuple(name for name, sign in told.items() if after.count(sign) > before.count(sign))


def digests(tree: ast.Module) -> Iterator[Edit]:
    """md5 and sha1 become sha256."""
    for call in calls(tree):
        name = dotted(call.func)
        if WEAK_HASH.match(name) and name.startswith("hashlib."):
            yield call.func, "hashlib.sha256"


def plain_data(tree: ast.Module) -> Iterator[Edit]:
    """What pickle reads and writes becomes JSON, which holds no code."""
    for call in calls(tree):
        owner, _, what = dotted(call.func).rpartition(".")
        if owner != "pickle" or not call.args:
            continue
        given = [ast.unparse(one) for one in call.args]
        if what in ("load", "loads") and UNSAFE_LOADS.match(f"pickle.{what}"):
            yield call, f"json.{what}({given[0]})"
        elif what == "dumps":
            yield call, f"json.dumps({given[0]}).encode()"
        elif what == "dump" and len(given) > 1:
            yield call, f"{given[1]}.write(json.dumps({given[0]}).encode())"


def tempfiles(tree: ast.Module) -> Iterator[Edit]:
    """Names of files that anybody may take become files."""
    for call in calls(tree):
        if dotted(call.func) == "tempfile.mktemp":
            given = ", ".join(ast.unparse(one) for one in [*call.args, *call.keywords])
            yield call, f"tempfile.mkstemp({given})[1]"


def no_debugging(tree: ast.Module) -> Iterator[Edit]:
    """No debugger for those who find the server."""
    for call in calls(tree):
        for item in call.keywords:
            ran = isinstance(call.func, ast.Attribute) and call.func.attr == "run"
            if ran and item.arg == "debug" and is_constant(item.value, True):
                yield item.value, "False"


def bound(tree: ast.Module) -> Iterator[Edit]:
    """A function made in a loop keeps the value that the loop has then."""
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        name = loop.target.id
        for node in (n for statement in loop.body for n in ast.walk(statement)):
            reads = isinstance(node, ast.Lambda) and name in {
                n.id for n in ast.walk(node.body) if isinstance(n, ast.Name)
            }
            if reads and isinstance(node, ast.Lambda) and not node.args.kwonlyargs:
                given = ast.unparse(node.args)
                if not re.search(rf"\b{name}\b", given):
                    own = f"{given}, {name}={name}" if given else f"{name}={name}"
                    yield node, f"lambda {own}: {ast.unparse(node.body)}"


def validated(tree: ast.Module) -> Iterator[Edit]:
    """Asserts on what a function is given become tests that also stand with `python -O`."""
    for function in ast.walk(tree):
        if not isinstance(function, FUNCTIONS) or function.name.startswith("test"):
            continue
        given = {a.arg for a in [*function.args.args, *function.args.kwonlyargs]} - {"self", "cls"}
        for node in ast.walk(function):
            if isinstance(node, ast.Assert):
                used = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
                if used & given:
                    said = ast.unparse(node.msg) if node.msg else repr(ast.unparse(node.test))
                    pad = " " * (node.col_offset + 4)
                    test = ast.unparse(ast.UnaryOp(ast.Not(), node.test))
                    yield node, f"if {test}:\n{pad}raise ValueError({said})"


def oversights(tree: ast.Module) -> Iterator[Edit]:
    """One step too far, exact floats, a missing await."""
    for node in past_ends(tree):
        if isinstance(node, ast.BinOp):
            yield node, ast.unparse(node.left)
    for compared in exact_floats(tree):
        left, right = ast.unparse(compared.left), ast.unparse(compared.comparators[0])
        sign = "not " if isinstance(compared.ops[0], ast.NotEq) else ""
        yield compared, f"{sign}math.isclose({left}, {right})"
    for call in not_awaited(tree):
        yield call, f"await {ast.unparse(call)}"


def logged(tree: ast.Module) -> Iterator[Edit]:
    """Errors that were swallowed are logged, and the program goes on."""
    for holder in ast.walk(tree):
        for handler in holder.handlers if isinstance(holder, ast.Try) else ():
            broad = handler.type is None or dotted(handler.type) in ("Exception", "BaseException")
            if broad and all(map(is_idle, handler.body)):
                first, pad = handler.body[0], " " * handler.body[0].col_offset
                failed = ast.unparse(holder.body[0]).splitlines()[0]
                text = f"logging.exception({f'failed: {failed[:60]}'!r})"
                goes_on = isinstance(handler.body[-1], ast.Continue)
                yield (
                    first,
                    f"{text}\n{pad}continue" if goes_on and first is handler.body[-1] else text,
                )


def renamed(tree: ast.Module) -> Iterator[Edit]:
    """Local names that hide a builtin get another; and methods their own object."""
    for method in without_self(tree):
        bare = ast.FunctionDef if isinstance(method, ast.FunctionDef) else ast.AsyncFunctionDef
        assert isinstance(method, bare)
        first = method.body[0]
        if first.lineno > method.lineno:
            head = "async def" if isinstance(method, ast.AsyncFunctionDef) else "def"
            yield _Head(method, first), f"{head} {method.name}(self):\n{' ' * first.col_offset}"
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            yield from _in(function)


def _in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Edit]:
    inner = [n for n in ast.walk(function) if n is not function]
    if any(isinstance(n, (*FUNCTIONS, ast.Lambda, ast.Global, ast.Nonlocal)) for n in inner):
        return
    names = [n for n in inner if isinstance(n, ast.Name)]
    stored = {n.id for n in names if isinstance(n.ctx, ast.Store)} & BUILTINS
    taken = {n.id for n in names}
    for node in names:
        if node.id in stored and f"{node.id}_" not in taken:
            yield node, f"{node.id}_"


class _Head(ast.AST):
    """The stretch from the beginning of a function to its first statement."""

    def __init__(self, method: ast.stmt, first: ast.stmt) -> None:
        super().__init__()
        self.lineno, self.col_offset = method.lineno, method.col_offset
        self.end_lineno, self.end_col_offset = first.lineno, first.col_offset


def without_dead(code: str) -> str:
    """The code without the statements that are never reached."""
    tree, lines = ast.parse(code), code.splitlines(keepends=True)
    dead = {found.line for found in check_unreachable(tree)}
    for holder in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            body = getattr(holder, block, None)
            for node in body if isinstance(body, list) else ():
                if node.lineno in dead:
                    last = body[-1].end_lineno or node.lineno
                    lines[node.lineno - 1 : last] = [""] * (last - node.lineno + 1)
                    break
    return "".join(lines)
