"""Cells that span, tables within tables, files."""

from pathlib import Path

import pytest
from table_scraper import main, tables_of

PAGE = """<table><thead><tr><th>City</th><th colspan=2>Price</th></tr></thead>
<tr><td rowspan="2"> Rome
 centre</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>Oslo</td><td>5</td></tr></table>
<table><tr><td></td></tr></table>
<table><tr><td>outer<table><tr><td>inner</td></tr></table></td></tr></table>"""


def test_all_tables() -> None:
    first, outer, inner = tables_of(PAGE)
    assert first == [
        ["City", "Price", "Price"],
        ["Rome centre", "1", "2"],
        ["Rome centre", "3", "4"],
        ["Oslo", "5", ""],
    ]
    assert outer == [["outer"]]
    assert inner == [["inner"]]
    assert tables_of("<p>none</p>") == []


@pytest.mark.parametrize("span", ["x", "0", "-1", ""])
def test_senseless_spans_count_once(span: str) -> None:
    html = f'<table><tr><td colspan="{span}">a</td><td>b</td></tr></table>'
    assert tables_of(html) == [[["a", "b"]]]


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, out = tmp_path / "page.html", tmp_path / "t.csv"
    page.write_text(PAGE, encoding="utf-8")
    assert main([str(page), "-o", str(out)]) == 0
    assert sorted(p.name for p in tmp_path.glob("*.csv")) == ["t.csv", "t_2.csv", "t_3.csv"]
    assert out.read_text(encoding="utf-8-sig").startswith("City,Price,Price\n")
    assert main([str(page), "--table", "3", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8-sig") == "inner\n"
    capsys.readouterr()
    assert main([str(page), "--table", "9"]) == 1
    assert main([str(tmp_path / "none.html")]) == 1
    assert capsys.readouterr().out == ""
