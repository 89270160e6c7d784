"""Checks for what nothing uses: functions, classes and constants of a file."""

import ast
import re
from collections.abc import Iterator

from finding import Finding, at
from names import used_names
from telling import Function, is_guard, is_said

# Called by others than the file itself: by a test runner, by a server.
CALLED_FROM_OUTSIDE = re.compile(r"test|setup|teardown|handler$|lambda_handler|application$|app$")


def check_unused(tree: ast.Module) -> Iterator[Finding]:
    """What is defined at the top of a file and read nowhere in it: private things of any file, the
    others of a program that is started, and so hardly imported."""
    used = used_names(tree)
    program = starts_something(tree)
    for name, node in defined(tree):
        own = name.startswith("_") and not name.startswith("__")
        if name not in used and (own or program) and not CALLED_FROM_OUTSIDE.match(name.lower()):
            yield at(node, "unused-definition", name=name)


def starts_something(tree: ast.Module) -> bool:
    """Whether the file does something when it is started, and offers nothing by `__all__`."""
    calls = (
        isinstance(node, ast.Expr) and not is_said(node) and isinstance(node.value, ast.Call)
        for node in tree.body
    )
    return (any(map(is_guard, tree.body)) or any(calls)) and "__all__" not in dict(defined(tree))


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The functions, classes and plain names of the file; decorated ones are used by what
    decorates them."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.decorator_list:
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((t.id, node) for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


CHECKS = (check_unused,)
