"""What a Python program is said to have, to read and write, and how to be run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROGRAM = '''"""Shop statistics."""
import csv
import json
import sys
from pathlib import Path

import requests
from beside import helper


class Ledger(dict):
    """Keeps what was sold."""

    def total(self, kind="all"):
        """Sum of all amounts."""
        return sum(self.values())


def load(path, *, strict=False):
    with open(path, newline="") as f:
        return helper(csv.DictReader(f))


def best(rows):
    return sorted(rows)[0]


def main():
    ledger = load(sys.argv[2])
    requests.get("https://example.com/rates")
    Path("out.json").write_text(json.dumps(best(ledger)))


if __name__ == "__main__":
    main()
'''


@pytest.fixture
def explain(run_script: Callable[..., Any]) -> Callable[..., Any]:
    def call(language: str = "en", **parameters: Any) -> Any:
        return run_script("code-review", "explain", {"text": "", **parameters}, language)

    return call


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_program_is_explained(explain: Any, tmp_path: Path, language: str) -> None:
    path = tmp_path / "stats.py"
    path.write_text(PROGRAM)
    (tmp_path / "beside.py").write_text("helper = list\n")
    ran = explain(language, file=str(path))
    answer, data = ran.result["answer"], ran.result["data"]
    for told in (
        "Shop statistics.",
        "Ledger(dict) — Keeps what was sold.",
        "total(kind='all') — Sum of all amounts.",
        "load(path, strict=False)",
        "sorted(rows)[0]",
        "path (load())",
        "out.json",
        "https://example.com/rates",
        "1. main()",
        "python stats.py <",
    ):
        assert told in answer
    assert data["defines"] == ["Ledger", "load", "best", "main"]
    assert (data["reads"], data["writes"]) == (["path (load())"], ["out.json"])
    assert data["arguments"] == 2
    zh, en = ("本地模块：beside", "库：requests"), ("beside it: beside", "pip: requests")
    words = zh if language == "zh" else en
    assert all(word in answer for word in words)


def test_a_module_is_said_to_do_nothing_by_itself(explain: Any, tmp_path: Path) -> None:
    path = tmp_path / "tools.py"
    path.write_text('"""Tools."""\n\n\ndef double(x):\n    return x * 2\n')
    answer = explain(file=str(path)).result["answer"]
    assert "for others to import" in answer and "Run it" not in answer
    assert "double(x) — returns x * 2" in answer


def test_pasted_code_is_explained(explain: Any) -> None:
    answer = explain("zh", text="解释这段代码：\nfor i in range(3):\n    print(i)").result["answer"]
    assert "for i in range(3): print(i)" in answer


def test_options_settings_and_input_are_named(explain: Any, tmp_path: Path) -> None:
    path = tmp_path / "job.py"
    path.write_text(
        "import argparse, os\np = argparse.ArgumentParser()\n"
        "p.add_argument('file')\np.add_argument('-n', '--number')\n"
        "key = os.environ['API_KEY'] or os.getenv('OTHER')\nname = input()\n"
    )
    data = explain(file=str(path)).result["data"]
    assert data["options"] == ["file", "-n", "--number"]
    assert data["settings"] == ["API_KEY", "OTHER"]
    assert data["types"] is True


@pytest.mark.parametrize(
    ("name", "code"), [("a.rb", "unsupported_language"), ("a.py", "bad_request")]
)
def test_what_cannot_be_read_is_refused(explain: Any, tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_text("function f( {\n")
    error = explain(file=str(path)).result["error"]
    assert error["code"] == code and error["hint"]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("what does it do, can I trust it?", "x = eval(input())\n", "Not as it is"),
        ("what is it for, and is that dangerous?", "print(1)\n", "Nothing grave"),
        ("what does it do?", "x = eval(input())\n", ""),
    ],
)
def test_whether_it_is_safe_is_told_where_it_is_asked(
    explain: Any, tmp_path: Path, text: str, code: str, told: str
) -> None:
    path = tmp_path / "gift.py"
    path.write_text(code)
    answer = explain(file=str(path), text=text).result["answer"]
    assert told in answer and ("Is it safe?" in answer) is bool(told)
