"""Folders by a part of names, one of each group kept, folders brought up to date, what stays."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan

DUMPS = ("db_20240103.sql", "db_20240129.sql", "db_20240205.sql", "full_20240101.sql")


def put(tree: Path, *names: str) -> None:
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)


@pytest.mark.parametrize(
    ("action", "text", "names", "moves"),
    [
        (
            "rename_files",
            "put the first name first: lee_min_hw1.pdf to min_lee_hw1.pdf. Leave list.csv alone.",
            ("lee_min_hw1.pdf", "roe_ada_hw2_LATE.pdf"),
            {
                "lee_min_hw1.pdf": "min_lee_hw1.pdf",
                "roe_ada_hw2_LATE.pdf": "ada_roe_hw2_LATE.pdf",
            },
        ),
        (
            "rename_files",
            "strip the track number and dash from the start of the mp3 names",
            ("01 - A - B.mp3", "C.mp3"),
            {"01 - A - B.mp3": "A - B.mp3"},
        ),
        (
            "replace_text",
            "把“截图 2024-01-02.png”这种文件的空格改成下划线，其他文件别动",
            ("截图 2024-03-04.png", "别的 1.txt"),
            {"截图 2024-03-04.png": "截图_2024-03-04.png"},
        ),
        (
            "rename_files",
            "the dates are written day-month-year and I want year-month-day",
            ("scan_25-03-2024.pdf", "scan_31-02-2024.pdf", "plan.pdf"),
            {"scan_25-03-2024.pdf": "scan_2024-03-25.pdf"},
        ),
        (
            "rename_files",
            "文件名里的日期统一成 YYYYMMDD",
            ("发票_2024年3月25日.pdf", "2024-01-02.pdf"),
            {"发票_2024年3月25日.pdf": "发票_20240325.pdf", "2024-01-02.pdf": "20240102.pdf"},
        ),
        (
            "organise_files",
            "按班级分文件夹，班级是文件名下划线前的第一段",
            ("一班_李_数学.txt", "二班_王_语文.txt"),
            {
                "一班_李_数学.txt": "一班/一班_李_数学.txt",
                "二班_王_语文.txt": "二班/二班_王_语文.txt",
            },
        ),
        (
            "move_files",
            'The files beginning with "old_" should go into a folder called box,'
            " and lose the old_ prefix on the way.",
            ("old_a.md", "new_b.md"),
            {"old_a.md": "box/a.md"},
        ),
    ],
)
def test_names_and_folders_after_parts_of_names(
    tree: Path, plan: Plan, action: str, text: str, names: tuple[str, ...], moves: dict[str, str]
) -> None:
    put(tree, *names)
    assert plan(action, text, "zh" if "文件" in text else "en")["moves"] == moves


def test_one_of_each_month_stays_and_what_is_spared_is_left(tree: Path, plan: Plan) -> None:
    put(tree, *DUMPS)
    text = "db_日期.sql 每个月只留日期最晚的一份，其余删掉，full_ 开头的不动"
    assert plan("delete_files", text, "zh")["deletes"] == ["db_20240103.sql"]


def test_a_folder_is_brought_up_to_date(tree: Path, plan: Plan) -> None:
    put(tree, "new/a.txt", "new/b.txt", "live/a.txt", "live/c.txt")
    (tree / "live/b.txt").write_bytes((tree / "new/b.txt").read_bytes())
    folders = [str(tree / "new"), str(tree / "live"), str(tree)]
    text = "copy all files that are new or different in new over to live"
    assert plan("copy_files", text, folders=folders)["writes"] == {"live/a.txt": b"new/a.txt"}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("把这里（包括子文件夹）的 .tmp 和 .bak 结尾的文件都删掉", {"a.tmp", "b.bak", "sub/c.tmp"}),
        ("delete all files ending in .tmp or .bak, but nothing in subfolders", {"a.tmp", "b.bak"}),
    ],
)
def test_endings_in_a_list(tree: Path, plan: Plan, text: str, gone: set[str]) -> None:
    put(tree, "a.tmp", "b.bak", "c.txt", "sub/c.tmp")
    found = plan("delete_files", text)
    assert set(found["deletes"]) == gone, found
