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
    result = reviewed(review, tmp_path, "import pickle\n\nprint(pickle.loads(b'I1\\n.'))\n")
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


COMMANDS = """
import os
import subprocess


def listed(folder):
    subprocess.call("ls -a " + folder, shell=True)
    return os.popen(f"echo {folder} | tr a-z A-Z").read()


def made(name):
    command = f"echo made {name}"
    os.system(command)


print(listed("/"))
made("x")
"""


def test_commands_are_started_without_a_shell_or_quoted(review: Any, tmp_path: Path) -> None:
    result = reviewed(review, tmp_path, COMMANDS)
    assert 'subprocess.call(["ls", "-a", folder])' in result["code"].replace("'", '"')
    assert "{shlex.quote(str(folder))} | tr" in result["code"]
    assert 'command = ["echo", "made", str(name)]' in result["code"].replace("'", '"')
    assert "shell=True" not in result["code"] and "os.system" not in result["code"]
    assert "with the same outcome" in result["answer"]


def test_a_statement_in_a_variable_gets_parameters(review: Any, tmp_path: Path) -> None:
    code = (
        "import sqlite3\n\n\ndef add(base, key, title):\n"
        '    text = "INSERT INTO shelf VALUES (" + str(key) + ", \'" + title + "\')"\n'
        "    base.execute(text)\n    return base.execute('SELECT * FROM shelf').fetchall()\n\n\n"
        "place = sqlite3.connect(':memory:')\n"
        "place.execute('CREATE TABLE shelf (k INTEGER, t TEXT)')\n"
        "print(add(place, 4, 'Emma'))\n"
    )
    result = reviewed(review, tmp_path, code)
    assert 'text = "INSERT INTO shelf VALUES (?, ?)"' in result["code"]
    assert "base.execute(text, (key, title))" in result["code"]
    assert "with the same outcome" in result["answer"]


def test_secrets_are_read_from_the_environment(review: Any, tmp_path: Path) -> None:
    code = "DB_PASSWORD = 'tulip-4417'\n\n\nprint(len(DB_PASSWORD))\n"
    result = reviewed(review, tmp_path, code)
    assert 'DB_PASSWORD = os.environ.get("DB_PASSWORD", "")' in result["code"]
    assert "tulip" not in result["code"]
    assert "with the same outcome" in result["answer"]
    assert "set DB_PASSWORD in the environment" in result["answer"]


@pytest.mark.parametrize(
    ("code", "mended", "gone"),
    [
        (
            "def read(text):\n    return eval(text)\n\n\nprint(read('[1, {2: None}]'))\n",
            "ast.literal_eval(text)",
            "eval(text)\n\n\nprint(eval",
        ),
        (
            "def worth(formula):\n    return eval(formula)\n\n\n"
            "print(worth('-(2 + 3) * 4 ** 2'))\n",
            "return arithmetic(formula)",
            " eval(",
        ),
    ],
)
def test_eval_is_replaced_by_what_runs_no_code(
    review: Any, tmp_path: Path, code: str, mended: str, gone: str
) -> None:
    result = reviewed(review, tmp_path, code)
    assert mended in result["code"] and gone not in result["code"]
    assert "with the same outcome (exit code 0)" in result["answer"]


def test_eval_of_more_than_that_is_left(review: Any, tmp_path: Path) -> None:
    code = "def run(text):\n    return eval(text)\n\n\nprint(run('len([1, 2])'))\n"
    result = reviewed(review, tmp_path, code)
    assert "a decision of yours" in result["answer"]


OPENED = """
import csv


def rows(path):
    f = open(path)
    reader = csv.DictReader(f)
    found = []
    for row in reader:
        found.append(row["town"])
    f.close()
    return found


def lines(path):
    n = 0
    for line in open(path, encoding="utf-8"):
        n += len(line)
    return n


def text(path):
    return open(path).read()


def handed(path):
    opened = open(path)
    return opened


def counted(path):
    other = open(path)
    count = sum(1 for _ in other)
    return count


print(rows("towns.csv"), lines("towns.csv"), text("towns.csv"), counted("towns.csv"))
"""


def test_files_are_opened_by_with_where_they_are_used_up(review: Any, tmp_path: Path) -> None:
    """The program reads what lies beside it; what is handed on stays open."""
    (tmp_path / "towns.csv").write_text("town,n\nYork,1\nBath,2\n")
    result = reviewed(review, tmp_path, OPENED)
    code = result["code"]
    assert "    with open(path) as f:\n        reader = csv.DictReader(f)\n" in code
    assert "f.close()" not in code
    assert '    with open(path, encoding="utf-8") as file:\n        for line in file:\n' in code
    assert "    with open(path) as file:\n        return file.read()\n" in code
    assert "    opened = open(path)\n    return opened\n" in code
    assert "with the same outcome (exit code 0)" in result["answer"]


def test_what_is_drawn_for_a_token_cannot_be_guessed(review: Any, tmp_path: Path) -> None:
    code = (
        "import random\n\n\ndef new_token():\n"
        "    return ''.join(random.choice('ab') for _ in range(8))\n\n\nprint(len(new_token()))\n"
    )
    result = reviewed(review, tmp_path, code)
    assert "random.SystemRandom().choice" in result["code"]
    assert "can be predicted" in result["answer"]


def test_findings_of_a_folder_are_ranked_over_all_files(review: Any, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\n\n\ndef f(x=[]):\n    return x\n\n\nf()\n")
    (tmp_path / "b.py").write_text("import re\nprint(eval(input()))\n")
    answer = review(folder=str(tmp_path), text="review all files and rank the findings").result[
        "answer"
    ]
    marks = [line.split("[")[1].split("]")[0] for line in answer.splitlines() if "[" in line]
    assert marks == ["high", "high", "low", "low"]


BOLD = """import hashlib
import pickle


def hashed(text):
    return hashlib.md5(text.encode()).hexdigest()


def read(path):
    with open(path, "rb") as file:
        return pickle.load(file)


def number(text):
    try:
        return float(text)
    except Exception:
        pass


class Till:
    def open():
        sum = 1
        return sum
"""


def test_what_has_a_clear_mend_is_mended(review: Any, tmp_path: Path) -> None:
    result = reviewed(review, tmp_path, BOLD)
    code = result["code"]
    for mend in ("hashlib.sha256(", "json.load(file)", "logging.exception(", "def open(self):"):
        assert mend in code
    assert "sum_ = 1" in code and result["data"]["left"] == 0
    assert "pickle wrote before" in result["answer"]


def test_a_folder_that_is_to_be_fixed_gets_its_files_fixed(review: Any, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("def f(x=[]):\n    return x\n")
    (tmp_path / "src" / "b.py").write_text("def f(x):\n    return x\n")
    text = "review all files in src and give me fixed versions"
    ran = review(folder=str(tmp_path / "src"), text=text)
    assert "a_fixed.py" in ran.result["answer"] and "b_fixed.py" not in ran.result["answer"]
