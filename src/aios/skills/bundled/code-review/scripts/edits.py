"""Changing a program's text: stretches of its syntax tree, imports, texts built of pieces."""

import ast
import re
from collections.abc import Callable, Iterator

Edit = tuple[ast.AST, str]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


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


def scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """The module and each of its functions."""
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def within(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without those of functions in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)


def set_once(scope: ast.AST, name: str) -> ast.Assign | None:
    """The one assignment of a name that is read just once in its scope."""
    nodes = list(within(scope))
    uses = [n for n in nodes if isinstance(n, ast.Name) and n.id == name]
    sets = [
        n
        for n in nodes
        if isinstance(n, ast.Assign) and len(n.targets) == 1 and _is(n.targets[0], name)
    ]
    return sets[0] if len(sets) == 1 and len(uses) == 2 else None


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def written(text: str) -> str:
    """A text as Python, in double quotes where it holds none."""
    plain = repr(text)
    bare = plain[1:-1]
    return f'"{bare}"' if plain[0] == "'" and '"' not in bare and "\\'" not in bare else plain


def imported(code: str, *modules: str) -> str:
    """The code with the modules imported that it does not import yet."""
    tree = ast.parse(code)
    known = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    for module in modules:
        if module not in known:
            code = inserted(code, f"import {module}\n")
    return code


def inserted(code: str, text: str, *, after: bool = False) -> str:
    """The code with lines put before its first statement, or `after` its imports."""
    body = ast.parse(code).body
    line = 0
    for place, node in enumerate(body):
        said = place == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        imports = after and isinstance(node, ast.Import | ast.ImportFrom)
        if said or future or imports:
            line = node.end_lineno or node.lineno
    lines = code.splitlines(keepends=True)
    begun = lines[0].startswith("#!") if lines and not line else False
    line += begun
    follows = lines[line] if line < len(lines) else ""
    apart = "\n\n" if follows.strip() and not follows.startswith(("import ", "from ")) else ""
    return "".join([*lines[:line], text, apart, *lines[line:]])


def pieces_of(node: ast.expr) -> list[str | ast.expr]:
    """Texts and values in turn, of an f-string, a sum, `text % values` or text.format(values)."""
    if isinstance(node, ast.JoinedStr):
        return [str(v.value) if isinstance(v, ast.Constant) else _bare(v) for v in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*pieces_of(node.left), *pieces_of(node.right)]
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
