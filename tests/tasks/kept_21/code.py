"""Programs to write, to read for faults and to mend."""

import re

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

_LOADED = """
import sys, types
made = types.ModuleType("made")
sys.modules["made"] = made
exec(compile(sys.stdin.read(), "made.py", "exec"), made.__dict__)
"""


@task("en")
def memory_that_forgets(world: World) -> Asked:
    name = world.chance.choice(["FadingCache", "ShortMemory", "LeaseStore"])
    size = world.chance.randint(3, 5)
    check = f"""{_LOADED}
import time
store = made.{name}({size}, 30)
for i in range({size}):
    store.put(f"k{{i}}", i)
assert store.get("k0") == 0
store.put("new", 99)
assert store.get("k1") is None, "the least recently used one goes"
assert store.get("k0") == 0 and store.get("new") == 99
assert all(store.get(f"k{{i}}") == i for i in range(2, {size}))
store.put("new", 100)
assert store.get("new") == 100 and store.get("k0") == 0
assert store.get("nobody") is None
brief = made.{name}({size}, 0.2)
brief.put("a", 1)
assert brief.get("a") == 1
time.sleep(0.35)
assert brief.get("a") is None, "it is too old"
"""
    return Asked(
        f"Write a Python class {name}(max_size, ttl_seconds) with put(key, value) and get(key). "
        "get returns None for a key that is missing or was put longer than ttl_seconds ago. When "
        "a new key would make it more than max_size, the least recently used key is dropped.",
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def most_frequent_words_by_command(world: World) -> Asked:
    words = world.chance.sample(["apple", "stone", "cloud", "tiger", "maple"], 4)
    counts = dict(zip(words, (9, 6, 4, 1), strict=True))
    text = " ".join(w.title() if i % 2 else w for w, n in counts.items() for i in range(n))
    first = world.chance.randint(2, 3)
    wanted = [[w, str(counts[w])] for w in words[:first]]
    check = f"""
import pathlib, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder)
    (place / "top.py").write_text(sys.stdin.read(), "utf-8")
    (place / "in.txt").write_text({text!r}, "utf-8")
    def run(*given):
        command = [sys.executable, str(place / "top.py"), *given]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder)
    ran = run("in.txt", "--top", "{first}")
    assert ran.returncode == 0, ran.stderr
    told = [line.split() for line in ran.stdout.splitlines() if line.strip()]
    assert told == {wanted!r}, told
    assert run("missing.txt", "--top", "2").returncode != 0
"""
    return Asked(
        "用 Python 写一个命令行程序 top.py：`python top.py 文件 --top N` 统计文本文件里的英文单词"
        "（不区分大小写，输出小写），按次数从多到少打印前 N 个，每行是“单词 次数”，中间一个空格，"
        "不打印别的内容；文件不存在时以非零状态退出。",
        lambda answered: one_passes(answered, check),
    )


@task("en")
def another_try_after_a_wait(world: World) -> Asked:
    name = world.chance.choice(["persist", "try_again", "stubborn"])
    tries = world.chance.randint(3, 5)
    check = f"""{_LOADED}
import time
calls = []
@made.{name}({tries}, 0.05, (ConnectionError, TimeoutError))
def shaky(a, *, b):
    '''About it.'''
    calls.append(time.monotonic())
    if len(calls) < {tries}:
        raise ConnectionError("down")
    return a + b
assert shaky(2, b=3) == 5 and len(calls) == {tries}, calls
gaps = [y - x for x, y in zip(calls, calls[1:])]
assert all(0.05 * 2**i - 0.01 <= gap < 0.05 * 2**i + 0.3 for i, gap in enumerate(gaps)), gaps
assert shaky.__name__ == "shaky"
seen = []
@made.{name}({tries}, 0.001, (ConnectionError, TimeoutError))
def never():
    seen.append(1)
    raise TimeoutError("slow")
try:
    never()
except TimeoutError:
    assert len(seen) == {tries}, seen
else:
    raise AssertionError("the last error is raised")
other = []
@made.{name}({tries}, 0.001, (ConnectionError,))
def wrong():
    other.append(1)
    raise KeyError("x")
try:
    wrong()
except KeyError:
    assert len(other) == 1, other
else:
    raise AssertionError("other errors are raised at once")
"""
    return Asked(
        f"Write a Python decorator {name}(attempts, base_delay, exceptions) that calls the "
        "function up to `attempts` times when it raises one of the tuple `exceptions`. Wait "
        "base_delay seconds before the second call and twice as long each time after that. After "
        "the last attempt its exception is raised; any other exception is raised at once. Keep the "
        "name of the decorated function.",
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def faults_in_a_stock_module(world: World) -> Asked:
    chance = world.chance
    faults = {
        "def add(item, basket=[]):\n    basket.append(item)\n    return basket\n": (
            "可变",
            "默认参数",
            "默认值",
            "mutable",
            "B006",
        ),
        "def parsed(text):\n    return eval(text)\n": ("eval",),
        "def loaded(path):\n    try:\n        return open(path).read()\n    except:\n"
        "        pass\n": ("except", "异常"),
        'def found(base, name):\n    return base.execute("SELECT * FROM goods WHERE name = \'" + '
        'name + "\'")\n': ("注入", "injection"),
    }
    planted = chance.sample(sorted(faults), 3)
    sound = [
        f"def price_{word}(count: int) -> int:\n    return count * {chance.randint(2, 90)}\n"
        for word in chance.sample(["tea", "rice", "salt", "oil"], 3)
    ]
    parts = [*planted, *sound]
    chance.shuffle(parts)
    source = '"""库存。"""\n\n\n' + "\n\n".join(parts)
    world.text("stock.py", source)
    spans = {}
    for fault in planted:
        first = source[: source.index(fault)].count("\n") + 1
        spans[fault] = range(first, first + fault.count("\n"))

    def holds(answered: Answered) -> None:
        answered.completed()
        for fault in planted:
            answered.says_any(*faults[fault])
            told = {int(n) for n in re.findall(r"\d{1,3}", answered.answer)}
            assert told & set(spans[fault]), (spans[fault], answered.answer[:800])

    return Asked("帮我审查一下 stock.py，指出里面的错误和安全隐患，说明在第几行。", holds)


@task("en")
def the_middle_value_is_wrong(world: World) -> Asked:
    lines = {
        "ordered = sorted(values)": "ordered = list(values)",
        "return (ordered[middle - 1] + ordered[middle]) / 2": (
            "return (ordered[middle] + ordered[middle + 1]) / 2"
        ),
        "if len(ordered) % 2 == 1:": "if len(ordered) % 2 == 0:",
    }
    right = world.chance.choice(sorted(lines))
    source = (
        "def median(values):\n"
        '    """The middle value, or the mean of the two middle values."""\n'
        "    ordered = sorted(values)\n"
        "    middle = len(ordered) // 2\n"
        "    if len(ordered) % 2 == 1:\n"
        "        return ordered[middle]\n"
        "    return (ordered[middle - 1] + ordered[middle]) / 2\n"
    )
    world.text("middle.py", source.replace(right, lines[right]))
    values = world.chance.sample(range(10, 90), 4)
    values.sort(key=lambda n: (n % 7, -n))
    low, high = sorted(values)[1:3]
    world.text(
        "test_middle.py",
        "from middle import median\n\n\n"
        f"def test_four():\n    assert median({values}) == {(low + high) / 2}\n\n\n"
        "def test_three():\n    assert median([9, 1, 5]) == 5\n",
    )
    check = f"""{_LOADED}
assert made.median({values}) == {(low + high) / 2}
assert made.median([9, 1, 5]) == 5 and made.median([4]) == 4 and made.median([3, 1]) == 2
given = [8, 2, 6, 4]
assert made.median(given) == 5
"""
    return Asked(
        "The tests in test_middle.py fail. Find the bug in middle.py and show me the corrected "
        "middle.py.",
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def a_script_a_browser_will_not_take(world: World) -> Asked:
    chance = world.chance
    names = chance.sample(["menu", "cart", "chart", "login"], 3)
    broken, places = chance.choice(names), {}
    for name in names:
        lines = [f"const n{i} = {chance.randint(1, 99)};" for i in range(chance.randint(6, 14))]
        at = chance.randint(2, len(lines) - 2)
        closing = "" if name == broken else ")"
        lines[at] = f"const sum{at} = (n0 + n1{closing} * 2;"
        places[name] = at + 1
        lines += ["function show(text) {", "  return `<b>${text}</b>`;", "}"]
        world.text(f"页面/{name}.js", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{broken}.js")
        found = re.search(rf"(?<!\d){places[broken]}(?!\d)", answered.answer)
        assert found, (places[broken], answered.answer[:800])

    return Asked(
        "检查一下 页面 文件夹里的几个 .js 文件有没有语法错误，有的话是哪个文件第几行？", holds
    )
