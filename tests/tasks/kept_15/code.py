"""Programs to write, to review, to debug and to check."""

from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.judging import one_passes
from tests.tasks.world import World

LOADED = """
import sys, types
program = types.ModuleType("program")
sys.modules["program"] = program
text = sys.stdin.read()
exec(compile(text, "program.py", "exec"), program.__dict__)
"""

STUBBORN = """
import json, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
hits, failing = [], FAILING
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        hits.append(self.path)
        shaky = self.path == "/shaky" and hits.count("/shaky") <= failing
        status = 503 if shaky or self.path == "/down" else 404 if self.path == "/gone" else 200
        body = json.dumps({"wert": [1, failing]}).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_address[1]}"
fetch = program.NAME
assert fetch(url + "/shaky", tries=failing + 1, delay=0.01) == {"wert": [1, failing]}
assert hits.count("/shaky") == failing + 1, hits
for path, asked in (("/down", 3), ("/gone", 1)):
    try:
        fetch(url + path, tries=3, delay=0.01)
    except Exception:
        assert hits.count(path) == asked, hits
    else:
        raise SystemExit(f"{path} raised nothing")
"""

FORGETFUL = """
import time
cache = program.NAME(CAPACITY, 0.4)
names = [f"k{i}" for i in range(CAPACITY)]
for i, name in enumerate(names):
    cache.put(name, i)
assert cache.get("k0") == 0 and cache.get("nothing") is None
cache.put("extra", 99)
assert cache.get("k1") is None and cache.get("k0") == 0 and cache.get("extra") == 99
cache.put("k0", 7)
assert cache.get("k0") == 7
time.sleep(0.5)
assert cache.get("k0") is None and cache.get("extra") is None
"""

COLUMN = """
import os, subprocess, sys, tempfile
with tempfile.TemporaryDirectory() as folder:
    place, data = os.path.join(folder, "p.py"), os.path.join(folder, "d.csv")
    with open(place, "w", encoding="utf-8") as file:
        file.write(sys.stdin.read())
    with open(data, "w", encoding="utf-8") as file:
        file.write("id,COLUMN,note\\n1,4,a\\n2,,b\\n3,10.5,c\\n4,-2.5,d\\n")
    command = [sys.executable, place, data, "--column", "COLUMN"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert ran.returncode == 0, ran.stderr
    told = dict(line.replace(" ", "").split("=") for line in ran.stdout.split("\\n") if "=" in line)
    assert float(told["min"]) == -2.5 and float(told["max"]) == 10.5, told
    assert abs(float(told["mean"]) - 4) < 0.01 and float(told["count"]) == 3, told
    command[-1] = "missing"
    assert subprocess.run(command, capture_output=True, timeout=20).returncode != 0
"""


@task("en")
def a_client_that_does_not_give_up(world: World) -> Asked:
    name = world.chance.choice(["fetch_json", "load_json", "get_json"])
    check = LOADED + STUBBORN.replace("NAME", name)
    check = check.replace("FAILING", str(world.chance.randint(1, 3)))
    text = (
        f"Write a Python function {name}(url, tries=4, delay=0.5) that gets JSON from a web API "
        "and returns it parsed. When the status is 5xx or the connection fails it tries again, "
        "at most `tries` attempts in all, waiting `delay` seconds and twice as long each time. A "
        "4xx raises at once, without another try. After the last attempt it raises. Standard "
        "library only."
    )
    return Asked(text, lambda answered: one_passes(answered, check))


@task("zh")
def a_cache_with_an_expiry(world: World) -> Asked:
    name = world.chance.choice(["TTLCache", "ExpiringCache", "LruTtlCache"])
    capacity = str(world.chance.randint(3, 6))
    check = LOADED + FORGETFUL.replace("NAME", name).replace("CAPACITY", capacity)
    text = (
        f"用 Python 写一个缓存类 {name}(capacity, ttl)：put(key, value) 存入，get(key) 取出；"
        "超过 ttl 秒就算过期，取不到或过期时 get 返回 None；"
        "存满 capacity 个以后再放新的，就淘汰最久没有被使用（读或写）的那个。只用标准库。"
    )
    return Asked(text, lambda answered: one_passes(answered, check))


@task("en")
def a_command_for_one_column(world: World) -> Asked:
    check = COLUMN.replace("COLUMN", world.chance.choice(["weight", "price", "score"]))
    text = (
        "Write a Python command-line program: it is given the path of a CSV file and "
        "`--column NAME`, and prints four lines `count=…`, `min=…`, `max=…` and `mean=…` for the "
        "numbers in that column. Empty cells are skipped. When there is no such column it says so "
        "and exits with a status that is not 0. Standard library only."
    )
    return Asked(text, lambda answered: one_passes(answered, check))


DEFECTS = (
    (
        "def add_label(label, labels=[]):\n    labels.append(label)\n    return labels\n",
        0,
        ("默认", "可变", "mutable", "default"),
    ),
    (
        "def find_user(base, name):\n    cursor = base.cursor()\n"
        "    cursor.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n"
        "    return cursor.fetchone()\n",
        2,
        ("SQL", "注入", "inject"),
    ),
    (
        "def calculate(formula):\n    return eval(formula)\n",
        1,
        ("eval",),
    ),
    (
        'def ping(host):\n    command = f"ping -c 1 {host}"\n'
        "    return subprocess.run(command, shell=True)\n",
        2,
        ("shell", "命令注入", "注入"),
    ),
    (
        "def read_number(text):\n    try:\n        return int(text)\n    except:\n        pass\n",
        3,
        ("except", "异常"),
    ),
)
SOUND = (
    "def area(width, height):\n    return width * height\n",
    "def shout(text):\n    return text.strip().upper()\n",
    "def is_even(number):\n    return number % 2 == 0\n",
)


@task("zh")
def a_module_before_it_is_merged(world: World) -> Asked:
    planted = world.chance.sample(DEFECTS, 3)
    parts = [(text, at, words) for text, at, words in planted]
    parts += [(text, -1, ()) for text in world.chance.sample(SOUND, world.chance.randint(2, 3))]
    world.chance.shuffle(parts)
    program, places = "import subprocess\n\n\n", []
    for text, at, words in parts:
        if at >= 0:
            places.append((program.count("\n") + at + 1, words))
        program += text + "\n\n"
    program += "print(subprocess.__name__)\n"
    world.text("工具箱.py", program)

    def holds(answered: Answered) -> None:
        answered.completed()
        for line, words in places:
            answered.says_any(*words).says_number(line, 0)

    text = "帮我审查一下 工具箱.py，有哪些 bug 和安全问题？每个都说明在第几行。"
    return Asked(text, holds)


@task("en")
def why_totals_ends_in_a_traceback(world: World) -> Asked:
    bad = world.chance.choice(["n/a", "unknown", "12kg", "seven"])
    rows = [[f"item{i}", str(world.chance.randint(1, 60))] for i in range(15)]
    row = world.chance.randint(4, 13)
    rows[row][1] = bad
    world.csv("weights.csv", ("name", "weight"), rows)
    helpers = [
        f"def part_{i}(x):\n    return x + {i}\n\n\n" for i in range(world.chance.randint(1, 6))
    ]
    program = (
        "import csv\n\n\n" + "".join(helpers) + "total = 0\n"
        'with open("weights.csv", newline="") as file:\n    for row in csv.DictReader(file):\n'
        '        total += int(row["weight"])\nprint("total", total)\n'
    )
    world.text("totals.py", program)
    line = program[: program.index("total += int")].count("\n") + 1

    def holds(answered: Answered) -> None:
        answered.completed().says("ValueError", bad).says_number(line, 0)

    text = (
        "When I run totals.py in this folder it crashes. On which line, with what error, and why?"
    )
    return Asked(text, holds)


@task("zh")
def scripts_that_cannot_be_read(world: World) -> Asked:
    names = world.chance.sample(["start", "build", "clean", "deploy", "watch"], 4)
    pad = world.chance.randint(2, 12)
    good_js = "".join(f"const v{i} = {i} * 2;\n" for i in range(pad))
    good_sh = "#!/bin/bash\n" + "".join(f'echo "step {i}"\n' for i in range(pad))
    world.text(f"脚本/{names[0]}.js", good_js + "function f(a) { return a + 1; }\n")
    world.text(f"脚本/{names[1]}.js", good_js + "let broken = = 5;\nconsole.log(v0);\n")
    world.text(f"脚本/{names[2]}.sh", good_sh + "for i in 1 2; do echo $i; done\n")
    world.text(f"脚本/{names[3]}.sh", good_sh + "fi\necho end\n")

    def holds(answered: Answered) -> None:
        answered.completed().says(f"{names[1]}.js", f"{names[3]}.sh")
        answered.says_number(pad + 1, 0).says_number(pad + 2, 0)

    text = "检查 脚本 文件夹里的 JavaScript 和 shell 脚本，哪些有语法错误？在第几行？"
    return Asked(text, holds)
