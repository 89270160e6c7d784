"""Programs asked for, files reviewed, scripts that fail, syntax looked over."""

import ast
import os
import subprocess
import sys

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, ran_well, refused
from tests.tasks.world import World


def program(answered: Answered, *words: str) -> None:
    """A program was handed over that parses, has these words and was run."""
    source = answered.completed().result.code if answered.result else ""
    if not all(word in source.lower() for word in words):
        source = answered.file(".py").read_text("utf-8")
    tree = ast.parse(source)
    assert any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in ast.walk(tree)), source
    assert all(word in source.lower() for word in words), source[:1500]
    ran_well(answered)


@task("en")
def a_rate_limiter(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        program(answered, "class", "token")

    return Asked("I need a token bucket rate limiter in python, with tests", holds)


@task("zh")
def trying_again(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        program(answered, "def", "sleep")

    return Asked("写个 Python 装饰器，函数失败了自动重试，间隔按指数退避", holds)


@task("en")
def a_shortest_way(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        program(answered, "heap", "def")

    return Asked("implement Dijkstra's shortest path in Python please", holds)


@task("zh")
def a_file_with_holes(world: World) -> Asked:
    fine = "\n\n".join(
        f"def part_{i}(value: int) -> int:\n    return value + {i}"
        for i in range(world.chance.randint(2, 8))
    )
    holes = (
        'def run(name):\n    subprocess.run("ls " + name, shell=True)',
        "def load(text):\n    return eval(text)",
        "def add(item, seen=[]):\n    seen.append(item)\n    return seen",
        "def quiet(path):\n    try:\n        return open(path).read()\n    except:\n        pass",
    )
    mixed = world.chance.sample(holes, len(holes))
    source = "import subprocess\n\n" + fine + "\n\n" + "\n\n".join(mixed) + "\n"
    world.text("upload_handler.py", source)
    lines = source.splitlines()
    at = [next(i for i, x in enumerate(lines, 1) if w in x) for w in ("shell=", "eval(")]

    def holds(answered: Answered) -> None:
        answered.completed().says("shell", "eval").says_any("except")
        for line in at:
            answered.says_number(line, 0)
        answered.says_any("seen=[]", "可变", "默认值", "默认参数", "mutable")

    return Asked("帮我 review 一下 upload_handler.py，看看有没有安全隐患和坏味道", holds)


@task("en")
def a_script_that_stops(world: World) -> Asked:
    key = world.chance.choice(["currency", "discount", "postcode"])
    filler = "".join(f"RATE_{i} = {i}\n" for i in range(world.chance.randint(1, 9)))
    source = (
        f"{filler}\n\ndef total(order):\n    return order['price'] * order['{key}']\n\n\n"
        "orders = [{'price': 10, 'count': 2}]\nprint(sum(total(o) for o in orders))\n"
    )
    world.text("billing.py", source)
    line = next(i for i, text in enumerate(source.splitlines(), 1) if f"['{key}']" in text)

    def holds(answered: Answered) -> None:
        answered.completed().says("KeyError", key).says_number(line, 0)

    return Asked("billing.py crashes when I run it, what's wrong?", holds)


@task("zh")
def a_script_of_a_page(world: World) -> Asked:
    before = "".join(
        f"function f{i}(a) {{\n  return a + {i};\n}}\n" for i in range(world.chance.randint(2, 9))
    )
    world.text("页面.js", before + "const list = [1, 2, 3;\nconsole.log(list);\n")
    line = before.count("\n") + 1

    def holds(answered: Answered) -> None:
        answered.completed().says_number(line, 0).says_any("语法", "syntax")

    return Asked("检查下 页面.js 有没有语法错误", holds)


@task("en")
def a_script_of_a_shell(world: World) -> Asked:
    steps = "".join(f"echo step {i}\n" for i in range(world.chance.randint(2, 9)))
    source = f'#!/bin/bash\n{steps}if [ -d "$1" ]; then\n  echo there\necho done\n'
    path = world.text("deploy.sh", source)
    told = subprocess.run(
        ["bash", "-n", str(path)], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    assert told.returncode and sys.platform != "win32"
    opened, end = source[: source.index("if [")].count("\n") + 1, source.count("\n")

    def holds(answered: Answered) -> None:
        answered.completed().says_any("syntax", "fi", "parse", "unexpected end")
        near(answered, opened, end, end + 1, by=0)

    return Asked("does deploy.sh have any syntax errors", holds)


@task("zh")
def a_script_that_is_not_there(world: World) -> Asked:
    world.text("别的.py", "print(1)\n")

    def holds(answered: Answered) -> None:
        refused(answered, "月报生成.py")

    return Asked("月报生成.py 运行报错了，帮我看看原因", holds)
