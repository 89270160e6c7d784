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
    "none": ("import re\nm = re.match('x', 'y')\nprint(m.group(0))\n", "None"),
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
    "wrong sign": ("def left(a, b):\n    return a + b\nassert left(5, 2) == 3\nprint(1)\n", "1"),
    "bound": ("def adult(n):\n    return n > 18\nassert adult(18)\nprint(2)\n", "2"),
    "one place off": (
        "def last(xs):\n    return xs[len(xs) - 2]\nassert last([1, 2, 3]) == 3\nprint(3)\n",
        "3",
    ),
    "uncalled": (
        "def least(xs):\n    xs.sort\n    return xs[0]\nassert least([3, 1, 2]) == 1\nprint(8)\n",
        "8",
    ),
    "thrown away": (
        "def tidy(text):\n    text.strip()\n    return text\nassert tidy(' a ') == 'a'\nprint(9)\n",
        "9",
    ),
    "compared": (
        "def low(xs):\n    x = 9\n    x == min(xs)\n    return x\nassert low([4]) == 4\nprint(6)\n",
        "6",
    ),
    "brackets": ("def mean(a, b):\n    return a + b / 2\nassert mean(2, 4) == 3\nprint(4)\n", "4"),
    "gathered": (
        "def total(xs):\n    t = 0\n    for x in xs:\n        t = x\n    return t\n"
        "assert total([1, 2]) == 3\nprint(5)\n",
        "5",
    ),
    "return too soon": (
        "def total(xs):\n    t = 0\n    for x in xs:\n        t += x\n        return t\n"
        "assert total([1, 2]) == 3\nprint(6)\n",
        "6",
    ),
    "product": ("def power(n):\n    return 2 * power(n - 1)\nassert power\nprint(power(3))\n", "4"),
    "fibonacci": ("def fib(n):\n    return fib(n - 1) + fib(n - 2)\nprint(fib(7))\n", "13"),
    "rest": ("def size(xs):\n    return 1 + size(xs[1:])\nprint(size([4, 5, 6]))\n", "3"),
    "stepped over": (
        "def odd(n):\n    if n == 0:\n        return 0\n    return 1 + odd(n - 2)\nprint(odd(5))\n",
        "3",
    ),
    "never set": (
        "def seat(n):\n    if n > 3:\n        at = 'back'\n    return at\nprint(seat(1))\n",
        "None",
    ),
    "sign behind": (
        "def total(xs):\n    t = 0\n    for x in xs:\n        t =+ x\n    return t\n"
        "assert total([1, 2]) == 3\nprint(7)\n",
        "7",
    ),
    "one word of three": (
        "def odd_one(n):\n    return n > 9 and n % 2 == 1 and n == 4\n"
        "assert odd_one(11)\nassert odd_one(4)\nassert not odd_one(12)\nprint(8)\n",
        "8",
    ),
    "no key to take away": (
        "a, b = {'x': 5, 'y': 2}, {'x': 1}\nprint([a[k] - b[k] for k in a])\n",
        "[4, 2]",
    ),
    "no number": ("print(sum(int(x) for x in ['4', 'n/a', '-1']))\n", "3"),
    "no number in a loop": (
        "t = 0\nfor x in ['2.5', '?']:\n    t += float(x)\nprint(t)\n",
        "2.5",
    ),
    "the largest of nothing": ("xs = []\nprint(max(x for x in xs))\n", "0"),
    "children of all": (
        "class N:\n    def __init__(self, subs=[]):\n        self.subs = subs\n\n\n"
        "def size(n):\n    return 1 + sum(size(s) for s in n.subs)\n\n\n"
        "r = N()\nr.subs.append(N())\nprint(size(r))\n",
        "2",
    ),
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


def test_what_tests_show_is_mended_in_the_program_under_test(
    debug: Callable[..., Any], tmp_path: Path
) -> None:
    """Two slips are mended, one after the other, until all tests pass."""
    (tmp_path / "fare.py").write_text(
        "def fare(km):\n    return 3 - 2 * km\n\n\ndef is_night(hour):\n    return hour > 22\n"
    )
    (tmp_path / "test_fare.py").write_text(
        "import fare\n\n\ndef test_fare():\n    assert fare.fare(5) == 13\n\n\n"
        "def test_night():\n    assert fare.is_night(22)\n    assert not fare.is_night(21)\n"
    )
    text = "fare.py charges the wrong amount, find the bug"
    answer = debug(file=str(tmp_path / "fare.py"), folder=str(tmp_path), text=text).result
    assert "return 3 + 2 * km" in answer["code"]
    assert "hour >= 22" in answer["code"]
    assert "2 passed" in answer["answer"]
    assert "3 - 2 * km" in (tmp_path / "fare.py").read_text()


def test_a_key_is_mended_by_the_headings_of_the_data(
    debug: Callable[..., Any], tmp_path: Path
) -> None:
    """The nearest column of the file that the program names."""
    (tmp_path / "fees.csv").write_text("reader,fee\nAda,3\nBo,4\n")
    program = tmp_path / "fees.py"
    program.write_text(
        "import csv\nprint(sum(int(r['fees']) for r in csv.DictReader(open('fees.csv'))))\n"
    )
    answer = debug(file=str(program), text="fees.py fails").result
    assert "r['fee']" in answer["code"] and "\n7" in answer["answer"]


def test_the_file_that_is_no_json_is_shown_and_mended(
    debug: Callable[..., Any], tmp_path: Path
) -> None:
    """The data are at fault, not the program."""
    (tmp_path / "seats.json").write_text('{"row": [1, 2,],\n "note": "a,]"}\n')
    program = tmp_path / "show.py"
    program.write_text("import json\nprint(json.load(open('seats.json'))['note'])\n")
    answer = debug(file=str(program), text="show.py fails").result["answer"]
    assert "seats.json, line 1" in answer
    assert "prints:\na,]" in answer


def test_a_misspelt_module_is_not_to_be_installed(
    debug: Callable[..., Any], tmp_path: Path
) -> None:
    """What Python has itself under nearly that name is meant."""
    program = tmp_path / "when.py"
    program.write_text("import datetme\nprint(1)\n")
    answer = debug(file=str(program)).result["answer"]
    assert "datetime is meant" in answer
    assert "pip install" not in answer


SEVERAL = {
    "cart": (
        "def add(item, cart=[]):\n    cart.append(item)\n    return cart\n\n\n"
        "def total(cart):\n    result = 0\n    for i in range(len(cart) - 1):\n"
        "        result += cart[i]\n    return result\n\n\n"
        "assert total(add(3)) == 3\nassert total(add(4)) == 4\nprint(total([1, 2, 3]), add(9))\n",
        "6 [9]",
    ),
    "bank": (
        "class Account:\n    def __init__(self, balance):\n        self.balance = balance\n\n"
        "    def put(self, amount):\n        self.balance =+ amount\n\n"
        "    def take(self, amount):\n        if amount >= self.balance:\n"
        "            raise ValueError('too much')\n        self.balance -= amount\n\n\n"
        "def move(source, target, amount):\n    source.put(amount)\n    target.take(amount)\n\n\n"
        "a, b = Account(10), Account(5)\nmove(a, b, 10)\n"
        "assert a.balance == 0\nassert b.balance == 15\nprint(a.balance, b.balance)\n",
        "0 15",
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_faults_are_mended_together(debug: Any, tmp_path: Path, name: str) -> None:
    broken, printed = SEVERAL[name]
    path = tmp_path / "app.py"
    path.write_text(broken)
    ran = debug(file=str(path))
    assert ran.result["data"]["mended"], ran.result["answer"]
    assert printed in ran.result["output"]
