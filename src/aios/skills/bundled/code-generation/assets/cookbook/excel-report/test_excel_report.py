"""The workbook read back: values, formats, summary, chart."""

from pathlib import Path

import pytest
from excel_report import main, number, report
from openpyxl import load_workbook

SALES = "region,product,amount\nWest,茶叶,10.5\nEast,=1+1,7\nWest,milk,1\n"


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(SALES, encoding="utf-8")
    return path


def test_the_data_are_there_with_their_types(sales: Path) -> None:
    out = sales.with_name("out.xlsx")
    assert report(sales, out) == 3
    sheet = load_workbook(out)["Data"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[:2] == [("region", "product", "amount"), ("West", "茶叶", 10.5)]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C4"


def test_the_summary_sums_by_a_column(sales: Path) -> None:
    out = sales.with_name("out.xlsx")
    report(sales, out, by="region")
    sheet = load_workbook(out)["Summary"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("region", "rows", "amount"),
        ("West", 2, 11.5),
        ("East", 1, 7),
    ]
    assert len(sheet._charts) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,200", 1200), ("-3.0", -3.0), ("007", "007"), ("0", 0), ("nan", "nan"), (" x ", "x")],
)
def test_numbers(text: str, value: object) -> None:
    assert number(text) == value


def test_the_command_line(sales: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(sales), str(sales.with_name("r.xlsx"))]) == 0
    assert "3 rows" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "a,b\n1\n", "a\n1\n"])
def test_what_cannot_be_reported_is_said(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    assert main([str(path), str(tmp_path / "o.xlsx"), "--by", "region"]) == 1
    assert capsys.readouterr().err.startswith("error: ")
