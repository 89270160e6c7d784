"""Programs handed over, a file reviewed, a script that breaks off, scripts with slips."""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, written
from tests.tasks.kept_11.told import numbers
from tests.tasks.world import World

_AS_MODULE = """
import sys, types
tried = types.ModuleType("tried")
sys.modules["tried"] = tried
exec(sys.stdin.read(), tried.__dict__)
"""


@task("zh")
def words_by_their_prefix(world: World) -> Asked:
    words = world.chance.sample(["carton", "carbon", "planet", "plasma", "silver", "signal"], 4)
    check = f"""{_AS_MODULE}
words, names = {words!r}, ("insert", "search", "starts_with")
kinds = [k for k in vars(tried).values() if isinstance(k, type)]
for kind in [k for k in kinds if all(hasattr(k, name) for name in names)]:
    tree = kind()
    for word in words:
        tree.insert(word)
    assert all(tree.search(word) for word in words)
    assert all(tree.starts_with(word[:3]) for word in words)
    assert not any(tree.search(word[:3]) for word in words)
    assert not tree.search("zebra") and not tree.starts_with("zeb")
    sys.exit(0)
sys.exit("no such class")
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked("用 Python 写一个前缀树 Trie 类，有 insert、search、starts_with 三个方法", holds)


@task("en")
def a_table_cleaned_by_a_script(world: World) -> Asked:
    names = world.chance.sample(["Ida", "Omar", "Petra", "Yuki", "Noor", "Hugo"], 5)
    rows = [[name, f"{name.lower()}@mail.example"] for name in names]
    dirty = [[f"  {a} ", f"{b}  "] for a, b in rows]
    dirty[2:2] = [["", ""], list(rows[0])]
    dirty += [[rows[3][0], f" {rows[3][1]}"], ["  ", " "]]
    check = f"""
import csv, pathlib, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    (place / "clean.py").write_text(sys.stdin.read(), encoding="utf-8")
    with open(place / "in.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["name", "mail"], *{dirty!r}])
    command = [sys.executable, "clean.py", "in.csv", "out.csv"]
    subprocess.run(command, cwd=place, check=True, timeout=20)
    with open(place / "out.csv", newline="", encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == [["name", "mail"], *{rows!r}]
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "write a Python script (no pandas), run as `clean.py in.csv out.csv`, that trims the cells "
        "of a CSV and drops empty and duplicate rows",
        holds,
    )


@task("zh")
def notes_behind_an_interface(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        texts = [text.lower() for text in written(answered.completed())]
        wanted = (r"\bflask\b", r"note", r"\bpost\b", r"\bput\b|\bpatch\b", r"\bdelete\b")
        routes = r"\.route\(|\.(?:get|post|put|delete)\(|add_url_rule|methodview"
        done = any(all(re.search(p, text) for p in (*wanted, routes)) for text in texts)
        assert done, answered.answer[:1200]

    return Asked("用 Flask 写一个笔记（notes）的 REST API，增删改查都要有", holds)


_REVIEWED = '''"""Orders of the shop."""

import sqlite3
{filling}

def orders_of(db: sqlite3.Connection, customer: str) -> list:
    return db.execute("SELECT * FROM orders WHERE customer = ?", (customer,)).fetchall()


def reduced(price: float, formula: str) -> float:
    return price * eval(formula)


def put_in(item: str, basket: list = []) -> list:
    basket.append(item)
    return basket
'''


def _sound(text: str) -> bool:
    nodes = list(ast.walk(ast.parse(text)))
    calls = [n.func.id for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef)]
    shared = [d for f in functions for d in f.args.defaults if isinstance(d, ast.List)]
    names = {f.name for f in functions}
    return {"reduced", "put_in"} <= names and "eval" not in calls and not shared


@task("en")
def a_basket_reviewed(world: World) -> Asked:
    count = world.chance.randint(9, 26)
    filling = "".join(f"\nSHOP_{chr(65 + n)} = 'closed'" for n in range(count)) + "\n"
    source = _REVIEWED.format(filling=filling)
    world.text("orders.py", source)
    lines = source.splitlines()
    worst = next(n for n, line in enumerate(lines, 1) if "eval(" in line)
    second = next(n for n, line in enumerate(lines, 1) if "= []" in line)

    def holds(answered: Answered) -> None:
        answered.completed().says("eval").says_any("mutable", "default", "shared")
        prose = re.sub(r"```.*?(?:```|\Z)", "", answered.answer, flags=re.DOTALL)
        assert {float(worst), float(second)} <= numbers(prose), prose[:1200]
        other = re.search(r"mutable|default|shared|= ?\[\]", prose)
        assert other and prose.find("eval") < other.start(), prose[:1200]
        assert any(_sound(text) for text in written(answered)), "no sound version"

    return Asked("review orders.py, the worst finding first, and give me a fixed version", holds)


_BREAKS = """import csv

{filling}
def total(path):
    result = 0
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            result += row["amount"]
    return result


print("total", total("cash.csv"))
"""


@task("zh")
def a_traceback_at_the_till(world: World) -> Asked:
    count = world.chance.randint(8, 30)
    source = _BREAKS.format(filling="".join("# a note\n" for _ in range(count)) + "\n")
    world.text("cashbook.py", source)
    amounts = [world.chance.randint(10, 900) for _ in range(25)]
    table = world.csv("cash.csv", ("day", "amount"), enumerate(amounts, 1))
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "result +=" in text)

    def mended(text: str) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "cashbook.py"
            program.write_text(text, "utf-8")
            shutil.copy(table, folder)
            command = (sys.executable, str(program))
            ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=20)
        return ran.returncode == 0 and float(sum(amounts)) in numbers(ran.stdout)

    def holds(answered: Answered) -> None:
        answered.completed().says_any("TypeError", "类型", "字符串", "str")
        assert float(line) in numbers(answered.answer), answered.answer[:1200]
        assert any(mended(text) for text in written(answered)), answered.answer[:1200]

    return Asked("cashbook.py 一运行就报错，说说是什么原因，并给我一份改好的", holds)


@task("en")
def slips_in_two_scripts(world: World) -> Asked:
    here, there = world.chance.sample(range(11, 40), 2)
    script = ['console.log("ready");'] * 40
    script[here - 1] = "let total = ;"
    world.text("site.js", "\n".join(script) + "\n")
    steps = ["#!/bin/bash", *(['echo "step"'] * 39)]
    steps[there - 1] = 'echo "step" )'
    world.text("deploy.sh", "\n".join(steps) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed()
        told = numbers(answered.answer)
        answered.says("site.js", "deploy.sh")
        assert {float(here), float(there)} <= told, answered.answer[:1200]

    return Asked("check the syntax of site.js and deploy.sh", holds)
