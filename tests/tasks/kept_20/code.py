"""Programs written, reviewed, mended and checked."""

import json

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import near, one_passes, tells
from tests.tasks.world import World

LOADED = """
import sys
space = {"__name__": "written"}
exec(compile(sys.stdin.read(), "written", "exec"), space)
"""


@task("en")
def an_order_of_building(world: World) -> Asked:
    names = [f"m{n}" for n in range(9)]
    world.chance.shuffle(names)
    needs = {n: world.chance.sample(names[:at], min(at, 2)) for at, n in enumerate(names)}
    shown = dict(sorted(needs.items()))
    check = (
        LOADED
        + f"""
needs = {shown!r}
order = list(space["build_order"](needs))
assert sorted(order) == sorted(needs), order
assert all(order.index(n) < order.index(m) for m in needs for n in needs[m]), order
assert list(space["build_order"]({{}})) == []
try:
    space["build_order"]({{"a": ["b"], "b": ["c"], "c": ["a"]}})
except ValueError:
    sys.exit(0)
sys.exit(3)
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a Python function build_order(needs) doing a topological "
        "sort: needs maps every module to the list"
        " of modules it needs, the result is a list of all modules "
        "in which each stands after those it needs."
        " Raise ValueError if there is a cycle.",
        holds,
    )


@task("zh")
def tries_again_and_waits_longer(world: World) -> Asked:
    times, base = world.chance.randint(3, 6), world.chance.choice([0.5, 1, 3])
    check = (
        LOADED
        + f"""
waits, calls = [], []
@space["retry"](times={times}, base={base}, sleep=waits.append)
def never():
    calls.append(1)
    raise KeyError("x")
try:
    never()
except KeyError:
    pass
else:
    sys.exit(3)
assert len(calls) == {times}, calls
assert waits == [{base} * 2 ** n for n in range({times} - 1)], waits
del calls[:], waits[:]
@space["retry"](times={times}, base={base}, sleep=waits.append)
def second(value):
    calls.append(1)
    if len(calls) < 2:
        raise OSError
    return value
assert second(value=7) == 7 and len(calls) == 2 and waits == [{base}]
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "用 Python 写一个带参数的装饰器 retry(times, base, sleep=time.sleep)："
        "函数抛异常就重试，最多一共调用 times 次；"
        "第一次重试前用 sleep 等 base 秒，之后每次等待翻倍；"
        "最后一次仍失败就把原来的异常抛出，不再等待",
        holds,
    )


@task("zh")
def a_command_that_adds_up_a_column(world: World) -> Asked:
    rows = [(f"r{n}", world.chance.randint(1, 999)) for n in range(12)]
    column = world.chance.choice(["金额", "重量"])
    text = f"编号,{column}\n" + "".join(f"{name},{value}\n" for name, value in rows) + "r99,\n"
    check = f"""
import pathlib, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    program, table = pathlib.Path(folder, "p.py"), pathlib.Path(folder, "t.csv")
    program.write_text(sys.stdin.read(), "utf-8")
    table.write_text({text!r}, "utf-8")
    def run(*given):
        command = [sys.executable, str(program), *given]
        return subprocess.run(command, capture_output=True, text=True)
    good = run(str(table), "--column", {column!r})
    assert good.returncode == 0, good.stderr
    assert float(good.stdout.split()[-1]) == {sum(v for _, v in rows)}, good.stdout
    assert run(str(table), "--column", "没有这一列").returncode != 0
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "写一个 Python 命令行程序：参数是一个 UTF-8 的 CSV 文件和 "
        "--column 列名，输出该列数字之和（只打印这个数），"
        "空单元格跳过；列不存在时在标准错误里说明并以非零状态退出",
        holds,
    )


@task("en")
def a_review_of_an_order_store(world: World) -> Asked:
    blank = [
        f"LIMIT_{n} = {world.chance.randint(1, 99)}" for n in range(world.chance.randint(2, 9))
    ]
    lines = [
        "import sqlite3",
        "import subprocess",
        "",
        *blank,
        "",
        "",
        "def find(db, name):",
        "    return db.execute(f\"SELECT * FROM orders WHERE name = '{name}'\").fetchall()",
        "",
        "",
        "def collect(item, found=[]):",
        "    found.append(item)",
        "    return found",
        "",
        "",
        "def archive(folder):",
        "    subprocess.run('tar czf out.tgz ' + folder, shell=True)",
        "",
        "",
        "def total(rows):",
        "    try:",
        "        return sum(r[1] for r in rows)",
        "    except:",
        "        pass",
    ]
    world.text("orders.py", "\n".join(lines) + "\n")
    marks = {"SELECT": -1, "found=[]": 1, "shell=True": -1, "except:": 1}
    at = {}
    for mark, other in marks.items():
        number = next(n for n, line in enumerate(lines, 1) if mark in line)
        at[mark] = (number, number + other)

    def holds(answered: Answered) -> None:
        tells(answered.completed(), "injection", "default", "shell", "except")
        for line in at.values():  # a fault of two lines is told by either
            near(answered, *line, by=0)

    return Asked(
        "Please review orders.py: what is wrong or dangerous in it, and on which lines?", holds
    )


@task("zh")
def a_median_that_comes_out_wrong(world: World) -> Asked:
    values = world.chance.sample(range(10, 99), 6)
    world.text(
        "middle.py",
        "def middle(values):\n    values.sort\n    half = len(values) // 2\n"
        "    if len(values) % 2:\n        return values[half]\n"
        "    return (values[half] + values[half + 1]) / 2\n\n\n"
        f"if __name__ == '__main__':\n    assert middle([3, 1, 2]) == 2\n"
        f"    assert middle({values}) == {(sorted(values)[2] + sorted(values)[3]) / 2}\n",
    )
    check = (
        LOADED
        + f"""
import statistics
for given in ([3, 1, 2], {values!r}, [5], [9, 1], [4, 8, 1, 2, 2]):
    assert space["middle"](list(given)) == statistics.median(given), given
"""
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "middle.py 运行时断言失败，帮我找出原因并给出改好的完整程序（不要改原文件）", holds
    )


@task("en")
def scripts_that_do_not_parse(world: World) -> Asked:
    names = [f"{word}.js" for word in world.chance.sample(["menu", "chart", "login", "basket"], 3)]
    broken, at = world.chance.choice(names), world.chance.randint(4, 15)
    for name in names:
        lines = [f"const value{n} = {json.dumps(n * 3)};" for n in range(18)]
        if name == broken:
            lines[at - 1] = "const = 5;"
        world.text(f"web/{name}", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(broken).says_number(at, 0).says_any(
            "syntax", "unexpected", "parse"
        )

    return Asked(
        "Check the syntax of the JavaScript files in web. "
        "Which one has an error, and on which line?",
        holds,
    )
