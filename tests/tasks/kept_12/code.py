"""Programs written, one reviewed, one that breaks, two checked for their syntax."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

_EVERY_FUNCTION = """
import contextlib, io, sys, types
module = sys.modules["made"] = types.ModuleType("made")
made = vars(module)
with contextlib.redirect_stdout(io.StringIO()):
    exec(compile(sys.stdin.read(), "made.py", "exec"), made)
own = [f for f in list(made.values()) if callable(f) and getattr(f, "__module__", "made") == "made"]
assert own, "no function"

def one_of(check):
    why = []
    for each in own:
        try:
            check(each)
            return
        except BaseException as error:
            why.append(repr(error))
    sys.exit("\\n".join(why))
"""


@task("zh")
def chores_in_the_order_they_need(world: World) -> Asked:
    nodes = [f"步骤{n}" for n in world.chance.sample(range(10, 99), 9)]
    needs = {
        node: world.chance.sample(nodes[:i], min(i, world.chance.randint(0, 3)))
        for i, node in enumerate(nodes)
    }
    shuffled = dict(sorted(needs.items(), key=lambda _item: world.chance.random()))
    check = f"""
needs = {shuffled!r}
def right(order_of):
    order = list(order_of(dict(needs)))
    assert sorted(order) == sorted(needs), order
    assert all(order.index(a) < order.index(n) for n in needs for a in needs[n]), order
    try:
        list(order_of({{"a": ["b"], "b": ["c"], "c": ["a"]}}))
    except ValueError:
        return
    raise AssertionError("a circle was taken")
one_of(right)
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, _EVERY_FUNCTION + check)

    return Asked(
        "用 Python 写一个拓扑排序函数：参数是一个字典，键是任务，值是它依赖的任务的列表；"
        "返回一个列表，被依赖的任务排在前面；如果依赖里有环就抛 ValueError",
        holds,
    )


@task("en")
def work_shared_among_threads(world: World) -> Asked:
    workers, count = world.chance.randint(3, 5), world.chance.randint(12, 16)
    check = f"""
import threading, time
lock, now, most = threading.Lock(), 0, 0
def slow(n):
    global now, most
    with lock:
        now += 1
        most = max(most, now)
    time.sleep(0.12 if n % 3 == 0 else 0.04)
    with lock:
        now -= 1
    return n * n + 1
run = made["run_parallel"]
with contextlib.redirect_stdout(io.StringIO()):
    told = list(run(slow, list(range({count})), {workers}))
assert told == [n * n + 1 for n in range({count})], told
assert 2 <= most <= {workers}, most
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, _EVERY_FUNCTION + check)

    return Asked(
        "Write a Python function run_parallel(func, items, workers) that calls func on every item "
        "in a pool of that many threads and returns the results in the order of the items.",
        holds,
    )


@task("zh")
def phone_numbers_made_alike(world: World) -> Asked:
    good = [f"1{world.chance.randint(3, 9)}{world.chance.randint(10**8, 10**9 - 1)}" for _ in "123"]
    pairs = [
        (good[0], good[0]),
        (f"+86 {good[1][:3]}-{good[1][3:7]}-{good[1][7:]}", good[1]),
        (f" {good[2][:3]} {good[2][3:7]} {good[2][7:]} ", good[2]),
        (good[0][:-1], None),
        (good[1] + "5", None),
        ("没有电话", None),
        ("", None),
    ]
    check = f"""
def right(clean):
    for given, wanted in {pairs!r}:
        assert clean(given) == wanted, (given, clean(given), wanted)
one_of(right)
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, _EVERY_FUNCTION + check)

    return Asked(
        "写一个 Python 函数清洗手机号：传入一个字符串，去掉空格、横线和开头的 +86，"
        "剩下的如果是以 1 开头的 11 位数字就返回这串数字，否则返回 None",
        holds,
    )


_FLAWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "password": (
        'DB_PASSWORD = "Tr0ub4dor-77"',
        ("password", "secret", "credential", "hard-coded", "hardcoded"),
    ),
    "sql": (
        "    rows = base.execute(f\"SELECT * FROM bookings WHERE guest = '{guest}'\").fetchall()",
        ("injection", "parameter", "placeholder", "sql string", "sql query", "sql statement"),
    ),
    "eval": ("    discount = eval(formula)", ("eval",)),
    "default": ("def gather(room, found=[]):", ("mutable", "default")),
    "except": ("    except:", ("except",)),
}


@task("en")
def a_booking_module_reviewed(world: World) -> Asked:
    chosen = world.chance.sample(sorted(_FLAWS), 3)
    mended = {
        "password": 'DB_PASSWORD = os.environ["DB_PASSWORD"]',
        "sql": '    rows = base.execute("SELECT * FROM bookings WHERE guest = ?", (guest,))',
        "eval": "    discount = float(formula)",
        "default": "def gather(room, found):",
        "except": "    except OSError:",
    }
    line = {k: _FLAWS[k][0] if k in chosen else mended[k] for k in _FLAWS}
    pad = [f"RATE_{n} = {world.chance.randint(40, 90)}" for n in range(world.chance.randint(3, 9))]
    password = [] if "password" in chosen else ["import os"]
    text = [
        '"""Bookings of a guest house."""',
        "",
        *password,
        "import sqlite3",
        "",
        line["password"],
        *pad,
        "",
        "",
        "def bookings_of(base: sqlite3.Connection, guest: str) -> list:",
        '    """Every booking of this guest."""',
        line["sql"],
        "    return rows",
        "",
        "",
        "def price(nights: int, formula: str) -> float:",
        '    """What the nights cost with the discount."""',
        line["eval"],
        "    return nights * RATE_0 * (1 - discount)",
        "",
        "",
        line["default"],
        '    """Put the room with those found."""',
        "    found.append(room)",
        "    return found",
        "",
        "",
        "def notes(path: str) -> str:",
        '    """What is noted in this file."""',
        "    try:",
        "        with open(path, encoding='utf-8') as file:",
        "            return file.read()",
        line["except"],
        '        return ""',
        "",
    ]
    world.text("bookings.py", "\n".join(text))

    def holds(answered: Answered) -> None:
        answered.completed()
        told = {int(n) for n in re.findall(r"\d+", answered.answer)}
        for flaw in chosen:
            answered.says_any(*_FLAWS[flaw][1])
            at = text.index(line[flaw]) + 1
            assert told & {at, at + 1}, (flaw, at, answered.answer[:1500])
        if "eval" not in chosen:
            answered.says_not("eval(")
        if "default" not in chosen:
            at = text.index(line["default"]) + 1
            blamed = rf"(?<!\d){at}(?!\d).*mutable|mutable.*(?<!\d){at}(?!\d)"
            assert not re.search(blamed, answered.answer, re.IGNORECASE), answered.answer[:1500]

    return Asked(
        "Can you review bookings.py before I merge it? Tell me what's wrong and on which line.",
        holds,
    )


@task("zh")
def a_marks_script_that_breaks(world: World) -> Asked:
    empty = world.chance.random() < 0.5
    word = world.chance.choice(["缺考", "病假", "待补"])
    rows = [(f"学生{i:02}", str(world.chance.randint(50, 100))) for i in range(12)]
    if not empty:
        rows[world.chance.randint(4, 10)] = ("学生77", word)
    world.csv("marks.csv", ("name", "mark"), [] if empty else rows)
    pad = [f"LEVEL_{n} = {55 + n}" for n in range(world.chance.randint(14, 30))]
    text = [
        "import csv",
        "",
        *pad,
        "",
        'with open("marks.csv", encoding="utf-8") as file:',
        "    rows = list(csv.DictReader(file))",
        "",
        "total = 0",
        "for row in rows:",
        '    total += int(row["mark"])',
        "",
        'print("average", total / len(rows))',
        "",
    ]
    world.text("average.py", "\n".join(text))
    failing = text[-2] if empty else text[-4]

    def holds(answered: Answered) -> None:
        answered.completed()
        at = text.index(failing) + 1
        assert re.search(rf"(?<!\d){at}(?!\d)", answered.answer), (at, answered.answer[:1500])
        if empty:
            answered.says_any(
                "ZeroDivisionError", "division by zero", "除以零", "除以 0", "除零", "除数"
            )
        else:
            answered.says(word).says_any("ValueError", "invalid literal", "不是数字", "整数")

    return Asked(
        "average.py 读同一个文件夹里的 marks.csv，一运行就报错。是哪一行出错，什么原因？", holds
    )


@task("en")
def two_scripts_of_the_kiosk(world: World) -> Asked:
    in_js = world.chance.random() < 0.5
    pad = world.chance.randint(11, 27)
    js = [f"const slot{n} = {world.chance.randint(2, 9)};" for n in range(pad)]
    js += [
        "function total(items) {",
        "  let sum = 0;",
        "  for (const item of items) {",
        f"    sum = add(sum, item.price{'' if in_js else ')'};",
        "  }",
        "  return sum;",
        "}",
        "function add(a, b) {",
        "  return a + b;",
        "}",
    ]
    sh = ["#!/bin/bash", *(f"slot_{n}={world.chance.randint(2, 9)}" for n in range(pad))]
    sh += [
        'if [ "$slot_0" -gt 4 ]' + ("; then" if in_js else ""),
        '  echo "many"',
        "else",
        '  echo "few"',
        "fi",
        'echo "done"',
    ]
    world.text("kiosk.js", "\n".join(js) + "\n")
    world.text("restart.sh", "\n".join(sh) + "\n")
    broken, sound = ("kiosk.js", "restart.sh") if in_js else ("restart.sh", "kiosk.js")
    lines = range(pad + 4, pad + 6) if in_js else range(pad + 2, pad + 7)

    def holds(answered: Answered) -> None:
        answered.completed().says(broken)
        told = {int(n) for n in re.findall(r"(?<![\w.])\d+", answered.answer)}
        assert told & set(lines), (broken, list(lines), answered.answer[:1500])
        for told_line in answered.answer.splitlines():
            if sound in told_line and broken not in told_line and "error" in told_line.lower():
                good = ("no ", "not ", "without", " 0 ", "n't", "free")
                assert any(w in told_line.lower() for w in good), told_line

    return Asked(
        "One of kiosk.js and restart.sh has a syntax error. Which one is it, and on what line?",
        holds,
    )
