"""Programs written, reviewed and mended; scripts checked for their syntax."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, one_passes, ran_well, written
from tests.tasks.world import World

_SEARCH = """
import inspect, sys, types
made = sys.modules["made"] = types.ModuleType("made")
exec(sys.stdin.read(), made.__dict__)
items = list(range(3, 90, 4))

def finds(search):
    for call in (lambda x: search(items, x), lambda x: search(x, items)):
        try:
            there = [call(x) for x in items] == list(range(len(items)))
        except Exception:  # the other order of arguments, or another function, is tried
            continue
        try:
            away = [call(x) for x in (0, 5, 91)]
        except (LookupError, ValueError):
            away = [None]
        if there and all(x is None or x is False or x < 0 for x in away):
            return True
    return False

found = [f for _, f in inspect.getmembers(made, inspect.isfunction) if f.__module__ == "made"]
sys.exit(0 if any(map(finds, found)) else f"none of {found} finds by halves")
"""


@task("zh")
def found_by_halves(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _SEARCH)

    return Asked("写一个python的二分查找函数，附带测试", holds)


@task("en")
def calls_kept_rare(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        ran_well(answered.completed())
        whole = "\n".join(written(answered))
        assert "class " in whole or "def " in whole, answered.answer[:1500]
        assert re.search(r"token|rate|limit|bucket", whole, re.IGNORECASE), whole[:1500]
        assert re.search(r"time|clock|monotonic", whole), whole[:1500]
        assert "test" in whole or "assert" in whole, answered.answer[:1500]

    return Asked("write a rate limiter class in Python (token bucket) and test it", holds)


@task("en")
def why_a_program_fails(world: World) -> Asked:
    word = world.chance.choice(["scores", "prices", "weights"])
    count = world.chance.randint(3, 9)
    faults = {
        "IndexError": f"    return {word}[len({word})]",
        "AttributeError": f"    return {word}.first()",
        "ValueError": f'    return int("{count}kg") + {word}[0]',
    }
    kind = world.chance.choice(sorted(faults))
    lines = ["import math", ""]
    lines += [f"STEP_{i} = math.sqrt({i})" for i in range(world.chance.randint(4, 22))]
    lines += ["", "", f"def last({word}):", faults[kind]]
    at = len(lines)
    lines += ["", "", f"print(last([{', '.join(map(str, range(count)))}]))"]
    world.text("stats.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(kind).says_number(at, 0)

    return Asked("I get an error when running stats.py. What's wrong with it?", holds)


@task("zh")
def dangers_of_a_script(world: World) -> Asked:
    lines = ["import pickle", "import subprocess", ""]
    lines += [f"PART_{i} = {i}" for i in range(world.chance.randint(2, 12))]
    lines += [
        "",
        "",
        "def ping(host):",
        '    return subprocess.call("ping -c 1 " + host, shell=True)',
    ]
    shell = len(lines)
    lines += ["", "", "def load(path):", '    with open(path, "rb") as file:']
    lines.append("        return pickle.load(file)")
    pickled = len(lines)
    world.text("sync.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("sync.py", "shell", "pickle")
        answered.says_number(shell, 0).says_number(pickled, 0)

    return Asked("sync.py 这个脚本有没有安全隐患？帮忙检查一下", holds)


@task("zh")
def a_word_is_missing(world: World) -> Asked:
    lines = ["#!/bin/bash"]
    lines += [f"DIR_{i}=/data/{i}" for i in range(world.chance.randint(8, 30))]
    lines.append('if [ -d "$DIR_1" ]')
    opened = len(lines)
    lines += ['  tar czf backup.tgz "$DIR_1"', "fi", 'echo "完成"']
    world.text("backup.sh", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed(), opened, opened + 1, opened + 2, by=0)
        answered.says("backup.sh")

    return Asked("检查 backup.sh 的语法对不对，错在哪一行", holds)


@task("en")
def a_list_that_is_not_closed(world: World) -> Asked:
    lines = [f"const rate{i} = {i};" for i in range(world.chance.randint(5, 25))]
    lines.append("function add(a, b {")
    at = len(lines)
    lines += ["  return a + b;", "}", "console.log(add(rate0, rate1));"]
    world.text("cart.js", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed(), at, by=0)
        answered.says("cart.js")

    return Asked("does cart.js have any syntax errors?", holds)
