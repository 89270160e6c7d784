"""Programs written, read by a reviewer, run and mended."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, one_passes, ran_well, written
from tests.tasks.world import World

_MADE = """
import inspect, sys, types
made = sys.modules["made"] = types.ModuleType("made")
exec(sys.stdin.read(), made.__dict__)
found = [f for _, f in inspect.getmembers(made, inspect.isfunction) if f.__module__ == "made"]

def passes(function):
    try:
        return right(function)
    except Exception:  # a function for something else: the next one is tried
        return False
"""

_PRIMES = f"""{_MADE}
def right(primes):
    for n in (2, 7, 30, 31, 100):
        below = [x for x in range(2, n) if all(x % y for y in range(2, x))]
        upto = [x for x in range(2, n + 1) if all(x % y for y in range(2, x))]
        if list(primes(n)) not in (below, upto):
            return False
    return True

sys.exit(0 if any(map(passes, found)) else f"none of {{found}} finds primes")
"""

_BRACKETS = f"""{_MADE}
GOOD = ("", "()", "([]{{}})", "[()]{{}}", "((()))")
BAD = ("(", ")", "(]", "([)]", "(()", "}}{{")

def right(balanced):
    return all(map(balanced, GOOD)) and not any(map(balanced, BAD))

sys.exit(0 if any(map(passes, found)) else f"none of {{found}} knows brackets")
"""


@task("zh")
def primes_up_to_a_number(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _PRIMES)

    return Asked("用 Python 写一个函数，返回 n 以内的所有质数，再写几个测试跑一下", holds)


@task("en")
def brackets_that_match(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _BRACKETS)

    return Asked(
        "Write a Python function that checks if the brackets (), [] and {} in a string are "
        "balanced. Include tests please.",
        holds,
    )


@task("en")
def many_downloads_at_once(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        ran_well(answered.completed())
        text = "\n".join(written(answered))
        assert re.search(r"async |Thread|concurrent\.futures|multiprocessing", text), text[:1500]
        assert re.search(r"urllib|requests|aiohttp|httpx|http\.client", text), text[:1500]
        assert re.search(r"\bopen\(|write_bytes|write_text|urlretrieve|\.write\(", text), text[
            :1500
        ]

    return Asked(
        "write a python script that downloads a list of urls concurrently and saves them to a "
        "folder",
        holds,
    )


@task("zh")
def habits_of_a_beginner(world: World) -> Asked:
    lines = ["import json", ""]
    lines += [f"LEVEL_{i} = {i * 10}" for i in range(world.chance.randint(3, 14))]
    lines += ["", "", "def add(item, basket=[]):"]
    shared = len(lines)
    lines += ["    basket.append(item)", "    return basket", "", "", "def load(path):"]
    lines += ["    try:", '        with open(path, encoding="utf-8") as file:']
    lines += ["            return json.load(file)", "    except:"]
    bare = len(lines)
    lines += ["        return None"]
    world.text("basket.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("basket.py", "except")
        answered.says_any("可变", "默认", "mutable", "default", "共享")
        near(answered, shared, by=0)
        near(answered, bare, bare - 3, by=0)

    return Asked("帮忙 review 一下 basket.py，有哪些写得不好的地方？", holds)


@task("zh")
def a_program_that_breaks_off(world: World) -> Asked:
    count = world.chance.randint(3, 8)
    faults = {
        "ZeroDivisionError": f"    return sum(marks) / (len(marks) - {count})",
        "TypeError": '    return "总分：" + sum(marks)',
        "KeyError": '    return {"总分": sum(marks)}["平均"]',
    }
    kind = world.chance.choice(sorted(faults))
    lines = ["from datetime import date", "", "TODAY = date.today()"]
    lines += [f"WEIGHT_{i} = {i} / 10" for i in range(world.chance.randint(3, 20))]
    lines += ["", "", "def summary(marks):", faults[kind]]
    at = len(lines)
    marks = [world.chance.randint(60, 99) for _ in range(count)]
    lines += ["", "", f"print(summary({marks}))"]
    world.text("summary.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("summary.py", kind).says_number(at, 0)

    return Asked("运行 summary.py 的时候报错了，帮我看看是什么原因，要怎么改", holds)


@task("en")
def homework_that_will_not_run(world: World) -> Asked:
    lines = ['"""Homework 3."""', ""]
    lines += [f"x{i} = {i} ** 2" for i in range(world.chance.randint(5, 25))]
    lines.append(
        world.chance.choice(
            ["def mean(values)", "for i in range(10)", "if x1 = 4:", "total = (x1 + x2 * (3 + x3)"]
        )
    )
    at = len(lines)
    inside = "" if lines[-1].startswith("total") else "    "
    lines += [f"{inside}result = x1 + x2", "", "print(x1)"]
    world.text("hw3.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("hw3.py")
        near(answered, at, at + 1, by=0)

    return Asked("hw3.py won't start, it says invalid syntax. where is the mistake?", holds)
