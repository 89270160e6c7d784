"""Which points are drawn, every kind of picture, errors that are said."""

from pathlib import Path

import pytest
from csv_plot import KINDS, main, points, read

SALES = 'month,amount\n1月,10\n2月,\n3月,"1,200"\n4月,n/a\n'


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(SALES, encoding="utf-8")
    return path


def test_rows_without_a_number_are_left_out(sales: Path) -> None:
    assert points(read(sales), "month", "amount") == (["1月", "3月"], [10, 1200])


def test_an_axis_of_numbers_is_one() -> None:
    rows = [{"a": "2", "b": "1"}, {"a": "10", "b": "2"}]
    assert points(rows, "a", "b") == ([2, 10], [1, 2])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_makes_a_picture(
    sales: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sales.with_name("p.png")
    command = [str(sales), "--x", "month", "--y", "amount", "--kind", kind, "-o", str(out)]
    assert main(command) == 0
    assert out.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "2 points, 2 rows without" in capsys.readouterr().out


@pytest.mark.parametrize(("x", "y"), [("month", "price"), ("amount", "month")])
def test_columns_that_cannot_be_drawn_are_said(
    sales: Path, x: str, y: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(sales), "--x", x, "--y", y]) == 1
    assert "column" in capsys.readouterr().err


def test_an_empty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    assert main([str(tmp_path / "a.csv"), "--x", "a", "--y", "b"]) == 1
    assert "no rows" in capsys.readouterr().err
