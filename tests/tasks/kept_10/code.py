"""Programs asked for, read, mended and checked."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, whole
from tests.tasks.kept_10.reading import lines, names, numbers
from tests.tasks.world import World

_LOADED = """
import contextlib, io, logging, os, random, subprocess, sys, tempfile, time
source = sys.stdin.read()
sys.argv = ["program.py"]
space = {"__name__": "program"}
shown = io.StringIO()
with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
    logging.basicConfig(level=logging.DEBUG, stream=shown)
    exec(compile(source, "program.py", "exec"), space)
own = [v for k, v in space.items() if callable(v) and getattr(v, "__module__", "") == "program"]
"""

_HALVING = """
def right(f):
    for values in ([], [4], [1, 3, 5, 7], sorted(random.sample(range(999), 50))):
        for at, wanted in enumerate(values):
            if f(values, wanted) != at:
                return False
        if f(values, 1000) != -1 or f(values, -5) != -1:
            return False
    return True

def works(f):
    for g in (f, lambda values, wanted: f(wanted, values)):
        with contextlib.suppress(Exception):
            if right(g):
                return True
    return False

sys.exit(0 if any(works(f) for f in own) else "no function finds them")
"""

_TIMED = """
import re

def slow(a, b=1):
    time.sleep(0.06)
    return a * b

def works(decorate):
    with contextlib.suppress(Exception):
        shown.seek(0), shown.truncate()
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            if decorate(slow)(6, b=7) != 42:
                return False
        told = [float(n) for n in re.findall(r"\\d+(?:[.]\\d+)?", shown.getvalue())]
        return any(0.055 <= n <= 0.6 or 55 <= n <= 600 for n in told)
    return False

def made(f):
    yield f
    with contextlib.suppress(Exception):
        yield f()

sys.exit(0 if any(works(d) for f in own for d in made(f)) else "nothing times a function")
"""

_SUMS = """
import hashlib, os, random, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    program = os.path.join(folder, "program.py")
    with open(program, "w", encoding="utf-8") as file:
        file.write(sys.stdin.read())
    given, sums = [], []
    for name in ("one.bin", "two.bin"):
        content = random.randbytes(5000)
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
        given.append(name)
        sums.append(hashlib.sha256(content).hexdigest())
    ran = subprocess.run(
        [sys.executable, program, *given], cwd=folder, capture_output=True, text=True, timeout=20
    )
    good = ran.returncode == 0 and all(s in ran.stdout.lower() for s in sums)
sys.exit(0 if good else ran.stdout[-200:] + ran.stderr[-200:])
"""


@task("zh")
def halving_a_sorted_list(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _LOADED + _HALVING)

    return Asked(
        "老师让我们用 Python 写二分查找：给一个升序列表和要找的数，返回它的下标，"
        "没有就返回 -1。请给我一份能用的函数。",
        holds,
    )


@task("zh")
def how_long_a_call_takes(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _LOADED + _TIMED)

    return Asked("来个 Python 装饰器，打印被装饰函数的执行耗时", holds)


@task("en")
def sums_of_some_files(_world: World) -> Asked:
    def holds(answered: Answered) -> None:
        one_passes(answered, _SUMS)

    return Asked(
        "Write a small command line tool in Python: it takes one or more file names as arguments "
        "and prints the SHA-256 of each file.",
        holds,
    )


@task("zh")
def a_colleagues_booking_script(world: World) -> Asked:
    chance = world.chance
    parts = [
        ("def remember(guest, guests=[]):\n    guests.append(guest)\n    return guests\n", 0),
        (
            "def load(path):\n    try:\n        with open(path) as file:\n"
            "            return file.read()\n    except:\n        return ''\n",
            4,
        ),
        ("def total(formula):\n    return eval(formula)\n", 1),
    ]
    words = [("可变", "mutable"), ("except",), ("eval",)]
    fill = "def room_{}(number):\n    return number + {}\n"
    text, faults = '"""Bookings of a guest house."""\n', []
    for at in chance.sample(range(3), 3):
        for _ in range(chance.randint(1, 4)):
            count = text.count("\n")
            text += "\n\n" + fill.format(count, count)
        text += "\n\n"
        faults.append((text.count("\n") + 1 + parts[at][1], words[at]))
        text += parts[at][0]
    world.text("booking.py", text)

    def holds(answered: Answered) -> None:
        told = whole(answered.completed()).lower()
        rows = [numbers(line) for line in lines(answered)]
        for line, said in faults:
            assert any(word in told for word in said), (said, answered.answer[:1200])
            assert any(line in row for row in rows), (line, answered.answer[:1200])

    return Asked("同事写的 booking.py，合并之前帮我审一遍，指出问题在第几行。", holds)


@task("en")
def till_script_that_stops(world: World) -> Asked:
    chance = world.chance
    fill = "".join(f"label_{i} = 'row {i}'\n" for i in range(chance.randint(2, 9)))
    head, fault = "day,takings", ""
    rows = [f"2026-02-{d:02},{chance.randint(100, 900)}" for d in range(1, 11)]
    kind = chance.choice(["KeyError", "ValueError", "ZeroDivisionError"])
    if kind == "KeyError":
        head, fault = "day,amount", "takings"
    elif kind == "ValueError":
        rows[chance.randrange(2, 9)], fault = "2026-02-28,closed", "closed"
    else:
        rows, fault = [], "zero"
    world.text("till.csv", "\n".join([head, *rows]) + "\n")
    start = "import csv\n\n" + fill + "\nvalues = []\nwith open('till.csv') as file:\n"
    start += "    for row in csv.DictReader(file):\n"
    code = start + "        values.append(int(row['takings']))\n"
    end = "\nprint('average:', sum(values) / len(values))\n"
    at = code.count("\n") + (2 if kind == "ZeroDivisionError" else 0)
    world.text("till.py", code + end)

    def holds(answered: Answered) -> None:
        answered.completed()
        told = whole(answered)
        assert kind in told or fault in told.lower(), answered.answer[:1200]
        assert any(at in numbers(line) for line in lines(answered)), (at, answered.answer[:1200])

    return Asked("till.py crashes when I run it. What is wrong, and in which line?", holds)


@task("en")
def three_scripts_for_the_booking_page(world: World) -> Asked:
    chance = world.chance
    stems = chance.sample(["menu", "slider", "form", "gallery", "clock"], 3)
    fault = chance.choice(["const total = price * ;", "let = 5 +;", "if (open { show(); }"])
    texts = {}
    for stem in stems:
        body = [f"const {stem}{i} = {i} * 2;" for i in range(chance.randint(9, 19))]
        texts[stem] = [*body, f"function show_{stem}(a) {{", f"  return a + {stem}0;", "}"]
    broken = chance.choice(stems)
    at = chance.randint(3, 8)
    texts[broken].insert(at - 1, fault)
    for stem in stems:
        world.text(f"site/{stem}.js", "\n".join(texts[stem]) + "\n")

    def holds(answered: Answered) -> None:
        told = lines(answered.completed())
        assert any(names(line, f"{broken}.js") for line in told), answered.answer[:1200]
        assert any(at in numbers(line) for line in told), (at, answered.answer[:1200])
        for stem in stems:
            if stem != broken:
                bad = [x for x in told if f"{stem}.js" in x and re.search(r"(?i)unexpected", x)]
                assert not bad or any(f"{broken}.js" in line for line in bad), bad

    return Asked("Syntax check of site/*.js please: which file is broken, and on what line?", holds)
