"""Failing programs are mended on a copy, and the mended program is really run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# A program that fails, and what it prints once it is mended.
BROKEN = {
    "colon": ("for i in range(2)\n    print(i)\n", "0\n1"),
    "bracket": ("print(sum([1, 2])\n", "3"),
    "wide signs": ("print（1 + 1）\nprint（“完成”）\n", "2\n完成"),
    "python 2": ("x = 3\nprint 'x is', x\n", "x is 3"),
    "equals": ("x = 1\nif x = 1:\n    print('one')\n", "one"),
    "quote": ("print('hello)\n", "hello"),
    "indent": ("def f():\nreturn 5\nprint(f())\n", "5"),
    "else if": ("x = 2\nif x == 1:\n    print(1)\nelse if x == 2:\n    print(2)\n", "2"),
    "and": ("a, b = 1, 1\nif a && b:\n    print('both')\n", "both"),
    "comma": ("xs = [1, 2\n      3]\nprint(len(xs))\n", "3"),
    "typo": ("total = 7\nprint(totl)\n", "7"),
    "import": ("print(math.floor(2.5))\n", "2"),
    "from import": ("print(Counter('aab')['a'])\n", "2"),
    "null": ("x = null\nprint(x is None)\n", "True"),
    "method": ("xs = []\nxs.push(4)\nprint(xs)\n", "[4]"),
    "misspelt method": ("print('abc'.uper())\n", "ABC"),
    "length": ("print([1, 2, 3].length)\n", "3"),
    "global": ("n = 1\ndef f():\n    n += 1\nf()\nprint(n)\n", "2"),
    "text plus number": ("age = 30\nprint('age: ' + age)\n", "age: 30"),
    "number plus text": ("total = 0\nfor x in ['1', '2']:\n    total += x\nprint(total)\n", "3"),
    "order": ("age = '20'\nprint(age > 18)\n", "True"),
    "range": ("for i in 3:\n    print(i)\n", "0\n1\n2"),
    "fraction": ("n = 4\nprint(len(range(n / 2)))\n", "2"),
    "self": ("class A:\n    def hi():\n        return 'hi'\nprint(A().hi())\n", "hi"),
    "keyword": ("def f(colour): return colour\nprint(f(color='red'))\n", "red"),
    "sort": ("xs = [2, 1]\nys = xs.sort()\nprint(ys[0])\n", "1"),
    "no return": ("def add(a, b):\n    c = a + b\nprint(add(1, 2) + 1)\n", "4"),
    "key typo": ("d = {'name': 'Ann'}\nprint(d['nmae'])\n", "Ann"),
    "count": ("c = {}\nfor w in 'aab':\n    c[w] += 1\nprint(c['a'])\n", "2"),
    "one too far": (
        "xs = [1, 2]\nt = 0\nfor i in range(len(xs) + 1):\n    t += xs[i]\nprint(t)\n",
        "3",
    ),
    "neighbours": ("xs = [1, 5]\nfor i in range(len(xs)):\n    print(xs[i + 1] - xs[i])\n", "4"),
    "zero": ("xs = []\nprint(sum(xs) / len(xs))\n", "0"),
    "int of fraction": ("print(int('3.7'))\n", "3"),
    "items": ("d = {'abc': 1}\nfor key, value in d:\n    print(key, value + 1)\n", "abc 2"),
    "changing": ("d = {1: 1, 2: 2}\nfor k in d:\n    del d[k]\nprint(d)\n", "{}"),
    "two": ("import jsn\nprint(json.dumps([1])\n", "[1]"),
}


@pytest.fixture
def debug(run_script: Callable[..., Any]) -> Callable[..., Any]:
    def call(language: str = "en", **parameters: Any) -> Any:
        return run_script("debugging", "debug", {"text": "", **parameters}, language)

    return call


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_mended_and_run(debug: Any, tmp_path: Path, name: str) -> None:
    broken, printed = BROKEN[name]
    path = tmp_path / "app.py"
    path.write_text(broken)
    ran = debug(file=str(path))
    data = ran.result["data"]
    assert data["mended"], ran.result["answer"]
    assert printed in ran.result["output"].replace("\r", "")
    assert ran.result["code"] != broken == path.read_text()
    assert "exit code 0" in ran.result["answer"]


def test_what_no_mend_helps_is_said(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("raise RuntimeError('the disk is on fire')\n")
    ran = debug("zh", file=str(path))
    assert "没有找到" in ran.result["answer"] and "mended" not in ran.result["data"]


def test_the_next_error_is_told_when_the_first_is_mended(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("x = [1\nprint(x)\nopen('/no/such/file')\n")
    ran = debug(file=str(path))
    assert ran.result["data"]["mended"] is False
    assert "FileNotFoundError" in ran.result["answer"]


def test_files_beside_the_program_are_there_and_stay_as_they_are(
    debug: Any, tmp_path: Path
) -> None:
    (tmp_path / "data.txt").write_text("4")
    (tmp_path / "tools.py").write_text("def twice(n):\n    return 2 * n\n")
    path = tmp_path / "app.py"
    path.write_text(
        "import tools\nn = open('data.txt').read()\nopen('data.txt', 'w').write('9')\n"
        "print(tools.twice(n) + 1)\n"
    )
    ran = debug(file=str(path))
    assert ran.result["data"]["mended"], ran.result["answer"]
    assert (tmp_path / "data.txt").read_text() == "4"
