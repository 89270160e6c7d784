"""Programs asked for in words; what comes back is run here, on inputs made by chance."""

import json
import os
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests import warm
from tests.tasks.answered import Answered
from tests.tasks.case import Asked, task
from tests.tasks.world import World


def ran(answered: Answered, *command: str, stdin: str = "", status: int = 0) -> str:
    """What the Python of the image prints for this command beside the files handed over."""
    with tempfile.TemporaryDirectory() as folder:
        assert answered.result
        for artifact in answered.result.artifacts:
            Path(folder, artifact.name).write_bytes(Path(artifact.path).read_bytes())
        done = subprocess.run(
            [str(warm.guest_python()), *command],
            cwd=folder,
            input=stdin,
            env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == status, done.stdout[-1500:] + done.stderr[-1500:]
        return done.stdout


def computed(answered: Answered, driver: str, given: Any = None) -> Any:
    """What the driver, run after the code itself, leaves in `found`; `given` is its input."""
    assert answered.result
    code = answered.result.code
    tail = f"\nimport json, sys\ngiven = json.loads(sys.stdin.read())\n{driver}\n"
    shown = ran(
        answered,
        "-c",
        f"__name__ = 'handed_over'\nimport sys, types\n"
        f"module = types.ModuleType('handed_over'); sys.modules['handed_over'] = module\n"
        f"exec(compile({code!r}, 'code', 'exec'), module.__dict__)\n"
        f"globals().update(module.__dict__)\n{tail}\nprint('FOUND' + json.dumps(found))",
        stdin=json.dumps(given),
    )
    return json.loads(shown.rpartition("FOUND")[2])


def handed_over(answered: Answered, recipe: str) -> Answered:
    """The recipe's program came: its code is the artifact, its tests pass here again."""
    answered.completed()
    assert answered.result
    assert answered.data["recipe"] == recipe, answered.data["recipe"]
    code = answered.result.code
    if "# =====" not in code:
        files = {artifact.name: artifact.path for artifact in answered.result.artifacts}
        assert Path(files[answered.data["program"]]).read_text(encoding="utf-8") == code
    ran(answered, "-m", "pytest", "-q", "-p", "no:cacheprovider", ".")
    return answered


def constant(answered: Answered, name: str) -> Any:
    """A constant of the code."""
    return computed(answered, f"found = {name}")


@task("zh")
def crud_api_for_todos(world: World) -> Asked:
    port = world.chance.randint(5001, 9000)
    title = f"买牛奶 {world.chance.randint(1, 999)}"

    def holds(answered: Answered) -> None:
        handed_over(answered, "flask-crud-api")
        driver = (
            "client = create_app(':memory:').test_client()\n"
            "made = client.post('/todos', json={'title': given}).get_json()\n"
            "found = [PORT, client.get('/todos/%d' % made['id']).get_json()['title']]"
        )
        assert computed(answered, driver, title) == [port, title]

    return Asked(f"用 Flask 写一个待办事项的增删改查接口，SQLite 存储，端口 {port}", holds)


@task("en")
def crud_api_for_books(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "flask-crud-api")
        driver = "found = create_app(':memory:').test_client().get('/books').status_code"
        assert computed(answered, driver) == 200

    return Asked("write a REST API for managing books with Flask and SQLite", holds)


@task("en")
def shortens_addresses(world: World) -> Asked:
    address = f"https://example.com/page/{world.chance.randint(1, 99999)}"

    def holds(answered: Answered) -> None:
        handed_over(answered, "url-shortener")
        driver = (
            "client = create_app(':memory:').test_client()\n"
            "code = client.post('/shorten', json={'url': given}).get_json()['code']\n"
            "found = client.get('/' + code).headers['Location']"
        )
        assert computed(answered, driver, address) == address

    return Asked("Write a URL shortener web service.", holds)


@task("zh")
def client_that_tries_again(world: World) -> Asked:
    tries = world.chance.randint(4, 9)
    failures: list[str] = []

    def flaky(path: str) -> tuple[int, str]:
        failures.append(path)
        return (503, "busy") if len(failures) < 3 else (200, '{"ok": true}')

    address = world.serve({"/data": flaky})

    def holds(answered: Answered) -> None:
        handed_over(answered, "http-client")
        driver = (
            "client = HttpClient(backoff_s=0.01)\n"
            "found = [RETRIES, client.get_json(given + '/data')]"
        )
        assert computed(answered, driver, address) == [tries, {"ok": True}]

    return Asked(f"写一个带重试的 HTTP 客户端，最多重试 {tries} 次", holds)


@task("en")
def counts_words(world: World) -> Asked:
    words = world.chance.choices(("apple", "pear", "plum", "fig"), k=80)

    def holds(answered: Answered) -> None:
        handed_over(answered, "word-count")
        found = computed(answered, "found = dict(count_words(given))", " ".join(words))
        assert found == dict(Counter(words))

    return Asked("write a command line tool that counts word frequencies in a text file", holds)


@task("zh")
def evaluates_expressions(world: World) -> Asked:
    a, b, c = (world.chance.randint(1, 99) for _ in range(3))

    def holds(answered: Answered) -> None:
        handed_over(answered, "calculator")
        text = f"({a}+{b})*{c}-{a}/2"
        assert computed(answered, "found = evaluate(given)", text) == (a + b) * c - a / 2

    return Asked("写一个计算器程序，支持加减乘除和括号", holds)


@task("en")
def csv_becomes_json(world: World) -> Asked:
    count = world.chance.randint(3, 40)
    text = "name,age\n" + "".join(f"n{i},{i}\n" for i in range(count))

    def holds(answered: Answered) -> None:
        handed_over(answered, "csv-to-json")
        found = computed(answered, "import io; found = rows_of(io.StringIO(given))", text)
        assert len(found) == count
        assert found[-1]["name"] == f"n{count - 1}"

    return Asked("write a CSV to JSON converter", holds)


@task("zh")
def renames_many_files(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "file-renamer")

    return Asked("帮我写个批量重命名文件的脚本，要能先预览", holds)


@task("en")
def finds_duplicates(world: World) -> Asked:
    content = str(world.chance.random())
    folder = world.folder / "pile"
    for name in ("a.txt", "sub/b.txt"):
        world.text(f"pile/{name}", content)
    world.text("pile/c.txt", "something else")

    def holds(answered: Answered) -> None:
        handed_over(answered, "duplicate-finder")
        driver = (
            "found = [[p.name for p in g] for g in duplicates(__import__('pathlib').Path(given))]"
        )
        assert computed(answered, driver, str(folder)) == [["a.txt", "b.txt"]]

    return Asked("create a Python script to find duplicate files by hash", holds)


@task("zh")
def markdown_becomes_html(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "markdown-to-html")
        found = computed(answered, "found = to_html(given)", "# 标题\n\n**粗** 与 `码`\n")
        assert "<h1>标题</h1>" in found
        assert "<strong>粗</strong>" in found

    return Asked("写一个把 Markdown 转成 HTML 的程序", holds)


@task("en")
def solves_sudoku(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "sudoku-solver")
        puzzle = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
        found = computed(answered, "found = solve(given)", puzzle)
        assert found == (
            "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
        )

    return Asked("Write a sudoku solver", holds)


@task("zh")
def a_game_of_guessing(world: World) -> Asked:
    high = world.chance.randint(150, 900)

    def holds(answered: Answered) -> None:
        handed_over(answered, "guess-number")
        assert constant(answered, "HIGH") == high

    return Asked(f"写一个猜数字游戏，范围 1 到 {high}", holds)


@task("zh")
def a_snake_for_the_terminal(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "snake-game")

    return Asked("写个贪吃蛇", holds)


@task("en")
def primes_by_sieve(world: World) -> Asked:
    limit = world.chance.randint(200, 5000)

    def holds(answered: Answered) -> None:
        handed_over(answered, "algorithms")
        found = computed(answered, "found = primes_up_to()")
        assert found == [n for n in range(2, limit + 1) if all(n % d for d in range(2, n))]

    return Asked(f"sieve of eratosthenes, primes up to {limit}", holds)


@task("zh")
def heap_sort(world: World) -> Asked:
    numbers = [world.chance.randint(-500, 500) for _ in range(200)]

    def holds(answered: Answered) -> None:
        handed_over(answered, "algorithms")
        assert computed(answered, "heap_sort(given); found = given", numbers) == sorted(numbers)

    return Asked("写一个堆排序", holds)


@task("en")
def binary_search_tree(world: World) -> Asked:
    numbers = [world.chance.randint(0, 999) for _ in range(120)]

    def holds(answered: Answered) -> None:
        handed_over(answered, "data-structures")
        driver = "tree = BinarySearchTree()\nfor n in given: tree.insert(n)\nfound = list(tree)"
        assert computed(answered, driver, numbers) == sorted(set(numbers))

    return Asked("implement a binary search tree in Python", holds)


@task("zh")
def linked_list(world: World) -> Asked:
    numbers = [world.chance.randint(0, 999) for _ in range(30)]

    def holds(answered: Answered) -> None:
        handed_over(answered, "data-structures")
        driver = "items = LinkedList(given)\nitems.reverse()\nfound = list(items)"
        assert computed(answered, driver, numbers) == numbers[::-1]

    return Asked("用 Python 实现链表，支持反转", holds)


@task("en")
def shortest_paths(world: World) -> Asked:
    short, long = world.chance.randint(1, 9), world.chance.randint(30, 90)

    def holds(answered: Answered) -> None:
        handed_over(answered, "graph-algorithms")
        driver = (
            "found = shortest_path({'a': {'b': given[0], 'c': given[1]}, 'b': {'c': given[0]}},"
            " 'a', 'c')"
        )
        assert computed(answered, driver, [short, long]) == [2 * short, ["a", "b", "c"]]

    return Asked("implement Dijkstra's algorithm for shortest paths", holds)


@task("zh")
def edit_distance(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "dynamic-programming")
        assert computed(answered, "found = edit_distance('kitten', 'sitting')") == 3

    return Asked("写一个函数计算两个字符串的编辑距离", holds)


@task("en")
def reverses_text(world: World) -> Asked:
    text = "".join(world.chance.choices("abcde 中文", k=20))

    def holds(answered: Answered) -> None:
        handed_over(answered, "functions")
        assert computed(answered, "found = reverse_string(given)", text) == text[::-1]

    return Asked("write a function that reverses a string", holds)


@task("en")
def counts_vowels(world: World) -> Asked:
    text = "".join(world.chance.choices("aeiouxyz", k=50))

    def holds(answered: Answered) -> None:
        handed_over(answered, "functions")
        wanted = sum(text.count(v) for v in "aeiou")
        assert computed(answered, "found = count_vowels(given)", text) == wanted

    return Asked("Write a Python function to count the vowels in a string", holds)


@task("zh")
def palindromes(world: World) -> Asked:
    half = "".join(world.chance.choices("上海自来水abc", k=6))

    def holds(answered: Answered) -> None:
        handed_over(answered, "functions")
        driver = "found = [is_palindrome(given + given[::-1]), is_palindrome('x' + given + 'y')]"
        assert computed(answered, driver, half) == [True, False]

    return Asked("写一个函数判断回文字符串", holds)


@task("zh")
def keeps_time(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "decorators")
        driver = "found = timed(lambda x: x + 1)(given)"
        assert computed(answered, driver, 41) == 42

    return Asked("写一个计时装饰器，统计函数执行时间", holds)


@task("en")
def breaks_the_circuit(world: World) -> Asked:
    failures = world.chance.randint(2, 9)

    def holds(answered: Answered) -> None:
        handed_over(answered, "circuit-breaker")
        assert constant(answered, "FAILURE_THRESHOLD") == failures

    return Asked(f"implement a circuit breaker that opens after {failures} failures", holds)


@task("zh")
def library_management(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "library-management")

    return Asked("用 Python 写一个图书管理系统", holds)


@task("zh")
def student_grades(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "student-grades")

    return Asked("写一个学生成绩管理系统，能增删改查、算平均分和排名", holds)


@task("en")
def clusters_points(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        handed_over(answered, "machine-learning")
        driver = (
            "import numpy as np\npoints = np.array([[0, 0], [0, 1], [9, 9], [9, 8]], float)\n"
            "centres, labels = k_means(points, 2)\n"
            "found = bool(labels[0] == labels[1] != labels[2] == labels[3])"
        )
        assert computed(answered, driver) is True

    return Asked("implement k-means clustering from scratch with numpy", holds)


@task("en")
def gathers_with_a_limit(world: World) -> Asked:
    limit = world.chance.randint(2, 40)

    def holds(answered: Answered) -> None:
        handed_over(answered, "async-gather")
        assert constant(answered, "MAX_CONCURRENT") == limit

    return Asked(f"write asyncio code that runs tasks with at most {limit} at a time", holds)


@task("zh")
def chats_over_tcp(world: World) -> Asked:
    port = world.chance.randint(5001, 9000)

    def holds(answered: Answered) -> None:
        handed_over(answered, "tcp-chat")
        assert constant(answered, "PORT") == port

    return Asked(f"写一个 TCP 聊天室服务器，端口 {port}", holds)


@task("en")
def django_is_refused(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.failed("no_model")

    return Asked("write a Django blog with comments", holds)


@task("zh")
def another_language_is_refused(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.failed("no_model")
        assert answered.task.error
        assert "Go" in answered.task.error.message

    return Asked("用 Go 写一个快速排序", holds)


@task("zh")
def what_is_not_there_is_refused(world: World) -> Asked:
    def holds(answered: Answered) -> None:
        answered.failed("no_model")

    return Asked("写一个微信小程序商城，带支付", holds)


@task("en")
def a_sort_that_descends(world: World) -> Asked:
    name = world.chance.choice(("bubble", "merge", "heap", "insertion"))

    def holds(answered: Answered) -> None:
        handed_over(answered, "algorithms")
        assert answered.data["program"] == f"{name}_sort.py"
        assert constant(answered, "DESCENDING") is True

    return Asked(f"write a {name} sort in descending order", holds)


@task("zh")
def a_folder_of_code_reviewed(world: World) -> Asked:
    world.text("src/clean.py", "def add(a, b):\n    return a + b\n")
    line = world.chance.randint(3, 9)
    world.text("src/deep/bad.py", "\n" * (line - 1) + "x = eval(input())\n")

    def holds(answered: Answered) -> None:
        answered.completed().in_order("bad.py", f"第 {line} 行", "eval", "clean.py")

    return Asked("审查 src 文件夹里的代码，哪个文件问题最多", holds)
