"""Programs written, read for faults, mended and checked."""

import re
import subprocess
import sys

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, ran_well, written
from tests.tasks.world import World

_LOADED = """
import sys, time, types
slept, really = [], time.sleep
{before}
module = types.ModuleType("program")
sys.modules["program"] = module
exec(compile(sys.stdin.read(), "program.py", "exec"), module.__dict__)
"""


@task("zh")
def tried_again_with_longer_waits(world: World) -> Asked:
    factor = world.chance.choice([2, 3])
    times = world.chance.choice([4, 5])
    check = (
        _LOADED.format(before="time.sleep = slept.append")
        + f"""
slept.clear()
calls = []
@module.retry(times={times}, delay=0.5)
def never(a, b=0):
    calls.append((a, b))
    raise KeyError("gone")
try:
    never(1, b=2)
except KeyError as error:
    assert error.args == ("gone",)
else:
    raise AssertionError("nothing raised")
assert calls == [(1, 2)] * {times}, calls
waits = [0.5 * {factor} ** n for n in range({times} - 1)]
assert len(slept) == len(waits), slept
assert all(abs(a - b) < 1e-6 for a, b in zip(slept, waits)), slept
slept.clear()
tries = []
@module.retry(times={times}, delay=0.5)
def second():
    tries.append(1)
    if len(tries) < 2:
        raise ValueError("once")
    return "fine"
assert second() == "fine" and len(tries) == 2 and len(slept) == 1
assert second.__name__ == "second"
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "用 Python 写一个装饰器 retry(times, delay)：被装饰的函数抛出异常就重试，总共最多调用 "
        "times 次；第一次失败后用 time.sleep 等 delay 秒，"
        f"以后每次等的时间是上一次的 {factor} 倍，不加随机；"
        "最后一次还失败就不再等待，把原来的异常抛出来。要保留原函数的名字，并写几行代码试一下。",
        holds,
    )


@task("en")
def commonest_values_on_the_command_line(world: World) -> Asked:
    top = world.chance.randint(3, 5)
    check = f"""
import pathlib, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    (place / "program.py").write_text(sys.stdin.read(), "utf-8")
    letters = "".join(letter * (20 - n) for n, letter in enumerate("ghkabxyz"))
    rows = "".join(f"{{i}},{{letter * 3}}\\n" for i, letter in enumerate(letters))
    (place / "data.csv").write_text("n,kind\\n" + rows, "utf-8")
    def ran(*options):
        command = [sys.executable, "program.py", "data.csv", "--column", "kind", *options]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=9)
        assert done.returncode == 0, done.stderr
        return [line.split() for line in done.stdout.splitlines() if line.strip()]
    whole = [[letter * 3, str(20 - n)] for n, letter in enumerate("ghkabxyz")]
    assert ran("--top", "2") == whole[:2], ran("--top", "2")
    assert ran() == whole[:{top}], ran()
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a Python command line program with argparse: it takes the path of a CSV file, "
        f"--column NAME and --top N (default {top}), and prints the N most frequent values of that "
        "column with their counts, most frequent first, one per line as 'value count' and nothing "
        "else. Only the standard library, please.",
        holds,
    )


@task("zh")
def cache_that_forgets(world: World) -> Asked:
    name = world.chance.choice(["TTLCache", "ExpiringCache", "MemoCache"])
    check = (
        _LOADED.format(before="")
        + f"""
cache = module.{name}(2, 30)
cache.put("a", 1)
cache.put("b", 2)
assert cache.get("a") == 1
cache.put("c", 3)
assert cache.get("b") is None and cache.get("b", 7) == 7
assert cache.get("a") == 1 and cache.get("c") == 3
cache.put("a", 5)
cache.put("d", 4)
assert cache.get("a") == 5 and cache.get("c") is None and cache.get("d") == 4
quick = module.{name}(5, 0.2)
quick.put("x", 1)
assert quick.get("x") == 1
really(0.35)
assert quick.get("x") is None
quick.put("x", 2)
assert quick.get("x") == 2
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        f"帮我写一个 Python 缓存类 {name}(capacity, ttl)，有 put(key, value) 和 "
        "get(key, default=None) 两个方法：条目放进去超过 ttl 秒就当作不存在；放满 capacity 个"
        "以后再放新的，淘汰最久没有用过的（get 和 put 都算用过）。请顺便写点代码验证一下。",
        holds,
    )


_FAULTS = {
    "def find(db, name):\n"
    "    return db.execute(f\"SELECT * FROM users WHERE name = '{name}'\").fetchall()\n": (
        "sql",
        "inject",
    ),
    "def add(item, basket=[]):\n    basket.append(item)\n    return basket\n": (
        "mutable",
        "default arg",
        "shared default",
        "default value",
    ),
    "def number(text):\n    try:\n        return int(text)\n    except:\n        pass\n": (
        "bare except",
        "except:",
        "swallow",
        "all exceptions",
        "every exception",
    ),
    "def parsed(text):\n    return eval(text)\n": ("eval",),
    "def listing(folder):\n    return subprocess.run('ls ' + folder, shell=True)\n": ("shell",),
}


@task("en")
def faults_of_a_small_service(world: World) -> Asked:
    bad = world.chance.sample(sorted(_FAULTS), 3)
    fine = [
        "def area(width, height):\n    return width * height\n",
        "def joined(words):\n    return ', '.join(words)\n",
    ]
    parts = world.chance.sample([*bad, *fine], 5)
    head = "import subprocess\n" if any("subprocess" in part for part in bad) else ""
    text = "\n\n".join([head, *parts] if head else parts)
    world.text("shop_service.py", text)

    def holds(answered: Answered) -> None:
        answered.completed()
        for fault in bad:
            answered.says_any(*_FAULTS[fault])
            answered.says_any(
                fault.split("(")[0].removeprefix("def "),
                *(str(n) for n in _lines_of(text, fault)),
            )

    return Asked(
        "Could you review shop_service.py and tell me what bugs and security problems it has?",
        holds,
    )


def _lines_of(text: str, part: str) -> range:
    first = text[: text.index(part)].count("\n") + 1
    return range(first, first + part.count("\n"))


@task("zh")
def stocktaking_that_crashes(world: World) -> Asked:
    rows = [
        (f"货品{i}", world.chance.randint(2, 40), world.chance.randint(3, 90)) for i in range(1, 13)
    ]
    world.csv("盘点.csv", ("品名", "数量", "单价"), rows)
    total = sum(count * price for _, count, price in rows)
    loops = [
        'for row in rows:\n    total += row["数量"] * row["单价"]\n',
        'for row in rows:\n    total += int(row["数量"]) * int(row["价格"])\n',
        "for i in range(len(rows) + 1):\n"
        '    total += int(rows[i]["数量"]) * int(rows[i]["单价"])\n',
    ]
    world.text(
        "盘点.py",
        "import csv\n\n"
        'with open("盘点.csv", encoding="utf-8", newline="") as file:\n'
        "    rows = list(csv.DictReader(file))\n"
        f'total = 0\n{world.chance.choice(loops)}print("总价值:", total)\n',
    )

    def holds(answered: Answered) -> None:
        ran_well(answered.completed())
        told = []
        for text in written(answered):
            command = (sys.executable, "-X", "utf8", "-c", text)
            ran = subprocess.run(
                command, cwd=world.folder, capture_output=True, encoding="utf-8", timeout=20
            )
            told.append(ran.stdout + ran.stderr[-200:])
        assert any(str(total) in text for text in told), (total, told, answered.answer[:800])

    return Asked(
        "盘点.py 读取 盘点.csv，计算所有货品数量乘单价的总和，但是一运行就报错。"
        "请找出原因，把改好的程序给我。",
        holds,
    )


@task("en")
def ops_scripts_with_stray_tokens(world: World) -> Asked:
    names = world.chance.sample(["deploy", "rotate", "notify", "render", "fetch", "sweep"], 5)
    fine_js, bad_js, fine_sh, bad_sh, other_sh = names
    before = world.chance.randint(3, 9)
    calm_js = [f"const v{i} = {i} * 2;" for i in range(before)]
    calm_sh = ["#!/bin/bash", *(f'echo "step {i}"' for i in range(before))]
    world.text(f"ops/{fine_js}.js", "\n".join([*calm_js, "console.log(v0);"]) + "\n")
    world.text(f"ops/{bad_js}.js", "\n".join([*calm_js, "const total = ;", "let z = 1;"]) + "\n")
    world.text(f"ops/{fine_sh}.sh", "\n".join([*calm_sh, "if true; then echo a; fi"]) + "\n")
    world.text(f"ops/{other_sh}.sh", "\n".join([*calm_sh, "for i in 1 2; do echo $i; done"]) + "\n")
    world.text(f"ops/{bad_sh}.sh", "\n".join([*calm_sh, "done", "echo end"]) + "\n")
    blamed = re.compile(r"unexpected|missing|unterminated|unclosed|invalid")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{bad_js}.js", f"{bad_sh}.sh")
        answered.says_number(before + 1, 0).says_number(before + 2, 0)
        good = (f"{fine_js}.js", f"{fine_sh}.sh", f"{other_sh}.sh")
        for line in answered.answer.lower().splitlines():
            if f"{bad_js}.js" not in line and f"{bad_sh}.sh" not in line:
                wrong = any(name in line for name in good) and blamed.search(line)
                assert not wrong, line

    return Asked(
        "Please check the JavaScript and shell scripts in the ops folder for syntax errors: which "
        "files are broken, and on what line?",
        holds,
    )
