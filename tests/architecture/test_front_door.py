"""The front door: what `aios` offers is listed, ordered, lazy, and nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import aios

DOOR = Path(aios.__file__)


def test_everything_listed_can_be_had() -> None:
    for name in aios.__all__:
        assert getattr(aios, name).__name__ == name


def test_the_list_is_in_order_and_what_type_checkers_see() -> None:
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    seen = [a.asname for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names]
    typed = sorted((n for n in seen if n), key=str.casefold)
    assert list(aios.__all__) == sorted(aios.__all__, key=str.casefold)
    assert typed == aios.__all__


def test_importing_it_imports_nothing_else_of_ours() -> None:
    code = "import sys, aios; print([m for m in sys.modules if m.startswith('aios.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
