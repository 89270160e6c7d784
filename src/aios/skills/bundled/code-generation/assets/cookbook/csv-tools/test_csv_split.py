"""By rows, by a column, and what cannot be."""

from pathlib import Path

import pytest
from csv_split import main, split_by_column, split_by_rows


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    rows = [f'{n},"city, {n % 2}"' for n in range(7)]
    path.write_text("\n".join(["id,town", *rows, ""]), encoding="utf-8-sig")
    return path


def test_by_rows(source: Path, tmp_path: Path) -> None:
    made = split_by_rows(source, tmp_path / "out", 3)
    assert [path.name for path in made] == ["data_001.csv", "data_002.csv", "data_003.csv"]
    lines = [path.read_text().splitlines() for path in made]
    assert [len(each) for each in lines] == [4, 4, 2]
    assert {each[0] for each in lines} == {"id,town"}
    assert lines[2][1] == '6,"city, 0"'
    with pytest.raises(ValueError, match="at least 1"):
        split_by_rows(source, tmp_path, 0)


def test_by_a_column(source: Path, tmp_path: Path) -> None:
    made = split_by_column(source, tmp_path / "out", "town")
    assert [path.name for path in made] == ["city__0.csv", "city__1.csv"]
    assert [len(path.read_text().splitlines()) for path in made] == [5, 4]


def test_values_that_give_the_same_name(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text("k\na/b\na b\n..\n")
    names = [path.name for path in split_by_column(source, tmp_path / "out", "k")]
    assert names == ["a_b.csv", "a_b_2.csv", "empty.csv"]


def test_the_command_line(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main([str(source), "--rows", "5", "-o", str(out)]) == 0
    assert len(list(out.iterdir())) == 2
    assert main([str(source), "--by", "colour", "-o", str(out)]) == 1
    assert main([str(tmp_path / "none.csv")]) == 1
