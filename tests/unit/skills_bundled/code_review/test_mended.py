"""The mended version: what is mended, that it was tried, and what is left to its author."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import os
import sqlite3
import json


def find(name, seen=[]):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE users (name TEXT)")
    base.execute("INSERT INTO users VALUES ('Ann')")
    seen.append(name)
    try:
        row = base.execute(f"SELECT name FROM users WHERE name = '{name}'").fetchone()
    except:
        row = None
    if row == None:
        return f"nobody"
    return json.dumps(row)


print(find("Ann"), find("Bob"))
"""


@pytest.fixture
def review(run_script: Callable[..., Any], guest_python: tuple[str, str]) -> Callable[..., Any]:
    def call(language: str = "en", action: str = "review", **parameters: Any) -> Any:
        return run_script("code-review", action, {"text": "", **parameters}, language, guest_python)

    return call


def reviewed(review: Any, folder: Path, code: str, language: str = "en") -> Any:
    path = folder / "app.py"
    path.write_text(code, encoding="utf-8")
    ran = review(language, file=str(path))
    assert path.read_text(encoding="utf-8") == code
    return ran.result


def test_a_mended_version_is_given_and_tried(review: Any, tmp_path: Path) -> None:
    result = reviewed(review, tmp_path, PROGRAM)
    code = result["code"]
    assert 'execute("SELECT name FROM users WHERE name = ?", (name,))' in code.replace("'", '"')
    assert "except Exception:" in code and "row is None" in code and "seen=None" in code
    assert "import os" not in code and 'f"nobody"' not in code
    assert "with the same outcome (exit code 0)" in result["answer"]
    assert result["data"]["mended"] >= 6


def test_tests_of_the_code_are_run(review: Any, tmp_path: Path) -> None:
    code = "import os\n\n\ndef test_one():\n    assert 1 + 1 == 2\n"
    result = reviewed(review, tmp_path, code, "zh")
    assert "两个版本的测试都运行过" in result["answer"] and "结果相同" in result["answer"]


def test_what_only_its_author_can_decide_is_left(review: Any, tmp_path: Path) -> None:
    result = reviewed(review, tmp_path, 'password = "hunter22"\nprint(len(password))\n')
    assert "decision of yours" in result["answer"] and not result.get("code")


def test_table_names_are_not_made_parameters(review: Any, tmp_path: Path) -> None:
    code = "import sqlite3\n\ndef rows(b: sqlite3.Connection, t: str):\n"
    code += '    return b.execute(f"SELECT * FROM {t}").fetchall()\n'
    assert "?" not in reviewed(review, tmp_path, code).get("code", "")


def test_what_ruff_finds_is_told(review: Any, tmp_path: Path) -> None:
    result = reviewed(review, tmp_path, "def f():\n    return undefined_thing\n", "zh")
    [finding] = result["data"]["findings"]
    assert (finding["rule"], finding["severity"], finding["line"]) == ("F821", "high", 2)
    assert "没有定义" in finding["reason"]
