"""Programs to be written, read, mended and checked."""

import re
from collections.abc import Callable

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

_LOADED = """
import sys, types
text = sys.stdin.read()
made = types.ModuleType("made")
sys.modules["made"] = made
sys.argv = ["made"]
try:
    exec(compile(text, "made.py", "exec"), made.__dict__)
except SystemExit:
    pass
functions = [f for f in vars(made).values() if isinstance(f, types.FunctionType)]
"""


def _distance(one: str, other: str) -> int:
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]


@task("en")
def how_far_two_words_are_apart(world: World) -> Asked:
    chance = world.chance
    pairs = [("kitten", "sitting"), ("", "abc"), ("same", "same")]
    for _ in range(6):
        one, other = ("".join(chance.choices("abcde", k=chance.randint(4, 9))) for _ in range(2))
        pairs.append((one, other))
    wanted = [(one, other, _distance(one, other)) for one, other in pairs]
    check = f"""{_LOADED}
def right(f):
    try:
        return all(f(a, b) == n for a, b, n in {wanted!r})
    except Exception:
        return False
assert any(map(right, functions)), "no function tells the distance"
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write me a Python function that takes two words and returns their edit distance "
        "(Levenshtein).",
        holds,
    )


@task("zh")
def a_log_that_rolls_over(world: World) -> Asked:
    size, kept = world.chance.choice([2, 5, 8, 20]), world.chance.choice([3, 4, 6, 7])
    check = f"""
import logging, logging.handlers, os, sys, tempfile, types
files, consoles = [], []
handler = logging.handlers.RotatingFileHandler
first, second = handler.__init__, logging.StreamHandler.__init__
def rolling(self, filename, mode="a", maxBytes=0, backupCount=0, *a, **k):
    files.append((maxBytes, backupCount))
    first(self, filename, mode, maxBytes, backupCount, *a, **k)
def console(self, *a, **k):
    if not isinstance(self, logging.FileHandler):
        consoles.append(1)
    second(self, *a, **k)
handler.__init__, logging.StreamHandler.__init__ = rolling, console
text = sys.stdin.read()
place = tempfile.TemporaryDirectory()
os.chdir(place.name)
made = types.ModuleType("__main__")
sys.modules["__main__"] = made
sys.argv = ["made.py"]
try:
    exec(compile(text, "made.py", "exec"), made.__dict__)
except SystemExit:
    pass
if not files:
    for f in [f for f in vars(made).values() if isinstance(f, types.FunctionType)]:
        for given in ((), ("made",), ("made.log",)):
            try:
                f(*given)
            except Exception:
                pass
assert consoles, "nothing to the console"
sizes = ({size} * 10**6, {size} * 2**20)
assert any(s in sizes and k == {kept} for s, k in files), files
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        f"用 Python 标准库写一段日志配置：日志既打到控制台也写进文件，文件到 {size}MB 就滚动切割，"
        f"旧文件最多保留 {kept} 个",
        holds,
    )


@task("en")
def a_counter_for_the_terminal(world: World) -> Asked:
    chance = world.chance
    lines = [
        " ".join("".join(chance.choices("abcdefg", k=chance.randint(2, 7))) for _ in range(8))
        for _ in range(chance.randint(11, 19))
    ]
    lines[3] += " one more"
    content = "\n".join(lines) + "\n"
    wanted = [[len(lines)], [len(content.split())], [len(content), len(content) - len(lines)]]
    check = f"""
import pathlib, re, subprocess, sys, tempfile
text = sys.stdin.read()
gone = tempfile.TemporaryDirectory()
place = pathlib.Path(gone.name)
(place / "prog.py").write_text(text, "utf-8")
(place / "essay.txt").write_text({content!r}, "utf-8")
ran = subprocess.run([sys.executable, "prog.py", "essay.txt"], cwd=place, timeout=20,
                     stdin=subprocess.DEVNULL, capture_output=True, text=True)
told = re.findall(r"\\d+", ran.stdout.replace(",", ""))
missing = [ways for ways in {wanted!r} if not any(str(n) in told for n in ways)]
assert ran.returncode == 0 and not missing, (missing, ran.stdout[-200:], ran.stderr[-200:])
"""

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "I need a small Python command line tool: I pass it the path of a text file as its only "
        "argument and it prints how many lines, words and characters are in the file.",
        holds,
    )


_FAULTS = {
    "mutable": (
        "def add_line(line, lines=[]):\n    lines.append(line)\n    return lines\n",
        "add_line",
        r"mutable|default (?:argument|value|parameter|list)|shared between calls",
    ),
    "except": (
        "def read_rate(path):\n    try:\n        with open(path) as file:\n"
        "            return float(file.read())\n    except:\n        return 0\n",
        "read_rate",
        r"bare|except:|catches (?:everything|all|any)|swallow|broad",
    ),
    "eval": (
        "def discount(formula, total):\n    return eval(formula, {'total': total})\n",
        "discount",
        r"\beval\b",
    ),
    "secret": (
        "def connect(server):\n    password = 'tulip-77-orange'\n"
        "    return server.login('billing', password)\n",
        "connect",
        r"password|secret|credential|hard-?\s?coded",
    ),
    "query": (
        "def bills_of(cursor, name):\n"
        "    cursor.execute(f\"SELECT * FROM bills WHERE name = '{name}'\")\n"
        "    return cursor.fetchall()\n",
        "bills_of",
        r"injection|parameteri[sz]ed|placeholder|\bsql\b",
    ),
}
_ABSENT = {
    "mutable": r"mutable default",
    "except": r"bare `?except",
    "eval": r"\beval\(",
    "secret": r"password",
    "query": r"sql injection",
}


@task("en")
def billing_before_it_is_merged(world: World) -> Asked:
    planted = world.chance.sample(sorted(_FAULTS), 3)
    parts = ['"""Bills."""\n', "def total(lines):\n    return sum(line.price for line in lines)\n"]
    parts += [_FAULTS[fault][0] for fault in planted]
    source = "\n\n".join(parts)
    world.text("billing.py", source)
    lines = source.splitlines()

    def place(name: str) -> str:
        first = next(i for i, line in enumerate(lines, 1) if line.startswith(f"def {name}("))
        numbers = [str(first + i) for i in range(6) if first + i <= len(lines)]
        return rf"\b{name}\b|(?<!\d)(?:{'|'.join(numbers)})(?!\d)"

    def holds(answered: Answered) -> None:
        answer = answered.completed().answer
        for fault in planted:
            _, name, words = _FAULTS[fault]
            assert re.search(words, answer, re.IGNORECASE), (fault, answer[:1200])
            assert re.search(place(name), answer), (name, answer[:1200])
        for fault in set(_FAULTS) - set(planted):
            assert not re.search(_ABSENT[fault], answer, re.IGNORECASE), (fault, answer[:1200])

    return Asked("Could you review billing.py before I merge it? What's wrong with it?", holds)


def _of_a_missing_key(world: World) -> tuple[str, str, str, str]:
    key = world.chance.choice(["cost", "freight", "rebate"])
    return (
        f"    return sum(row['price'] - row['{key}'] for row in rows)",
        "KeyError",
        key,
        "[{'price': 10}, {'price': 12}]",
    )


def _of_nothing(_world: World) -> tuple[str, str, str, str]:
    line = "    return sum(row['price'] for row in rows) / len(rows)"
    return line, "ZeroDivisionError", "", "[]"


def _of_a_text(world: World) -> tuple[str, str, str, str]:
    price = world.chance.randint(10, 99)
    line = "    return 100 + rows[0]['price']"
    return line, "TypeError", "", f"[{{'price': '{price}'}}]"


_BREAKS: tuple[Callable[[World], tuple[str, str, str, str]], ...] = (
    _of_a_missing_key,
    _of_nothing,
    _of_a_text,
)


@task("zh")
def a_monthly_script_that_breaks(world: World) -> Asked:
    line, error, word, rows = world.chance.choice(_BREAKS)(world)
    tax = [f"TAX_{n} = {world.chance.randint(1, 20)}" for n in range(world.chance.randint(3, 30))]
    lines = ['"""月度汇总。"""', "", *tax, "", "", "def summary(rows):", line, "", ""]
    lines += [f"data = {rows}", "print('开始')", "print(summary(data))"]
    world.text("月报.py", "\n".join(lines) + "\n")
    number = lines.index(line) + 1

    def holds(answered: Answered) -> None:
        answered.completed().says(error, word)
        assert re.search(rf"(?<!\d){number}(?!\d)", answered.answer), (number, answered.answer)

    return Asked("月报.py 一运行就报错，帮我跑一下看看是什么错、错在第几行", holds)


@task("zh")
def two_scripts_for_the_shop_front(world: World) -> Asked:
    chance = world.chance
    broken, sound = chance.sample(["cart.js", "menu.js", "login.js"], 2)
    bad = chance.choice(
        ["const total = price * ;", "let 2nd = total;", "if (total > 3 { total = 3; }"]
    )
    for name in (broken, sound):
        lines = ["let price = 2;", "let total = 0;"]
        more = range(chance.randint(8, 30))
        lines += [f"total += price * {chance.randint(2, 9)};" for _ in more]
        if name == broken:
            number = chance.randint(5, len(lines) - 2)
            lines.insert(number - 1, bad)
        world.text(f"前端/{name}", "\n".join([*lines, "console.log(total);"]) + "\n")

    def holds(answered: Answered) -> None:
        answer = answered.completed().says(broken).answer
        assert re.search(rf"(?<!\d){number}(?!\d)", answer), (number, answer[:800])
        wrong = rf"{re.escape(sound)}[^\n，。；,;、]{{0,12}}(?:第\s*\d+\s*行|:\d+)"
        assert not re.search(wrong, answer), answer[:800]

    return Asked(
        f"检查一下 前端/{broken} 和 前端/{sound} 有没有语法错误，有的话告诉我是哪个文件第几行",
        holds,
    )
