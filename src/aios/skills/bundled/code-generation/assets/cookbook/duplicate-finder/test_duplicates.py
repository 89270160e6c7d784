"""What counts as a duplicate."""

import os
from pathlib import Path

import pytest
from duplicates import HEAD_BYTES, duplicates, main


def groups(folder: Path) -> list[list[str]]:
    return [[str(path.relative_to(folder)) for path in group] for group in duplicates(folder)]


def test_equal_content_counts_and_equal_size_does_not(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    for name, text in (
        ("a", "same"),
        ("子/b", "same"),
        ("c", "else"),
        ("d", "longer"),
        ("e", ""),
        ("f", ""),
    ):
        (tmp_path / name).write_text(text)
    assert groups(tmp_path) == [["a", "子/b"]]


def test_equal_beginnings_are_not_enough(tmp_path: Path) -> None:
    for name, end in (("a", b"1"), ("b", b"2"), ("c", b"1")):
        (tmp_path / name).write_bytes(b"x" * HEAD_BYTES + end)
    assert groups(tmp_path) == [["a", "c"]]


def test_links_are_no_duplicates(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("text")
    (tmp_path / "soft").symlink_to(tmp_path / "a")
    os.link(tmp_path / "a", tmp_path / "hard")
    assert groups(tmp_path) == []


def test_the_largest_come_first_and_the_report_adds_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (
        ("s1", "x"),
        ("s2", "x"),
        ("l1", "y" * 1000),
        ("l2", "y" * 1000),
        ("l3", "y" * 1000),
    ):
        (tmp_path / name).write_text(text)
    assert main([str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert shown.index("l1") < shown.index("s1")
    assert "2 groups, 2,001 bytes" in shown


def test_no_folder(tmp_path: Path) -> None:
    assert main([str(tmp_path / "none")]) == main([]) == 2
