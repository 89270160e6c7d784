"""Programs written, reviewed, explained when they fail, and checked for their syntax."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

_LOADED = """
import sys, types
module = types.ModuleType("written")
sys.modules["written"] = module
exec(compile(sys.stdin.read(), "written.py", "exec"), module.__dict__)
"""


def _numbered(answer: str, number: int, by: int = 0) -> bool:
    """A number of this kind stands in the answer."""
    return any(
        re.search(rf"(?<![\d.]){n}(?!\d|\.\d)", answer) for n in range(number - by, number + by + 1)
    )


@task("zh")
def work_spread_over_threads(world: World) -> Asked:
    count = world.chance.randint(8, 12)
    check = (
        _LOADED
        + f"""
import time
def slow(x):
    time.sleep(0.25 if x % 2 else 0.4)
    return x * x + 1
begin = time.monotonic()
told = list(module.run_all(slow, list(range({count})), {count}))
took = time.monotonic() - begin
assert told == [x * x + 1 for x in range({count})], told
assert took < 1.6, took
assert list(module.run_all(len, ["a", "bcd"])) == [1, 3]
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "用 Python 写一个函数 run_all(func, items, workers=4)：用线程池并发地对 items 里的每个元素"
        "调用 func，按 items 原来的顺序返回结果列表",
        holds,
    )


@task("en")
def bookmarks_over_http(world: World) -> Asked:
    title = f"page {world.chance.randint(1000, 9999)}"
    check = f"""
import json, os, socket, subprocess, sys, tempfile, time, urllib.request
source = sys.stdin.read()
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "bookmarks_api.py")
    open(path, "w", encoding="utf-8").write(source)
    quiet = {{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}}
    ran = subprocess.Popen([sys.executable, path, str(port)], cwd=folder, **quiet)
    try:
        for _ in range(60):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert ran.poll() is None
                time.sleep(0.1)
        url = f"http://127.0.0.1:{{port}}/bookmarks"
        mark = {{"title": {title!r}, "url": "http://x.example/a"}}
        kind = {{"Content-Type": "application/json"}}
        sent = urllib.request.Request(url, json.dumps(mark).encode(), kind, method="POST")
        assert urllib.request.urlopen(sent, timeout=5).status in (200, 201, 204)
        told = json.load(urllib.request.urlopen(url, timeout=5))
        assert {title!r} in json.dumps(told) and "http://x.example/a" in json.dumps(told), told
    finally:
        ran.kill()
        ran.wait()
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a small web API for bookmarks in Python, standard library only: POST /bookmarks "
        'with a JSON body {"title": ..., "url": ...} adds one, GET /bookmarks returns all of them '
        "as JSON. The port is the first command line argument.",
        holds,
    )


@task("en")
def a_column_summed_in_the_shell(world: World) -> Asked:
    amounts = [round(world.chance.uniform(2, 90), 2) for _ in range(15)]
    rows = "".join(f"item{i},{i + 3},{amount}\\n" for i, amount in enumerate(amounts))
    check = f"""
import os, re, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "sumcol.py")
    open(path, "w", encoding="utf-8").write(sys.stdin.read())
    with open(os.path.join(folder, "data.csv"), "w") as file:
        file.write("name,count,amount\\n{rows}")
    for column, wanted in (("amount", {sum(amounts)!r}), ("count", {sum(range(3, 18))!r})):
        command = [sys.executable, path, "data.csv", column]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=20)
        assert ran.returncode == 0, ran.stderr
        told = re.findall(r"\\d+(?:\\.\\d+)?", ran.stdout.replace(",", ""))
        assert any(abs(float(n) - wanted) < 0.011 for n in told), ran.stdout
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a Python command line script that adds up one column of a CSV file and prints the "
        "sum. I want to call it like this: python sumcol.py data.csv amount",
        holds,
    )


@task("zh")
def an_order_script_before_going_live(world: World) -> Asked:
    names = ("默认参数", "裸 except", "eval", "SQL 拼接")
    planted = set(world.chance.sample(names, 3))
    filler = [
        f"LIMIT_{i} = {world.chance.randint(2, 90)}" for i in range(world.chance.randint(2, 9))
    ]
    parts = [
        ("", ["import json", "import sqlite3", "", *filler, "", ""]),
        (
            "默认参数",
            [
                "def add_item(item, cart=[]):"
                if "默认参数" in planted
                else "def add_item(item, cart):",
                "    cart.append(item)",
                "    return cart",
                "",
                "",
            ],
        ),
        ("", ["def total(prices):", "    result = 0", "    for price in prices:"]),
        ("", ["        result += price", "    return result", "", ""]),
        ("", ["def to_number(text):", "    try:", "        return int(text)"]),
        (
            "裸 except",
            ["    except:" if "裸 except" in planted else "    except ValueError:"],
        ),
        ("", ["        return None", "", "", "def rule(text):"]),
        (
            "eval",
            ["    return eval(text)" if "eval" in planted else "    return json.loads(text)"],
        ),
        ("", ["", "", "def find(base: sqlite3.Connection, name: str):"]),
        (
            "SQL 拼接",
            [
                '    return base.execute("SELECT id FROM orders WHERE name = \'" + name + "\'")'
                if "SQL 拼接" in planted
                else '    return base.execute("SELECT id FROM orders WHERE name = ?", (name,))'
            ],
        ),
    ]
    lines: list[str] = []
    places = {}
    for name, part in parts:
        if name:
            places[name] = len(lines) + 1
        lines += part
    world.text("orders.py", "\n".join(lines) + "\n")
    words = {
        "默认参数": ("默认参数", "默认值", "可变", "mutable", "default"),
        "裸 except": ("except",),
        "eval": ("eval",),
        "SQL 拼接": ("注入", "拼接", "injection"),
    }

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        for name in planted:
            answered.says_any(*words[name])
            assert _numbered(answer, places[name], 1), (name, places[name], answer[:1500])

    return Asked("帮我审查一下 orders.py 的代码，有哪些问题？分别在第几行？", holds)


@task("zh")
def a_payroll_with_a_traceback(world: World) -> Asked:
    names = world.chance.sample(["小陈", "小林", "小何", "小罗", "小高"], 3)
    hours = [world.chance.randint(20, 44) for _ in names]
    notes = [f"# 说明 {i + 1}" for i in range(world.chance.randint(1, 12))]
    kind = world.chance.choice(["KeyError", "ZeroDivisionError", "ValueError"])
    texts = [str(hour) for hour in hours]
    if kind == "ValueError":
        texts[1] += "小时"
    records = [
        f'    {{"姓名": "{name}", "工时": "{text}"}},'
        for name, text in zip(names, texts, strict=True)
    ]
    key = "时长" if kind == "KeyError" else "工时"
    least = 90 if kind == "ZeroDivisionError" else 10
    lines = [
        *notes,
        "RECORDS = [",
        *records,
        "]",
        "",
        "",
        "def hours_of(records):",
        "    found = []",
    ]
    lines += ["    for record in records:", f'        found.append(int(record["{key}"]))']
    inner = len(lines)
    lines += [
        "    return found",
        "",
        "",
        "def average(values):",
        "    return sum(values) / len(values)",
    ]
    outer = len(lines)
    lines += ["", "", f"long_weeks = [h for h in hours_of(RECORDS) if h > {least}]"]
    lines += ['print("平均工时", average(long_weeks))']
    world.text("工资.py", "\n".join(lines) + "\n")
    place = outer if kind == "ZeroDivisionError" else inner
    causes = {
        "KeyError": ("时长",),
        "ZeroDivisionError": (
            "除以零",
            "除以 0",
            "除以0",
            "为空",
            "空列表",
            "除零",
            "division by zero",
        ),
        "ValueError": (texts[1],),
    }

    def holds(answered: Answered) -> None:
        answered.completed().says_any(*causes[kind])
        answered.says_any(kind, "除以零", "除以 0", "除以0", "除零", "不存在", "没有", "转", "整数")
        assert _numbered(answered.answer, place), (kind, place, answered.answer[:1500])

    return Asked("工资.py 一运行就报错，帮我找出是第几行出的错、原因是什么", holds)


@task("en")
def scripts_before_they_are_shipped(world: World) -> Asked:
    broken = world.chance.choice(["cart.js", "deploy.sh"])
    blank = world.chance.randint(1, 8)
    shop = [*(f"const limit{i} = {i};" for i in range(blank)), "function total(items) {"]
    end = ", 0;" if broken == "cart.js" else ", 0);"
    shop.append(f"  return items.reduce((sum, item) => sum + item.price * item.count{end}")
    first = last = len(shop)
    shop += ["}", "console.log(total([{ price: 2, count: 3 }]));"]
    send = ["#!/bin/bash", *(f'echo "step {i}"' for i in range(blank))]
    send.append("for host in web1 web2" + ("" if broken == "deploy.sh" else "; do"))
    if broken == "deploy.sh":
        first, last = len(send), len(send) + 2
    send += ['  echo "copy to $host"', "done", "exit 0"]
    menu = [
        "const open = document.querySelector('#open');",
        "open.addEventListener('click', () => {",
    ]
    menu += ["  document.body.classList.toggle('menu');", "});"]
    for name, lines in (("cart.js", shop), ("deploy.sh", send), ("menu.js", menu)):
        world.text(f"web/{name}", "\n".join(lines) + "\n")
    fine = [name for name in ("cart.js", "deploy.sh", "menu.js") if name != broken]

    def holds(answered: Answered) -> None:
        answer = answered.completed().says(broken).answer
        found = any(_numbered(answer, n) for n in range(first, last + 2))
        assert found, (broken, first, last, answer[:1500])
        for line in answer.splitlines():
            if any(name in line for name in fine) and broken not in line:
                wrong = re.search(r"unexpected|missing|SyntaxError|(?:line |:)\d", line)
                assert not wrong, answer[:1500]

    return Asked(
        "Check the scripts in web/ for syntax errors: cart.js, menu.js and deploy.sh. Which one is "
        "broken and on what line?",
        holds,
    )
