"""Texts: encodings found and changed, line ends, data checked, documents, Base64."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.skills_bundled.asking import Ask

pytestmark = pytest.mark.image
quickly = settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)


@quickly
@given(
    text=st.text("的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得", min_size=8),
    source=st.sampled_from(["gbk", "utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    target=st.sampled_from(["gbk", "utf-8", "utf-16", "big5"]),
)
def test_a_text_survives_every_encoding(
    ask: Ask, home: Path, text: str, source: str, target: str
) -> None:
    text = "".join(c for c in text if c not in "国个来说们为这时得")  # not all of them are in Big5
    text = f"文字：{text}\n"
    (home / "a.txt").write_bytes(text.encode(source))
    found = ask("recode", f"a.txt to {target}", files=["a.txt"])
    assert found["files"]["a.txt"].read_bytes().decode(target) == text, found["answer"]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("convert a.txt to unix line endings", b"a\r\nb\rc\n", b"a\nb\nc\n"),
        ("把 a.txt 的换行符改成 CRLF", b"a\r\nb\nc", b"a\r\nb\r\nc"),
        ("unix2dos a.txt", b"a\n", b"a\r\n"),
        ("convert a.txt from windows to unix line endings", b"a\r\n", b"a\n"),
        ("把 a.txt 从 unix 换行转成 windows 换行", b"a\n", b"a\r\n"),
        ("remove the BOM from a.txt", b"\xef\xbb\xbfa\n", b"a\n"),
        ("给 a.txt 加上 BOM", "中\n".encode(), b"\xef\xbb\xbf" + "中\n".encode()),
        ("把 a.txt 从 GBK 转成 UTF-8", "中文字\r\n".encode("gbk"), "中文字\r\n".encode()),
        ("convert a.txt to UTF-8 from GBK", "中文字".encode("gbk"), "中文字".encode()),
        ("a.txt 来自一台 Windows 电脑，转成 UTF-8", "中文字\n".encode("gbk"), "中文字\n".encode()),
        ("make a.txt UTF-8, I work on Linux now", "中文\r\n".encode("gbk"), "中文\r\n".encode()),
        ("a.txt to UTF-8 with windows line ends", "中文\n".encode("gbk"), "中文\r\n".encode()),
        ("a.txt 在我电脑上全是乱码，转成 utf-8 的给我", "中文字".encode("gbk"), "中文字".encode()),
        ("gbk 编码的 a.txt 转成 utf-8", "中文字".encode("gbk"), "中文字".encode()),
    ],
)
def test_marks_and_line_ends(home: Path, ask: Ask, text: str, before: bytes, after: bytes) -> None:
    (home / "a.txt").write_bytes(before)
    found = ask("recode", text, "zh", files=["a.txt"])
    assert found["files"]["a.txt"].read_bytes() == after, found["answer"]


@pytest.mark.parametrize(
    ("text", "content", "code", "told"),
    [
        ("convert a.txt from UTF-8 to GBK", "中文".encode("gbk"), "encoding_wrong", "GBK"),
        ("convert a.txt to GBK", "中文😀".encode(), "encoding_lacks", "😀"),
        ("convert a.txt to utf-8", b"\0\1\2\3\4\5\6\7", "not_text", "a.txt"),
        ("convert a.txt to utf-8", b"", "file_empty", "a.txt"),
    ],
)
def test_a_wrong_encoding_is_refused_with_numbers(
    home: Path, ask: Ask, text: str, content: bytes, code: str, told: str
) -> None:
    (home / "a.txt").write_bytes(content)
    failure = ask("recode", text, files=["a.txt"])["error"]
    assert failure["code"] == code and told in f"{failure['message']} {failure['hint']}"


@pytest.mark.parametrize(
    ("name", "content", "valid", "told"),
    [
        ("a.json", '{"a": [1, 2]}', True, "1 items"),
        ("a.json", '{"a": 1,\n "b" 2}', False, "line 2, column 6"),
        ("a.yaml", "a: 1\nb: [1, 2\n", False, "line 3"),
        ("a.toml", 'a = "x"\nb = \n', False, "line 2"),
        ("a.xml", "<a><b></a>", False, "line 1"),
        ("a.csv", "a,b\n1,2\n3\n", False, "1 rows"),
        ("b.csv", "a,b\n1,2\n", True, "1 rows"),
    ],
)
def test_checking_says_where(
    home: Path, ask: Ask, name: str, content: str, valid: bool, told: str
) -> None:
    (home / name).write_text(content)
    found = ask("check_data", f"is {name} valid", files=[name])
    assert found["data"][0]["valid"] is valid and told in found["answer"]


def test_markdown_html_word_and_back(home: Path, ask: Ask) -> None:
    source = (
        "# 标题\n\n一段 **粗体** 和 [链接](http://a.b/c)\n第二行\n\n- 一\n  - 内\n- 二\n\n"
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | a\\|b |\n\n```py\nx < 1\n```\n\n> 引用\n"
    )
    (home / "n.md").write_text(source, "utf-8")
    html = ask("convert", "n.md to html", files=["n.md"])["files"]["n.html"].read_text("utf-8")
    for part in ("<h1>标题</h1>", "<strong>粗体</strong>", '<a href="http://a.b/c">链接</a>'):
        assert part in html
    assert "<td>a|b</td>" in html and "x &lt; 1" in html and html.count("<ul>") == 2
    (home / "n.html").write_text(html, "utf-8")
    back = ask("convert", "n.html to markdown", files=["n.html"])["files"]["n.md"].read_text(
        "utf-8"
    )
    for part in (
        "# 标题",
        "**粗体**",
        "[链接](http://a.b/c)",
        "- 一\n  - 内\n- 二",
        "| 1 | a\\|b |",
    ):
        assert part in back, back
    word = ask("convert", "n.md to word", files=["n.md"])["files"]["n.docx"]
    (home / "w.docx").write_bytes(word.read_bytes())
    again = ask("convert", "to markdown", files=["w.docx"])["files"]["w.md"].read_text("utf-8")
    assert "# 标题" in again and "**粗体**" in again and "| 甲 | 乙 |" in again


def test_pages_do_no_harm(home: Path, ask: Ask) -> None:
    (home / "n.md").write_text("<script>alert(1)</script> **a** `<b>`\n")
    html = ask("convert", "n.md to html", files=["n.md"])["files"]["n.html"].read_text()
    assert "<script>" not in html and "<code>&lt;b&gt;</code>" in html
    (home / "x.xml").write_text('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>')
    found = ask("convert", "x.xml to json", files=["x.xml"])
    assert "root:" not in json.dumps(found, default=lambda p: p.read_text())


def test_a_word_document_that_is_a_zip_of_something_else(home: Path, ask: Ask) -> None:
    with zipfile.ZipFile(home / "z.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    assert ask("convert", "z.docx to md", files=["z.docx"])["error"]["code"] == "file_broken"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_base64_there_and_back(home: Path, ask: Ask, language: str) -> None:
    (home / "k.bin").write_bytes(bytes(range(256)))
    made = ask("base64", "base64 of k.bin", language, files=["k.bin"])["files"]["k.bin.b64"]
    (home / "k.bin.b64").write_bytes(made.read_bytes())
    back = ask("base64", "decode k.bin.b64 from base64", language, files=["k.bin.b64"])
    assert back["files"]["k.bin"].read_bytes() == bytes(range(256))
    said = ask("base64", "base64 解码 “5L2g5aW9”", "zh", quoted="5L2g5aW9")
    assert "你好" in said["answer"]
    assert ask("base64", "decode '%%%'", quoted="%%%")["error"]["code"] == "base64_broken"
    assert ask("base64", "base64")["error"]["code"] == "text_needed"


def test_beside_the_original_only_when_asked(home: Path, ask: Ask) -> None:
    (home / "a.csv").write_text("a\n1\n")
    (home / "a.json").write_text("[]")
    assert "changes" not in ask("convert", "a.csv to json", files=["a.csv"])
    found = ask("convert", "a.csv to json", files=["a.csv"], beside="beside_it")
    [change] = found["changes"]
    assert change == {"kind": "write", "path": str(home / "a-2.json"), "source": "a.json"}
    named = ask("convert", "as b.json", files=["a.csv"], beside="in_cwd", output="b.json")
    assert named["changes"][0]["path"] == str(home / "b.json")


@pytest.mark.parametrize(
    "text", ["去掉 a.csv 的 BOM", "a.csv 的 BOM 删掉", "strip the BOM off a.csv"]
)
def test_a_mark_goes(home: Path, ask: Ask, text: str) -> None:
    (home / "a.csv").write_bytes(b"\xef\xbb\xbfx\n")
    assert ask("recode", text, files=["a.csv"])["files"]["a.csv"].read_bytes() == b"x\n"


def test_what_is_garbled_becomes_what_all_can_read(home: Path, ask: Ask) -> None:
    (home / "a.txt").write_bytes("床前明月光，疑是地上霜\n".encode("gbk"))
    made = ask("recode", "a.txt 打开是乱码，修一下", "zh", files=["a.txt"])["files"]["a.txt"]
    assert made.read_text("utf-8") == "床前明月光，疑是地上霜\n"


def test_all_texts_of_an_encoding_are_changed(home: Path, ask: Ask) -> None:
    for name, encoding in (("a.txt", "gbk"), ("b.txt", "utf-8")):
        (home / name).write_bytes("床前明月光，疑是地上霜\n".encode(encoding))
    made = ask("recode", "把所有 GBK 的文件都转成 UTF-8", "zh")["files"]
    assert list(made) == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a.json is all on one line, lay it out please", 3),
        ("a.json 全都写在一行里，排版一下", 3),
        ("put a.json on one line", 1),
        ("把 a.json 压成一行", 1),
    ],
)
def test_how_a_file_stands_now_is_no_wish(home: Path, ask: Ask, text: str, lines: int) -> None:
    (home / "a.json").write_text('{"a": 1}')
    made = ask("format_data", text, files=["a.json"])["files"]["a.json"].read_text()
    assert len(made.splitlines()) == lines


def test_what_opens_a_result_is_its_kind_only_where_none_is_named(home: Path, ask: Ask) -> None:
    (home / "a.json").write_text('[{"a": 1}]')
    for text, name in (
        ("turn a.json into a CSV. I want to open it in Excel later.", "a.csv"),
        ("把 a.json 转成 csv，我要用 Excel 打开", "a.csv"),
        ("convert a.json, I want to open it in Excel", "a.xlsx"),
    ):
        assert list(ask("convert", text, files=["a.json"])["files"]) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Give me a UTF-8 version of a.txt, it is Windows-1252",
        "a.txt is in Windows-1252. I need it in UTF-8.",
        "a.txt 是 Windows-1252 编码，转成 UTF-8",
        "Store a.txt, which is cp1252, as UTF-8",
    ],
)
def test_which_encoding_a_file_has_is_told_before_or_after(home: Path, ask: Ask, text: str) -> None:
    (home / "a.txt").write_bytes("crème “x” – 3 €\n".encode("cp1252"))
    made = ask("recode", text, files=["a.txt"])["files"]["a.txt"]
    assert made.read_text("utf-8") == "crème “x” – 3 €\n"


def test_a_mark_of_utf_16_was_one(home: Path, ask: Ask) -> None:
    (home / "a.txt").write_text("ö\n", "utf-16")
    told = ask("recode", "a.txt from UTF-16 to UTF-8 without a BOM", files=["a.txt"])["answer"]
    assert "had no BOM" not in told


def test_names_without_blanks_and_no_file_of_the_kind_wanted(home: Path, ask: Ask) -> None:
    (home / "my list.csv").write_text("a\n1\n")
    (home / "b.json").write_text('[{"a": 1}]')
    text = "把 my list.csv 转成 json，文件名里不要有空格"
    assert list(ask("convert", text, "zh", files=["my list.csv"])["files"]) == ["my_list.json"]
    text = "turn all the csv files here into json files"
    assert list(ask("convert", text, patterns=["*.csv", "*.json"])["files"]) == ["my list.json"]


def test_what_opens_a_garbled_text_is_no_kind_wanted(home: Path, ask: Ask) -> None:
    (home / "a.csv").write_bytes("姓名\n刘洋\n".encode("gbk"))
    for text, name in (
        ("a.csv 用 Excel 打开是乱码，是 GBK 编码，转成 UTF-8", "a.csv"),
        ("a.csv 是 GBK 的，Excel 打开乱码，转成 Excel 文件", "a.xlsx"),
    ):
        assert list(ask("convert", text, "zh", files=["a.csv"])["files"]) == [name]
