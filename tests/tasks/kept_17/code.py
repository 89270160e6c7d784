"""Programs that are written, read, mended and checked."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

_PLACED = """
import pathlib, subprocess, sys, tempfile, time
kept = tempfile.TemporaryDirectory()
folder = pathlib.Path(kept.name)
place = folder / "program.py"
place.write_text(sys.stdin.read(), encoding="utf-8")
"""

_LIMITED = """
sys.path.insert(0, str(folder))
import program
gate = program.NAME(LIMIT, 1.0)
assert gate.allow("ann") is True
time.sleep(0.6)
for _ in range(LIMIT - 1):
    assert gate.allow("ann") is True
assert gate.allow("ann") is False
assert gate.allow("bob") is True
time.sleep(0.6)
assert gate.allow("ann") is True
assert gate.allow("ann") is False
"""

_TIDIED = """
import csv
rows = ROWS
with (folder / "in.csv").open("w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
target = folder / "out.csv"
command = [sys.executable, str(place), str(folder / "in.csv"), str(target)]
subprocess.run(command, check=True, timeout=15, stdin=subprocess.DEVNULL)
with target.open(newline="", encoding="utf-8-sig") as file:
    found = list(csv.reader(file))
assert found == WANTED, found
"""

_SERVED = """
import json, socket, urllib.error, urllib.request
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen([sys.executable, str(place), str(port)])

def call(path, body=None):
    raw = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", raw)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=5) as told:
            return told.status, json.loads(told.read())
    except urllib.error.HTTPError as error:
        return error.code, None

try:
    for _ in range(60):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    assert call("/THINGS") == (200, [])
    assert call("/THINGS", {"name": "Ada"})[0] == 201
    assert call("/THINGS", {"name": "Bo"})[0] == 201
    assert call("/THINGS") == (200, [{"name": "Ada"}, {"name": "Bo"}])
    assert call("/nowhere")[0] == 404
finally:
    server.kill()
    server.wait()
"""

_MENDED = """
(folder / "fees.csv").write_text(TABLE, encoding="utf-8")
command = [sys.executable, str(place)]
ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=15)
assert ran.returncode == 0, ran.stderr
assert "TOTAL" in ran.stdout, ran.stdout
"""


@task("en")
def gate_for_calls_of_each_user(world: World) -> Asked:
    name = world.chance.choice(["RateLimiter", "CallGate", "UserThrottle"])
    limit = world.chance.randint(3, 5)
    check = _PLACED + _LIMITED.replace("NAME", name).replace("LIMIT", str(limit))

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        f"Write a Python class {name}(limit, seconds) for my first API. Its method allow(user) "
        "returns True if that user has had fewer than limit allowed calls in the last `seconds` "
        "seconds (a sliding window), otherwise False. Every user is counted separately. Standard "
        "library only.",
        holds,
    )


@task("zh")
def roster_cleaned_from_the_command_line(world: World) -> Asked:
    names = world.chance.sample(["王芳", "李雷", "韩梅", "赵强", "陈静", "刘洋"], 5)
    clean = [["姓名", "班级"], *([name, f"{world.chance.randint(1, 9)}班"] for name in names)]
    messy = [[clean[0][0] + " ", clean[0][1]]]
    for row in clean[1:]:
        messy.append([f" {row[0]}", f"{row[1]}  "])
        if world.chance.random() < 0.5:
            messy.append(["", "  "])
    messy.append([f"{clean[2][0]} ", clean[2][1]])
    messy.append(clean[1])
    check = _PLACED + _TIDIED.replace("ROWS", repr(messy)).replace("WANTED", repr(clean))

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "写一个 Python 命令行程序来清洗 CSV，只用标准库，用法是 python 程序.py 输入.csv 输出.csv。"
        "先去掉每个单元格首尾的空格，再去掉所有单元格都为空的行，最后去掉完全重复的行"
        "（只保留第一次出现的），其余行保持原来的顺序，第一行表头保留。文件都是 UTF-8 编码。",
        holds,
    )


@task("en")
def tiny_web_api_with_a_list(world: World) -> Asked:
    things = world.chance.choice(["readers", "guests", "pupils"])
    check = _PLACED + _SERVED.replace("THINGS", things)

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "I am learning web APIs. Write a small Python server with only the standard library; its "
        "port is the first command line argument. "
        f"GET /{things} answers 200 with a JSON list of all {things} added so far, in that order "
        f'(an empty list at first). POST /{things} with a JSON object such as {{"name": "Ada"}} '
        "adds that object to the list and answers 201 with the object as JSON. Any other path "
        "answers 404. Keep the list in memory.",
        holds,
    )


_DEFECTS = {
    "sql": (
        "def find_reader(db, name):\n"
        "    return db.execute(f\"SELECT * FROM readers WHERE name = '{name}'\").fetchall()\n",
        ("注入", "injection"),
    ),
    "default": (
        "def add_loan(book, loans=[]):\n    loans.append(book)\n    return loans\n",
        ("可变默认", "默认参数", "默认值", "mutable default", "mutable"),
    ),
    "except": (
        "def read_fee(path):\n    try:\n        return float(path.read_text())\n"
        "    except:\n        pass\n",
        ("裸 except", "裸except", "bare", "except:", "吞掉", "所有异常", "捕获", "忽略"),
    ),
    "eval": (
        "def parse_rule(text):\n    return eval(text)\n",
        ("eval",),
    ),
    "secret": (
        'API_PASSWORD = "Tr0ub4dor-2026"\n',
        ("硬编码", "明文", "hardcoded", "hard-coded", "hard coded", "写死", "密码"),
    ),
}


@task("zh")
def library_script_read_with_a_keen_eye(world: World) -> Asked:
    chosen = world.chance.sample(sorted(_DEFECTS), 3)
    clean = "def full_title(title, author):\n    return f'{title} ({author})'\n"
    parts = [_DEFECTS[name][0] for name in chosen] + [clean]
    world.chance.shuffle(parts)
    world.text("图书馆/lending.py", '"""Lending."""\n\n\n' + "\n\n".join(parts))

    def holds(answered: Answered) -> None:
        answered.completed()
        for name in chosen:
            answered.says_any(*_DEFECTS[name][1])

    return Asked(
        "帮我审查一下 图书馆/lending.py：有哪些 bug、安全隐患或不好的写法？逐条说明位置和原因。",
        holds,
    )


@task("en")
def fee_script_that_stops_with_an_error(world: World) -> Asked:
    fees = [world.chance.randint(3, 40) for _ in range(12)]
    table = "reader,fee\n" + "".join(f"R{i:02},{fee}\n" for i, fee in enumerate(fees))
    bug = world.chance.choice(["name", "text"])
    value = {"name": 'int(row["fees"])', "text": 'row["fee"]'}[bug]
    world.text("fees.csv", table)
    world.text(
        "fees.py",
        'import csv\n\ntotal = 0\nwith open("fees.csv", newline="") as file:\n'
        f"    for row in csv.DictReader(file):\n        total += {value}\n"
        'print("Total fees:", total)\n',
    )
    reasons = {
        "name": ("KeyError", "'fees'", '"fees"', "`fees`", "column"),
        "text": ("TypeError", "str", "text", "int(", "float("),
    }[bug]
    check = _PLACED + _MENDED.replace("TABLE", repr(table)).replace('"TOTAL"', repr(str(sum(fees))))

    def holds(answered: Answered) -> None:
        one_passes(answered, check)
        answered.says_any(*reasons)

    return Asked(
        "fees.py should print the sum of the fee column of fees.csv, but it stops with an error "
        "when I run it. What is wrong with it? Please give me a corrected version of the program.",
        holds,
    )


@task("zh")
def scripts_checked_before_the_release(world: World) -> Asked:
    js = [f"const item{i} = {world.chance.randint(1, 99)};" for i in range(20)]
    sh = ["#!/bin/bash", *(f'echo "step {i}"' for i in range(20))]
    js_line, sh_line = world.chance.randint(4, 18), world.chance.randint(4, 18)
    world.text("发布/prices.js", "\n".join(js) + "\n")
    world.text("发布/clean.sh", "\n".join(sh) + "\n")
    js[js_line - 1] = "const = 5;"
    sh[sh_line - 1] = "fi"
    world.text("发布/basket.js", "\n".join(js) + "\n")
    world.text("发布/deploy.sh", "\n".join(sh) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("basket.js", "deploy.sh")
        for name, line in (("basket.js", js_line), ("deploy.sh", sh_line)):
            number = rf"(?<!\d){line}(?!\d)"
            found = rf"{re.escape(name)}[\s\S]{{0,200}}?{number}|{number}.{{0,30}}{re.escape(name)}"
            assert re.search(found, answered.answer), (name, line, answered.answer[:800])

    return Asked(
        "检查“发布”文件夹里的 JavaScript 和 shell 脚本有没有语法错误，"
        "有错的话告诉我是哪个文件、第几行。",
        holds,
    )
