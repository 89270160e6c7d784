"""Functions people ask for, held to what they do; a review, a crash and a script with a fault."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

# `calls` holds everything the program on standard input defines that can be called; `sleep` is
# passed over, so that a wait costs nothing.
_LOADED = """
import inspect, sys, time, types
time.sleep = lambda *_: None
source = sys.stdin.read()
module = types.ModuleType("written")
sys.modules["written"] = module
exec(compile(source, "written", "exec"), module.__dict__)
own = [v for v in list(vars(module).values()) if getattr(v, "__module__", "") == "written"]
calls = [v for v in own if callable(v)]
for thing in [v for v in own if inspect.isclass(v)]:
    try:
        made = thing()
    except Exception:
        continue
    calls += [m for n, m in inspect.getmembers(made, callable) if not n.startswith("__")]

def answers(call, pairs):
    try:
        return all(call(given) == expected for given, expected in pairs)
    except (Exception, SystemExit):
        return False
"""


@task("en")
def nested_keys_made_flat(world: World) -> Asked:
    a, b, c, d = world.chance.sample(range(1, 999), 4)
    nested = {"db": {"host": a, "pool": {"size": b, "wait": c}}, "debug": d}
    flat = {"db.host": a, "db.pool.size": b, "db.pool.wait": c, "debug": d}
    check = f"""{_LOADED}
pairs = [({nested!r}, {flat!r}), ({{"x": {a}}}, {{"x": {a}}})]
sys.exit(0 if any(answers(call, pairs) for call in calls) else "nothing flattens a dict")
"""
    return Asked(
        "I need a Python function that flattens a nested dict to dot-separated keys, so "
        '{"a": {"b": 1}} becomes {"a.b": 1}',
        lambda answered: one_passes(answered, check),
    )


@task("zh")
def names_from_camels_to_snakes(world: World) -> Asked:
    known = {
        "userName": "user_name",
        "orderItemCount": "order_item_count",
        "isActive": "is_active",
        "createdAt": "created_at",
        "price": "price",
    }
    some = world.chance.sample(sorted(known.items()), 4)
    check = f"""{_LOADED}
sys.exit(0 if any(answers(call, {some!r}) for call in calls) else "nothing renames these")
"""
    return Asked(
        "写个python函数把驼峰命名转成下划线命名，比如 userName -> user_name",
        lambda answered: one_passes(answered, check),
    )


@task("en")
def what_a_reviewer_should_see(world: World) -> Asked:
    lead = [f"LIMIT_{i} = {world.chance.randint(1, 99)}" for i in range(world.chance.randint(3, 9))]
    lines = [
        "import sqlite3",
        "import subprocess",
        "",
        *lead,
        "",
        "",
        "def find(name):",
        '    db = sqlite3.connect("users.db")',
        "    return db.execute(f\"SELECT * FROM users WHERE name = '{name}'\").fetchall()",
        "",
        "",
        "def ping(host):",
        '    return subprocess.run("ping -c 1 " + host, shell=True)',
    ]
    world.text("users.py", "\n".join(lines) + "\n")
    query = next(i for i, line in enumerate(lines, 1) if "SELECT" in line)

    def holds(answered: Answered) -> None:
        answered.completed().says("users.py").says_any("SQL injection", "injection")
        answered.says_any("shell=True", "shell injection", "command injection", "shell")
        answered.says_number(query, 0).says_number(len(lines), 0)

    return Asked("Could you review users.py for me? Mostly worried about security.", holds)


@task("zh")
def tried_again_when_it_fails(world: World) -> Asked:
    value = world.chance.randint(100, 999)
    check = f"""{_LOADED}
QUICK = ("delay", "interval", "wait", "sleep", "backoff", "seconds", "pause", "base", "jitter")
MANY = ("times", "retries", "attempts", "tries", "max", "count")

def known(call):
    chosen = {{}}
    for name in inspect.signature(call).parameters:
        if any(word in name.lower() for word in QUICK):
            chosen[name] = 0.01
        elif any(word in name.lower() for word in MANY):
            chosen[name] = 3
    return chosen

def failing(times):
    seen = []

    def work():
        seen.append(1)
        if len(seen) <= times:
            raise ConnectionError("not now")
        return {value}

    return work, seen

def right(decorate):
    work, _ = failing(2)
    if decorate(work)() != {value}:
        return False
    work, seen = failing(99)
    try:
        decorate(work)()
    except Exception:
        return len(seen) in (3, 4)
    return False

for call in calls:
    for made in (
        lambda: call, lambda: call(), lambda: call(**known(call)), lambda: call(3),
        lambda: call(3, 0.01),
    ):
        try:
            if right(made()):
                sys.exit(0)
        except Exception:
            pass
sys.exit("no decorator here tries three times")
"""
    return Asked(
        "用 Python 写一个重试装饰器：被装饰的函数抛异常就重试，最多重试3次，间隔可以设置",
        lambda answered: one_passes(answered, check),
    )


@task("en")
def an_order_without_a_price(world: World) -> Asked:
    orders = [{"id": i, "qty": i + 1, "price": 10 * i} for i in range(world.chance.randint(4, 9))]
    del world.chance.choice(orders)["price"]
    world.json("orders.json", orders)
    lead = [f"RATE_{i} = {world.chance.randint(1, 99)}" for i in range(world.chance.randint(4, 11))]
    lines = [
        "import json",
        "",
        *lead,
        'with open("orders.json") as file:',
        "    orders = json.load(file)",
        "total = 0",
        "for order in orders:",
        '    total += order["qty"] * order["price"]',
        'print("total", total)',
    ]
    world.text("totals.py", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("totals.py", "price").says_any("KeyError", "missing", "no key")
        answered.says_number(len(lines) - 1, 0)

    return Asked("totals.py crashes when it reads orders.json, why? how do I fix it", holds)


@task("zh")
def a_word_too_many_in_a_script(world: World) -> Asked:
    lead = [f'echo "step {i}"' for i in range(world.chance.randint(4, 15))]
    lines = [
        "#!/bin/bash",
        "set -e",
        *lead,
        "for name in api web; do",
        '  echo "deploy $name"',
        "done",
        "done",
        'echo "finished"',
    ]
    world.text("deploy.sh", "\n".join(lines) + "\n")

    def holds(answered: Answered) -> None:
        answered.completed().says("deploy.sh", "done").says_number(len(lines) - 1, 0)

    return Asked("检查一下 deploy.sh 有没有语法错误，在第几行", holds)
