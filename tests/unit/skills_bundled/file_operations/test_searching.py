"""Searching: what is searched for, in which files, in which encodings."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests.unit.skills_bundled.asking import Ask

TROUBLE = "error / exception / fatal / 错误 / 异常"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("在 src 里找 TODO", "TODO"),
        ("哪些文件里提到了 密码", "密码"),
        ("哪些文件里提到了密码", "密码"),
        ("搜索所有包含 deprecated 的源文件", "deprecated"),
        ("在代码里搜一下 get_user 出现在哪", "get_user"),
        ("error 这个词在 app.log 里出现几次", "error"),
        ("项目里有没有用到 eval", "eval"),
        ("查找 “连接 超时” 出现在哪些文件", "连接 超时"),
        ("哪些脚本用到了 requests", "requests"),
        ("repo 里哪些 file import 了 numpy", "numpy"),
        ("把日志里包含 ERROR 的行找出来", "ERROR"),
        ("找出所有 TODO 和 FIXME", "TODO / FIXME"),
        ("grep 一下 log 里的 timeout", "timeout"),
        ("find 'timeout' in all .py files", "timeout"),
        ('search for "TODO" under src', "TODO"),
        ("grep ERROR in logs", "ERROR"),
        ("which files mention password", "password"),
        ("find usages of old_api() across the codebase", "old_api()"),
        ("where is the function parse_date defined", "parse_date"),
        ("which test files mention the word monitor", "monitor"),
        ('how many times does "the" appear in book.txt', "the"),
        ("find every file mentioning ACME in ~/docs", "ACME"),
        ("grep for \"a b\" or 'c'", "a b / c"),
        ("lines containing error in server.log", "error"),
        ("find all files containing API_KEY", "API_KEY"),
        ("search app.log for connection refused", "connection refused"),
        ("里面有多少 ERROR", "ERROR"),
        ("里一共有几条 WARN？", "WARN"),
        ("里有多少个超时", "超时"),
        ("日志中 ERROR 有多少个", "ERROR"),
        ("how many ERRORs are in it", "ERROR"),
        ("grep -c ERROR logs/*.log", "ERROR"),
        ("count occurrences of ERROR per file in logs", "ERROR"),
        ("count ERROR lines in each log", "ERROR"),
        ("find all ERROR lines", "ERROR"),
        ("找出里所有 ERROR 的行", "ERROR"),
        ("logs 里哪个日志的 WARN 最多", "WARN"),
        ("哪些文件里有 hello", "hello"),
        ("哪些日志出现过 timeout，各几次", "timeout"),
        ("which files mention errors", "errors"),
        ("日志里有没有异常", TROUBLE),
        ("which log has the most errors", TROUBLE),
        ("number of errors in the log", TROUBLE),
        ("count timeout in it", "timeout"),
        (r"用正则 \d{4}-\d{2} 搜索", r"\d{4}-\d{2}"),
        (r"search with the regex '^a+$' here", "^a+$"),
    ],
)
def test_what_is_searched(scripts: Callable[[str], ModuleType], text: str, query: str) -> None:
    found = scripts("queries").query_of(text)
    assert found is not None and found[1] == query


@pytest.mark.parametrize(
    "text", ["里有多少行", "里有多少字", "里有几个单词", "how many lines are in it", "多大"]
)
def test_what_is_measured_is_not_searched(scripts: Callable[[str], ModuleType], text: str) -> None:
    assert scripts("queries").query_of(text) is None


def test_how_many_of_a_word_counts_lines_and_places(tree: Path, ask: Ask) -> None:
    (tree / "app.log").write_text("ok\nERROR a\nERROR b ERROR\n")
    found = ask("search_text", "app.log 里有多少 ERROR", "zh", file=str(tree / "app.log"))
    assert (found["data"]["lines"], found["data"]["occurrences"]) == (2, 3)


def test_finds_lines_in_every_encoding(tree: Path, ask: Ask) -> None:
    for name, encoding in (("a", "utf-8"), ("b", "gbk"), ("c", "utf-16"), ("d", "utf-8-sig")):
        (tree / f"{name}.txt").write_bytes("一\n这里有密码 密码\n三\n".encode(encoding))
    (tree / "e.bin").write_bytes("密码".encode() + b"\0\1")
    found = ask("search_text", "哪些文件里提到了 密码", "zh")["data"]
    assert (found["lines"], found["occurrences"], found["files"]) == (4, 8, 4)
    assert found["binary"] == 1
    assert {(m["file"], m["line"], m["text"]) for m in found["matches"]} == {
        (f"{name}.txt", 2, "这里有密码 密码") for name in "abcd"
    }


def test_counts_as_an_independent_search_does(tree: Path, ask: Ask) -> None:
    text = "".join(f"line {n} {'TODO fix' if n % 7 == 0 else ''}\n" for n in range(1000))
    (tree / "src").mkdir()
    (tree / "src" / "a.py").write_text(text)
    found = ask("search_text", "find TODO in src", folder=str(tree / "src"))
    assert found["data"]["lines"] == len(re.findall("TODO", text))
    assert "a.py:1: line 0 TODO fix" in found["answer"]


def test_case_is_heeded_first_and_ignored_when_nothing_is_found(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("Timeout\ntimeout\n")
    assert ask("search_text", 'find "timeout"')["data"]["lines"] == 1
    assert ask("search_text", 'find "timeout" ignoring case')["data"]["lines"] == 2
    loose = ask("search_text", 'find "TIMEOUT"')
    assert loose["data"]["lines"] == 2 and "in either case" in loose["answer"]


def test_one_file_patterns_and_long_lines(tree: Path, ask: Ask) -> None:
    (tree / "a.log").write_text("x" * 300_000 + "needle\nneedle\n")
    (tree / "b.txt").write_text("needle\n")
    one = ask("search_text", "lines with needle in a.log", file=str(tree / "a.log"))["data"]
    assert [m["line"] for m in one["matches"]] == [1, 2]
    only = ask("search_text", "find 'needle' in *.txt", patterns=["*.txt"])["data"]
    assert only["by_file"] == {"b.txt": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [("search with regex '(' here", "pattern_bad"), ("find 'nowhere'", "nothing_found")],
)
def test_search_failures(tree: Path, ask: Ask, text: str, code: str) -> None:
    (tree / "a.txt").write_text("text\n")
    failure = ask("search_text", text)["error"]
    assert failure["code"] == code and failure["hint"]


LOG = "INFO a\nERROR b\nWARN c\n[error] d\nTraceback (most recent call last):\nValueError: x\n"


@pytest.mark.parametrize(
    "text",
    [
        "app.log 里有没有报错",
        "check app.log for errors",
        "any errors in app.log",
        "看看 app.log 有没有错误",
    ],
)
def test_errors_of_every_spelling_are_found_in_a_log(tree: Path, ask: Ask, text: str) -> None:
    (tree / "app.log").write_text(LOG)
    found = ask("search_text", text, file=str(tree / "app.log"))
    assert [m["line"] for m in found["data"]["matches"]] == [2, 4, 5, 6]


def test_a_log_without_errors_is_an_answer(tree: Path, ask: Ask) -> None:
    (tree / "app.log").write_text("INFO a\n")
    found = ask("search_text", "app.log 里有没有报错", "zh", file=str(tree / "app.log"))
    assert found["answer"].startswith("没有") and found["data"]["lines"] == 0


def test_so_many_in_each_file_and_which_has_most(tree: Path, ask: Ask) -> None:
    (tree / "a.log").write_text("ERROR\nok\n")
    (tree / "b.log").write_text("ERROR\nERROR\n")
    (tree / "c.log").write_text("ok\n")
    each = ask("search_text", "count occurrences of ERROR per file")
    assert each["data"]["occurrences_by_file"] == {"b.log": 2, "a.log": 1}
    assert "In 1 more files: none." in each["answer"] and "a.log:1" not in each["answer"]
    most = ask("search_text", "哪个日志的 ERROR 最多", "zh")["answer"]
    assert most.startswith("最多的是 b.log：2 行")


def test_a_word_is_no_part_of_another(tree: Path, ask: Ask) -> None:
    (tree / "poem.txt").write_text("a cat\nconcatenate\ncat cat\n")
    text = "how many times does the word cat appear in poem.txt"
    assert ask("search_text", text, file=str(tree / "poem.txt"))["data"]["occurrences"] == 3


def test_which_file_has_the_fewest(tree: Path, ask: Ask) -> None:
    (tree / "a.log").write_text("WARN\nWARN\n")
    (tree / "b.log").write_text("WARN\n")
    fewest = ask("search_text", "哪个文件的 WARN 最少", "zh")["answer"]
    assert fewest.startswith("最少的是 b.log：1 行")
    (tree / "c.log").write_text("ok\n")
    assert ask("search_text", "which log has the fewest WARN lines")["answer"].startswith(
        "1 of the"
    )


@pytest.mark.parametrize(
    ("text", "language", "files"),
    [
        ("which notes mention ferry more than once", "en", ["a.txt"]),
        ("which files contain ferry at least 3 times", "en", ["a.txt"]),
        ("ferry 出现 2 次以上的文件有哪些", "zh", ["a.txt"]),
        ("which files mention ferry exactly once", "en", ["b.txt"]),
    ],
)
def test_how_often_it_must_stand_in_a_file(
    tree: Path, ask: Ask, text: str, language: str, files: list[str]
) -> None:
    (tree / "a.txt").write_text("ferry\nferry and ferry\n")
    (tree / "b.txt").write_text("ferry\n")
    found = ask("search_text", text, language)["data"]
    assert list(found["occurrences_by_file"]) == files
    assert {match["file"] for match in found["matches"]} == set(files)


def test_what_is_written_in_other_letters_is_shown_apart(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("the lease\nLease of 2020\n")
    told = ask("search_text", 'search for "lease"')["answer"]
    assert "is on 1 line" in told
    assert told.endswith(
        "In other letters, large or small, on 1 line more (not counted above):\n"
        "  a.txt:2: Lease of 2020"
    )
    assert "In other letters" not in ask("search_text", 'find "Lease" ignoring case')["answer"]
