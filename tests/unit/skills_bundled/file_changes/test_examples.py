"""One name that is shown with what becomes of it, and each folder's own word in its names."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask as Plan


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (
            "The files are called like 'Lecture 7.mp3'. Rename them so that 'Lecture 7.mp3' becomes"
            " 'lecture-07.mp3', always with two digits",
            ("Lecture 3.mp3", "Lecture 12.mp3"),
            ("lecture-03.mp3", "lecture-12.mp3"),
        ),
        ("把 IMG_1.jpg 这样的名字改成 照片-001.jpg", ("IMG_7.jpg",), ("照片-007.jpg",)),
        (
            "files are named like Bill_2024-01-05.pdf, rename every one to 2024-01-05 Bill.pdf",
            ("Bill_2023-11-30.pdf",),
            ("2023-11-30 Bill.pdf",),
        ),
        (
            "Rename files like 'Smith_John.pdf' to 'John Smith.pdf'",
            ("Brown_Anna.pdf", "Gray_Tom.pdf"),
            ("Anna Brown.pdf", "Tom Gray.pdf"),
        ),
    ],
)
def test_one_example_renames_all_files_like_it(
    plan: Plan, tree: Path, text: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    for name in (*before, "note.txt"):
        (tree / name).write_text(name)
    assert plan("rename_files", text)["moves"] == dict(zip(before, after, strict=True))


def test_each_folder_takes_its_own_word(plan: Plan, tree: Path) -> None:
    for name in ("一班/a.txt", "二班/b.txt"):
        (tree / name).parent.mkdir()
        (tree / name).write_text(name)
    text = "把 一班 的文件名前面都加上“甲_”，二班的加上“乙_”"
    found = plan("rename_files", text, "zh", folders=[str(tree / "一班"), str(tree)])
    assert found["moves"] == {"一班/a.txt": "一班/甲_a.txt", "二班/b.txt": "二班/乙_b.txt"}
