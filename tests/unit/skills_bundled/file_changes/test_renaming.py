"""New names: what a sentence asks for, in both languages, and what it must not do."""

import os
import re
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan


def files(tree: Path, *names: str) -> None:
    """Files of a little text by these names."""
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(f"content of {name}\n")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("rename all .txt files to .md", "a.txt", "a.md"),
        ("change the extension of all jpeg files to jpg", "a.jpeg", "a.jpg"),
        ("把所有 .txt 改成 .md", "a.txt", "a.md"),
        ("rename all txt files in this folder to md, including subfolders", "a.txt", "a.md"),
        ("rename all the .jpeg files so they end in .jpg", "a.jpeg", "a.jpg"),
        ("the .htm files should all end with .html", "a.htm", "a.html"),
        ("把后缀 htm 改为 html", "a.htm", "a.html"),
        ("把 PDF 后缀统一改成小写 pdf", "A b.PDF", "A b.pdf"),
        ("replace spaces with underscores in file names", "a b c.txt", "a_b_c.txt"),
        ("把文件名里的空格换成连字符", "a b.txt", "a-b.txt"),
        ("remove spaces from the file names", "a b.txt", "ab.txt"),
        ("去掉文件名中的 copy_", "copy_a.txt", "a.txt"),
        ("add the prefix x_ to all txt files", "a.txt", "x_a.txt"),
        ("prefix all files with 'x_'", "a.txt", "x_a.txt"),
        ("给所有 txt 文件名加上前缀 2026_", "a.txt", "2026_a.txt"),
        ("add the suffix _old to all txt files", "a.txt", "a_old.txt"),
        ("文件名后面加上 _v2", "a.txt", "a_v2.txt"),
        ("make all file names lower case", "Ab C.TXT", "ab c.txt"),
        ("把 .TXT 后缀都改成小写", "Ab C.TXT", "Ab C.txt"),
        ("make the extensions lower case", "Ab C.TXT", "Ab C.txt"),
        ('remove "(1)" from the file names', "report (1).txt", "report.txt"),
        ("所有文件名改成大写", "ab.txt", "AB.txt"),
        ("title case the file names", "my plan.txt", "My Plan.txt"),
        ("rename the files to doc_01, doc_02", "zz.txt", "doc_01.txt"),
        ("重命名为 第1集、第2集……", "zz.mp4", "第1集.mp4"),
        ("number the files with prefix part", "zz.txt", "part_001.txt"),
        ("rename files with s/(\\d+)-(\\d+)/$2-$1/", "1-22.txt", "22-1.txt"),
        ("用正则把文件名的 “(\\d+)” 替换成 “n\\1”", "a7.txt", "an7.txt"),
        (r"rename all files by regex a(\d)-(\d) -> \2_\1", "a1-2.txt", "2_1.txt"),
        (r"用正则把 a(\d)\.txt 改名为 b\1.txt", "a7.txt", "b7.txt"),
        ("rename notes.txt to notes 2024.txt", "notes.txt", "notes 2024.txt"),
        ("把文件名里的 draft 都替换成 final", "draft_1.txt", "final_1.txt"),
        ("in file names replace old with new", "old.txt", "new.txt"),
        ("replace spaces with underscores in the file names here", "a b.txt", "a_b.txt"),
        ("文件名空格换成下划线", "IMG 0.JPG", "IMG_0.JPG"),
        ("rename these files: dashes instead of blanks", "a b.txt", "a-b.txt"),
        ("rename the files, no spaces, use underscores", "a b.txt", "a_b.txt"),
        ("文件名不要空格，用下划线代替", "a b.txt", "a_b.txt"),
        ("把名字里的空格都替换成 -", "a b.txt", "a-b.txt"),
        ("把文件名中的空格都换为下划线", "a b.txt", "a_b.txt"),
        ("把文件名里的 文件名 换成 name", "文件名1.txt", "name1.txt"),
        ("rename scan_*.png to page_*.png", "scan_0042.png", "page_0042.png"),
        ("rename *.jpeg to *.jpg", "a.jpeg", "a.jpg"),
        ("把 IMG_数字.jpg 都改名成 露营_数字.jpg", "IMG_12.jpg", "露营_12.jpg"),
        ("把照片名里的 IMG_ 去掉，只留数字", "IMG_12.jpg", "12.jpg"),
        ("rename all draft_*.txt files to *.md", "draft_x.txt", "x.md"),
        ("please rename 'IMG_??.png' to 'trip_*.png'", "IMG_07.png", "trip_07.png"),
        ("rename *_v?.txt to v?_*.txt", "plan_v2.txt", "v2_plan.txt"),
        ("把 a*.txt 改成 b*.txt", "a1.txt", "b1.txt"),
        ("把a*.txt都重命名为b*.txt", "a1.txt", "b1.txt"),
        ("将“旅行_*.jpg”改名为“冰岛_*.jpg”", "旅行_3.jpg", "冰岛_3.jpg"),
        ("把 IMG_ 开头的照片改成 云南_ 开头", "IMG_1_IMG_.jpg", "云南_1_IMG_.jpg"),
        ("将所有以draft_开头的文件改为以final_开头", "draft_a.txt", "final_a.txt"),
        ("rename the files starting with IMG_ to start with trip_", "IMG_1.jpg", "trip_1.jpg"),
        ("rename files that begin with a_ to b_", "a_a_1.txt", "b_a_1.txt"),
        ("change the prefix old_ to new_ in the file names", "old_x.txt", "new_x.txt"),
        ("把前缀 old_ 换成 new_", "old_old_x.txt", "new_old_x.txt"),
        ("把 _旧 结尾的文件改成 _新 结尾", "表_旧.txt", "表_新.txt"),
        ("rename files ending in _old to end in _new", "old_old.txt", "old_new.txt"),
        (
            "the scans are called anything: call them letter_01.PNG, letter_02.PNG …",
            "x.PNG",
            "letter_01.PNG",
        ),
        ("扫描件名字太乱，统一叫 信_01、信_02", "x.png", "信_01.png"),
        ("give all .tif files the extension .tiff", "a.tif", "a.tiff"),
        ("rename the htm files so their extension is html", "a.htm", "a.html"),
        ("rename every .text file so that it ends in .txt instead", "a.text", "a.txt"),
        ("把这里的 .htm 文件统一改成 .html 结尾", "a.htm", "a.html"),
        ("put 01_, 02_ and so on in front of the names", "b.txt", "01_b.txt"),
        ("给每个 txt 文件名前面加上序号，如 001-b.txt", "b.txt", "001-b.txt"),
        ('add "_2024" to the end of each txt name (before the extension)', "a.txt", "a_2024.txt"),
        ("去掉所有 txt 文件名中的“ (2)”", "表 (2).txt", "表.txt"),
        ("文件名都带着“副本_”，帮我去掉", "副本_表.txt", "表.txt"),
        ("把文件名结尾的“_旧”去掉", "表_旧.txt", "表.txt"),
        ("把文件名中的“稿”字去掉", "稿1.txt", "1.txt"),
        ('strip the "(2)" from every name', "a (2).txt", "a.txt"),
        ("cut the prefix old_ from the file names", "old_a_old_.txt", "a_old_.txt"),
        ("去掉文件名的前缀 old_", "old_a.txt", "a.txt"),
        ("drop the suffix _v1 from all txt files", "a_v1.txt", "a.txt"),
        ("去掉文件名的前三个字符", "001a.txt", "a.txt"),
        ("remove the last two characters of the file names", "a_x.txt", "a.txt"),
        ("put “2025_” at the start of the name of each txt", "a.txt", "2025_a.txt"),
        ("文件统一改名：a- 换成 b_", "a-1.txt", "b_1.txt"),
        ("扩展名都是大写的，请都改成小写", "Aa.TXT", "Aa.txt"),
        ("the extensions are all upper case, make the extensions lower case", "Aa.TXT", "Aa.txt"),
    ],
)
def test_rules(tree: Path, plan: Plan, text: str, before: str, after: str) -> None:
    files(tree, before)
    assert plan("rename_files", text)["moves"] == {before: after}


def test_more_files_than_names_are_told_are_not_renamed(tree: Path, plan: Plan) -> None:
    files(tree, "a.png", "b.png", "c.png", "d.png")
    told = "rename the pictures to cat-1.png, cat-2.png, cat-3.png"
    assert plan("rename_files", told)["error"]["code"] == "which_files"
    assert len(plan("rename_files", f"{told} and so on")["moves"]) == 4


def test_the_day_stands_before_the_name(tree: Path, plan: Plan) -> None:
    files(tree, "plan.txt")
    text = "could you put the date of today before the name of plan.txt"
    (new,) = plan("rename_files", text, files=[str(tree / "plan.txt")])["moves"].values()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_plan.txt", new)


def test_a_beginning_is_no_text_of_files(tree: Path, plan: Plan) -> None:
    files(tree, "IMG_1.jpg", "IMG_2.jpg", "DSC_IMG_.jpg", "n.txt")
    found = plan("replace_text", "把里面IMG_开头的照片改成云南_开头", "zh")
    assert found["moves"] == {"IMG_1.jpg": "云南_1.jpg", "IMG_2.jpg": "云南_2.jpg"}


def test_numbers_follow_the_natural_order_or_the_dates(tree: Path, plan: Plan) -> None:
    files(tree, "p10.jpg", "p9.jpg", "p1.jpg", "x.txt")
    found = plan("rename_files", "rename the jpg files to s_08, s_09")
    assert found["moves"] == {"p1.jpg": "s_08.jpg", "p9.jpg": "s_09.jpg", "p10.jpg": "s_10.jpg"}
    os.utime(tree / "p1.jpg", (4e9, 4e9))
    dated = plan("rename_files", "按时间顺序把 jpg 文件重命名为 s1、s2", "zh")
    assert dated["moves"]["p1.jpg"] == "s3.jpg"


def test_dates_are_those_of_the_change(tree: Path, plan: Plan) -> None:
    files(tree, "a.jpg")
    os.utime(tree / "a.jpg", (1_700_000_000, 1_700_000_000))
    found = plan("rename_files", "在文件名前加上修改日期", "zh")
    assert found["moves"]["a.jpg"] in ("2023-11-14_a.jpg", "2023-11-15_a.jpg")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("给照片文件名前加上修改日期，格式 20240131_", "20231114_a.jpg"),
        ("prefix the photos with their modification date like 2021-05-03_", "2023-11-14_a.jpg"),
        ("rename the photos to date_number", "2023-11-14_001.jpg"),
        ("照片按“日期_原名”的形式重命名", "2023-11-14_a.jpg"),
    ],
)
def test_a_date_is_written_as_it_is_shown(tree: Path, plan: Plan, text: str, name: str) -> None:
    files(tree, "a.jpg")
    os.utime(tree / "a.jpg", (1_699_960_000, 1_699_960_000))
    assert plan("rename_files", text, "zh")["moves"] == {"a.jpg": name}


def test_one_file_and_one_folder(tree: Path, plan: Plan) -> None:
    files(tree, "a.txt", "old/b.txt")
    named = {"files": [str(tree / "a.txt")]}
    assert plan("rename_files", "rename a.txt to b.txt", **named)["moves"] == {"a.txt": "b.txt"}
    assert plan("rename_files", "把 a.txt 改名为 乙", "zh", **named)["moves"] == {"a.txt": "乙.txt"}
    folders = {"folders": [str(tree / "old"), str(tree)]}
    found = plan("rename_files", "rename the folder old to new", **folders)
    assert found["moves"] == {"old": "new"}


def test_every_change_holds_what_was_seen(tree: Path, plan: Plan) -> None:
    files(tree, "a.txt")
    stat = (tree / "a.txt").stat()
    [change] = plan("rename_files", "rename all .txt files to .md")["changes"]
    assert change["seen"] == f"{stat.st_size}:{stat.st_mtime_ns}"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a.txt", "a.md"], "rename all .txt files to .md"),
        (["a b.txt", "a_b.txt"], "replace spaces with underscores in file names"),
        (["A.txt", "a.TXT", "a.txt"], "文件名全部改成小写"),
    ],
)
def test_names_that_collide_are_refused_whole(
    tree: Path, plan: Plan, names: list[str], text: str
) -> None:
    files(tree, *names)
    found = plan("rename_files", text)
    assert found["error"]["code"] == "name_taken" and "changes" not in found


def test_a_swap_is_no_collision(tree: Path, plan: Plan) -> None:
    files(tree, "1.txt", "2.txt", "3.txt")
    found = plan("rename_files", "rename the txt files to 2, 3, 4")
    assert found["moves"] == {"1.txt": "2.txt", "2.txt": "3.txt", "3.txt": "4.txt"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rename the files nicely", "rule_unclear"),
        ("把文件名里的 a 替换成 “x/y”", "rule_unclear"),
        ("用正则把文件名的 “(” 替换成 “x”", "pattern_bad"),
        ("rename all .zip files to .rar", "nothing_found"),
        ("文件名全部改成小写", "nothing_to_change"),
    ],
)
def test_what_is_no_rule_is_refused(tree: Path, plan: Plan, text: str, code: str) -> None:
    files(tree, "a.txt")
    error = plan("rename_files", text)["error"]
    assert error["code"] == code and error["hint"]


def test_a_pattern_leaves_other_files_alone(tree: Path, plan: Plan) -> None:
    files(tree, "trip/P_1.jpg", "trip/P_2.JPG", "trip/P_3.png", "trip/x_P_4.jpg")
    found = plan("rename_files", "rename P_*.jpg to i_*.jpg", folders=[str(tree / "trip")])
    assert found["moves"] == {"trip/P_1.jpg": "trip/i_1.jpg", "trip/P_2.JPG": "trip/i_2.jpg"}


def test_a_pattern_that_is_chosen_for_contents_is_of_names(tree: Path, plan: Plan) -> None:
    files(tree, "a1.txt")
    assert plan("replace_text", "把 a*.txt 改成 b*.txt", "zh")["moves"] == {"a1.txt": "b1.txt"}


def test_a_new_pattern_with_more_stars_than_the_old_is_unclear(tree: Path, plan: Plan) -> None:
    files(tree, "a1.txt")
    assert plan("rename_files", "rename a*.txt to b*_*.txt")["error"]["code"] == "rule_unclear"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("rename the files to lower case and replace e with 3", "r3d.txt"),
        ("把文件名转小写，并把 e 换成 3", "r3d.txt"),
        ("change the extension txt to md and add the prefix x_", "x_Red.md"),
        ('replace "d" with " and " in the file names', "Re and .TXT"),
    ],
)
def test_rules_of_several_clauses_follow_one_another(
    plan: Plan, tree: Path, text: str, new: str
) -> None:
    (tree / ("Red.txt" if "txt" in text else "Red.TXT")).write_bytes(b"")
    moves = plan("rename_files", text)["moves"]
    assert list(moves.values()) == [new]


@pytest.mark.parametrize(
    "text",
    [
        "trip 里 DSC 打头的照片都重命名，DSC 改成 海边，其余的保持原样",
        "把 trip 里以 DSC 开头的文件改名，把 DSC 换成 海边，编号照旧，其他文件别动",
        "Please rename the files in trip that start with DSC: replace DSC with 海边, "
        "keeping the numbers as they are, and leave the other files alone.",
        "Could you rename the files in trip, change DSC to 海边? Don't touch anything else.",
    ],
)
@pytest.mark.parametrize("action", ["rename_files", "replace_text"])
def test_what_stays_as_it_is_is_no_rule(tree: Path, plan: Plan, action: str, text: str) -> None:
    files(tree, "trip/DSC0041.jpg", "trip/DSC0052.jpg", "trip/x.txt")
    found = plan(action, text, folders=[str(tree / "trip")])
    assert found["moves"] == {
        "trip/DSC0041.jpg": "trip/海边0041.jpg",
        "trip/DSC0052.jpg": "trip/海边0052.jpg",
    }


def test_what_is_said_of_contents_is_no_new_name(tree: Path, plan: Plan) -> None:
    files(tree, "a.py")
    text = 'rename the variable: replace "content" with "matter" in a.py'
    found = plan("replace_text", text, files=[str(tree / "a.py")])
    assert list(found["writes"]) == ["a.py"]


@pytest.mark.parametrize(
    "text",
    [
        "drop the .bak at the end of the names",
        "文件名后面多余的.bak都去掉",
        "get rid of that extra .bak from the end, such as a.txt.bak",
    ],
)
def test_a_suffix_too_much_goes(tree: Path, plan: Plan, text: str) -> None:
    for name in ("a.txt.bak", "b.md.bak", "c.txt"):
        (tree / name).write_text("x")
    moves = plan("rename_files", text)["moves"]
    assert moves == {"a.txt.bak": "a.txt", "b.md.bak": "b.md"}


@pytest.mark.parametrize(
    "text",
    [
        'could you take the "Scan " off the start of the file names',
        'removing the "Scan " at the beginning of all names would help',
    ],
)
def test_the_beginning_of_names_goes(tree: Path, plan: Plan, text: str) -> None:
    for name in ("Scan one.pdf", "two.pdf"):
        (tree / name).write_text("x")
    assert plan("rename_files", text)["moves"] == {"Scan one.pdf": "one.pdf"}


@pytest.mark.parametrize(
    "text",
    [
        "rename a.txt to b.txt and c.csv to d e.csv",
        "把 a.txt 改名为 b.txt，c.csv 改名为 d e.csv",
    ],
)
def test_each_of_several_files_has_its_own_name(tree: Path, plan: Plan, text: str) -> None:
    files(tree, "a.txt", "c.csv")
    named = [str(tree / "a.txt"), str(tree / "c.csv")]
    moves = plan("rename_files", text, files=named)["moves"]
    assert moves == {"a.txt": "b.txt", "c.csv": "d e.csv"}


def test_a_new_name_with_blanks_is_whole(tree: Path, plan: Plan) -> None:
    files(tree, "Scan 2.pdf")
    named = {"files": [str(tree / "Scan 2.pdf")]}
    moves = plan("rename_files", 'rename "Scan 2.pdf" to Slip of May.pdf.', **named)["moves"]
    assert moves == {"Scan 2.pdf": "Slip of May.pdf"}


def test_only_the_first_letter_becomes_a_capital(tree: Path, plan: Plan) -> None:
    files(tree, "red car.txt")
    for text in ("文件名首字母改成大写", "make the first letter of each file name upper case"):
        assert plan("rename_files", text)["moves"] == {"red car.txt": "Red car.txt"}
