"""Programs written, reviewed and mended; scripts checked for their syntax."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, one_passes, ran_well, written
from tests.tasks.world import World

_LRU = """
import inspect, sys, types
made = sys.modules["made"] = types.ModuleType("made")
exec(sys.stdin.read(), made.__dict__)

def put(cache, key, value):
    for name in ("put", "set", "add", "__setitem__"):
        if hasattr(cache, name):
            return getattr(cache, name)(key, value)
    raise TypeError

def get(cache, key):
    try:
        return cache.get(key) if hasattr(cache, "get") else cache[key]
    except KeyError:
        return None

def forgets(kind):
    try:
        cache = kind(2)
        put(cache, 1, 10); put(cache, 2, 20); first = get(cache, 1); put(cache, 3, 30)
        return first == 10 == get(cache, 1) and get(cache, 2) in (None, -1) and get(cache, 3) == 30
    except Exception:  # whatever another class does, the next one is tried
        return False

kinds = [k for _, k in inspect.getmembers(made, inspect.isclass) if k.__module__ == "made"]
sys.exit(0 if any(map(forgets, kinds)) else f"none of {kinds} forgets the least recently used")
"""


@task("zh")
def a_cache_that_forgets(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _LRU)

    return Asked("用 Python 实现一个 LRU 缓存类，并写好测试", holds)


@task("en")
def a_decorator_that_retries(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        ran_well(answered.completed())
        texts = written(answered)
        whole = "\n".join(texts)
        assert "def " in whole and "sleep" in whole, answered.answer[:1500]
        assert re.search(r"\*\*|\*=|\* ?2|2 ?\*|<<|\* ?(factor|backoff|multiplier)", whole), whole
        assert "test" in whole or "assert" in whole, answered.answer[:1500]

    return Asked(
        "Write a Python decorator that retries a function with exponential backoff, with tests",
        holds,
    )


@task("zh")
def faults_found_by_reading(world: World) -> Asked:
    name = world.chance.choice(["load_orders", "read_rows", "collect_items"])
    lines = ["import sqlite3", ""]
    lines += [
        f"LIMIT_{i} = {world.chance.randint(1, 99)}" for i in range(world.chance.randint(2, 9))
    ]
    lines += ["", "", f"def {name}(user, found=[]):", '    base = sqlite3.connect("shop.db")']
    default = len(lines) - 1
    lines.append("    rows = base.execute(f\"SELECT * FROM orders WHERE user = '{user}'\")")
    sql = len(lines)
    lines += ["    found.extend(rows)", "    return found", "", "", "def total(text):"]
    lines.append("    return eval(text)")
    evaluated = len(lines)
    world.text("billing.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("eval")
        answered.says_any("sql")
        for line in (default, sql, evaluated):
            answered.says_number(line, 0)
        mended = [t for t in written(answered) if f"def {name}" in t]
        assert any(not re.search(r"=\s*\[\]\s*\)", t) for t in mended), answered.answer[:1500]

    return Asked("帮我审查一下 billing.py，有什么问题？顺便给出改好的版本", holds)


@task("en")
def why_a_script_stops(world: World) -> Asked:
    value = world.chance.randint(3, 90)
    word = world.chance.choice(["price", "total", "weight"])
    faults = {
        "KeyError": (f'    return record["{word}s"]', f"{word}s"),
        "TypeError": (f'    return record["{word}"] + " EUR"', word),
        "ZeroDivisionError": (f'    return record["{word}"] / record["count"]', "count"),
    }
    kind = world.chance.choice(sorted(faults))
    fault, name = faults[kind]
    lines = ['"""Prints a report."""', ""]
    lines += [f"OPTION_{i} = {i}" for i in range(world.chance.randint(3, 20))]
    lines += ["", "", "def value_of(record):", fault]
    at = len(lines)
    lines += ["", "", f'print(value_of({{"{word}": {value}, "count": 0}}))']
    world.text("report.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(kind, name).says_number(at, 0)

    return Asked("report.py crashes when I run it, can you find out why?", holds)


@task("zh")
def a_bracket_is_missing(world: World) -> Asked:
    lines = [
        f"const item{i} = {{ price: {world.chance.randint(1, 99)} }};"
        for i in range(world.chance.randint(4, 25))
    ]
    lines.append("const items = [item0, item1];")
    lines.append("const total = items.reduce((sum, item) => sum + item.price, 0;")
    at = len(lines)
    lines += ["console.log(total);", "module.exports = { total };"]
    world.text("app.js", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed(), at, at + 1, by=0)
        answered.says("app.js")

    return Asked("app.js 有没有语法错误？在第几行？", holds)


@task("en")
def a_loop_that_is_not_closed(world: World) -> Asked:
    lines = ["#!/bin/bash", "set -e"]
    lines += [f'echo "step {i}"' for i in range(world.chance.randint(10, 30))]
    lines += ["for file in build/*.js; do", '  cp "$file" /srv/www/', "fi"]
    at = len(lines)
    lines.append('echo "done"')
    world.text("deploy.sh", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        near(answered.completed(), at, at - 2, by=0)
        answered.says("deploy.sh")

    return Asked("check deploy.sh for syntax errors please", holds)
