"""SQL built of strings, with parameters in place of the values."""

import ast
import re
from collections.abc import Iterator

from edits import Edit, pieces_of, scopes, set_once, within, written
from finding import dotted

STATEMENT = re.compile(r"(?i)\s*(?:select|insert|update|delete|replace|with)\b")
PLACEHOLDERS = {"sqlite3": "?", "psycopg": "%s", "psycopg2": "%s", "pymysql": "%s", "MySQLdb": "%s"}


def queries(tree: ast.Module) -> Iterator[Edit]:
    """Values put into the text of an SQL statement become parameters."""
    modules = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    mark = next((PLACEHOLDERS[m] for m in sorted(modules) if m in PLACEHOLDERS), "")
    for scope in scopes(tree) if mark else ():
        for call in within(scope):
            if _executes(call) and len(call.args) == 1:
                yield from _parted(scope, call, mark)


def _executes(call: ast.AST) -> bool:
    called = call.func if isinstance(call, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr == "execute"


def _parted(scope: ast.AST, call: ast.Call, mark: str) -> Iterator[Edit]:
    """The call with the values beside the statement, which may stand in a variable before it."""
    text, function = call.args[0], ast.unparse(call.func)
    if built := parameters(text, mark):
        yield call, f"{function}({', '.join(built)})"
        return
    before = set_once(scope, text.id) if isinstance(text, ast.Name) else None
    built = parameters(before.value, mark) if before else None
    if before and built:
        yield before.value, built[0]
        yield call, f"{function}({ast.unparse(text)}, {built[1]})"


def parameters(node: ast.expr, mark: str) -> tuple[str, str] | None:
    """The arguments of execute() for a statement built of texts and values; None for others."""
    pieces = pieces_of(node)
    values = [ast.unparse(_itself(piece)) for piece in pieces if not isinstance(piece, str)]
    if not values or not isinstance(pieces[0], str) or not STATEMENT.match(pieces[0]):
        return None
    sql = "".join(piece if isinstance(piece, str) else "\0" for piece in pieces)
    if re.search(r"(?i)\b(from|into|update|table|by)\s+\0", sql):
        return None  # a name of a table or column: no parameter can stand there
    sql = re.sub(r"(['\"])\0\1", "\0", sql)
    inside = any(before.count("'") % 2 for before in _befores(sql))
    if inside or (mark == "%s" and "%" in sql):
        return None  # a part of a quoted text: '%' + name + '%'
    given = ", ".join(values) + ("," if len(values) == 1 else "")
    return written(sql.replace(chr(0), mark)), f"({given})"


def _befores(sql: str) -> list[str]:
    """What stands before each value."""
    return [sql[: found.start()] for found in re.finditer("\0", sql)]


def _itself(value: ast.expr) -> ast.expr:
    """The value that was made a text only to be put into one: the id of `str(id)`."""
    made = isinstance(value, ast.Call) and dotted(value.func) == "str" and len(value.args) == 1
    return value.args[0] if made else value  # type: ignore[attr-defined]
