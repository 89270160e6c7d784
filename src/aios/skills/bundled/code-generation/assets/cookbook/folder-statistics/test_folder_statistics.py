"""Counts, sizes, order, and both ways of printing."""

import json
from pathlib import Path

import pytest
from folder_statistics import NO_SUFFIX, Kind, as_text, main, ordered, readable, statistics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    (inside / ".git").mkdir()
    for name, size in (
        ("a.JPG", 10),
        ("deep/b.jpg", 20),
        ("c.txt", 5),
        ("Makefile", 0),
        (".git/x", 9),
    ):
        (inside / name).write_bytes(b"x" * size)
    return inside


def test_files_are_counted_by_suffix(folder: Path) -> None:
    found = {kind.suffix: (kind.count, kind.size) for kind in statistics(folder)}
    assert found == {".jpg": (2, 30), ".txt": (1, 5), NO_SUFFIX: (1, 0)}
    assert sum(kind.count for kind in statistics(folder, hidden=True)) == 5


def test_order() -> None:
    kinds = [Kind(".a", 1, 50), Kind(".b", 3, 10)]
    assert [kind.suffix for kind in ordered(kinds, "size")] == [".a", ".b"]
    assert [kind.suffix for kind in ordered(kinds, "count")] == [".b", ".a"]
    assert [kind.suffix for kind in ordered(kinds[::-1], "name")] == [".a", ".b"]


def test_sizes_are_readable() -> None:
    assert [readable(n) for n in (0, 1023, 1536, 3 * 1024**3)] == [
        "0 B",
        "1023 B",
        "1.5 KB",
        "3.0 GB",
    ]
    assert as_text([]).split() == ["total", "0", "0", "B"]


def test_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json", "--sort", "count"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["size"]) == (4, 35)
    assert told["kinds"][0] == {"suffix": ".jpg", "count": 2, "size": 30}
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["total", "4", "35", "B"]
    assert main([str(folder / "none")]) == 1
