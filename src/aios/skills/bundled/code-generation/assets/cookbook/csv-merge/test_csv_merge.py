"""Columns that differ, equal rows, folders, bad files."""

from pathlib import Path

import pytest
from csv_merge import csv_files, main, merge


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_follow_each_other_and_columns_are_joined(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", "\ufeffid,name\n1,Ann\n2,李雷\n")
    two = write(tmp_path / "b.csv", 'id,city\n3,"Paris, F"\n')
    out = tmp_path / "out.csv"
    assert merge([one, two], out) == 3
    assert out.read_text(encoding="utf-8").splitlines() == [
        "id,name,city",
        "1,Ann,",
        "2,李雷,",
        '3,,"Paris, F"',
    ]


def test_equal_rows_once_and_their_source(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", "x\n1\n1\n2\n")
    two = write(tmp_path / "b.csv", "x\n2\n3\n")
    out = tmp_path / "out.csv"
    assert merge([one, two], out, unique=True, mark_source=True) == 3
    assert out.read_text().splitlines() == ["x,source_file", "1,a.csv", "2,a.csv", "3,b.csv"]


def test_a_folder_means_its_files_but_never_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "b.csv", "x\n2\n")
    write(tmp_path / "a.csv", "x\n1\n")
    write(tmp_path / "notes.txt", "no")
    out = write(tmp_path / "merged.csv", "x\nold\n")
    assert [file.name for file in csv_files([tmp_path])] == ["a.csv", "b.csv", "merged.csv"]
    assert main([str(tmp_path), "-o", str(out)]) == 0
    assert out.read_text().split() == ["x", "1", "2"]
    assert "2 rows" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n", None])
def test_bad_files_are_named(
    tmp_path: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.csv"
    if text:
        write(bad, text)
    assert main([str(bad), "-o", str(tmp_path / "out.csv")]) == 1
    assert "bad.csv" in capsys.readouterr().err


def test_nothing_to_merge(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no CSV"):
        merge([], tmp_path / "out.csv")
