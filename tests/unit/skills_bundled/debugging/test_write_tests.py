"""Tests written for the functions of a file: they hold what is so, and are run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = '''import random


def add(a, b):
    return a + b


def mean(values):
    """Average.

    >>> mean([2, 4])
    3.0
    """
    if not values:
        raise ValueError("empty")
    return sum(values) / len(values)


def slug(text: str, *, sep: str) -> str:
    return text.lower().replace(" ", sep)


def roll(n):
    return random.random() * (n + 1)


def shout(msg):
    print(msg)


def main():
    print(add(20, 22))
    return 1


if __name__ == "__main__":
    main()
'''


@pytest.fixture
def write(run_script: Callable[..., Any], guest_python: tuple[str, str]) -> Callable[..., Any]:
    def call(file: Path, text: str = "write tests", language: str = "en") -> Any:
        parameters = {"file": str(file), "text": text}
        return run_script("debugging", "write_tests", parameters, language, guest_python)

    return call


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_functions_give_is_held(write: Any, tmp_path: Path, language: str) -> None:
    program = tmp_path / "tools.py"
    program.write_text(PROGRAM)
    ran = write(program, language=language)
    data, text = ran.result["data"], ran.files["test_tools.py"]
    assert data["functions"] == ["add", "mean", "slug"]
    assert data["left"] == {"roll": "differs"}
    assert data["passed"] == text.count("def test_") > 0
    assert "assert add(20, 22) == 42" in text
    assert "assert mean([2, 4]) == pytest.approx(3.0)" in text
    assert "with pytest.raises(ValueError):\n        mean([])" in text
    assert f"{data['passed']} {'个测试' if language == 'zh' else 'tests'}" in ran.result["answer"]
    assert "add(20, 22) → 42" in ran.result["answer"]


def test_a_function_that_is_named_alone(write: Any, tmp_path: Path) -> None:
    program = tmp_path / "tools.py"
    program.write_text(PROGRAM)
    ran = write(program, "write a test for the mean function in tools.py")
    assert ran.result["data"]["functions"] == ["mean"]


@pytest.mark.parametrize(
    "source",
    [
        "def shout(msg):\n    print(msg)\n",
        "def f(x):\n    return x.y\n",
        "import nowhere_at_all\ndef f(): return 1\n",
    ],
)
def test_what_cannot_be_tested_so_is_refused(write: Any, tmp_path: Path, source: str) -> None:
    program = tmp_path / "tools.py"
    program.write_text(source)
    error = write(program).result["error"]
    assert error["code"] == "nothing_to_test" and error["hint"]
