"""Programs written, reviewed and mended; scripts checked for their syntax."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, one_passes, ran_well, written
from tests.tasks.world import World

_SORTS = """
import inspect, sys, types
made = sys.modules["made"] = types.ModuleType("made")
exec(sys.stdin.read(), made.__dict__)
LISTS = [[], [3], [5, -1, 5, 0, 12, 7, -8], list(range(50, 0, -1))]

def sorts(function, copy):
    given = list(copy)
    told = function(given)
    return (given if told is None else list(told)) == sorted(copy)

def holds(function):
    try:
        return all(sorts(function, numbers) for numbers in LISTS)
    except Exception:  # whatever another function does, the next one is tried
        return False

found = [f for _, f in inspect.getmembers(made, inspect.isfunction) if f.__module__ == "made"]
sys.exit(0 if any(map(holds, found)) else f"none of {found} sorts")
"""


@task("zh")
def a_quick_sort(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _SORTS)

    return Asked("用 Python 写一个快速排序，要有测试", holds)


@task("en")
def a_list_of_things_to_do(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        ran_well(answered.completed())
        text = "\n".join(written(answered))
        assert re.search(r"argparse|click|typer|sys\.argv", text), answered.answer[:1500]
        assert re.search(r"\badd", text) and "list" in text, answered.answer[:1500]
        assert "test" in text or "assert" in text, answered.answer[:1500]

    return Asked("write a command line todo list app in Python (add, list, done) with tests", holds)


@task("en")
def dangers_of_an_upload(world: World) -> Asked:
    lines = ["import pickle", "import subprocess", "", "import requests", ""]
    lines += [
        f"SIZE_{i} = {world.chance.randint(1, 99)}" for i in range(world.chance.randint(3, 9))
    ]
    lines += ["", "", "def store(name, body):"]
    lines.append('    subprocess.run(f"mv /tmp/{name} /srv/files", shell=True)')
    shell = len(lines)
    lines.append("    return pickle.loads(body)")
    pickled = len(lines)
    lines += ["", "", "def fetch(url):", "    return requests.get(url, verify=False, timeout=9)"]
    unverified = len(lines)
    world.text("upload.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("shell", "pickle")
        answered.says_any("verify", "certificate", "TLS", "SSL")
        for line in (shell, pickled, unverified):
            answered.says_number(line, 0)

    return Asked("review upload.py for security issues", holds)


@task("zh")
def why_the_statistics_break(world: World) -> Asked:
    number = world.chance.randint(5, 60)
    faults = {
        "IndexError": "    return values[len(values)]",
        "AttributeError": "    return values.total()",
        "ValueError": '    return int("约" + str(values[0]))',
    }
    kind = world.chance.choice(sorted(faults))
    lines = ['"""每日统计。"""', ""]
    lines += [f"参数{i} = {i}" for i in range(world.chance.randint(3, 20))]
    lines += ["", "", "def summary(values):", faults[kind]]
    at = len(lines)
    lines += ["", "", f"print(summary([{number}, {number + 3}]))"]
    world.text("统计.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(kind).says_number(at, 0)

    return Asked("我运行 统计.py 就报错，帮我看看是什么原因", holds)


@task("en")
def one_sign_too_many(world: World) -> Asked:
    lines = [
        f"const price{i} = {world.chance.randint(1, 99)};"
        for i in range(world.chance.randint(5, 30))
    ]
    lines.append("const total = = price0 + price1;")
    at = len(lines)
    lines += ["console.log(total);", "module.exports = { total };"]
    world.text("checkout.js", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed().says("checkout.js"), at, by=0)

    return Asked("is there a syntax error in checkout.js?", holds)


@task("zh")
def a_condition_without_then(world: World) -> Asked:
    lines = ["#!/bin/bash", "src=/data"]
    lines += [f'echo "第 {i} 步"' for i in range(world.chance.randint(12, 30))]
    lines.append('if [ -d "$src" ]')
    at = len(lines)
    lines += ['  cp -r "$src" /backup', "fi", "echo 完成"]
    world.text("备份.sh", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed().says("备份.sh"), at, at + 1, at + 2, by=0)

    return Asked("备份.sh 的语法对不对？不对的话错在哪一行", holds)
