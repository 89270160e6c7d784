"""Secrets that stand in the source, read from the environment instead."""

import ast
from collections.abc import Iterator

from edits import Edit, changed, imported
from risks import secrets_in


def from_environment(code: str) -> tuple[str, dict[str, str]]:
    """The code without its secrets, and what they were by the names they are now read under."""
    found: dict[str, str] = {}
    after = changed(code, lambda tree: _edits(tree, found))
    return (imported(after, "os"), found) if found else (code, found)


def _edits(tree: ast.Module, found: dict[str, str]) -> Iterator[Edit]:
    for name, value in secrets_in(tree):
        called, number = name.upper(), 2
        while found.get(called, value.value) != value.value:
            called, number = f"{name.upper()}_{number}", number + 1
        found[called] = value.value
        yield value, f'os.environ.get("{called}", "")'
