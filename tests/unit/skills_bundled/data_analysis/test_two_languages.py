"""Questions in one language about a table whose columns and cells are in the other."""

import random
import statistics
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv

ENGLISH = ("order_id", "region", "product", "quantity", "amount", "delivery_fee", "status")
CHINESE = ("订单号", "地区", "产品", "数量", "金额", "配送费", "状态")
CELLS = {"paid": "已付款", "cancelled": "已取消", "Phone": "手机", "Laptop": "笔记本"}


def rows_of(names: tuple[str, ...], cells: dict[str, str], size: int = 90) -> Rows:
    chance = random.Random(SEED + 11)
    rows = []
    for number in range(size):
        product = chance.choice(["Phone", "Laptop"])
        state = chance.choice(["paid", "cancelled"])
        row = (
            f"A{number}",
            chance.choice(["甲", "乙"]),
            cells.get(product, product),
            chance.randint(1, 9),
            chance.randint(10, 900),
            round(chance.uniform(1, 9), 1),
            cells.get(state, state),
        )
        rows.append(dict(zip(names, row, strict=True)))
    return rows


ROWS = rows_of(ENGLISH, {})


@pytest.fixture
def english(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "orders.csv", ROWS)


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "订单.csv", rows_of(CHINESE, CELLS))


def by_region(column: str) -> dict[str, float]:
    return {
        name: sum(row[column] for row in ROWS if row["region"] == name) for name in ("甲", "乙")
    }


def test_english_names_stand_for_chinese_columns(ask: Ask, chinese: Path) -> None:
    assert ask(chinese, "total sales by region").table() == by_region("amount")
    fees = [row["delivery_fee"] for row in ROWS]
    assert ask(chinese, "average delivery fee").value == pytest.approx(statistics.mean(fees))
    assert ask(chinese, "total quantity per region").table() == by_region("quantity")


def test_chinese_names_stand_for_english_columns(ask: Ask, english: Path) -> None:
    assert ask(english, "各地区的销售额").table() == by_region("amount")
    fees = [row["delivery_fee"] for row in ROWS]
    assert ask(english, "平均配送费").value == pytest.approx(statistics.mean(fees))
    assert ask(english, "按地区统计数量总和").table() == by_region("quantity")


def test_cells_are_found_by_what_they_are_called_in_the_other(
    ask: Ask, english: Path, chinese: Path
) -> None:
    cancelled = sum(row["status"] == "cancelled" for row in ROWS)
    phones = sum(row["quantity"] for row in ROWS if row["product"] == "Phone")
    assert ask(chinese, "how many orders were cancelled").value == cancelled
    assert ask(english, "有多少订单取消了").value == cancelled
    assert ask(chinese, "how many phones were sold").value == phones
    assert ask(english, "卖了多少台手机").value == phones


def test_one_total_is_told_as_a_part_of_another(ask: Ask, chinese: Path, english: Path) -> None:
    fees, amounts = (sum(row[c] for row in ROWS) for c in ("delivery_fee", "amount"))
    for path, question in (
        (chinese, "配送费总共多少，占金额的比例"),
        (chinese, "delivery fee as a percentage of amount"),
        (english, "what percentage of amount is the delivery fee"),
    ):
        [told] = ask(path, question).rows
        assert told == pytest.approx([100 * fees / amounts, fees, amounts])


@pytest.mark.parametrize(("low", "high"), [("low", "high"), ("最低温", "最高温"), ("tmin", "tmax")])
def test_the_hottest_day_has_the_highest_high(
    ask: Ask, tmp_path: Path, low: str, high: str
) -> None:
    days = [{"date": f"2025-06-{d:02}", low: 20 - d % 7, high: 25 + d % 11} for d in range(1, 21)]
    path = write_csv(tmp_path / "weather.csv", days)
    hottest = {row["date"] for row in days if row[high] == max(r[high] for r in days)}
    coldest = {row["date"] for row in days if row[low] == min(r[low] for r in days)}
    assert {row[0] for row in ask(path, "哪天最热").rows} == hottest
    assert {row[0] for row in ask(path, "coldest day").rows} == coldest


def test_the_largest_order_is_one_row(ask: Ask, english: Path) -> None:
    most = max(row["amount"] for row in ROWS)
    for question in ("which region placed the largest order", "哪个地区下了最大的订单"):
        [row] = ask(english, question).rows
        assert row[ENGLISH.index("amount")] == most
