"""So many of one end, entries within new ones, what a file holds, and where that is refused."""

import os
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan


def dated(tree: Path, *names: str) -> None:
    """Files, each a day newer and a byte larger than the one before."""
    for place, name in enumerate(names, 1):
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * place)
        os.utime(path, (1_700_000_000 + place * 86_400,) * 2)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("delete the two oldest files", {"a.log", "b.log"}),
        ("delete the largest file", {"d.log"}),
        ("删除最旧的三个文件", {"a.log", "b.log", "c.log"}),
        ("保留最新的两个 log，其余删掉", {"a.log", "b.log"}),
        ("keep only the newest 3 files and delete the rest", {"a.log"}),
        ("delete all but the newest log", {"a.log", "b.log", "c.log"}),
        ("除了最新的 1 个文件都删掉", {"a.log", "b.log", "c.log"}),
    ],
)
def test_so_many_of_an_end_are_deleted(tree: Path, plan: Plan, text: str, gone: set[str]) -> None:
    dated(tree, "a.log", "b.log", "c.log", "d.log")
    language = "zh" if text[0] > "z" else "en"
    assert set(plan("delete_files", text, language)["deletes"]) == gone


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("创建 2026 文件夹，里面再建 01、02 两个文件夹", {"2026", "2026/01", "2026/02"}),
        ("新建 年 文件夹，并在里面建 1月 到 3月 的子文件夹", {"年", "年/1月", "年/2月", "年/3月"}),
        ("create a folder app with subfolders src and tests", {"app", "app/src", "app/tests"}),
        ("make a folder app, then create src inside it", {"app", "app/src"}),
        ("新建目录结构 p/src、p/tests", {"p/src", "p/tests"}),
        ("create folders 2023 to 2024 in archive", {"archive/2023", "archive/2024"}),
        ("在 归档 里新建 甲、乙 两个文件夹", {"归档/甲", "归档/乙"}),
    ],
)
def test_folders_within_new_ones(tree: Path, plan: Plan, text: str, made: set[str]) -> None:
    language = "zh" if text[0] > "z" else "en"
    assert set(plan("make_entries", text, language)["makes"]) == made


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("create files a.txt, b.txt and c.txt", {"a.txt": b"", "b.txt": b"", "c.txt": b""}),
        ("创建 x.txt、y.txt 两个空文件", {"x.txt": b"", "y.txt": b""}),
        ('create hi.txt with the text "see a.txt and b.txt"', {"hi.txt": b"see a.txt and b.txt\n"}),
        ("create notes.md in a new folder called stuff", {"stuff/notes.md": b""}),
        ("make a folder demo containing a file readme.txt", {"demo/readme.txt": b""}),
    ],
)
def test_new_files(tree: Path, plan: Plan, text: str, written: dict[str, bytes]) -> None:
    language = "zh" if text[0] > "z" else "en"
    assert plan("make_entries", text, language)["writes"] == written


@pytest.mark.parametrize(
    ("action", "text", "left"),
    [
        ("delete_files", "清空 a.ini", b""),
        ("delete_files", "empty the file a.ini", b""),
        ("replace_text", "in a.ini set port to 90", b"[s]\nport = 90\nhost = h\n"),
        ("replace_text", "把 a.ini 的 port 改成 90", b"[s]\nport = 90\nhost = h\n"),
        ("delete_files", "delete line 2 of a.ini", b"[s]\nhost = h\n"),
        ("delete_files", "删除 a.ini 的第 3 行", b"[s]\nport = 80\n"),
        ("replace_text", "删掉 a.ini 重复的行，各行排序", b"[s]\nhost = h\nport = 80\n"),
    ],
)
def test_what_a_file_holds(tree: Path, plan: Plan, action: str, text: str, left: bytes) -> None:
    (tree / "a.ini").write_bytes(b"[s]\nport = 80\nhost = h\n")
    language = "zh" if "改" in text or "删" in text or "清" in text else "en"
    made = plan(action, text, language, files=[str(tree / "a.ini")])
    assert made["writes"] == {"a.ini": left}
    assert not made["deletes"]


def test_moved_under_a_new_name(tree: Path, plan: Plan) -> None:
    dated(tree, "a.txt", "docs/b.txt")
    text = "move a.txt to docs and rename it to alpha.txt"
    made = plan("rename_files", text, files=[str(tree / "a.txt")])
    assert made["moves"] == {"a.txt": "docs/alpha.txt"}


def test_two_names_swapped(tree: Path, plan: Plan) -> None:
    dated(tree, "a.txt", "b.txt")
    both = [str(tree / "a.txt"), str(tree / "b.txt")]
    made = plan("rename_files", "swap the names of a.txt and b.txt", files=both)
    assert made["moves"] == {"a.txt": "b.txt", "b.txt": "a.txt"}


@pytest.mark.parametrize("text", ["delete a.txt but not b.txt", "delete a.txt, keep b.txt"])
def test_a_file_to_be_left_alone_stays(tree: Path, plan: Plan, text: str) -> None:
    dated(tree, "a.txt", "b.txt")
    both = [str(tree / "a.txt"), str(tree / "b.txt")]
    assert plan("delete_files", text, files=both)["deletes"] == ["a.txt"]


def test_a_folder_is_emptied(tree: Path, plan: Plan) -> None:
    dated(tree, "logs/a.log", "b.txt")
    folders = [str(tree / "logs"), str(tree)]
    made = plan("delete_files", "empty the logs folder", folders=folders)
    assert made["deletes"] == ["logs/a.log"]


@pytest.mark.parametrize(
    "text",
    [
        "新建文件夹 资料，再建一个空文件 a.md",
        "create a folder 资料 and create an empty file a.md",
        "create an empty file a.md and a folder 资料",
        "新建一个空文件 a.md 和一个文件夹 资料",
    ],
)
def test_a_folder_and_a_file_beside_it(tree: Path, plan: Plan, text: str) -> None:
    found = plan("make_entries", text, "zh" if text[0] > "z" else "en")
    assert (found["makes"], set(found["writes"])) == (["资料"], {"a.md"})


def test_a_colon_is_no_part_of_the_content(tree: Path, plan: Plan) -> None:
    found = plan("make_entries", "新建 todo.md，内容是：买菜", "zh")
    assert found["writes"] == {"todo.md": "买菜\n".encode()}
