"""Changing a program's text: whole lines, and the stretches of its syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Mend:
    """A changed source, and in both languages what was changed; `doubt` says what to check."""

    source: str
    zh: str
    en: str
    doubt_zh: str = ""
    doubt_en: str = ""


def with_line(source: str, line: int, text: str) -> str:
    """The source with the line (1-based) replaced."""
    lines = source.splitlines()
    lines[line - 1 : line] = [text]
    return "\n".join(lines) + "\n"


def line_at(source: str, line: int) -> str:
    """The line (1-based), "" beyond the end."""
    lines = source.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def indent_of(text: str) -> str:
    """The white space a line begins with."""
    return text[: len(text) - len(text.lstrip())]


def parsed(source: str) -> ast.Module | None:
    """The syntax tree, None when it does not parse."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def nodes_at(source: str, line: int, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    """Nodes of these kinds that the line is part of, the innermost last."""
    tree = parsed(source)
    for node in ast.walk(tree) if tree else ():
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        if isinstance(node, kinds) and first <= line <= (last or first):
            yield node


def text_of(source: str, node: ast.AST) -> str:
    """The node as it is written."""
    return ast.get_source_segment(source, node) or ""


def replaced(source: str, node: ast.AST, text: str) -> str:
    """The source with the node's stretch replaced. Columns of the tree count bytes."""
    lines = source.encode().splitlines(keepends=True)
    before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    after = lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(lines[node.end_lineno :])
    return (before + text.encode() + after).decode()


def inserted(source: str, line: int, text: str) -> str:
    """The source with a line put before the line (1-based)."""
    lines = source.splitlines()
    lines.insert(line - 1, text)
    return "\n".join(lines) + "\n"


def import_line(source: str) -> int:
    """Where an import belongs: after the docstring and `from __future__` lines."""
    tree = parsed(source)
    for statement in tree.body if tree else ():
        docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not docstring and not future:
            return statement.lineno
    return 1
