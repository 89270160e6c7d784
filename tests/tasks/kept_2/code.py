"""Programs written, reviewed, mended and checked for their syntax."""

import ast
import re
from collections.abc import Iterator

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import handed, ran_well, whole
from tests.tasks.world import World

_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TESTS = ("def test_", "unittest", "assert ")


def programs(answered: Answered) -> Iterator[tuple[str, ast.Module]]:
    """Every Python program handed over or shown, with its tree."""
    shown = [p.read_text("utf-8") for p in handed(answered) if p.suffix == ".py"]
    shown += _FENCED.findall(answered.answer)
    shown.append(answered.result.code if answered.result else "")
    for text in shown:
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        if tree.body:
            yield text, tree


def wrote(answered: Answered, *words: str) -> None:
    """A program with tests was written and run; each word stands in what was written."""
    ran_well(answered.completed())
    found = list(programs(answered))
    assert any(isinstance(n, ast.FunctionDef) for _, tree in found for n in ast.walk(tree)), "none"
    everything = "\n".join(text for text, _ in found).lower()
    assert any(mark in everything for mark in _TESTS), "no tests"
    for word in words:
        assert re.search(word, everything), f"no {word} in {everything[:1500]}"


def names_a_line(answered: Answered, *lines: int) -> None:
    """One of these numbers stands in the answer, its data or its files."""
    everything = whole(answered)
    found = any(re.search(rf"(?<![\d.]){line}(?![\d.]\d)", everything) for line in lines)
    assert found, f"no line {lines} in {everything[:1500]}"


@task("zh")
def a_limiter(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        wrote(answered, "bucket|token|limit", "time|clock|now")

    return Asked("用python写一个令牌桶限流器，要带单元测试，并且跑通", holds)


@task("en")
def a_shopping_service(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        wrote(answered, "flask|http.server|fastapi|aiohttp|wsgi", "post", "delete")

    return Asked(
        "I need a small REST API in Python for a shopping list: add an item, list items, delete "
        "an item. Include tests.",
        holds,
    )


@task("en")
def orders_reviewed(world: World) -> Asked:
    pad = [
        f"LIMIT_{i} = {world.chance.randint(1, 99)}" for i in range(world.chance.randint(11, 30))
    ]
    body = [
        "import sqlite3",
        "",
        *pad,
        "",
        "def find(base, customer):",
        "    query = f\"SELECT * FROM orders WHERE customer = '{customer}'\"",
        "    return base.execute(query).fetchall()",
        "",
        "def collect(order, into=[]):",
        "    into.append(order)",
        "    return into",
        "",
        "def price(text):",
        "    try:",
        "        return eval(text)",
        "    except:",
        "        return 0",
    ]
    world.text("orders.py", "\n".join(body) + "\n")
    at = {word: next(i for i, x in enumerate(body, 1) if word in x) for word in ("eval(", "into=")}
    query = next(i for i, line in enumerate(body, 1) if "SELECT" in line)

    def holds(answered: Answered) -> None:
        answered.completed().says("eval").says_any("SQL", "inject")
        answered.says_any("mutable", "default", "into=[]").says_any("except")
        names_a_line(answered, at["eval("])
        names_a_line(answered, at["into="])
        names_a_line(answered, query, query + 1)
        assert any(_mended(tree) for _, tree in programs(answered)), "no mended version"

    return Asked("review orders.py and show me a corrected version", holds)


def _mended(tree: ast.Module) -> bool:
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    if not {"find", "collect", "price"} <= set(functions):
        return False
    defaults = functions["collect"].args.defaults
    bare = [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and n.type is None]
    return not bare and not any(isinstance(d, ast.List) for d in defaults)


@task("zh")
def a_report_that_stops(world: World) -> Asked:
    chance = world.chance
    error, line, clue = chance.choice(
        [
            ("KeyError", "    total += item['price']", "price"),
            ("TypeError", "    total += item['cost'] + item['name']", "str"),
            ("ZeroDivisionError", "    total += item['cost'] / item['count']", "count"),
        ]
    )
    pad = [f"# 第{i + 1}项说明" for i in range(chance.randint(13, 31))]
    body = [
        *pad,
        f"items = [{{'name': 'a', 'cost': {chance.randint(3, 9)}, 'count': 0}}]",
        "total = 0",
        "for item in items:",
        line,
        "print('合计', total)",
    ]
    world.text("月报.py", "\n".join(body) + "\n")
    at = body.index(line) + 1

    def holds(answered: Answered) -> None:
        answered.completed().says(error).says_any(clue, line.strip())
        names_a_line(answered, at)

    return Asked("月报.py 一运行就报错，帮我看看是什么原因，该怎么改", holds)


@task("en")
def scripts_of_a_page(world: World) -> Asked:
    before = world.chance.randint(12, 40)
    pad = [f"const price{i} = {world.chance.randint(1, 500)};" for i in range(before)]
    broken = ["function total(a, b) {", "  return Math.max(a, b;", "}", "total(1, 2);"]
    world.text("cart.js", "\n".join([*pad, *broken]) + "\n")
    world.text("menu.js", "const open = (x) => x ?? 1;\nopen(2);\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("cart.js")
        names_a_line(answered, before + 2)

    return Asked("Can you check cart.js and menu.js for syntax errors? don't run them", holds)


@task("zh")
def a_shell_script_that_is_broken(world: World) -> Asked:
    before = world.chance.randint(12, 40)
    pad = [f"STEP_{i}={world.chance.randint(1, 99)}" for i in range(before)]
    loop = ["for file in *.log; do", '  gzip "$file"', "done", "}", "echo ok"]
    world.text("发布.sh", "\n".join(["#!/bin/bash", *pad, *loop]) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("发布.sh")
        names_a_line(answered, before + 5)

    return Asked("检查下 发布.sh 这个脚本有没有语法错误", holds)
