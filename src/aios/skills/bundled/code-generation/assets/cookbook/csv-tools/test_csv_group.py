"""Totals, what is left out, the command line."""

from decimal import Decimal
from pathlib import Path

import pytest
from csv_group import group, main, number

ROWS = [
    {"city": "Rome", "amount": "10.10"},
    {"city": "Oslo", "amount": "1,200"},
    {"city": "Rome ", "amount": "0.20"},
    {"city": "Oslo", "amount": "n/a"},
]


def test_groups_with_the_largest_first() -> None:
    groups, left_out = group(ROWS, "city", "amount")
    assert list(groups) == ["Oslo", "Rome"]
    rome = groups["Rome"]
    assert (rome.count, rome.total, rome.mean) == (2, Decimal("10.30"), Decimal("5.15"))
    assert (rome.lowest, rome.highest, left_out) == (Decimal("0.20"), Decimal("10.10"), 1)
    assert group([], "city", "amount") == ({}, 0)


@pytest.mark.parametrize(("text", "wanted"), [("¥1,234.5", "1234.5"), (" -3 ", "-3"), ("", None),
                                              ("NaN", None), ("3 kg", None)])  # fmt: skip
def test_numbers(text: str, wanted: str | None) -> None:
    assert number(text) == (None if wanted is None else Decimal(wanted))


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "x.csv", tmp_path / "out.csv"
    file.write_text("city,amount\nRome,1\nOslo,2\nRome,x\n")
    assert main([str(file), "--by", "city", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "city,count,sum,mean,min,max", "Oslo,1,2,2.00,2,2", "Rome,1,1,1.00,1,1"]  # fmt: skip
    assert "1 rows without a number" in capsys.readouterr().err
    assert main([str(file), "--by", "town"]) == 1
    assert main([str(tmp_path / "none.csv")]) == 1
