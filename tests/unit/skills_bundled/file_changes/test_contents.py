"""Texts replaced and added, folders and files made."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('replace "port = 80" with "port = 81" in all ini files', "port = 81\nPort\n"),
        ("把 ini 文件里的 port 替换成 door", "door = 80\nPort\n"),
        ("change 80 to 90 in all ini files", "port = 90\nPort\n"),
        ("replace port with door in ini files ignoring case", "door = 80\ndoor\n"),
        ('in all ini files replace the regex "p(or)t" with "\\1"', "or = 80\nPort\n"),
        ("s/80/443/ in all ini files", "port = 443\nPort\n"),
    ],
)
def test_one_text_for_another(tree: Path, plan: Plan, text: str, after: str) -> None:
    (tree / "a.ini").write_text("port = 80\nPort\n")
    (tree / "b.ini").write_bytes(b"\0port = 80")
    (tree / "c.txt").write_text("port = 80\n")
    assert plan("replace_text", text)["writes"] == {"a.ini": after.encode()}


@pytest.mark.parametrize(
    "text",
    [
        "My landlady got married and moved, wherever it says “Ms Old” it should say “Ms New”",
        "供应商改名了，凡是写“Ms Old”的地方都要改成“Ms New”",
        "把 txt 里的“Ms Old”都换成“Ms New”，她结婚了",
    ],
)
def test_why_a_text_is_replaced_renames_no_file(tree: Path, plan: Plan, text: str) -> None:
    (tree / "a.txt").write_text("Ms Old\n")
    assert plan("replace_text", text)["writes"] == {"a.txt": b"Ms New\n"}


def test_encoding_and_line_ends_stay(tree: Path, plan: Plan) -> None:
    (tree / "a.txt").write_bytes("旧的\r\n别的\r\n".encode("gbk"))
    found = plan("replace_text", "把 txt 文件里的 “旧的” 换成 “新的”", "zh")
    assert found["writes"]["a.txt"] == "新的\r\n别的\r\n".encode("gbk")
    more = plan("append_text", "在所有 txt 文件末尾追加“完”", "zh")
    assert more["writes"]["a.txt"] == "旧的\r\n别的\r\n完\r\n".encode("gbk")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('append "x y" to n.txt', "one\nx y\n"),
        ("add a line buy milk to n.txt", "one\nbuy milk\n"),
        ("给 n.txt 加一行 买牛奶", "one\n买牛奶\n"),
        ("note down “pay Tom” in n.txt", "one\npay Tom\n"),
        ("把“还书”记到 n.txt", "one\n还书\n"),
        ('add "# top" at the beginning of n.txt', "# top\none"),
        ("在 n.txt 开头插入“顶”", "顶\none"),
    ],
)
def test_a_line_more(tree: Path, plan: Plan, text: str, after: str) -> None:
    (tree / "n.txt").write_text("one")
    assert plan("append_text", text)["writes"] == {"n.txt": after.encode()}


@pytest.mark.parametrize(
    ("text", "folders"),
    [
        ("create folders a, b and c", ["a", "b", "c"]),
        ("新建三个文件夹：图片、文档、音乐", ["图片", "文档", "音乐"]),
        ("创建一个叫 报告 的文件夹", ["报告"]),
        ("make a new folder called data/raw", ["data/raw"]),
        ("mkdir -p x/y", ["x/y"]),
        ("create folders week1 to week3", ["week1", "week2", "week3"]),
        ("建立文件夹 “一 二”", ["一 二"]),
        ("create a reports folder", ["reports"]),
        (
            "we need folders 2030/spring and 2030/autumn for our trips",
            ["2030/autumn", "2030/spring"],
        ),
        ("帮我准备 合同、发票 两个文件夹", ["发票", "合同"]),
    ],
)
def test_new_folders(tree: Path, plan: Plan, text: str, folders: list[str]) -> None:
    assert plan("make_entries", text)["makes"] == sorted(folders)


@pytest.mark.parametrize(
    ("text", "name", "content"),
    [
        ('create a file hello.txt with the text "good morning"', "hello.txt", b"good morning\n"),
        ("新建文件 a.md，内容为 你好", "a.md", "你好\n".encode()),
        ("touch empty.txt", "empty.txt", b""),
        ("create notes.md containing first line", "notes.md", b"first line\n"),
    ],
)
def test_new_files(tree: Path, plan: Plan, text: str, name: str, content: bytes) -> None:
    assert plan("make_entries", text)["writes"] == {name: content}
    (tree / name).touch()
    assert plan("make_entries", text)["error"]["code"] == "name_taken"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("remove trailing spaces in n.txt", "one two\n\nthree two\n"),
        ("删除 n.txt 里的空行", "one two  \nthree two\n"),
        ("delete the word two from n.txt", "one   \n\nthree \n"),
        ("把 n.txt 里的“three ”删掉", "one two  \n\ntwo\n"),
    ],
)
def test_what_goes_out_of_a_text_deletes_no_file(
    tree: Path, plan: Plan, text: str, after: str
) -> None:
    (tree / "n.txt").write_text("one two  \n\nthree two\n")
    found = plan("delete_files", text, files=[str(tree / "n.txt")])
    assert found["writes"] == {"n.txt": after.encode()} and not found["deletes"]


@pytest.mark.parametrize(
    ("action", "text", "code"),
    [
        ("replace_text", "replace something in all txt files", "text_needed"),
        ("replace_text", 'replace "nowhere" with "x" in all txt files', "nothing_found"),
        ("replace_text", 'replace the regex "(" with "x" in all txt files', "pattern_bad"),
        ("append_text", 'append "x"', "which_files"),
    ],
)
def test_refusals(tree: Path, plan: Plan, action: str, text: str, code: str) -> None:
    (tree / "a.txt").write_text("some\n")
    assert plan(action, text)["error"]["code"] == code


LINES = "pear\n10\napple\n9\npear\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("删除 a.txt 的最后一行", "pear\n10\napple\n9\n"),
        ("delete the first 2 lines of a.txt", "apple\n9\npear\n"),
        ("delete the first half a dozen lines of a.txt", ""),
        ("truncate a.txt to its last 2 lines", "9\npear\n"),
        ("只保留 a.txt 的前三行", "pear\n10\napple\n"),
        ("delete lines 2 to 4 of a.txt", "pear\npear\n"),
        ("删除 a.txt 的第二行", "pear\napple\n9\npear\n"),
        ("remove the third line from a.txt", "pear\n10\n9\npear\n"),
        ("去掉 a.txt 里的重复行", "pear\n10\napple\n9\n"),
        ("sort the lines of a.txt in place", "9\n10\napple\npear\npear\n"),
        ("把 a.txt 的行倒序排序后写回原文件", "pear\npear\napple\n10\n9\n"),
    ],
)
def test_lines_go_stay_or_stand_in_another_order(
    plan: Plan, tree: Path, text: str, left: str
) -> None:
    (tree / "a.txt").write_text(LINES)
    found = plan("replace_text", text, files=[str(tree / "a.txt")])
    assert found["writes"] == {"a.txt": left.encode()}


def test_lines_keep_their_ends(plan: Plan, tree: Path) -> None:
    (tree / "a.txt").write_bytes(b"b\r\na\r\nc")
    found = plan("replace_text", "delete the last line of a.txt", files=[str(tree / "a.txt")])
    assert found["writes"] == {"a.txt": b"b\r\na\r\n"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My aunt Ida Roth is now called Ida Falk. Change that in all letters please.", "en"),
        ("Since Ida Roth has changed her name to Ida Falk, please update the letters.", "en"),
        ("our neighbour Ida Roth now goes by Ida Falk, so correct it in every letter", "en"),
        ("同事罗小艾现在叫罗艾，所有信里都改一下", "zh"),
    ],
)
def test_another_name_is_told_of_before_it_is_wished_for(
    tree: Path, plan: Plan, text: str, language: str
) -> None:
    (tree / "a.txt").write_text("Dear Ida Roth,\n罗小艾\n")
    after = "Dear Ida Falk,\n罗小艾\n" if language == "en" else "Dear Ida Roth,\n罗艾\n"
    assert plan("replace_text", text, language)["writes"] == {"a.txt": after.encode()}


@pytest.mark.parametrize(
    ("text", "folders"),
    [
        ("新建甲、乙两个文件夹，放在 in 里面", ["in/乙", "in/甲"]),
        ("make the folders red and blue and put them in old", ["old/blue", "old/red"]),
    ],
)
def test_folders_are_made_where_it_is_said_last(
    tree: Path, plan: Plan, text: str, folders: list[str]
) -> None:
    assert plan("make_entries", text)["makes"] == folders


def test_a_line_is_added_without_the_word_that_counts_it(tree: Path, plan: Plan) -> None:
    (tree / "a.txt").write_text("盐\n")
    files = [str(tree / "a.txt")]
    made = plan("append_text", "a.txt 里再加一样：糖", "zh", files=files)
    assert made["writes"] == {"a.txt": "盐\n糖\n".encode()}


@pytest.mark.parametrize("text", ["a.txt 前面加一行标题：调料", "a.txt 最上面加一行 调料"])
def test_a_heading_stands_first(tree: Path, plan: Plan, text: str) -> None:
    (tree / "a.txt").write_text("盐\n")
    made = plan("append_text", text, "zh", files=[str(tree / "a.txt")])
    assert made["writes"] == {"a.txt": "调料\n盐\n".encode()}
