"""Sizes: a file has one subject, a function one thought; exceptions carry a reason and shrink."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "aios"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80
MEAN_FUNCTION_LINES = 15
MAX_PARAMETERS = 10

LARGER_FILES: dict[str, int] = {}


def sources() -> list[Path]:
    """Every Python file of the package, those that run in machines included."""
    return sorted(SRC.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    return [
        n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def too_large(path: Path) -> Iterator[str]:
    """What of a file is."""
    name = path.relative_to(SRC).as_posix()
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LARGER_FILES.get(name, MAX_FILE_LINES):
        yield f"{name}: {lines} lines"
    for function in functions(path):
        if length(function) > MAX_FUNCTION_LINES:
            yield f"{name}, {function.name}: {length(function)} lines"


def test_files_and_functions_stay_small() -> None:
    assert [found for path in sources() for found in too_large(path)] == []


def test_a_function_is_short_on_average() -> None:
    lengths = [length(f) for path in sources() for f in functions(path)]
    assert sum(lengths) / len(lengths) <= MEAN_FUNCTION_LINES


def test_a_module_says_what_it_is() -> None:
    silent = [path for path in sources() if not ast.get_docstring(tree(path))]
    assert silent == [], "a module opens with one sentence"
