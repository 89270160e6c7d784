"""Programs to write, to review, to mend, and to look at for their syntax."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tasks import markup
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, whole, written
from tests.tasks.world import World

LOADED = """
import sys, time, types
slept = []
def loaded():
    module = types.ModuleType("written")
    sys.modules["written"] = module
    exec(compile(sys.stdin.read(), "written.py", "exec"), module.__dict__)
    return module
"""

RETRIES = (
    LOADED
    + """
TIMES, DELAY = {times}, {delay}
time.sleep = slept.append
retry = loaded().retry
calls = []

def tried(fails):
    calls.clear()
    slept.clear()
    @retry(times=TIMES, delay=DELAY, exceptions=(ConnectionError, TimeoutError))
    def work(a, b=0):
        calls.append((a, b))
        if len(calls) <= fails:
            raise ConnectionError("down")
        return a + b
    return work

assert tried(0)(3, b=4) == 7 and len(calls) == 1 and not slept
assert tried(TIMES - 1)(1, b=1) == 2 and len(calls) == TIMES
wanted = [DELAY * 2**i for i in range(TIMES - 1)]
assert len(slept) == len(wanted) and all(abs(a - b) < 1e-9 for a, b in zip(slept, wanted)), slept
work = tried(99)
assert work.__name__ == "work"
try:
    work(1)
except ConnectionError as error:
    assert str(error) == "down"
else:
    raise AssertionError("nothing raised")
assert len(calls) == TIMES and len(slept) == TIMES - 1, (calls, slept)

calls.clear()
@retry(times=TIMES, delay=DELAY, exceptions=(ConnectionError,))
def other():
    calls.append(1)
    raise KeyError("x")
try:
    other()
except KeyError:
    pass
assert len(calls) == 1
"""
)

CACHE = (
    LOADED
    + """
Cache = loaded().{name}
cache = Cache({size}, 60)
for key in range({size}):
    cache.put(key, key * 10)
assert cache.get(0) == 0 and cache.get("nothing") is None
cache.put("new", "n")
assert cache.get(1) is None, "the least recently used one must go"
assert cache.get(0) == 0 and cache.get("new") == "n"
assert all(cache.get(key) == key * 10 for key in range(2, {size}))
cache.put("new", "m")
assert cache.get("new") == "m" and cache.get(0) == 0
short = Cache({size}, 0.3)
short.put("a", 1)
assert short.get("a") == 1
time.sleep(0.45)
assert short.get("a") is None
short.put("a", 2)
assert short.get("a") == 2
"""
)

COLUMN = """
import csv, re, subprocess, sys, tempfile
from pathlib import Path
VALUES, COLUMN = {values}, {column!r}
with tempfile.TemporaryDirectory() as folder:
    program, table = Path(folder, "program.py"), Path(folder, "table.csv")
    program.write_text(sys.stdin.read(), "utf-8")
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "note", COLUMN])
        for number, value in enumerate(VALUES):
            writer.writerow([number, "a, b", value])
            if number % 3 == 0:
                writer.writerow([number, "empty", ""])

    def run(column):
        command = [sys.executable, str(program), str(table), "--column", column]
        return subprocess.run(command, capture_output=True, text=True, timeout=20, cwd=folder)

    good, bad = run(COLUMN), run("no_such_column")
assert good.returncode == 0, good.stderr
told = [float(n) for n in re.findall(r"-?\\d+(?:\\.\\d+)?", good.stdout.replace(",", ""))]
for wanted in (len(VALUES), sum(VALUES), sum(VALUES) / len(VALUES)):
    assert any(abs(n - wanted) < 0.0051 for n in told), (wanted, good.stdout)
assert bad.returncode == 1, bad.returncode
"""


@task("zh")
def retries_that_wait_twice_as_long(world: World) -> Asked:
    check = RETRIES.format(times=world.chance.randint(3, 5), delay=world.chance.choice([1, 2, 0.5]))
    return Asked(
        "用 Python 写一个重试装饰器 retry(times, delay, exceptions)：被装饰的函数"
        "抛出 exceptions 里的异常时重试，总共最多调用 times 次；第一次重试前用 time.sleep 等"
        " delay 秒，之后每次等待时间翻倍；"
        "最后一次还失败就把原来的异常抛出去；其他异常不重试。保留原函数的名字。",
        lambda answered: one_passes(answered, check),
    )


@task("en")
def cache_that_forgets_in_time(world: World) -> Asked:
    name = world.chance.choice(["TtlCache", "RecentCache", "SmallCache"])
    check = CACHE.format(name=name, size=world.chance.randint(3, 6))
    return Asked(
        f"Write a Python class {name}(capacity, ttl_seconds) with put(key, value) and get(key). "
        "get returns None if the key is missing or was put longer than ttl_seconds ago. When the "
        "cache is full, put evicts the least recently used key (get counts as use).",
        lambda answered: one_passes(answered, check),
    )


@task("en")
def command_that_sums_a_column(world: World) -> Asked:
    column = world.chance.choice(["price", "weight", "score", "duration"])
    values = [world.chance.randint(100, 9999) / 4 for _ in range(world.chance.randint(11, 30))]
    check = COLUMN.format(values=values, column=column)
    return Asked(
        "Write me a Python command line script used as `python script.py FILE.csv --column NAME`: "
        "it prints the count, the sum and the mean of the numbers in that column of the CSV file. "
        "Empty cells are ignored. If the file has no such column it must print an error message to "
        "stderr and exit with status 1. Only the standard library please.",
        lambda answered: one_passes(answered, check),
    )


FLAWS = {
    "mutable": (
        "def add_item(item, basket=[]):\n    basket.append(item)\n    return basket\n",
        ("add_item",),
        ("可变", "mutable", "默认参数", "默认值", "b006"),
    ),
    "sql": (
        "def find_user(connection, name):\n"
        "    query = f\"SELECT * FROM users WHERE name = '{name}'\"\n"
        "    return connection.execute(query).fetchall()\n",
        ("find_user",),
        ("注入", "injection", "s608"),
    ),
    "bare": (
        "def load_rate(text):\n    try:\n        return float(text)\n    except:\n        pass\n",
        ("load_rate",),
        ("except", "吞", "异常"),
    ),
    "eval": (
        "def parse_option(text):\n    return eval(text)\n",
        ("parse_option",),
        ("eval",),
    ),
    "shell": (
        "def list_folder(name):\n"
        "    return subprocess.run('ls ' + name, shell=True, capture_output=True).stdout\n",
        ("list_folder",),
        ("shell", "命令注入"),
    ),
}


FINE = '''def shipping(weight):
    """What it costs to send so many kilograms."""
    if weight <= 0:
        raise ValueError("nothing to send")
    return 4 + 2 * weight


def label(name, city):
    """Two lines for a parcel."""
    return f"{name}\\n{city}"
'''


@task("zh")
def shop_code_with_planted_flaws(world: World) -> Asked:
    chosen = world.chance.sample(sorted(FLAWS), 3)
    fine = "def total(prices):\n    return sum(prices)\n"
    parts = ["import subprocess\n", FINE, fine, *(FLAWS[name][0] for name in chosen)]
    text = "\n\n".join(parts)
    world.text("shop_utils.py", text)
    lines = text.splitlines()

    def holds(answered: Answered) -> None:
        told = whole(answered.completed()).lower()
        for name in chosen:
            code, functions, words = FLAWS[name]
            first = lines.index(code.splitlines()[0]) + 1
            places = [*functions, *(str(n) for n in range(first, first + code.count("\n")))]
            assert any(word in told for word in words), (name, told[:1500])
            assert any(re.search(rf"\b{p}\b", told, re.ASCII) for p in places), (name, told[:1500])

    return Asked("帮我审查一下 shop_utils.py，有哪些 bug、安全问题或坏习惯？分别在哪里？", holds)


CRASHES = (
    ("import csv\n", "import csv\nimport json\n", "json"),
    ('"total: " + total', '"total: " + str(total)', "str"),
    ('row["ammount"]', 'row["amount"]', "ammount"),
)
GOOD = """import csv
import json

total = 0
by_shop = {}
with open("takings.csv", newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        amount = int(row["amount"])
        total += amount
        by_shop[row["shop"]] = by_shop.get(row["shop"], 0) + amount

print(json.dumps(by_shop))
print("total: " + str(total))
"""


def run_beside(table: Path, text: str) -> "subprocess.CompletedProcess[str]":
    """What the script says in a folder that has a copy of the table."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(table, folder)
        script = Path(folder, "takings.py")
        script.write_text(text, "utf-8")
        command = (sys.executable, str(script))
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=30)


@task("en")
def takings_script_that_crashes(world: World) -> Asked:
    rows = [
        (world.chance.choice(["Mill", "Dock", "Park"]), world.chance.randint(20, 400))
        for _ in range(40)
    ]
    world.csv("takings.csv", ("shop", "amount"), rows)
    bad, good, word = world.chance.choice(CRASHES)
    world.text("takings.py", GOOD.replace(good, bad))
    wanted = f"total: {sum(amount for _, amount in rows)}"

    def holds(answered: Answered) -> None:
        answered.completed().says(word)
        outcomes = []
        for text in written(answered):
            ran = run_beside(world.folder / "takings.csv", text)
            if ran.returncode == 0 and wanted in ran.stdout:
                return
            outcomes.append(ran.stdout[-200:] + ran.stderr[-200:])
        raise AssertionError(f"none is mended: {outcomes} {answered.answer[:800]}")

    return Asked(
        "takings.py crashes when I run it (it reads takings.csv next to it). What is wrong? Give "
        "me a corrected version of the script.",
        holds,
    )


@task("zh")
def broken_scripts_among_good_ones(world: World) -> Asked:
    names = world.chance.sample(markup.SYLLABLES, 4)
    js, sh = [f"{n}.js" for n in names[:2]], [f"{n}.sh" for n in names[2:]]
    line = world.chance.randint(14, 40)
    steps = [f"const v{i} = {world.chance.randint(1, 99)};" for i in range(50)]
    world.text(f"scripts/{js[0]}", "\n".join(steps) + "\n")
    steps[line - 1] = "const w = = 5;"
    world.text(f"scripts/{js[1]}", "\n".join(steps) + "\n")
    loop = 'for f in *.txt; do\n  echo "$f"\n'
    world.text(f"scripts/{sh[0]}", f"#!/bin/bash\n{loop}done\n")
    world.text(f"scripts/{sh[1]}", f"#!/bin/bash\n{loop}fi\necho end\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(js[1], sh[1]).says_number(line, 0).says_number(4, 0)
        answered.says_any("错", "error", "unexpected")
        for told in answered.answer.splitlines():
            if js[0] in told or sh[0] in told:
                blamed = "unexpected" in told.lower() or "syntaxerror" in told.lower()
                both = js[1] in told or sh[1] in told
                assert both or not blamed, told

    return Asked(
        "检查 scripts 文件夹里的 JavaScript 和 shell 脚本有没有语法错误，"
        "有错的告诉我是哪个文件、第几行",
        holds,
    )
