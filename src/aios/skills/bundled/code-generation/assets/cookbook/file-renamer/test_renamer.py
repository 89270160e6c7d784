"""What is renamed, what is only shown, what is refused."""

import os
from pathlib import Path

import pytest
from renamer import RenameError, apply, main, plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("IMG_1.jpg", "IMG_2.jpg", "note.txt"):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1_700_000_000, 1_700_000_000))
    (tmp_path / "sub").mkdir()
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_preview_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(folder)
    assert main([str(folder), r"IMG_(\d)", r"trip-\1"]) == 0
    assert "IMG_1.jpg → trip-1.jpg" in capsys.readouterr().out
    assert names(folder) == before


def test_apply_renames_and_keeps_the_content(folder: Path) -> None:
    assert main([str(folder), r"IMG_(\d)", r"照片-\1", "--apply"]) == 0
    assert names(folder) == {"照片-1.jpg", "照片-2.jpg", "note.txt", "sub"}
    assert (folder / "照片-2.jpg").read_text() == "IMG_2.jpg"


def test_numbers_and_dates(folder: Path) -> None:
    moves = plan(folder, r".*(\.jpg)", r"{date}-{n:03}\1")
    assert [new.name for new in moves.values()] == ["2023-11-14-001.jpg", "2023-11-14-002.jpg"]


def test_files_may_swap_their_names(folder: Path) -> None:
    apply({folder / "IMG_1.jpg": folder / "IMG_2.jpg", folder / "IMG_2.jpg": folder / "IMG_1.jpg"})
    assert (folder / "IMG_1.jpg").read_text() == "IMG_2.jpg"


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (".*", "same"),
        (r"IMG_1\.jpg", "note.txt"),
        (r"note\.txt", "sub"),
        (r"IMG_1", "../x"),
        (r"note\.txt", ""),
    ],
)
def test_nothing_is_lost(folder: Path, pattern: str, replacement: str) -> None:
    with pytest.raises(RenameError):
        plan(folder, pattern, replacement)


def test_a_bad_pattern_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "(", "x"]) == 1
    assert capsys.readouterr().err.startswith("error: ")
