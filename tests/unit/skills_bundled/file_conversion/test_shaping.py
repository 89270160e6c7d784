"""A table is converted with the columns, names, rows and order that the sentence asks for."""

import json
from pathlib import Path

import pytest
from tests.unit.skills_bundled.asking import Ask

pytestmark = pytest.mark.image

ORDERS = """order_id,customer,amount,status,ordered
1,Ivy,20.5,paid,2026-01-03
2,Leo,9.25,open,2026-03-01
3,Kim,40.0,paid,2026-02-02
"""
MONTHS = ("2026-01", "2026-02", "2026-03")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "orders.csv as JSON, only the paid ones, newest first, just customer and amount",
            [{"customer": "Kim", "amount": 40.0}, {"customer": "Ivy", "amount": 20.5}],
        ),
        (
            "orders.csv 转成 json，列只留 customer、amount，列名改成 客户、金额，按金额从低到高",
            [
                {"客户": "Leo", "金额": 9.25},
                {"客户": "Ivy", "金额": 20.5},
                {"客户": "Kim", "金额": 40.0},
            ],
        ),
        (
            "Turn orders.csv into JSON without the order id, status and ordered columns, drop "
            "orders below 15, and customer renamed to buyer",
            [{"buyer": "Ivy", "amount": 20.5}, {"buyer": "Kim", "amount": 40.0}],
        ),
    ],
)
def test_columns_rows_and_order(
    ask: Ask, home: Path, text: str, rows: list[dict[str, object]]
) -> None:
    (home / "orders.csv").write_text(ORDERS, "utf-8")
    found = ask("convert", text, files=["orders.csv"])
    assert json.loads(found["files"]["orders.json"].read_text("utf-8")) == rows


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a.csv to JSON, grouped by team", {"A": [1, 3], "B": [2]}),
        ("a.csv 转成 json，以 no 为键", {"1": 1, "2": 2, "3": 3}),
    ],
)
def test_rows_under_the_values_of_a_column(
    ask: Ask, home: Path, text: str, made: dict[str, object]
) -> None:
    (home / "a.csv").write_text("no,team\n1,A\n2,B\n3,A\n", "utf-8")
    found = json.loads(ask("convert", text, files=["a.csv"])["files"]["a.json"].read_text("utf-8"))
    several = {k: [row["no"] for row in v] for k, v in found.items() if isinstance(v, list)}
    assert (several or {k: v["no"] for k, v in found.items()}) == made


def test_decimal_commas_become_points(ask: Ask, home: Path) -> None:
    (home / "a.csv").write_text("sku;price;note\nP1;1.012,50;x,y\nP2;3,05;z\n", "utf-8")
    text = "a.csv has semicolons and decimal commas. Make it a normal CSV with decimal points."
    made = ask("convert", text, files=["a.csv"])["files"]["a.csv"].read_text("utf-8")
    assert made.splitlines() == ["sku,price,note", 'P1,1012.50,"x,y"', "P2,3.05,z"]


def test_a_column_reckoned_of_others(ask: Ask, home: Path) -> None:
    (home / "marks.csv").write_text("姓名,语文,数学\n张伟,80,90\n李娜,缺考,70\n", "utf-8")
    text = "marks.csv 转成 json，加一列“总分”（语文加数学，缺考按 0 算）"
    found = ask("convert", text, "zh", files=["marks.csv"])
    made = json.loads(found["files"]["marks.json"].read_text("utf-8"))
    assert [row["总分"] for row in made] == [170, 70]


def test_the_files_are_those_that_are_called_so(ask: Ask, home: Path) -> None:
    for name in ("gbk_a.txt", "gbk_b.txt", "old.txt"):
        (home / name).write_bytes("你好，世界，今天天气很好。\n".encode("gbk"))
    text = "gbk 开头的文件都转成 utf-8"
    assert set(ask("recode", text, "zh")["files"]) == {"gbk_a.txt", "gbk_b.txt"}


@pytest.mark.parametrize(
    ("text", "sheets"),
    [
        ("orders.csv into an Excel workbook with one sheet per status", {"open": 1, "paid": 2}),
        ("把 orders.csv 转成 Excel，每个 status 一个工作表", {"open": 1, "paid": 2}),
        ("orders.csv as Excel, each month has its own tab", dict.fromkeys(MONTHS, 1)),
    ],
)
def test_a_sheet_for_each_value(ask: Ask, home: Path, text: str, sheets: dict[str, int]) -> None:
    (home / "orders.csv").write_text(ORDERS)
    told = ask("convert", text, files=[str(home / "orders.csv")])
    assert {part["table"]: part["rows"] for part in told["data"]} == sheets
    assert told["data"][0]["columns"] == ORDERS.partition("\n")[0].split(",")


def test_dates_are_written_in_the_way_that_is_wanted(ask: Ask, home: Path) -> None:
    (home / "a.csv").write_text("id,due,code\n1,03/04/2026,1/2\n2,31/12/2025 14:05,x\n3,,y\n")
    text = "Convert the dates in a.csv from DD/MM/YYYY to ISO format"
    made = ask("convert", text, files=["a.csv"])["files"]["a.csv"].read_text("utf-8-sig")
    assert made.splitlines() == [
        "id,due,code", "1,2026-04-03,1/2", "2,2025-12-31 14:05,x", "3,,y",
    ]  # fmt: skip
