"""Checksums and the lines of one file; refusals and failures in the user's language."""

import hashlib
import os
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask


@pytest.mark.parametrize("algorithm", ["sha256", "md5", "sha1", "sha512"])
def test_checksums(tree: Path, ask: Ask, algorithm: str) -> None:
    content = os.urandom(3_000_001)
    (tree / "a.bin").write_bytes(content)
    digest = hashlib.new(algorithm, content).hexdigest()
    files = [str(tree / "a.bin")]
    found = ask("hash_file", f"{algorithm} of a.bin", files=files, algorithm=algorithm)
    assert digest in found["answer"] and "3,000,001 bytes" in found["answer"]
    same = ask("hash_file", f"check a.bin against {digest.upper()}", files=files)
    assert same["data"]["equal"] is True and same["data"]["algorithm"] == algorithm
    other = ask(
        "hash_file",
        f"a.bin 的校验值是 {digest[:-1]}{'1' if digest[-1] == '0' else '0'} 吗",
        "zh",
        files=files,
    )
    assert other["data"]["equal"] is False and "不一致" in other["answer"]


def test_checksums_of_a_folder_and_of_two_files(tree: Path, ask: Ask) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tree / name).write_text(name[0] if name != "b.txt" else "a")
    found = ask(
        "hash_file", "计算这个文件夹所有文件的 md5", "zh", folder=str(tree), algorithm="md5"
    )
    assert {f["path"]: f["digest"] for f in found["data"]["files"]} == {
        p.name: hashlib.md5(p.read_bytes()).hexdigest() for p in tree.iterdir()
    }
    two = [str(tree / "a.txt"), str(tree / "b.txt")]
    assert "完全相同" in ask("hash_file", "a.txt 和 b.txt 一样吗", "zh", files=two)["answer"]
    two = [str(tree / "a.txt"), str(tree / "c.txt")]
    assert "differ" in ask("hash_file", "are a.txt and c.txt identical", files=two)["answer"]


@pytest.mark.parametrize(
    ("text", "count", "first", "last"),
    [
        ("显示 a.txt 的前 5 行", 5, 1, 5),
        ("first 5 lines of a.txt", 5, 1, 5),
        ("a.txt 最后 3 行", 3, 98, 100),
        ("print the last 3 lines of a.txt", 3, 98, 100),
        ("tail a.txt", None, 91, 100),
        ("显示 a.txt 第 10 到 20 行", None, 10, 20),
        ("show lines 10 to 20 of a.txt", None, 10, 20),
        ("a.txt 第 7 行是什么", None, 7, 7),
        ("打开 a.txt", None, 1, 20),
    ],
)
def test_lines_of_a_file(
    tree: Path, ask: Ask, text: str, count: int | None, first: int, last: int
) -> None:
    (tree / "a.txt").write_text("".join(f"行 {n}\n" for n in range(1, 101)), "utf-8")
    given = {"count": count} if count else {}
    found = ask("show_file", text, file=str(tree / "a.txt"), **given)
    assert found["data"]["lines"] == [f"行 {n}" for n in range(first, last + 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_measures_of_a_text(tree: Path, ask: Ask, encoding: str) -> None:
    (tree / "a.txt").write_bytes("你好, brave new world\n\n第三行 it's".encode(encoding))
    found = ask("show_file", "a.txt 有多少字", "zh", file=str(tree / "a.txt"))["data"]
    assert (found["lines"], found["blank_lines"], found["words"]) == (3, 1, 4)
    assert found["chinese_characters"] == 5
    asked = ask("show_file", "what encoding is a.txt", file=str(tree / "a.txt"))
    assert asked["data"]["encoding"] == encoding


def test_the_tail_of_a_large_file(tree: Path, ask: Ask) -> None:
    (tree / "a.log").write_text("".join(f"{n:09d} 日志\n" for n in range(400_000)), "utf-8")
    found = ask("show_file", "last 2 lines of a.log", file=str(tree / "a.log"), count=2)
    assert found["data"]["lines"] == ["000399998 日志", "000399999 日志"]


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("list_files", "delete all .log files"),
        ("count_files", "把所有图片重命名"),
        ("list_files", "删掉所有 .bak"),
        ("count_files", "把 logs 目录打包成 zip"),
        ("list_files", "move every pdf to docs/"),
        ("largest_files", "清理一下最大的文件"),
        ("list_files", "tidy up my downloads folder"),
        ("list_files", "I want to delete the zip files"),
        ("list_files", "我想清理一下电脑"),
        ("search_text", "把 src 里的 foo 替换成 bar"),
        ("show_file", "split a.txt into files of 10 lines"),
        ("hash_file", "rename a.txt by its hash"),
        ("list_files", "把這些檔案合并"),
        ("count_files", "桌面太乱了帮我整理下"),
    ],
)
def test_changes_are_refused(tree: Path, ask: Ask, action: str, text: str) -> None:
    (tree / "a.txt").write_text("foo\n")
    failure = ask(action, text, "zh", file=str(tree / "a.txt"))["error"]
    assert failure["code"] == "changes_refused" and "没有改变" in failure["message"]


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("list_files", "files modified today"),
        ("count_files", "how many zip files"),
        ("search_text", "find 'delete' in all files"),
        ("search_text", "在代码里找 remove_user"),
        ("list_files", "最近三天修改的文件"),
        ("list_files", "We're moving house, so I'd like to see the zip files. Which are there?"),
        ("largest_files", "I want to clean up a bit, so which files are the largest?"),
        ("largest_files", "which files are the largest, before I delete any?"),
        ("largest_files", "我想清理一下电脑，帮我看看哪些文件最大"),
    ],
)
def test_words_that_only_look_like_changes(tree: Path, ask: Ask, action: str, text: str) -> None:
    (tree / "a.zip").write_text("delete remove_user\n")
    assert ask(action, text).get("error", {}).get("code") != "changes_refused"


@pytest.mark.parametrize(
    ("action", "parameters", "code"),
    [
        ("show_file", {"file": "/nowhere/a.txt"}, "file_missing"),
        ("show_file", {}, "file_needed"),
        ("show_file", {"file": "."}, "not_a_file"),
        ("show_file", {"file": "pipe"}, "not_a_file"),
        ("show_file", {"file": "empty.txt"}, "file_empty"),
        ("show_file", {"file": "a.png"}, "not_text"),
        ("hash_file", {}, "file_needed"),
        ("count_files", {"folder": "/nowhere"}, "folder_missing"),
        ("count_files", {"folder": "empty.txt"}, "not_a_folder"),
        ("list_files", {"question": "convert it to csv"}, "file_needed"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_failures_say_what_and_how_to_mend(
    tree: Path, ask: Ask, action: str, parameters: dict[str, str], code: str, language: str
) -> None:
    for name in ("empty.txt", "empty.csv"):
        (tree / name).touch()
    (tree / "a.png").write_bytes(b"\x89PNG\r\n\0\0")
    os.mkfifo(tree / "pipe")
    text = parameters.get("question", "看看")
    paths = {name: value for name, value in parameters.items() if name != "question"}
    whole = {name: os.path.join(tree, value) for name, value in paths.items()}
    failure = ask(action, text, language, **whole)["error"]
    assert failure["code"] == code
    assert failure["hint"] and ("。" in failure["message"]) == (language == "zh")


def test_a_wrong_checksum_and_a_named_folder_that_is_not_there(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("x")
    bad = ask("hash_file", "is a.txt 0123456789abcdef0123456789abcd", files=[str(tree / "a.txt")])
    assert bad["error"]["code"] == "digest_bad"
    lost = ask("list_files", "Downloads 里的 pdf 都 list 出来", "zh")
    assert lost["error"]["code"] == "folder_missing"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("sort the lines of a.txt", ["9", "10", "apple", "pear", "pear"]),
        ("把 a.txt 按行倒序排序", ["pear", "pear", "apple", "10", "9"]),
        ("show the unique lines of a.txt", ["pear", "10", "apple", "9"]),
        ("sort -u a.txt", ["9", "10", "apple", "pear"]),
    ],
)
def test_lines_are_ordered_in_a_new_file(ask: Ask, tree: Path, text: str, lines: list[str]) -> None:
    (tree / "a.txt").write_text("pear\n10\napple\n9\npear")
    found = ask("order_lines", text, file=str(tree / "a.txt"))
    assert found["data"]["lines"] == lines
    assert found["files"][found["data"]["made"]].splitlines() == lines


@pytest.mark.parametrize("text", ["put the names in alphabetical order", "按字母顺序排好"])
def test_the_alphabet_knows_no_capitals(ask: Ask, tree: Path, text: str) -> None:
    (tree / "a.txt").write_text("Zoe\nadam\nBen\n")
    found = ask("order_lines", f"a.txt: {text}", file=str(tree / "a.txt"))
    assert found["data"]["lines"] == ["adam", "Ben", "Zoe"]


def test_a_file_in_which_nothing_is_found_is_told_so(ask: Ask, tree: Path) -> None:
    (tree / "a.txt").write_text("fine\n")
    for action in ("file_rights", "list_todos"):
        found = ask(action, "find ERROR in a.txt", file=str(tree / "a.txt"))
        assert found["error"]["code"] == "nothing_found"


def test_how_many_lines_and_some_of_them(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("".join(f"line {n}\n" for n in range(40)))
    text = "how many lines in a.txt? show the last 3"
    answer = ask("show_file", text, file=str(tree / "a.txt"), count=3)["answer"]
    assert "40 lines" in answer and answer.endswith("line 37\nline 38\nline 39")


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("order_lines", "which names are in a.txt twice?"),
        ("show_file", "a.txt 里有没有重复的名字"),
        ("search_text", "is anybody listed more than once in a.txt?"),
    ],
)
def test_which_lines_are_there_more_than_once(tree: Path, ask: Ask, action: str, text: str) -> None:
    (tree / "a.txt").write_text("Kim\nLee\n\nKim\nRoy\n\nLee\nKim\n")
    found = ask(action, text, file=str(tree / "a.txt"))
    assert [(row["text"], row["places"]) for row in found["data"]["lines"]] == [
        ("Kim", [1, 4, 8]),
        ("Lee", [2, 7]),
    ]
    assert not list(tree.glob("*unique*"))


def test_no_line_is_there_more_than_once(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("Kim\nLee\n")
    found = ask("order_lines", "a.txt 里哪些行重复了", "zh", file=str(tree / "a.txt"))
    assert "没有重复的行" in found["answer"]


def test_what_one_file_is_like_though_the_action_is_for_folders(tree: Path, ask: Ask) -> None:
    (tree / "a.txt").write_text("")
    (tree / "b.txt").write_text("hello there\n")
    assert "a.txt is empty" in ask("find_empty", "is a.txt empty?", folder=str(tree))["answer"]
    assert "不是空的" in ask("find_empty", "b.txt 是空的吗", "zh", folder=str(tree))["answer"]
    assert "12 bytes" in ask("count_files", "how big is b.txt", folder=str(tree))["answer"]
    assert "1 line" in ask("long_lines", "how long is b.txt?", folder=str(tree))["answer"]
