"""Programs that are written, reviewed, mended and checked for their grammar."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, tells
from tests.tasks.world import World

_RUNS = """
import os, re, subprocess, sys, tempfile
text = sys.stdin.read()
os.chdir(tempfile.mkdtemp())
open("program.py", "w", encoding="utf-8").write(text)
def put(name, content):
    open(name, "w", encoding="utf-8").write(content)
def run(*arguments):
    command = [sys.executable, "program.py", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert done.returncode == 0, done.stderr
    return done.stdout
"""

_DEFINES = """
import sys
space = {"__name__": "program"}
exec(sys.stdin.read(), space)
"""


@task("zh")
def tried_again_before_giving_up(world: World) -> Asked:
    name = world.chance.choice(["retry", "try_again", "with_retry"])
    times = world.chance.randint(3, 6)
    check = f"""{_DEFINES}
import time
calls = []
def works_after(failures):
    calls.clear()
    @space[{name!r}](times={times}, delay=0.02)
    def work(a, b=0):
        calls.append((a, b))
        if len(calls) <= failures:
            raise ValueError("try " + str(len(calls)))
        return a + b
    return work
assert works_after(0)(1, b=2) == 3 and len(calls) == 1
begun = time.monotonic()
assert works_after({times - 1})(4, b=5) == 9 and len(calls) == {times}, calls
assert time.monotonic() - begun >= 0.019 * {times - 1}
try:
    works_after(99)(1)
except ValueError as error:
    assert str(error) == "try {times}" and len(calls) == {times}, (error, calls)
else:
    raise AssertionError("no error")
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        f"写一个 Python 装饰器 {name}(times, delay)：被装饰的函数抛异常时，等 delay 秒再调用一次，"
        "总共最多调用 times 次；最后一次还是失败，就把那次的异常原样抛出。参数和返回值要照常传递。",
        holds,
    )


@task("en")
def commonest_words_of_an_essay(world: World) -> Asked:
    words = world.chance.sample(["river", "stone", "cloud", "lamp", "horse", "bread", "music"], 6)
    counts = [30 - 4 * at - world.chance.randint(0, 3) for at in range(6)]
    text = [w.title() if i % 3 == 0 else w for w, n in zip(words, counts, strict=True)
            for i in range(n)]  # fmt: skip
    world.chance.shuffle(text)
    essay = "".join(f"{w}{', ' if i % 5 else '. '}" for i, w in enumerate(text))
    top = world.chance.randint(2, 4)
    expected = list(zip(words, map(str, counts), strict=True))[:top]
    check = f"""{_RUNS}
put("essay.txt", {essay!r})
told = run("essay.txt", "--top", "{top}").lower()
found = [tuple(re.findall(r"[a-z]+|\\d+", line)) for line in told.splitlines() if line.strip()]
assert found == {expected!r}, told
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "I'm a student. Write a Python command line program: it takes a text file and --top N and "
        "prints the N most frequent words with their counts, most frequent first, one "
        "'word count' per line and nothing else. Upper and lower case are the same, punctuation "
        "does not count.",
        holds,
    )


def _program(world: World, head: str, defects: list[tuple[str, int]]) -> tuple[str, list[int]]:
    """A program with these functions, and on which line each is wrong."""
    parts, lines = [head], []
    for i, (text, at) in enumerate(defects):
        fine = f"def fine_{i}(n):\n    return n + {world.chance.randint(1, 9)}\n"
        parts.append(fine)
        lines.append(sum(part.count("\n") + 2 for part in parts) + at)
        parts.append(text)
    return "\n\n".join(parts), lines


def _found(answered: Answered, line: int, words: tuple[str, ...]) -> None:
    told = answered.answer
    close = {str(n) for n in (line - 1, line, line + 1)}
    assert close & set(re.findall(r"\d+", told)), (line, words, told[:1500])
    assert any(word.lower() in told.lower() for word in words), (line, words, told[:1500])


@task("zh")
def a_till_looked_over(world: World) -> Asked:
    pool = [
        (
            "def add_item(name, items=[]):\n    items.append(name)\n    return items\n",
            1,
            ("可变", "默认参数", "默认值", "mutable"),
        ),
        (
            "def read_price(text):\n    try:\n        return float(text)\n"
            "    except:\n        pass\n",
            4,
            ("裸", "except", "吞掉", "忽略", "捕获"),
        ),
        (
            "def find_order(db, number):\n"
            "    return db.execute(f\"SELECT * FROM orders WHERE id = '{number}'\").fetchone()\n",
            2,
            ("注入", "injection", "参数化", "拼接"),
        ),
        (
            "def discount(formula, price):\n    return eval(formula, {'price': price})\n",
            2,
            ("eval", "任意代码"),
        ),
    ]
    chosen = world.chance.sample(pool, 3)
    text, lines = _program(
        world, '"""Till of the shop."""\n', [(body, at) for body, at, _ in chosen]
    )
    world.text("till.py", text)

    def holds(answered: Answered) -> None:
        answered.completed()
        for line, (_, _, words) in zip(lines, chosen, strict=True):
            _found(answered, line, words)

    return Asked(
        "帮我审查一下 till.py，是小店收银用的。有哪些错误或安全问题？说明在第几行、为什么。", holds
    )


@task("en")
def a_backup_script_looked_over(world: World) -> Asked:
    pool = [
        (
            "def pack(folder):\n"
            '    subprocess.run("tar czf backup.tgz " + folder, shell=True, check=True)\n',
            2,
            ("shell", "injection"),
        ),
        (
            "def fetch(url):\n    return requests.get(url, verify=False, timeout=9).text\n",
            2,
            ("verify", "certificate", "tls", "ssl"),
        ),
        (
            "def restore(path):\n    with open(path, 'rb') as file:\n"
            "        return pickle.load(file)\n",
            3,
            ("pickle", "untrusted", "arbitrary"),
        ),
        (
            f'def login(ftp):\n    password = "Winter{world.chance.randint(100, 999)}!"\n'
            '    return ftp.login("backup", password)\n',
            2,
            ("password", "hard-coded", "hardcoded", "secret", "credential"),
        ),
    ]
    chosen = world.chance.sample(pool, 3)
    head = "import pickle\nimport subprocess\n\nimport requests\n"
    text, lines = _program(world, head, [(body, at) for body, at, _ in chosen])
    world.text("backup.py", text)

    def holds(answered: Answered) -> None:
        answered.completed()
        for line, (_, _, words) in zip(lines, chosen, strict=True):
            _found(answered, line, words)

    return Asked(
        "Please review backup.py for security problems before I put it on our server. "
        "Give me the line of each problem and why it is one.",
        holds,
    )


@task("en")
def a_payroll_that_crashes(world: World) -> Asked:
    rows = [(f"worker{i}", world.chance.randint(10, 45)) for i in range(world.chance.randint(5, 9))]
    world.csv("hours.csv", ("name", "hours"), rows)
    start = 'import csv\n\nwith open("hours.csv", newline="") as file:\n'
    start += "    rows = list(csv.DictReader(file))\n\ntotal = 0\n"
    loops = [
        'for row in rows:\n    total += row["hours"]\n',
        'for i in range(len(rows) + 1):\n    total += int(rows[i]["hours"])\n',
        'for row in rows:\n    total += int(row["hour"])\n',
    ]
    end = 'print("Total hours:", total)\n'
    world.text("payroll.py", start + world.chance.choice(loops) + end)
    other = [("x", world.chance.randint(1, 99)), ("y", world.chance.randint(1, 99)), ("z", 7)]

    def table(kept: list[tuple[str, int]]) -> str:
        return "name,hours\n" + "".join(f"{name},{hours}\n" for name, hours in kept)

    checks = "".join(
        f'put("hours.csv", {table(kept)!r})\n'
        f'assert "{sum(hours for _, hours in kept)}" in re.findall(r"\\d+", run())\n'
        for kept in (rows, other)
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, _RUNS + checks)

    return Asked(
        "payroll.py should print the total of the hours in hours.csv but it crashes. "
        "Why? Give me a corrected version.",
        holds,
    )


@task("zh")
def scripts_with_broken_grammar(world: World) -> Asked:
    names = world.chance.sample(["cart", "menu", "login", "stock", "deploy", "clean"], 4)
    before = world.chance.randint(3, 12)
    lines = [f"const v{i} = {world.chance.randint(1, 99)};" for i in range(before)]
    good = [*lines, "console.log(v0 + v1);"]
    bad = [*lines, "const sum = [v0, v1].reduce((a, b) => a + b, 0;", "console.log(sum);"]
    world.text(f"scripts/{names[0]}.js", "\n".join(good) + "\n")
    world.text(f"scripts/{names[1]}.js", "\n".join(bad) + "\n")
    shell = ["#!/bin/bash", "set -e", 'echo "start"', 'if [ -d "$1" ]; then', '  echo "$1"']
    world.text(f"scripts/{names[2]}.sh", "\n".join([*shell, "fi"]) + "\n")
    world.text(f"scripts/{names[3]}.sh", "\n".join(shell) + "\n")

    def holds(answered: Answered) -> None:
        tells(answered.completed(), f"{names[1]}.js", f"{names[3]}.sh")
        answered.says_number(before + 1, 0)
        answered.says_not(f"{names[0]}.js", f"{names[2]}.sh")

    return Asked(
        "检查 scripts 文件夹里的 JavaScript 和 shell 脚本有没有语法错误，"
        "只列出有错的文件和出错的行号，没错的不用列。",
        holds,
    )
