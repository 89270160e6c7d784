"""Small programs people ask for, held to what they do, and one that stops."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

# Everything the program on standard input defines that can be called: `calls`; `tried` gives what
# each of them returns for these arguments.
_CALLS = """
import inspect, sys, types
source = sys.stdin.read()
module = types.ModuleType("written")
sys.modules["written"] = module
exec(compile(source, "written", "exec"), module.__dict__)
calls = []
for thing in list(vars(module).values()):
    if getattr(thing, "__module__", "") != "written":
        continue
    if inspect.isclass(thing):
        try:
            made = thing()
        except Exception:
            continue
        members = inspect.getmembers(made, callable)
        calls += [member for name, member in members if not name.startswith("__")]
    elif callable(thing):
        calls.append(thing)

def tried(*arguments):
    for call in calls:
        try:
            yield call(*arguments)
        except (Exception, SystemExit):
            pass
"""


@task("zh")
def how_often_each_word_occurs(world: World) -> Asked:
    words = world.chance.sample(["apple", "river", "stone", "cloud", "paper"], 4)
    counts = {word: i + 1 for i, word in enumerate(words)}
    spread = [word for word, times in counts.items() for _ in range(times)]
    world.chance.shuffle(spread)
    check = f"""{_CALLS}
import pathlib, subprocess, tempfile
text, counts = {" ".join(spread)!r}, {counts!r}

def same(got):
    try:
        return {{str(k).lower(): v for k, v in dict(got).items()}} == counts
    except (TypeError, ValueError):
        return False

with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder, "text.txt")
    path.write_text(text)
    program = pathlib.Path(folder, "program.py")
    program.write_text(source)
    given = [(text,), ([text],), (text.split(),), (str(path),), (path,)]
    if any(same(got) for arguments in given for got in tried(*arguments)):
        sys.exit(0)
    for more in ([str(path)], []):
        ran = subprocess.run(
            [sys.executable, str(program), *more], input=text, capture_output=True, text=True
        )
        lines = ran.stdout.splitlines()
        if all(any(w in s and str(n) in s for s in lines) for w, n in counts.items()):
            sys.exit(0)
sys.exit("nothing counts the words")
"""
    return Asked(
        "用python写个小程序，统计一段英文里每个单词出现的次数", lambda a: one_passes(a, check)
    )


@task("en")
def numbers_of_the_romans(world: World) -> Asked:
    known = {"III": 3, "IX": 9, "XL": 40, "LVIII": 58, "MCMXCIV": 1994, "MMXXVI": 2026, "CD": 400}
    some = dict(world.chance.sample(sorted(known.items()), 5))
    check = f"""{_CALLS}
for call in calls:
    try:
        if all(call(text) == number for text, number in {some!r}.items()):
            sys.exit(0)
    except Exception:
        pass
sys.exit("nothing reads these numbers")
"""
    return Asked(
        "Write a Python function that converts a Roman numeral to an integer, with a few tests",
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def a_match_that_is_none(world: World) -> Asked:
    before = world.chance.randint(3, 12)
    lines = [
        "import re",
        "",
        *[f"SETTING_{i} = {i}" for i in range(before)],
        'text = "订单编号：无"',
        'match = re.search(r"编号：(\\d+)", text)',
        "print(match.group(1))",
    ]
    world.text("extract_order.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("extract_order.py", "None").says_number(len(lines), 0)

    return Asked("extract_order.py 一运行就报错，帮我找找原因，怎么改？", holds)


@task("en")
def ranges_that_overlap(world: World) -> Asked:
    start = world.chance.randint(1, 50)
    given = [[start, start + 4], [start + 20, start + 25], [start + 3, start + 9]]
    expected = [[start, start + 9], [start + 20, start + 25]]
    check = f"""{_CALLS}
given, expected = {given!r}, {expected!r}
for kind in (list, tuple):
    for got in tried([kind(pair) for pair in given]):
        try:
            if sorted(list(pair) for pair in got) == expected:
                sys.exit(0)
        except TypeError:
            pass
sys.exit("nothing merges these")
"""
    return Asked(
        "I'm preparing for an interview. Implement merging of overlapping intervals in Python.",
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def whether_a_mail_address_is_valid(world: World) -> Asked:
    good = [f"li.wei{world.chance.randint(1, 99)}@example.com", "a_b@mail.example.cn"]
    bad = ["no-at-sign.example.com", f"x{world.chance.randint(1, 99)}@@example.com", "@example.com"]
    check = f"""{_CALLS}
def accepts(call, text):
    try:
        return bool(call(text))
    except ValueError:
        return False

for call in calls:
    try:
        if all(accepts(call, t) for t in {good!r}) and not any(accepts(call, t) for t in {bad!r}):
            sys.exit(0)
    except Exception:
        pass
sys.exit("nothing tells these apart")
"""
    return Asked(
        "帮我写一个校验邮箱地址格式是否正确的 Python 函数，最好带测试",
        lambda answered: one_passes(answered, check),
    )
