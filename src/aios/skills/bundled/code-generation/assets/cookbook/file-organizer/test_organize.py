"""What goes where, names that are taken, and back again."""

import os
from pathlib import Path

import pytest
from organize import apply, folder_of, main, plan, undo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.JPG", "b.pdf", "c.csv", "d.xyz", "e", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.JPG").write_text("another")
    return tmp_path


def files(folder: Path) -> list[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.name != ".organize.json")


def test_by_kind(folder: Path) -> None:
    assert apply(folder, plan(folder, "kind")) == 5
    assert files(folder) == [".hidden", "documents/b.pdf", "images/a.JPG", "images/a_2.JPG",
                             "others/d.xyz", "others/e", "tables/c.csv"]  # fmt: skip
    assert (folder / "images" / "a.JPG").read_text() == "another"


def test_by_extension_and_month(folder: Path) -> None:
    assert [folder_of(folder / name, "extension") for name in ("a.JPG", "e")] == ["jpg", "others"]
    os.utime(folder / "b.pdf", (1_709_640_000, 1_709_640_000))
    assert folder_of(folder / "b.pdf", "month") == "2024-03"
    with pytest.raises(ValueError, match="not 'colour'"):
        folder_of(folder / "e", "colour")


def test_back_again(folder: Path) -> None:
    before = files(folder)
    apply(folder, plan(folder, "extension"))
    assert files(folder) != before
    assert undo(folder) == 5
    assert files(folder) == before
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["images"]


def test_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert main([str(folder)]) == 0
    assert files(folder) == before
    assert "5 files would move" in capsys.readouterr().out
    assert main([str(folder), "--apply"]) == 0
    assert main([str(folder), "--undo"]) == 0
    assert files(folder) == before
    assert main([str(folder), "--undo"]) == 1
    assert main([str(folder / "none")]) == 1
