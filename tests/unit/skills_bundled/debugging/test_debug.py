"""Pasted tracebacks and programs that really fail: exception, place, cause and mend."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# A program that fails: its last line is the failing one. Then the exception, and words that
# the cause or the mend must name.
PROGRAMS = {
    "typo": ("total = 1\nprint(totl)", "NameError", ["total"]),
    "no import": ("math.sqrt(2)", "NameError", ["math"]),
    "local": ("n = 1\ndef f():\n    n += 1\nf()", "UnboundLocalError", ["n"]),
    "none item": ("rows = None\nrows[0]", "TypeError", ["None"]),
    "str plus int": ('"a" + 1', "TypeError", ["int"]),
    "operands": ('[1] - "a"', "TypeError", ["list", "str"]),
    "missing argument": ("def f(a, b): ...\nf(1)", "TypeError", ["'b'"]),
    "unknown keyword": ("def f(a): ...\nf(a=1, colour=2)", "TypeError", ["colour"]),
    "too many arguments": ("def f(a): ...\nf(1, 2)", "TypeError", ["f()", "2"]),
    "not callable": ("size = 3\nsize()", "TypeError", ["int"]),
    "not iterable": ("for i in 5: ...", "TypeError", ["int", "range"]),
    "str index": ('[1]["a"]', "TypeError", ["str"]),
    "unhashable": ("{[1]: 2}", "TypeError", ["list"]),
    "order": ('sorted([1, "a"])', "TypeError", ["str", "int"]),
    "json": ("import json\njson.dumps({1j})", "TypeError", ["set", "JSON"]),
    "none attribute": ('import re\nre.match("a", "b").group()', "AttributeError", ["group"]),
    "attribute": ('"a".uper()', "AttributeError", ["str", "uper"]),
    "key": ('{"name": 1}["nmae"]', "KeyError", ["'nmae'"]),
    "index": ("[1, 2][5]", "IndexError", ["len"]),
    "int": ('int("12a")', "ValueError", ["'12a'"]),
    "float": ('float("1,5 kg")', "ValueError", ["'1,5 kg'"]),
    "unpack few": ("a, b = [1]", "ValueError", ["2", "1"]),
    "unpack many": ("a, b = [1, 2, 3]", "ValueError", ["2"]),
    "date": (
        'from datetime import datetime\ndatetime.strptime("x", "%Y")',
        "ValueError",
        ["'%Y'"],
    ),
    "zero": ("1 / 0", "ZeroDivisionError", []),
    "module": ("import no_such_module_here", "ModuleNotFoundError", ["pip install"]),
    "import name": ("from os import no_such_name", "ImportError", ["no_such_name"]),
    "file": ('open("/no/such/file.txt")', "FileNotFoundError", ["/no/such/file.txt"]),
    "directory": ('open("/")', "IsADirectoryError", ["'/'"]),
    "recursion": ("def f(n): return f(n)\nf(1)", "RecursionError", []),
    "decode": ('"中".encode("gbk").decode("utf-8")', "UnicodeDecodeError", ["utf-8"]),
    "json text": ('import json\njson.loads("<html>")', "JSONDecodeError", ["JSON"]),
    "assert": ("assert 1 == 2", "AssertionError", []),
    "stop": ("next(iter([]))", "StopIteration", ["next("]),
    "input": ("input()", "EOFError", ["input()"]),
    "own": ('class OddError(Exception): ...\nraise OddError("odd")', "OddError", ["odd"]),
    "indent": ("def f():\nreturn 1", "IndentationError", []),
    "syntax": ("print('a'", "SyntaxError", ["("]),
    "punctuation": ("print（1）", "SyntaxError", ["（"]),
}


@pytest.fixture
def debug(run_script: Callable[..., Any]) -> Callable[..., Any]:
    def call(language: str = "en", **parameters: Any) -> Any:
        return run_script("debugging", "debug", {"text": "", **parameters}, language)

    return call


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_failing_program_is_explained(
    debug: Any, tmp_path: Path, name: str, language: str
) -> None:
    code, exception, words = PROGRAMS[name]
    path = tmp_path / "broken.py"
    path.write_text(f'"""Fails."""\n{code}\n', encoding="utf-8")
    ran = debug(language, file=str(path), text=f"debug {path}")
    data, answer = ran.result["data"], ran.result["answer"]
    assert (ran.status, data["exception"], data["ran"]) == (0, exception, True)
    assert data["file"] == str(path)
    assert f"{path}:{data['line']}" in answer
    told = data["cause"] + data["mend"]
    assert not [word for word in words if word not in told]
    assert ("原因：" if language == "zh" else "Cause: ") + data["cause"] in answer
    source = path.read_text(encoding="utf-8").splitlines()[data["line"] - 1]
    assert data["source"] in source


def test_the_failing_line_and_function_are_named(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text('def pick(d):\n    return d["b"]\n\nprint("on")\npick({})\n')
    ran = debug(file=str(path))
    data = ran.result["data"]
    assert (data["line"], data["function"], data["source"]) == (2, "pick", 'return d["b"]')
    assert [frame["line"] for frame in data["frames"]] == [5, 2]
    assert ran.result["output"].startswith("on\n")


def test_the_place_is_in_the_users_code_not_in_a_library(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text('import json\n\njson.loads("{")\n')
    assert debug(file=str(path)).result["data"]["line"] == 3


def test_a_program_that_ends_well_is_said_to(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "fine.py"
    path.write_text("print(6 * 7)\n")
    ran = debug("zh", file=str(path))
    assert ran.result["data"]["exit_code"] == 0
    assert "正常结束" in ran.result["answer"]
    assert ran.result["output"] == "42\n"


def test_an_exit_code_without_exception_is_no_exception(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "exits.py"
    path.write_text("import sys\nsys.exit(3)\n")
    ran = debug(file=str(path))
    assert ran.result["data"]["exit_code"] == 3
    assert "exit code 3" in ran.result["answer"]


def test_the_end_of_a_chain_of_exceptions_counts(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "chain.py"
    path.write_text(
        'try:\n    {}["a"]\nexcept KeyError as e:\n    raise ValueError("bad") from e\n'
    )
    data = debug(file=str(path)).result["data"]
    assert (data["exception"], data["message"], data["line"]) == ("ValueError", "bad", 4)


def test_the_program_finds_the_modules_beside_it(debug: Any, tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("def f(x):\n    return 1 / x\n")
    path = tmp_path / "app.py"
    path.write_text("import beside\nbeside.f(0)\n")
    data = debug(file=str(path)).result["data"]
    assert (data["file"], data["line"]) == (str(tmp_path / "beside.py"), 2)


TRACEBACK = """Traceback (most recent call last):
  File "/home/u/shop.py", line 12, in <module>
    main()
  File "/home/u/shop.py", line 8, in main
    price = int(row["price"])
            ^^^^^^^^^^^^^^^^^
ValueError: invalid literal for int() with base 10: '12.5'
"""


@pytest.mark.parametrize(
    "text",
    [
        TRACEBACK,
        f"帮我看看这个报错\n{TRACEBACK}\n怎么解决？",
        f"why?\n```\n{TRACEBACK}```",
        TRACEBACK.replace("            ^^^^^^^^^^^^^^^^^\n", ""),
        "During startup:\n" + TRACEBACK.replace("8", "5") + "\nThen:\n\n" + TRACEBACK,
    ],
)
def test_a_pasted_traceback_is_explained_without_running(debug: Any, text: str) -> None:
    data = debug("zh", text=text).result["data"]
    assert (data["exception"], data["file"], data["line"]) == ("ValueError", "/home/u/shop.py", 8)
    assert data["source"] == 'price = int(row["price"])'
    assert "'12.5'" in data["cause"]
    assert data["ran"] is False


@pytest.mark.parametrize(
    ("text", "exception", "word"),
    [
        ("KeyError: 'name' 是什么原因", "KeyError", "'name'"),
        ("what does TypeError: 'NoneType' object is not subscriptable mean", "TypeError", "None"),
        ("ModuleNotFoundError: No module named 'cv2'", "ModuleNotFoundError", "opencv-python"),
        ("IndexError: list index out of range 怎么解决", "IndexError", "len"),
        ("requests.exceptions.ConnectionError: refused", "ConnectionError", ""),
        ("json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
         "JSONDecodeError", "JSON"),
        ("AttributeError: 'list' object has no attribute 'push'", "AttributeError", "push"),
        ("我遇到了 ZeroDivisionError", "ZeroDivisionError", "0"),
    ],
)  # fmt: skip
def test_a_message_alone_is_explained(debug: Any, text: str, exception: str, word: str) -> None:
    data = debug("zh", text=text).result["data"]
    assert (data["exception"], data["line"]) == (exception, None)
    assert word in data["cause"] + data["mend"]


@pytest.mark.parametrize(
    "text",
    [
        "debug this\n```python\nx = {}\nx['a']\n```",
        "这段代码为什么报错\nx = {}\nx['a']",
    ],
)
def test_pasted_code_is_run(debug: Any, text: str) -> None:
    ran = debug(text=text)
    data = ran.result["data"]
    assert (data["exception"], data["file"], data["line"]) == ("KeyError", "program.py", 2)
    assert "x['a']" in data["source"]


@pytest.mark.parametrize("text", ["", "my program is broken", "程序跑不起来"])
def test_nothing_to_look_at_is_said_plainly(debug: Any, text: str) -> None:
    ran = debug(text=text)
    assert (ran.status, ran.error["code"]) == (3, "bad_request")
    assert "Traceback" in ran.error["hint"] or "traceback" in ran.error["hint"]


@pytest.mark.parametrize(("name", "code"), [("none.py", "not_found"), ("a.txt", "bad_request")])
def test_a_file_that_cannot_be_run(debug: Any, tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert debug(file=str(tmp_path / name)).error["code"] == code


@pytest.mark.parametrize("asked", ["run sum.py with 2 3", "运行 sum.py，参数 2 3", "sum.py 2 3"])
def test_a_program_is_started_with_what_is_named(debug: Any, tmp_path: Path, asked: str) -> None:
    path = tmp_path / "sum.py"
    path.write_text("import sys\nprint(sum(map(int, sys.argv[1:])))\n")
    ran = debug(file=str(path), text=asked)
    assert "It printed:\n5" in ran.result["answer"]


@pytest.mark.parametrize(
    ("text", "exception", "word"),
    [
        ("what does 'list index out of range' mean", "IndexError", "len"),
        ("下标越界是什么意思", "IndexError", "len"),
        ("why do I get division by zero", "ZeroDivisionError", "zero"),
        ("what does 'NoneType' object is not subscriptable mean", "TypeError", "None"),
        ("No module named requests", "ModuleNotFoundError", "pip install requests"),
        ("提示 maximum recursion depth exceeded", "RecursionError", "itself"),
        ("too many values to unpack (expected 2), why", "ValueError", "2"),
        ("what does 'NameError: name pd is not defined' mean", "NameError", "pd is used"),
        ("how do I fix UnicodeDecodeError when reading a csv", "UnicodeDecodeError", "encoding"),
        ("no such file or directory???", "FileNotFoundError", "…"),
    ],
)
def test_a_message_without_its_exception_is_explained(
    debug: Any, text: str, exception: str, word: str
) -> None:
    data = debug(text=text).result["data"]
    assert (data["exception"], data["ran"]) == (exception, False)
    assert word in data["cause"] + data["mend"]


@pytest.mark.parametrize("text", ["why does int('12a') fail", "为什么 int('12a') 会报错"])
def test_a_call_within_a_sentence_is_run(debug: Any, text: str) -> None:
    data = debug(text=text).result["data"]
    assert (data["exception"], data["ran"]) == ("ValueError", True)


def test_what_keeps_pytest_from_running_is_told(debug: Any, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nversion =\n")
    path = tmp_path / "test_a.py"
    path.write_text("def test_a():\n    assert 1\n")
    answer = debug(file=str(path), text="run the tests").result["answer"]
    assert "could not run" in answer and "pyproject.toml" in answer


def test_a_file_called_nearly_so_is_taken(debug: Any, tmp_path: Path) -> None:
    (tmp_path / "sale.csv").write_text("7")
    path = tmp_path / "app.py"
    path.write_text('print(open("sales.csv").read())\n')
    data = debug(file=str(path)).result["data"]
    assert data["mended"] and "sale.csv" in data["changes"][0]


def test_a_median_of_an_even_number_is_of_both_in_the_middle(debug: Any, tmp_path: Path) -> None:
    path = tmp_path / "stats.py"
    path.write_text(
        "def median(values):\n    values = sorted(values)\n    return values[len(values) // 2]\n"
        "print(median([4, 1, 3, 2]))\n"
    )
    assert debug(file=str(path)).result["output"] == "2.5\n"
