"""Checks of names: imported or set and not used, hiding a builtin, of unknown origin."""

import ast
import builtins
from collections.abc import Iterator

from finding import Finding, at

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BUILTINS = frozenset(name for name in dir(builtins) if name.islower() and not name.startswith("_"))
HARMLESS = frozenset({"copyright", "credits", "license", "exit", "quit", "help"})


def used_names(tree: ast.AST) -> set[str]:
    """Names that are read, also in string annotations and in `__all__`."""
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not is_store(n)}
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    for text in strings:
        if isinstance(text, str) and len(text) < 200:
            names |= set(text.replace("[", " ").replace("]", " ").split())
            names |= set(text.split("."))
    return names


def is_store(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def check_imports(tree: ast.Module) -> Iterator[Finding]:
    used = used_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield at(node, "star-import", name=node.module or ".")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            if getattr(node, "module", "") == "__future__":
                continue
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                if name not in used and alias.asname != alias.name:
                    yield at(node, "unused-import", name=alias.asname or alias.name)


def check_variables(tree: ast.Module) -> Iterator[Finding]:
    """Plain local variables that are set and never read."""
    for function in ast.walk(tree):
        if not isinstance(function, FUNCTIONS):
            continue
        read = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and not is_store(n)}
        shared = {
            name
            for n in ast.walk(function)
            if isinstance(n, ast.Global | ast.Nonlocal)
            for name in n.names
        }
        dynamic = "locals" in read
        for name, node in local_assignments(function):
            unused = name not in read | shared and not name.startswith("_")
            if unused and not dynamic:
                yield at(node, "unused-variable", name=name)


def local_assignments(function: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    seen: set[str] = set()
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) and node.value else targets
        named = [(t.id, t) for t in targets if isinstance(t, ast.Name)]
        if isinstance(node, ast.ExceptHandler) and node.name:
            named = [(node.name, node)]
        for name, place in named:
            if name not in seen:
                seen.add(name)
                yield name, place


def check_builtins(tree: ast.Module) -> Iterator[Finding]:
    in_classes = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for inner in node.body
    }
    for node in ast.walk(tree):
        name = bound_name(node)
        if name in BUILTINS - HARMLESS and id(node) not in in_classes:
            yield at(node, "shadowed-builtin", name=name)


def bound_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id if is_store(node) else ""
    if isinstance(node, ast.arg):
        return node.arg
    return node.name if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else ""


CHECKS = (check_imports, check_variables, check_builtins)
