"""Programs: written, looked over, mended, checked for their syntax."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes, tells
from tests.tasks.world import World

_SERVED = """
import http.client, json, pathlib, socket, subprocess, sys, tempfile, time
place = pathlib.Path(tempfile.mkdtemp()) / "api.py"
place.write_text(sys.stdin.read(), "utf-8")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
server = subprocess.Popen([sys.executable, str(place), str(port)], cwd=place.parent,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def ask(method, path, value=None):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    body = None if value is None else json.dumps(value)
    link.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = link.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if text else None

try:
    for _ in range(60):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.1)
    assert ask("GET", "/NAME") == (200, [])
    status, one = ask("POST", "/NAME", {"text": "milk"})
    assert status == 201 and one["text"] == "milk", (status, one)
    status, two = ask("POST", "/NAME", {"text": "茶"})
    assert two["id"] != one["id"]
    assert ask("GET", f"/NAME/{two['id']}") == (200, two)
    assert ask("DELETE", f"/NAME/{one['id']}")[0] == 204
    assert ask("GET", f"/NAME/{one['id']}")[0] == 404
    assert ask("DELETE", f"/NAME/{one['id']}")[0] == 404
    assert ask("GET", "/NAME") == (200, [two])
finally:
    server.kill()
"""


@task("en")
def api_of_small_notes(world: World) -> Asked:
    name = world.chance.choice(["notes", "wishes", "ideas", "chores"])
    check = _SERVED.replace("NAME", name)

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a small REST API in Python with the standard library only. It keeps the entries "
        f'in memory. GET /{name} returns all of them as a JSON list, POST /{name} with {{"text": '
        '"..."} adds one and answers 201 with the entry as {"id": ..., "text": ...}, '
        f"GET /{name}/<id> returns one, DELETE /{name}/<id> removes it and answers 204; an "
        "unknown id gets 404. The port is the first command line argument.",
        holds,
    )


_RETRIED = """
import sys, time
space = {"__name__": "retrying"}
exec(compile(sys.stdin.read(), "retrying.py", "exec"), space)
waits = []
time.sleep = waits.append
if "sleep" in space:
    space["sleep"] = waits.append
calls = []

@space["retry"](TIMES, 0.5, (ValueError, OSError))
def flaky(fails, error=ValueError):
    calls.append(fails)
    if len(calls) <= fails:
        raise error(f"call {len(calls)}")
    return "done"

assert flaky(TIMES - 1) == "done" and len(calls) == TIMES
assert waits == [0.5 * 2 ** n for n in range(TIMES - 1)], waits
calls.clear(), waits.clear()
try:
    flaky(99)
except ValueError as error:
    assert str(error) == f"call {TIMES}", error
else:
    raise SystemExit("nothing was raised")
assert len(calls) == TIMES and len(waits) == TIMES - 1, (calls, waits)
calls.clear(), waits.clear()
try:
    flaky(99, KeyError)
except KeyError:
    assert len(calls) == 1 and not waits
else:
    raise SystemExit("nothing was raised")
assert flaky.__name__ == "flaky"
"""


@task("zh")
def decorator_that_tries_again(world: World) -> Asked:
    check = _RETRIED.replace("TIMES", str(world.chance.randint(3, 6)))

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "用 Python 写一个装饰器 retry(times, delay, exceptions)：被装饰的函数抛出 exceptions "
        "里的异常时重试，总共最多调用 times 次；第一次重试前用 time.sleep 等 delay 秒，之后每次"
        "等待时间翻倍；最后一次还失败就把那个异常原样抛出，别的异常不重试。要保留原函数的名字。",
        holds,
    )


_CACHED = """
import sys
space = {"__name__": "caching"}
exec(compile(sys.stdin.read(), "caching.py", "exec"), space)
now = [100.0]
cache = space["TTLCache"](SIZE, 30, clock=lambda: now[0])
for n in range(SIZE):
    cache.put(n, n * n)
assert len(cache) == SIZE and cache.get(0) == 0
cache.put("new", 1)
assert cache.get(1) is None and cache.get(1, "none") == "none"
assert cache.get(0, "gone") == 0 and cache.get("new") == 1 and len(cache) == SIZE
now[0] += 20
cache.put("late", 2)
now[0] += 15
assert cache.get("late") == 2 and cache.get("new") is None and cache.get(0) is None
assert len(cache) == 1, len(cache)
cache.put("late", 3)
now[0] += 29
assert cache.get("late") == 3 and len(cache) == 1
"""


@task("en")
def bounded_cache_with_expiry(world: World) -> Asked:
    check = _CACHED.replace("SIZE", str(world.chance.randint(3, 7)))

    def holds(answered: Answered) -> None:
        one_passes(answered, check)

    return Asked(
        "Write a Python class TTLCache(maxsize, ttl, clock=time.monotonic) with put(key, value), "
        "get(key, default=None) and len(). An entry expires ttl seconds after it was put and then "
        "counts as missing, in len() too. When the cache is full, the least recently used entry "
        "goes; a get counts as a use.",
        holds,
    )


@task("zh")
def review_of_a_member_store(world: World) -> Asked:
    noun = world.chance.choice(["member", "student", "patient", "tenant"])
    parts = [
        f"def add_{noun}(name, found=[]):\n    found.append(name)\n    return found\n",
        f"def find_{noun}(base, name):\n"
        f"    query = f\"SELECT id, name FROM {noun}s WHERE name = '{{name}}'\"\n"
        "    return base.execute(query).fetchall()\n",
        f"def load_{noun}s(path):\n    try:\n        with open(path, encoding='utf-8') as file:\n"
        "            return json.load(file)\n    except:\n        pass\n",
    ]
    world.chance.shuffle(parts)
    fine = f"def count_{noun}s(rows):\n    return sum(1 for row in rows if row)\n"
    world.text(f"{noun}_store.py", "import json\n\n\n" + "\n\n".join([*parts, fine]))

    def holds(answered: Answered) -> None:
        answered.completed()
        answered.says_any("可变", "默认参数", "默认值", "mutable", "default")
        answered.says_any("注入", "injection", "参数化", "拼接")
        answered.says_any("except")

    return Asked(f"帮我审查一下 {noun}_store.py，有哪些会出问题的地方？分别说明原因和怎么改", holds)


@task("en")
def traceback_of_a_sum_of_texts(world: World) -> Asked:
    field = world.chance.choice(["boxes", "crates", "parcels", "barrels"])
    counts = [world.chance.randint(3, 90) for _ in range(8)]
    table = f"shelf,{field}\n" + "".join(f"S{i},{n}\n" for i, n in enumerate(counts))
    world.text("shelves.csv", table)
    world.text(
        "inventory.py",
        "import csv\n\n\n"
        "def total(path):\n"
        "    result = 0\n"
        "    with open(path, newline='') as file:\n"
        "        for row in csv.DictReader(file):\n"
        f"            result += row['{field}']\n"
        "    return result\n\n\n"
        "if __name__ == '__main__':\n"
        "    print('total:', total('shelves.csv'))\n",
    )
    check = (
        "import pathlib, subprocess, sys, tempfile\n"
        "place = pathlib.Path(tempfile.mkdtemp())\n"
        "(place / 'inventory.py').write_text(sys.stdin.read(), 'utf-8')\n"
        f"(place / 'shelves.csv').write_text({table!r})\n"
        "ran = subprocess.run([sys.executable, 'inventory.py'], cwd=place, capture_output=True,\n"
        "    text=True, timeout=20)\n"
        f"assert ran.stdout.split() == ['total:', '{sum(counts)}'], ran\n"
    )

    def holds(answered: Answered) -> None:
        one_passes(answered, check)
        answered.says_any("TypeError", "str", "int(", "float(", "text")

    return Asked(
        "inventory.py crashes when I run it. Find out why and give me the corrected program.",
        holds,
    )


_SHELL = '#!/bin/bash\nset -e\nfor n in 1 2 3; do\n  echo "$n"\ndone\n'
_SCRIPT = "const names = ['a', 'b'];\nfor (const n of names) {\n  console.log(n);\n}\n"


@task("zh")
def broken_scripts_found(world: World) -> Asked:
    stems = world.chance.sample(["backup", "deploy", "cleanup", "report", "menu", "chart"], 4)
    gap = world.chance.randint(5, 20)
    quiet = "".join(f"echo step-{n}\n" for n in range(gap))
    shell_line = 5 + gap + 3
    bad_shell = _SHELL + quiet + 'if [ -n "$1" ]; then\n  echo "$1"\ndone\n'
    more = world.chance.randint(25, 40)
    bad_script = _SCRIPT + "".join(f"const v{n} = {n};\n" for n in range(more)) + "const z = ;\n"
    script_line = 4 + more + 1
    world.text(f"脚本/{stems[0]}.sh", bad_shell)
    world.text(f"脚本/{stems[1]}.js", bad_script)
    world.text(f"脚本/{stems[2]}.sh", _SHELL)
    world.text(f"脚本/{stems[3]}.js", _SCRIPT)

    def holds(answered: Answered) -> None:
        answered.completed()
        tells(answered, f"{stems[0]}.sh", f"{stems[1]}.js")
        answered.says_number(shell_line, 0).says_number(script_line, 0)

    return Asked(
        "检查 脚本 文件夹里的 shell 和 JavaScript 文件有没有语法错误，告诉我哪个文件第几行有错",
        holds,
    )
