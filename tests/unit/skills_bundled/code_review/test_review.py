"""Every check fires on what it is for and is silent on its neighbour; reports in two languages."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import aios

SKILL = Path(aios.__file__).parent / "skills" / "bundled" / "code-review"
RULES = tomllib.loads((SKILL / "assets" / "rules.toml").read_text(encoding="utf-8"))

# rule: (code that breaks it, code that does not)
EXAMPLES = {
    "syntax-error": ("def f(:\n    pass", "def f():\n    pass"),
    "eval": ("x = eval(input())", "import ast\nx = ast.literal_eval(input())"),
    "eval-constant": ('x = eval("1 + 1")', "x = 1 + 1"),
    "sql-building": (
        'cur.execute(f"SELECT * FROM t WHERE id = {x}")',
        'cur.execute("SELECT * FROM t WHERE id = ?", (x,))',
    ),
    "shell": (
        "import subprocess\nsubprocess.run(cmd, shell=True)",
        'import subprocess\nsubprocess.run(["ls", cmd])',
    ),
    "shell-fixed": (
        'import os\nos.system("sync")',
        'import subprocess\nsubprocess.run(["sync"], check=False)',
    ),
    "weak-random": (
        "import random\ntoken = random.choice(words)",
        "import random\ncolour = random.choice(words)",
    ),
    "unsafe-load": ("import pickle\nx = pickle.loads(b)", "import json\nx = json.loads(b)"),
    "hardcoded-secret": (
        'API_KEY = "sk-12345678"',
        'import os\nAPI_KEY = os.environ["API_KEY"]',
    ),
    "tls-off": (
        "import requests\nrequests.get(u, verify=False, timeout=5)",
        "import requests\nrequests.get(u, verify=path, timeout=5)",
    ),
    "unused-definition": (
        "def _half(x):\n    return x / 2\n\n\nprint(1)",
        "def _half(x):\n    return x / 2\n\n\nprint(_half(1))",
    ),
    "mutable-default": ("def f(items=[]):\n    return items", "def f(items=()):\n    return items"),
    "is-literal": ('ok = name is "bob"', 'ok = name == "bob" or name is None or flag is True'),
    "late-binding": (
        "fs = []\nfor i in range(3):\n    fs.append(lambda: i)",
        "fs = []\nfor i in range(3):\n    fs.append(lambda i=i: i)",
    ),
    "changed-while-iterating": (
        "for x in items:\n    items.remove(x)",
        "for x in list(items):\n    items.remove(x)",
    ),
    "return-in-finally": (
        "def f():\n    try:\n        g()\n    finally:\n        return 1",
        "def f():\n    try:\n        return g()\n    finally:\n        h()",
    ),
    "empty-mean": (
        "def mean(xs):\n    return sum(xs) / len(xs)",
        "def mean(xs):\n    return sum(xs) / len(xs) if xs else 0.0",
    ),
    "no-effect": ("def f(a, x):\n    a.n - x", "def f(a, x):\n    a.n -= x"),
    "always-true": ("ok = code == 200 or 201", "ok = code == 200 or code == 201 or name"),
    "same-rows": ("g = [[0] * n] * n", "g = [[0] * n for _ in range(n)]\nh = [0] * n"),
    "last-left-out": (
        "for i in range(len(xs) - 1):\n    s += xs[i]",
        "for i in range(len(xs) - 1):\n    s += xs[i] - xs[i + 1]",
    ),
    "first-best": (
        "def top(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = x\n"
        "    return best",
        "def top(xs):\n    best = xs[0]\n"
        "    for x in xs:\n        if x > best:\n            best = x\n"
        "    return best",
    ),
    "no-super-init": (
        "class A:\n    def __init__(self):\n        self.a = 1\n\n\nclass B(A):\n"
        "    def __init__(self):\n        self.b = 2",
        "class A:\n    def __init__(self):\n        self.a = 1\n\n\nclass B(A):\n"
        "    def __init__(self):\n        super().__init__()\n        self.b = 2",
    ),
    "endless-retries": (
        "while True:\n    try:\n        f()\n    except KeyError:\n        continue",
        "while True:\n    try:\n        f()\n    except KeyError:\n        wait()",
    ),
    "bare-except": (
        "try:\n    f()\nexcept:\n    raise",
        "try:\n    f()\nexcept ValueError:\n    raise",
    ),
    "swallowed": (
        "try:\n    f()\nexcept Exception:\n    pass",
        "try:\n    f()\nexcept KeyError:\n    pass",
    ),
    "open-without-with": (
        "text = open(p).read()",
        "with open(p) as file:\n    text = file.read()",
    ),
    "no-timeout": (
        "import requests\nrequests.get(url)",
        "import requests\nrequests.get(url, timeout=10)",
    ),
    "assert-validation": (
        "def f(x):\n    assert x > 0\n    return x",
        "def test_f(x):\n    assert x > 0",
    ),
    "weak-hash": (
        "import hashlib\nh = hashlib.md5(b)",
        "import hashlib\nh = hashlib.sha256(b)",
    ),
    "unreachable": ("def f():\n    return 1\n    g()", "def f():\n    g()\n    return 1"),
    "duplicate-key": ('d = {"a": 1, "a": 2}', 'd = {"a": 1, "b": 2}'),
    "redefined": (
        "def f():\n    return 1\ndef f():\n    return 2",
        "class A:\n    @property\n    def x(self):\n        return 1\n"
        "    @x.setter\n    def x(self, v):\n        self.v = v",
    ),
    "none-comparison": ("ok = x == None", "ok = x is None"),
    "bool-comparison": ("ok = x == True", "ok = x is True"),
    "unused-import": ("import os\nimport sys\nprint(sys.path)", "import os.path\nprint(os.path)"),
    "unused-variable": (
        "def f():\n    x = 1\n    return 2",
        "def f():\n    x = 1\n    def g():\n        return x\n    return g",
    ),
    "shadowed-builtin": ("list = [1]", "class A:\n    def list(self):\n        return 1"),
    "star-import": ("from os import *", "from os import path\nprint(path)"),
    "long-function": (
        "def f():\n" + "    g()\n" * 70,
        "def f():\n" + "    g()\n" * 20,
    ),
    "many-parameters": (
        "def f(a, b, c, d, e, g, h, i):\n    return a",
        "def f(a, b, c, d):\n    return a",
    ),
    "deep-nesting": (
        "def f():\n for a in b:\n  for c in d:\n   if e:\n    while g:\n     if h:\n      i()",
        "def f():\n if a:\n  b()\n elif c:\n  d()\n elif e:\n  g()\n elif h:\n  i()\n"
        " elif j:\n  k()",
    ),
    "endless-unchanged": ("while i < 9:\n    print(i)", "while i < 9:\n    i += 1"),
    "endless-condition": ("while not done:\n    print(1)", "while not done:\n    done = work()"),
    "endless-wrong-way": ("while n > 0:\n    n += 1", "while n > 0:\n    n -= 1"),
    "endless-no-way-out": ("while True:\n    n = 1", "while True:\n    if n:\n        break"),
    "endless-calls-itself": ("def f(n):\n    return f(n - 1)", "def f(n):\n    return n and f(0)"),
    "index-past-end": (
        "for i in range(len(xs) + 1):\n    use(xs[i])", "for i in range(len(xs) + 1):\n    use(i)"
    ),
    "float-equality": ("x = a == 0.1", "x = a == 0.5"),
    "missing-self": ("class A:\n    def f():\n        return 1", "def f():\n    return 1"),
    "not-awaited": (
        "import asyncio\nasync def f():\n    asyncio.sleep(1)",
        "import asyncio\nasync def f():\n    await asyncio.sleep(1)",
    ),
    "empty-f-string": ('x = f"hi"', 'x = f"{a:>{width}}"'),
}  # fmt: skip


@pytest.fixture
def review(run_script: Callable[..., Any]) -> Callable[..., Any]:
    def call(language: str = "en", **parameters: Any) -> Any:
        return run_script("code-review", "review", {"text": "", **parameters}, language)

    return call


def rules_of(ran: Any) -> set[str]:
    return {found["rule"] for found in ran.result["data"]["findings"]}


def fenced(code: str) -> str:
    return f"review this\n```python\n{code}\n```"


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) == set(RULES) - {"ruff"}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_check_fires_where_it_should_and_only_there(review: Any, rule: str) -> None:
    bad, good = EXAMPLES[rule]
    assert rule in rules_of(review(text=fenced(bad)))
    assert rule not in rules_of(review(text=fenced(good)))


SECOND_LOOKS = [
    ("sql-building", 'q = "DELETE FROM t WHERE a = %s" % x\ncur.execute(q)', True),
    ("sql-building", "cur.execute(\"SELECT a FROM b WHERE c = '{}'\".format(x))", True),
    ("sql-building", 'cur.execute("SELECT a " + "FROM b")', False),
    ("sql-building", 'run.execute(f"job {x}")', False),
    ("hardcoded-secret", 'password = ""', False),
    ("hardcoded-secret", 'connect(password="hunter22")', True),
    ("hardcoded-secret", 'config = {"api_key": "abcd1234"}', True),
    ("hardcoded-secret", 'token = "your-token-here"', False),
    ("unsafe-load", "import yaml\nyaml.load(f)", True),
    ("unsafe-load", "import yaml\nyaml.load(f, Loader=yaml.SafeLoader)", False),
    ("eval", 'x = eval("1 + 1")', False),
    ("mutable-default", "def f(*, a={}):\n    return a", True),
    ("mutable-default", "f = lambda a=list(): a", True),
    ("open-without-with", "def f(p):\n    return open(p)", False),
    ("unused-import", "from __future__ import annotations", False),
    ("unused-import", 'import os\n__all__ = ["os"]', False),
    ("unused-import", 'from a import B\ndef f(x: "B") -> None: ...', False),
    ("unused-variable", "def f():\n    for i in range(3):\n        g()", False),
    ("unused-variable", "def f():\n    global x\n    x = 1", False),
    ("shell", 'import os\nos.system("ls " + x)', True),
    ("shell", 'import os, shlex\nos.system(f"ls {shlex.quote(x)} | wc")', False),
    ("hardcoded-secret", 'def log_in(user, password="hunter22"):\n    return user', True),
    ("weak-hash", "import hashlib\nhashlib.md5(b, usedforsecurity=False)", False),
    ("unused-definition", "LIMIT = 3\nprint(1)", True),
    ("unused-definition", "LIMIT = 3\n\n\ndef offered():\n    return 1", False),
    ("unused-definition", "@app.get\ndef home():\n    return 1\n\n\nprint(1)", False),
    ("unused-definition", '__all__ = ["a"]\na = 1\nb = 2\nprint(1)', False),
]


@pytest.mark.parametrize(("rule", "code", "fires"), SECOND_LOOKS)
def test_a_second_look(review: Any, rule: str, code: str, fires: bool) -> None:
    assert (rule in rules_of(review(text=fenced(code)))) is fires


def test_a_file_is_reviewed_the_worst_first(review: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("import os\ndef f(x, seen=[]):\n    if x == None:\n        return eval(x)\n")
    ran = review("zh", file=str(path))
    data = ran.result["data"]
    assert data["counts"] == {"high": 2, "medium": 0, "low": 2}
    assert [(f["line"], f["severity"]) for f in data["findings"]] == [
        (2, "high"),
        (4, "high"),
        (1, "low"),
        (3, "low"),
    ]
    assert f"{path}：4 个问题（严重 2、轻微 2）" in ran.result["answer"]
    assert "第 2 行 [严重] 参数 seen 的默认值" in ran.result["answer"]
    assert data["findings"][1]["source"] == "return eval(x)"


def test_clean_code_is_said_to_be_clean(review: Any) -> None:
    ran = review(text=fenced("def add(a, b):\n    return a + b"))
    assert ran.result["data"]["findings"] == []
    assert "nothing found" in ran.result["answer"]


@pytest.mark.parametrize(
    "text",
    [
        "检查这段代码：def f(x=[]): return x",
        "review: def f(x=[]): return x",
        "please review\ndef f(x=[]):\n    return x",
        "看看这个函数\n\ndef f(x=[]):\n    return x\n\n谢谢你的帮助",
        "```\ndef f(x=[]): return x\n```",
    ],
)
def test_code_is_found_in_the_text(review: Any, text: str) -> None:
    assert rules_of(review(text=text)) == {"mutable-default"}


@pytest.mark.parametrize("text", ["", "review my code", "帮我审查代码", "```\n\n```"])
def test_no_code_is_said_plainly(review: Any, text: str) -> None:
    ran = review("zh", text=text)
    assert (ran.status, ran.error["code"]) == (3, "bad_request")
    assert ".py" in ran.error["hint"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.py", "not_found"), ("app.rs", "unsupported_language"), (".", "nothing_to_review")],
)
def test_a_file_that_cannot_be_reviewed(review: Any, tmp_path: Path, name: str, code: str) -> None:
    assert review(file=str(tmp_path / name)).error["code"] == code


def test_files_in_gbk_and_with_a_bom_are_read(review: Any, tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8-sig"):
        path = tmp_path / "a.py"
        path.write_bytes("# 中文注释\nx = y == None\n".encode(encoding))
        assert rules_of(review(file=str(path))) == {"none-comparison"}


def test_a_syntax_error_names_line_and_source(review: Any) -> None:
    found = review("zh", text=fenced("x = 1\nfor i in range(3)\n    print(i)")).result["data"]
    (finding,) = found["findings"]
    assert (finding["line"], finding["severity"]) == (2, "high")
    assert "语法错误" in finding["reason"]


def test_a_folder_is_reviewed_the_worst_file_first(review: Any, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "a.js").write_text("function f( {")
    (tmp_path / "clean.py").write_text("def add(a, b):\n    return a + b\n")
    (tmp_path / "deep" / "bad.py").write_text("def f(x=[]):\n    return eval(x)\n")
    (tmp_path / "run.js").write_text("var x = 1\n")
    ran = review(text="review all the code in it", folder=str(tmp_path))
    files = ran.result["data"]["files"]
    assert [file["file"] for file in files] == ["deep/bad.py", "run.js", "clean.py"]
    assert [f["rule"] for f in files[0]["findings"]] == ["mutable-default", "eval"]
    assert f"{tmp_path}: 3 files reviewed" in ran.result["answer"]
    assert "clean.py: nothing found" in ran.result["answer"]


def test_a_folder_without_programs_is_said_to_have_none(review: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    ran = review("zh", text="审查这个文件夹", folder=str(tmp_path))
    assert ran.result["error"]["code"] == "nothing_to_review"


def test_pasted_code_is_reviewed_wherever_the_caller_is(review: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("x = eval(y)\n")
    ran = review(text="review all of this: def f(x=[]): return x", folder=str(tmp_path))
    assert rules_of(ran) == {"mutable-default"}


def test_what_a_program_does_stands_before_what_is_wrong_with_it(review: Any) -> None:
    code = fenced("import os\n\n\ndef gone(path):\n    os.system('rm ' + path)")
    both = review(text=f"what does it do, and is it safe? {code}").result["answer"]
    assert "- gone(path)" in both and both.index("gone(path)") < both.index("command injection")
    named = review(text=f"what is gift.py for, would you trust it? {code}").result["answer"]
    assert "- gone(path)" in named
    for alone in ("what should I worry about?", "what do you think of it?"):
        assert "- gone(path)" not in review(text=f"{alone} {code}").result["answer"]
