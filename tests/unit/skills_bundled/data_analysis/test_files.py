"""Every kind of file that holds a table: encodings, delimiters, numbers, dates, JSON shapes, broken lines."""

# ruff: noqa: E501 - a question and what it must give are one line

import csv
import json
import random
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, chinese_sales, write_csv

ROWS = chinese_sales()
TOTAL = sum(row["数量"] for row in ROWS)


def file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","), ("utf-8", "|"), ("utf-8-sig", ";"), ("gbk", ","), ("gbk", ";"), ("gbk", "\t"),
        ("gb18030", "|"), ("utf-16", "\t"), ("utf-16", ","), ("utf-16-le", ","), ("utf-16-be", ";"),
    ],
)  # fmt: skip
def test_encodings_and_delimiters(ask: Ask, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write_csv(tmp_path / "表.csv", ROWS, encoding=encoding, delimiter=delimiter)
    assert ask(path, "数量总和").value == TOTAL
    east = sum(row["数量"] for row in ROWS if row["地区"] == "华东")
    assert ask(path, "华东的总数量").value == east


@pytest.mark.parametrize(
    ("encoding", "text", "city"),
    [
        ("cp1252", "Stadt;Menge\nKöln;1\nMünchen;2\nKöln;4\n", "Köln"),
        ("big5", "城市;數量\n臺北;1\n臺南;2\n臺北;4\n", "臺北"),
        ("shift_jis", "都市;カズ\nおおさか;1\nとうきょう;2\nおおさか;4\n", "おおさか"),
    ],
)
def test_other_encodings(ask: Ask, tmp_path: Path, encoding: str, text: str, city: str) -> None:
    reply = ask(file(tmp_path / "t.csv", text, encoding), f"summarise where it says {city}")
    assert city in json.dumps(reply.raw, ensure_ascii=False)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1,234.50", "2,000", "0.5"], 3235.0),
        (["¥1,200", "¥800", "¥1,000.50"], 3000.5),
        (["$3.50", "$1,000", "$2"], 1005.5),
        (["$3.5k", "$1.2M", "$10"], 1203510),
        (["3.5万", "2万", "1.2万"], 67000),
        (["12%", "7.5%", "8%"], 27.5),
        (["(120)", "100", "(30.5)"], -50.5),
        (["1e3", "2.5E2", "-1"], 1249),
        (["10", "N/A", "", "null", "-", "5"], 15),
        (["100元", "200元", "50元"], 350),
    ],
)
def test_written_numbers(ask: Ask, tmp_path: Path, cells: list[str], expected: float) -> None:
    path = write_csv(
        tmp_path / "t.csv", [{"name": f"n{i}", "amount": c} for i, c in enumerate(cells)]
    )
    assert ask(path, "total amount").value == pytest.approx(expected)


def test_decimal_commas(ask: Ask, tmp_path: Path) -> None:
    path = file(tmp_path / "t.csv", "Stadt;Umsatz\nBonn;1.234,50\nKiel;10,25\nBonn;5\n")
    assert ask(path, "total Umsatz by Stadt").table() == {"Bonn": 1239.5, "Kiel": 10.25}


@pytest.mark.parametrize(
    "written",
    [
        "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d", "%d %b %Y",
        "%B %d, %Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y/%m/%d %H:%M", "%d-%b-%Y",
    ],
)  # fmt: skip
def test_written_dates(ask: Ask, tmp_path: Path, written: str) -> None:
    from datetime import datetime, timedelta

    chance = random.Random(SEED)
    start = datetime(2023, 11, 3, 8, 30)  # noqa: DTZ001
    days = [start + timedelta(days=chance.randint(0, 150)) for _ in range(120)]
    path = write_csv(tmp_path / "t.csv", [{"date": day.strftime(written), "n": 1} for day in days])
    expected: dict[str, int] = {}
    for day in days:
        expected[day.strftime("%Y-%m")] = expected.get(day.strftime("%Y-%m"), 0) + 1
    assert ask(path, "how many rows per month").table() == expected
    february = sum(1 for day in days if (day.year, day.month) == (2024, 2))
    assert ask(path, "2024年2月有多少条记录").value == february


def test_epoch_seconds(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "t.csv", [{"timestamp": 1709596800 + 86400 * day, "v": 2} for day in range(3)]
    )
    assert list(ask(path, "total v by day").table()) == ["2024-03-05", "2024-03-06", "2024-03-07"]


def test_quoted_fields_and_line_ends(ask: Ask, tmp_path: Path) -> None:
    path = file(
        tmp_path / "t.csv", 'name,note,v\r\n"Smith, J","said ""hi""\r\nand left",2\r\nLi,,3\r\n'
    )
    assert ask(path, "total v").value == 5
    assert ask(path, "total v where name is 'Smith, J'").value == 2


def test_broken_lines_are_skipped_counted_and_named(ask: Ask, tmp_path: Path) -> None:
    good = "".join(f"r{i % 3},{i}\n" for i in range(20))
    path = file(tmp_path / "t.csv", f"region,sales\n{good}West,1,2,3\nlonely\n")
    reply = ask(path, "total sales")
    assert reply.value == sum(range(20))
    assert reply.result["data"]["lines_skipped"] == 2
    assert "2 broken lines" in reply.answer
    assert "22, 23" in reply.answer


def test_unreadable_cells_are_counted(ask: Ask, tmp_path: Path) -> None:
    rows = [{"k": f"x{i}", "v": "bad" if i % 10 == 0 else i} for i in range(50)]
    reply = ask(write_csv(tmp_path / "t.csv", rows), "v 的总和")
    assert reply.value == sum(i for i in range(50) if i % 10)
    assert "5 行不是数字" in reply.answer


def test_repeated_and_empty_headers(ask: Ask, tmp_path: Path) -> None:
    path = file(tmp_path / "t.csv", "a,a,,b\n1,2,3,4\n5,6,7,8\n")
    reply = ask(path, "total a_2")
    assert reply.value == 8
    assert "column3" in reply.answer


def test_no_header(ask: Ask, tmp_path: Path) -> None:
    path = file(tmp_path / "t.csv", "West,10,2024-01-02\nEast,20,2024-01-03\n")
    assert ask(path, "total column2").value == 30


def test_lines_before_the_header(ask: Ask, tmp_path: Path) -> None:
    path = file(tmp_path / "t.csv", "销售报表 2024\n\n地区,金额\n华东,10\n华南,20\n")
    assert ask(path, "金额总和").value == 30


def test_identifiers_are_never_summed(ask: Ask, tmp_path: Path) -> None:
    rows = [{"zip": f"0{i:04d}", "customer_id": i, "amount": i} for i in range(1, 9)]
    data = ask(write_csv(tmp_path / "t.csv", rows), "total").result["data"]
    assert data["interpretation"]["measures"] == [{"aggregate": "sum", "column": "amount"}]


JSON_ROWS = [
    {"item": f"i{i % 3}", "qty": i, "to": {"city": "北京" if i % 2 else "上海"}} for i in range(30)
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(JSON_ROWS),
        json.dumps(JSON_ROWS, ensure_ascii=False, indent=2),
        json.dumps({"meta": {"page": 1}, "data": JSON_ROWS}),
        json.dumps({"response": {"items": JSON_ROWS, "total": 30}}, indent=1),
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in JSON_ROWS),
    ],
    ids=["array", "indented", "data", "nested", "lines"],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_json_shapes(ask: Ask, tmp_path: Path, text: str, encoding: str) -> None:
    path = file(tmp_path / "t.json", text, encoding)
    assert ask(path, "total qty").value == sum(range(30))
    assert ask(path, "北京的 qty 总和").value == sum(range(1, 30, 2))
    assert set(ask(path, "sum of qty by to.city").table()) == {"北京", "上海"}


def test_broken_json_lines_are_counted(ask: Ask, tmp_path: Path) -> None:
    reply = ask(file(tmp_path / "t.jsonl", '{"a":1}\n{bad\n{"a":3}\n'), "total a")
    assert reply.value == 4
    assert "1 broken line" in reply.answer


def test_sales_as_quantity_times_price(ask: Ask, tmp_path: Path) -> None:
    rows = [{"item": f"i{i % 2}", "qty": i, "unit_price": i + 0.5} for i in range(10)]
    reply = ask(write_csv(tmp_path / "t.csv", rows), "which item has the highest sales")
    sums = {
        name: sum(r["qty"] * r["unit_price"] for r in rows if r["item"] == name)
        for name in ("i0", "i1")
    }  # type: ignore[operator]
    assert reply.rows == [[max(sums, key=lambda name: sums[name]), max(sums.values())]]
    assert "qty × unit_price" in reply.answer


def test_names_with_quotes(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "it's a table.csv"
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([['o"k', "it's"], ["O'Brien", 2], ["Li", 3]])
    assert ask(path, "total it's").value == 5


def test_summary(act: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", ROWS)
    for language, word in (("zh", "150 行，6 列"), ("en", "150 rows and 6 columns")):
        answer = act("summarize", {"file": str(path)}, language).answer
        assert word in answer
        assert f"{min(row['数量'] for row in ROWS)}" in answer
        assert all(name in answer for name in ROWS[0])


@pytest.mark.parametrize(
    "question", ["概括一下这个文件", "summarise the file", "describe it", "有哪些列", "分析一下"]
)
def test_a_summary_asked_in_words(ask: Ask, tmp_path: Path, question: str) -> None:
    reply = ask(write_csv(tmp_path / "t.csv", ROWS), question)
    assert reply.result["data"]["interpretation"]["kind"] == "summary"


@pytest.mark.parametrize(
    "question",
    ["统计“My Data/一季度 订单.csv”的总金额", 'total 金额 in "My Data/一季度 订单.csv"'],
)
def test_a_quoted_path_with_blanks_in_its_folder(ask: Ask, tmp_path: Path, question: str) -> None:
    (tmp_path / "My Data").mkdir()
    chance = random.Random(SEED)
    rows = [{"data": chance.randint(1, 9), "金额": chance.randint(1, 900)} for _ in range(40)]
    path = write_csv(tmp_path / "My Data" / "一季度 订单.csv", rows)
    assert ask(path, question).value == sum(row["金额"] for row in rows)
