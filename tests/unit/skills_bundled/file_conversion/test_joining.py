"""Text files joined into one, and results put into a folder that the sentence names."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask

pytestmark = pytest.mark.image


def written(home: Path, **texts: str) -> None:
    for name, text in texts.items():
        (home / f"{name}.txt").write_text(text, "utf-8")


@pytest.mark.parametrize("text", ["merge all txt files into one", "把所有 txt 合并成一个文件"])
def test_texts_stand_in_the_order_of_their_numbers(home: Path, ask: Ask, text: str) -> None:
    written(home, part10="ten", part2="two\n", part1="one\n")
    found = ask("merge_texts", text, patterns=["*.txt"])
    assert found["files"]["merged.txt"].read_text("utf-8") == "one\ntwo\nten\n"
    assert [row["file"] for row in found["data"]] == ["part1.txt", "part2.txt", "part10.txt"]


def test_numbers_in_chinese_are_numbers(home: Path, ask: Ask) -> None:
    written(home, 第十章="十\n", 第二章="二\n", 第一章="一\n", 第十二章="十二\n")
    found = ask("merge_texts", "把各章合成一本", "zh", patterns=["*.txt"])
    assert [row["file"][1:-5] for row in found["data"]] == ["一", "二", "十", "十二"]


def test_texts_named_stand_as_they_are_named_and_in_one_encoding(home: Path, ask: Ask) -> None:
    (home / "b.txt").write_bytes("乙中文\n".encode("gbk"))
    written(home, a="甲\n")
    files = ["b.txt", "a.txt"]
    found = ask("merge_texts", "合并 b.txt 和 a.txt 成 c.txt", "zh", files=files, output="c.txt")
    assert found["files"]["c.txt"].read_text("utf-8") == "乙中文\n甲\n"
    assert any("GBK" in note for note in found["notes"])


def test_titles_and_blank_lines_where_they_are_asked_for(home: Path, ask: Ask) -> None:
    written(home, a="x\n", b="y\n")
    text = "join the txt files with their file names as headings and a blank line between"
    made = ask("merge_texts", text, patterns=["*.txt"])["files"]["merged.txt"]
    assert made.read_text("utf-8") == "===== a.txt =====\nx\n\n===== b.txt =====\ny\n"


def test_one_text_is_nothing_to_join(home: Path, ask: Ask) -> None:
    written(home, a="x\n")
    assert (
        ask("merge_texts", "merge the txt files", patterns=["*.txt"])["error"]["code"]
        == "nothing_to_merge"
    )


@pytest.mark.parametrize(
    ("text", "output", "goal"),
    [
        ("把 t.csv 转成 json，放到 a 文件夹", "", "a/t.json"),
        ("convert t.csv to json and save it in the a folder", "", "a/t.json"),
        ("t.csv to json, put it into a new folder called out", "", "out/t.json"),
        ("convert t.csv to json and put it in a", "", "a/t.json"),
        ("把 t.csv 转成 json，存成 out/u.json", "u.json", "out/u.json"),
        ("convert t.csv to json", "", None),
        ("save t.csv as json", "", None),
        ("把 t.csv 保存到 json", "", None),
    ],
)
def test_a_result_goes_into_the_folder_that_is_named(
    home: Path, ask: Ask, text: str, output: str, goal: str | None
) -> None:
    (home / "a").mkdir()
    (home / "t.csv").write_text("k\n1\n", "utf-8")
    found = ask("convert", text, files=["t.csv"], **({"output": output} if output else {}))
    goals = [change["path"] for change in found.get("changes", [])]
    assert goals == ([str(home / goal)] if goal else [])


def test_where_results_go_is_no_place_to_look_for_files(home: Path, ask: Ask) -> None:
    (home / "a").mkdir()
    (home / "t.csv").write_text("k\n1\n", "utf-8")
    asked = {"patterns": ["*.csv"], "folder": str(home / "a")}
    found = ask("convert", "把所有 csv 转成 json，放到 a 文件夹", "zh", **asked)
    assert [change["path"] for change in found["changes"]] == [str(home / "a" / "t.json")]


def test_encodings_of_all_that_lies_here(home: Path, ask: Ask) -> None:
    written(home, a="中文\n")
    (home / "b.txt").write_bytes("中文内容\n".encode("gbk"))
    found = ask("tell_encoding", "这些文件是什么编码", "zh")
    assert [(f["file"], f["encoding"]) for f in found["data"]] == [
        ("a.txt", "UTF-8"),
        ("b.txt", "GBK"),
    ]


def test_what_is_to_be_joined_is_of_the_kind_of_the_result(home: Path, ask: Ask) -> None:
    written(home, 第2章="二\n", 第10章="十\n")
    (home / "a.csv").write_text("k\n", "utf-8")
    found = ask("merge_texts", "把这几章合并成一本书 全书.txt", "zh", output="全书.txt")
    assert found["files"]["全书.txt"].read_text("utf-8") == "二\n十\n"


@pytest.mark.parametrize("text", ["fix the line endings of a.sh", "修复 a.sh 的换行符"])
def test_line_ends_that_are_to_be_mended_are_those_of_unix(home: Path, ask: Ask, text: str) -> None:
    (home / "a.sh").write_bytes(b"a\r\nb\n")
    made = ask("recode", text, files=["a.sh"])["files"]["a.sh"]
    assert made.read_bytes() == b"a\nb\n"


@pytest.mark.parametrize("text", ["格式化 a.json 然后保存回去", "pretty print a.json in place"])
def test_a_file_takes_the_place_of_itself_where_that_is_asked(
    home: Path, ask: Ask, text: str
) -> None:
    (home / "a.json").write_text('{"a":1}', "utf-8")
    (change,) = ask("format_data", text, files=["a.json"])["changes"]
    assert change["path"] == str(home / "a.json") and change["seen"]


def test_tables_that_are_not_named_are_those_of_the_folder(home: Path, ask: Ask) -> None:
    for month in (1, 2):
        (home / f"订单{month}月.csv").write_text("k\n1\n", "utf-8")
    written(home, readme="x")
    found = ask("merge_tables", "把这两个月的订单合并成一个 excel，每个月一个 sheet", "zh")
    assert [row["table"] for row in found["data"]] == ["订单1月", "订单2月"]


def test_what_excel_shows_garbled_gets_a_mark(home: Path, ask: Ask) -> None:
    (home / "a.csv").write_bytes("姓名\n张三\n".encode("gbk"))
    text = "a.csv 在 excel 里打开乱码，能修一下吗"
    made = ask("recode", text, "zh", files=["a.csv"])["files"]["a.csv"]
    assert made.read_bytes() == b"\xef\xbb\xbf" + "姓名\n张三\n".encode()
