"""Programs that are wanted, reviewed or mended."""

import re
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from tests.tasks import host
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, written
from tests.tasks.world import World

_LOAD = """
import sys, types
module = types.ModuleType("handed_over")
sys.modules["handed_over"] = module
exec(compile(sys.stdin.read(), "handed_over.py", "exec"), module.__dict__)
"""


@task("en")
def settings_over_their_defaults(world: World) -> Asked:
    port, size = world.chance.randint(1000, 9000), world.chance.randint(10, 99)
    check = f"""{_LOAD}
import json, os, tempfile
load = module.load_config
folder = tempfile.mkdtemp()
path = os.path.join(folder, "app.json")
defaults = {{"port": 1, "name": "x", "db": {{"host": "h", "pool": {{"size": 5, "wait": 2}}}}}}
with open(path, "w", encoding="utf-8") as file:
    json.dump({{"port": {port}, "extra": True, "db": {{"pool": {{"size": {size}}}}}}}, file)
wanted = {{"port": {port}, "name": "x", "extra": True,
          "db": {{"host": "h", "pool": {{"size": {size}, "wait": 2}}}}}}
assert load(path, defaults) == wanted, load(path, defaults)
assert defaults["db"]["pool"]["size"] == 5, "the defaults were changed"
assert load(os.path.join(folder, "none.json"), defaults) == defaults
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a Python function load_config(path, defaults): it reads a JSON config file and "
        "returns a dict of the defaults overridden by what the file says, nested sections merged "
        "as well. If the file does not exist it returns just the defaults. Don't modify the "
        "defaults dict.",
        holds,
    )


_SERVICE = """
import json, os, signal, subprocess, sys, tempfile, time, urllib.request
folder = tempfile.mkdtemp()
path = os.path.join(folder, "notes.py")
with open(path, "w", encoding="utf-8") as file:
    file.write(sys.stdin.read())
base = "http://127.0.0.1:PORT"
served = subprocess.Popen([sys.executable, path, "PORT"], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def ask(method, where, value=None):
    body = None if value is None else json.dumps(value).encode()
    head = {"content-type": "application/json"} if body else {}
    asked = urllib.request.Request(base + where, data=body, headers=head, method=method)
    with urllib.request.urlopen(asked, timeout=5) as answer:
        content = answer.read()
        return json.loads(content) if content.strip() else None

def texts():
    listed = ask("GET", "/notes")
    if isinstance(listed, dict):
        lists = [v for v in listed.values() if isinstance(v, list)]
        listed = lists[0] if lists else list(listed.values())
    return [note["text"] for note in listed]

try:
    for attempt in range(60):
        try:
            assert texts() == []
            break
        except OSError:
            assert served.poll() is None, "it has ended"
            time.sleep(0.2)
    first = ask("POST", "/notes", {"text": "WORD"})
    second = ask("POST", "/notes", {"text": "bread"})
    inner = lambda note: note if "id" in note else next(v for v in note.values() if "id" in v)
    assert inner(first)["id"] != inner(second)["id"]
    assert sorted(texts()) == sorted(["WORD", "bread"]), texts()
    ask("DELETE", "/notes/" + str(inner(first)["id"]))
    assert texts() == ["bread"], texts()
finally:
    served.kill()
    served.wait()
"""


@task("en")
def a_small_service_for_notes(world: World) -> Asked:
    word = "milk" + "".join(world.chance.choices("abcdef", k=5))

    def holds(answered: Answered) -> None:
        check = _SERVICE.replace("PORT", str(host.free_port())).replace("WORD", word)
        one_passes(answered, check)

    return Asked(
        "I need a tiny notes web service in Python, standard library only. POST /notes with JSON "
        'like {"text": "buy milk"} adds a note and returns it with its id, GET /notes lists all '
        "notes as JSON, DELETE /notes/<id> removes one. Notes may live in memory only. "
        "The port is the first command line argument.",
        holds,
    )


def _identity(number: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11]


@task("zh")
def numbers_on_identity_cards(world: World) -> Asked:
    good: list[str] = []
    bad = ["", "1101011990", "11010119900307888A1", "一二三"]
    while len(good) < 12 or not any(n.endswith("X") for n in good):
        day = f"{world.chance.randint(1950, 2010)}{world.chance.randint(1, 12):02}"
        day += f"{world.chance.randint(1, 28):02}"
        body = f"{world.chance.choice(['110101', '310104', '440305'])}{day}"
        body += f"{world.chance.randint(1, 999):03}"
        last = _identity(body)
        good.append(body + last)
        bad.append(body + world.chance.choice([c for c in "0123456789X" if c != last]))
    check = f"""{_LOAD}
for number in {good!r}:
    assert module.is_valid_id(number) is True or module.is_valid_id(number) == 1, number
for number in {bad!r}:
    assert not module.is_valid_id(number), number
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "写一个 Python 函数 is_valid_id(s)，判断字符串 s 是不是合法的 18 位身份证号，"
        "要校验最后一位校验码，返回 True 或 False",
        holds,
    )


@task("zh")
def a_discount_module_reviewed(world: World) -> Asked:
    top = [f"LEVEL_{n} = {world.chance.randint(1, 90)}" for n in range(world.chance.randint(2, 15))]
    body = """
def parse_rule(text):
    return eval(text)


def add_coupon(code, coupons=[]):
    coupons.append(code)
    return coupons


def price_of(goods, name):
    try:
        return float(goods[name])
    except:
        pass
"""
    lines = ['"""优惠规则。"""', "", *top, "", *body.splitlines()]
    world.text("discount.py", "\n".join(lines) + "\n")

    def line(start: str) -> int:
        return next(i for i, text in enumerate(lines, 1) if text.strip().startswith(start))

    flaws = {
        ("eval",): (line("return eval"), line("def parse_rule")),
        ("默认", "可变", "mutable", "default"): (line("def add_coupon"), line("coupons.append")),
        ("except", "异常"): (line("except:"), line("except:") + 1, line("try:")),
    }

    def holds(answered: Answered) -> None:
        answered.completed()
        told = set(re.findall(r"\d+", answered.answer))
        for words, places in flaws.items():
            answered.says_any(*words)
            assert any(str(at) in told for at in places), (words, places, answered.answer[:1500])

    return Asked("帮我审一下 discount.py 的代码，有哪些问题？指出在第几行", holds)


@task("en")
def a_ride_log_that_ends_badly(world: World) -> Asked:
    marks, kilometres = [], world.chance.randint(10000, 20000)
    for _ in range(12):
        marks.append(kilometres)
        kilometres += world.chance.randint(5, 60)
    at = world.chance.randint(3, 9)
    marks[at:] = [m + 311 for m in marks[at:]]
    world.csv("rides.csv", ("stop", "km"), [(f"stop {i + 1}", km) for i, km in enumerate(marks)])
    best = max(b - a for a, b in pairwise(marks))
    lines = [
        '"""The longest leg of a ride."""',
        "import csv",
        "",
        'with open("rides.csv", newline="", encoding="utf-8") as file:',
        '    km = [int(row["km"]) for row in csv.DictReader(file)]',
        "",
        "longest = 0",
        "for i in range(len(km)):",
        "    leg = km[i + 1] - km[i]",
        "    if leg > longest:",
        "        longest = leg",
        'print("longest leg:", longest, "km")',
    ]
    world.text("rides.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_any("IndexError", "out of range", "line 8", "line 9", "range(")
        told = []
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "rides.py"
            (Path(folder) / "rides.csv").write_bytes((world.folder / "rides.csv").read_bytes())
            for text in written(answered):
                place.write_text(text, "utf-8")
                ran = subprocess.run(
                    (sys.executable, place), cwd=folder, capture_output=True, text=True, timeout=20
                )
                told.append(ran.stdout + ran.stderr[-200:])
                if ran.returncode == 0 and f"longest leg: {best} km" in ran.stdout:
                    return
        raise AssertionError(f"none works: {told} {answered.answer[:800]}")

    return Asked(
        "rides.py crashes when I run it. What's wrong? Please give me a version that works.", holds
    )


@task("zh")
def three_scripts_before_the_switch(world: World) -> Asked:
    scripts = {
        "backup.sh": [
            "#!/bin/bash",
            'target="/tmp/backup"',
            'if [ -d "$target" ]; then',
            '  echo "已有备份"',
            "fi",
            'echo "完成"',
        ],
        "start.sh": [
            "#!/bin/bash",
            "for port in 8001 8002; do",
            '  echo "启动 $port"',
            "done",
            'echo "都已启动"',
        ],
        "menu.js": [
            "const items = ['首页', '订单'];",
            "function show(name) {",
            "  console.log('打开 ' + name);",
            "}",
            "items.forEach(show);",
        ],
    }
    broken = world.chance.choice(list(scripts))
    mends = {
        "backup.sh": (4, None),
        "start.sh": (3, None),
        "menu.js": (2, "  console.log('打开 ' + name;"),
    }
    at, put = mends[broken]
    if put:
        scripts[broken][at] = put
        places = {at + 1}
    else:
        del scripts[broken][at]
        places = set(range(2, len(scripts[broken]) + 2))
    for name, lines in scripts.items():
        world.text(f"脚本/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(broken)
        after = answered.answer[answered.answer.index(broken) :]
        told = {int(n) for n in re.findall(r"\d+", answered.answer)}
        assert told & places, (places, answered.answer)
        answered.says_any("错误", "error", "缺少", "没有闭合", "未闭合", "不通过", "missing")
        assert after, answered.answer
        for name in scripts:
            if name == broken:
                continue
            for text in answered.answer.splitlines():
                bad = name in text and broken not in text and re.search(r"错误|error|缺少", text)
                fine = re.search(r"没有|无|未发现|通过|正常|no |ok", text, re.IGNORECASE)
                assert not bad or fine, (name, answered.answer)

    return Asked(
        "脚本 文件夹里有两个 shell 脚本和一个 JS 文件，检查一下哪个有语法错误，在哪一行", holds
    )
