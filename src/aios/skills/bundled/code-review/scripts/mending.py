"""The mended version of reviewed code: only changes after which it does the same, but safely."""

import ast
import difflib
import re
from collections.abc import Callable, Iterator

import ruffing
from finding import dotted
from risks import REQUESTS, is_constant, keyword

Edit = tuple[ast.AST, str]
STATEMENT = re.compile(r"(?i)\s*(?:select|insert|update|delete|replace|with)\b")
PLACEHOLDERS = {"sqlite3": "?", "psycopg": "%s", "psycopg2": "%s", "pymysql": "%s", "MySQLdb": "%s"}


def mended(code: str) -> str:
    """The code with everything mended that can be without a decision of its author."""
    for find in (timeouts, safe_loads, verified, queries):
        code = changed(code, find)
    code = re.sub(r"(?m)^(\s*)except\s*:", r"\1except Exception:", code)
    return ruffing.fixed(code)


def changed(code: str, find: Callable[[ast.Module], Iterator[Edit]]) -> str:
    """The code with the stretches replaced, the last one first so that places stay right."""
    edits = sorted(
        find(ast.parse(code)), key=lambda e: (e[0].lineno, e[0].col_offset), reverse=True
    )
    for node, text in edits:
        lines = code.encode().splitlines(keepends=True)
        before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
        end = node.end_lineno or node.lineno
        after = lines[end - 1][node.end_col_offset :] + b"".join(lines[end:])
        code = (before + text.encode() + after).decode()
    return code


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def timeouts(tree: ast.Module) -> Iterator[Edit]:
    """Requests that may wait for ever get ten seconds."""
    for call in calls(tree):
        spread = any(item.arg is None for item in call.keywords)
        given = keyword(call, "timeout") or spread or len(call.args) > 2
        if REQUESTS.search(dotted(call.func)) and not given:
            yield call, f"{ast.unparse(call)[:-1]}, timeout=10)"


def safe_loads(tree: ast.Module) -> Iterator[Edit]:
    """yaml.load without a safe loader."""
    for call in calls(tree):
        if dotted(call.func) == "yaml.load" and call.args:
            loader = keyword(call, "Loader") or (call.args[1] if len(call.args) > 1 else None)
            if "Safe" not in dotted(loader or call):
                yield call, f"yaml.safe_load({ast.unparse(call.args[0])})"


def verified(tree: ast.Module) -> Iterator[Edit]:
    """Certificates are checked again."""
    for call in calls(tree):
        for item in call.keywords:
            if item.arg == "verify" and is_constant(item.value, False):
                yield item.value, "True"


def queries(tree: ast.Module) -> Iterator[Edit]:
    """Values put into the text of an SQL statement become parameters."""
    modules = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    mark = next((PLACEHOLDERS[m] for m in sorted(modules) if m in PLACEHOLDERS), "")
    for call in calls(tree):
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if mark and method == "execute" and len(call.args) == 1:
            built = parameters(call.args[0], mark)
            if built:
                yield call, f"{ast.unparse(call.func)}({built})"


def parameters(node: ast.expr, mark: str) -> str:
    """The arguments of execute() for a statement built of texts and values; "" for others."""
    pieces = _pieces(node)
    values = [ast.unparse(piece) for piece in pieces if not isinstance(piece, str)]
    if not values or not isinstance(pieces[0], str) or not STATEMENT.match(pieces[0]):
        return ""
    sql = "".join(piece if isinstance(piece, str) else "\0" for piece in pieces)
    if re.search(r"(?i)\b(from|into|update|table|by)\s+\0", sql):
        return ""  # a name of a table or column: no parameter can stand there
    sql = re.sub(r"(['\"])\0\1", "\0", sql)
    inside = any(before.count("'") % 2 for before in _befores(sql))
    if inside or (mark == "%s" and "%" in sql):
        return ""  # a part of a quoted text: '%' + name + '%'
    given = ", ".join(values) + ("," if len(values) == 1 else "")
    return f"{sql.replace(chr(0), mark)!r}, ({given})"


def _befores(sql: str) -> list[str]:
    """What stands before each value."""
    return [sql[: found.start()] for found in re.finditer("\0", sql)]


def _pieces(node: ast.expr) -> list[str | ast.expr]:
    """Texts and values in turn, of an f-string, a sum, `text % values` or text.format(values)."""
    if isinstance(node, ast.JoinedStr):
        return [str(v.value) if isinstance(v, ast.Constant) else _bare(v) for v in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_pieces(node.left), *_pieces(node.right)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _woven(node.left, r"%[sd]", given) or [node]
    called = node.func if isinstance(node, ast.Call) and not node.keywords else None
    if isinstance(called, ast.Attribute) and called.attr == "format":
        return _woven(called.value, r"\{\}", node.args) or [node]  # type: ignore[attr-defined]
    return [node]


def _bare(value: ast.expr) -> ast.expr:
    """The value of a field of an f-string; as an f-string of its own when it is formatted."""
    plain = isinstance(value, ast.FormattedValue) and (value.format_spec, value.conversion)
    return value.value if plain == (None, -1) else ast.JoinedStr([value])  # type: ignore[attr-defined]


def _woven(text: ast.expr, field: str, given: list[ast.expr]) -> list[str | ast.expr]:
    """The pieces of a text with the values in its fields; none when they do not match."""
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return []
    parts = re.split(field, text.value)
    if len(parts) != len(given) + 1 or any(isinstance(one, ast.Starred) for one in given):
        return []
    woven: list[str | ast.expr] = [parts[0]]
    for value, part in zip(given, parts[1:], strict=True):
        woven += [value, part]
    return woven


def difference(before: str, after: str, name: str) -> str:
    """The changed lines, as a unified diff."""
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, "", "", 1, "")
    return "\n".join(diff)
