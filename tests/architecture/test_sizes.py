"""Sizes: a file has one subject, a function one thought; exceptions carry a reason and shrink."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "aios"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80
MEAN_FUNCTION_LINES = 15
MAX_PARAMETERS = 10

LARGER_FILES: dict[str, int] = {}


def sources() -> list[Path]:
    """Every Python file of the package, those that run in machines included."""
    return sorted(SRC.rglob("*.py"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(SRC).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    allowed = LARGER_FILES.get(path.relative_to(SRC).as_posix(), MAX_FILE_LINES)
    assert lines <= allowed, f"{lines} lines"
    for function in functions(path):
        assert length(function) <= MAX_FUNCTION_LINES, f"{function.name}: {length(function)} lines"


def test_a_function_is_short_on_average() -> None:
    lengths = [length(f) for path in sources() for f in functions(path)]
    assert sum(lengths) / len(lengths) <= MEAN_FUNCTION_LINES


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.relative_to(SRC).as_posix())
def test_a_module_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module opens with one sentence"
