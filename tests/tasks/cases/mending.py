"""Programs of the user's: reviewed, debugged and mended, their syntax checked."""

import subprocess
import sys

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World

NAMES = ("total", "price", "count", "amount", "weight")


def prints(path: object) -> str:
    """What the program prints when it is run."""
    words = [sys.executable, str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=True, timeout=20).stdout


@task("en")
def fix_a_typo(world: World) -> Asked:
    name, value = world.chance.choice(NAMES), world.chance.randint(3, 99)
    wrong = name[:-1] + "q"
    world.text("app.py", f"{name} = {value}\nprint({wrong} * 2)\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("NameError", wrong, "app.py:2")
        assert prints(answered.file("_fixed.py")).strip() == str(value * 2)

    return Asked("app.py crashes, fix it please", holds)


@task("zh")
def why_it_fails(world: World) -> Asked:
    lines = world.chance.randint(2, 9)
    world.text("report.py", "x = 1\n" * lines + "rows = {'name': 1}\nprint(rows['nmae'])\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("KeyError", f"report.py:{lines + 2}", "原因")

    return Asked("report.py 为什么报错？", holds)


@task("zh")
def repair_an_index(world: World) -> Asked:
    values = [world.chance.randint(1, 50) for _ in range(5)]
    code = f"xs = {values}\nt = 0\nfor i in range(len(xs) + 1):\n    t += xs[i]\nprint(t)\n"
    world.text("求和.py", code)

    def holds(answered: Answered) -> None:
        answered.completed().says("IndexError")
        assert prints(answered.file("_fixed.py")).strip() == str(sum(values))

    return Asked("修复 求和.py 的 bug", holds)


@task("en")
def a_pasted_traceback(world: World) -> Asked:
    line = world.chance.randint(3, 300)
    text = f"""what does this mean?
Traceback (most recent call last):
  File "/srv/shop.py", line {line}, in main
    total = price + tax
TypeError: can only concatenate str (not "int") to str"""

    def holds(answered: Answered) -> None:
        answered.completed().says("TypeError", str(line), "int")

    return Asked(text, holds)


@task("zh")
def review_with_dangers(world: World) -> Asked:
    blank = world.chance.randint(1, 6)
    code = "import os\n" + "\n" * blank + "def run(cmd, log=[]):\n    os.system(cmd)\n"
    world.text("tools.py", code + "    log.append(cmd)\n    return eval(cmd)\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"第 {blank + 3} 行", f"第 {blank + 5} 行", "eval")
        assert "log=None" in answered.file("_fixed.py").read_text()

    return Asked("审查一下 tools.py，有什么隐患", holds)


@task("en")
def review_and_fix(world: World) -> Asked:
    number = world.chance.randint(2, 9)
    code = (
        f"import sys\nimport json\n\nx = {number}\nif x == None:\n    x = 0\nprint(json.dumps(x))\n"
    )
    world.text("app.py", code)

    def holds(answered: Answered) -> None:
        fixed = answered.completed().says("line 1", "line 5").file("_fixed.py")
        assert "import sys" not in fixed.read_text() and prints(fixed).strip() == str(number)

    return Asked("review app.py and show me a fixed version", holds)


@task("en")
def javascript_syntax(world: World) -> Asked:
    line = world.chance.randint(2, 20)
    world.text("site.js", "var a = 1;\n" * (line - 1) + "function f( { return 1 }\n")
    return Asked("does site.js have syntax errors?", lambda a: a.completed().says(f"line {line}"))


@task("zh")
def shell_syntax(world: World) -> Asked:
    count = world.chance.randint(2, 9)
    world.text("deploy.sh", "#!/bin/bash\n" + "echo go\n" * count + "if true; then\necho x\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("语法错误", f"第 {count + 4} 行")

    return Asked("检查 deploy.sh 的语法", holds)


@task("zh")
def shell_is_right(world: World) -> Asked:
    world.text("ok.sh", f'#!/bin/bash\nfor i in {world.chance.randint(1, 9)}; do echo "$i"; done\n')
    return Asked("ok.sh 有没有语法错误", lambda a: a.completed().says("语法正确"))


@task("en")
def json_is_wrong(world: World) -> Asked:
    count = world.chance.randint(2, 9)
    body = "".join(f'  "k{i}": {i},\n' for i in range(count))
    world.text("config.json", "{\n" + body + "}\n")
    return Asked("is config.json valid json?", lambda a: a.completed().says("line"))


@task("en")
def a_program_with_its_data(world: World) -> Asked:
    numbers = [world.chance.randint(1, 99) for _ in range(6)]
    world.text("numbers.txt", "\n".join(map(str, numbers)))
    code = "total = 0\nfor line in open('numbers.txt'):\n    total += line\nprint(total)\n"
    world.text("add.py", code)

    def holds(answered: Answered) -> None:
        answered.completed().says("TypeError").says_number(sum(numbers))

    return Asked("debug add.py", holds)


@task("zh")
def nothing_wrong(world: World) -> Asked:
    number = world.chance.randint(10, 99)
    world.text("ok.py", f"print({number} + 1)\n")
    return Asked("运行 ok.py 看看有没有错误", lambda a: a.completed().says("退出码 0"))


@task("en")
def tests_that_fail(world: World) -> Asked:
    number = world.chance.randint(3, 99)
    code = f"def double(x):\n    return x + {number}\n\n"
    tests = f"def test_right():\n    assert double(0) == {number}\n\n"
    world.text("test_calc.py", f"{code}{tests}def test_wrong():\n    assert double(1) == 2\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("1 failed", "1 passed", "test_wrong", f"{number + 1} == 2")

    return Asked("run the tests in test_calc.py and tell me why they fail", holds)


@task("zh")
def values_of_an_assert(world: World) -> Asked:
    values = [2 * world.chance.randint(1, 40) for _ in range(3)]
    code = f"def mean(xs):\n    return sum(xs) // 2\n\nassert mean({values}) == 1000\n"
    world.text("均值.py", code)

    def holds(answered: Answered) -> None:
        answered.completed().says("AssertionError", f"{sum(values) // 2} == 1000", "均值.py:4")

    return Asked("均值.py 断言失败，帮我查查", holds)


@task("en")
def a_program_that_asks(world: World) -> Asked:
    number = world.chance.randint(18, 90)
    world.text("ask.py", f'age = input("age? ")\nprint("old" if age > {number} else "young")\n')

    def holds(answered: Answered) -> None:
        answered.completed().says("TypeError", "ask.py:2", "input()")
        assert "int(age)" in answered.file("_fixed.py").read_text()

    return Asked("run ask.py and find the bug", holds)


@task("zh")
def what_a_message_means(world: World) -> Asked:
    key = world.chance.choice(NAMES)
    return Asked(f"KeyError: '{key}' 是什么意思", lambda a: a.completed().says("原因", key, "字典"))


@task("zh")
def review_of_a_query(world: World) -> Asked:
    table = world.chance.choice(NAMES)
    code = f"""import sqlite3


def find(db, name, sql):
    db.execute("select * from {table}s where name = '%s'" % name)
    return db.execute(sql)
"""
    world.text("db.py", code)

    def holds(answered: Answered) -> None:
        fixed = answered.completed().says("第 5 行", "注入").file("_fixed.py").read_text()
        assert f'"select * from {table}s where name = ?", (name,)' in fixed.replace("'", '"')
        assert "db.execute(sql)" in fixed

    return Asked("审查 db.py，按严重程度排序，并给出修改后的版本", holds)


@task("en")
def pasted_shell(world: World) -> Asked:
    count = world.chance.randint(1, 6)
    code = "echo go\n" * count + "if [ $x -eq 1 ]\n  echo hi\nfi\n"

    def holds(answered: Answered) -> None:
        answered.completed().says(f"line {count + 3}", f"line {count + 1}", "then")

    return Asked(f"check this shell script:\n```bash\n{code}```", holds)


@task("zh")
def a_loop_without_an_end(world: World) -> Asked:
    bound = world.chance.randint(5, 50)
    code = f"i = 0\ntotal = 0\nwhile i < {bound}:\n    total += i\nprint(total)\n"
    world.text("code/loop.py", code)

    def holds(answered: Answered) -> None:
        answered.completed().says("3", f"i < {bound}").says_any("永不结束", "死循环")

    return Asked("code/loop.py 有什么问题", holds)


@task("en")
def what_a_program_does(world: World) -> Asked:
    name, out = world.chance.choice(NAMES), f"out{world.chance.randint(1, 99)}.json"
    code = (
        f'"""Adds up every {name}."""\nimport json\nfrom pathlib import Path\n\n\n'
        f"def load_{name}(path):\n    return json.loads(Path(path).read_text())\n\n\n"
        f"Path({out!r}).write_text(str(sum(load_{name}('in.json'))))\n"
    )
    world.text("job.py", code)

    def holds(answered: Answered) -> None:
        answered.completed().says(f"Adds up every {name}.", f"load_{name}(path)", out, "job.py")

    return Asked("explain what job.py does", holds)


@task("zh")
def tests_for_functions(world: World) -> Asked:
    factor = world.chance.randint(3, 99)
    world.text("calc.py", f"def times(n):\n    return n * {factor}\n\n\nprint(times(12))\n")

    def holds(answered: Answered) -> None:
        text = answered.completed().file("test_calc.py").read_text("utf-8")
        assert f"assert times(12) == {12 * factor}" in text
        words = [sys.executable, "-c", _passes(text, factor)]
        ran = subprocess.run(words, capture_output=True, text=True, check=True, timeout=20)
        assert ran.stdout.strip() == "passed"

    return Asked("给 calc.py 写单元测试", holds)


def _passes(text: str, factor: int) -> str:
    """A program that runs the tests on the function they are of."""
    tests = "\n".join(line for line in text.splitlines() if not line.startswith("from calc"))
    return f"times = lambda n: n * {factor}\n{tests}\ntest_times()\nprint('passed')\n"
