"""English questions, each against a computation in plain Python over the same random rows."""

# ruff: noqa: E501 - a question and what it must give are one line

import statistics
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import (
    Ask,
    Rows,
    english_sales,
    requests,
    write_csv,
)

ROWS = english_sales()
SOLD = [row for row in ROWS if row["sales"] != ""]
LOG = requests()


def total(rows: Rows, column: str = "sales") -> float:
    return sum(row[column] for row in rows if row[column] != "")


def grouped(
    rows: Rows, key: str | Callable[[Any], Any], of: Callable[[Rows], Any]
) -> dict[Any, Any]:
    take = key if callable(key) else lambda row: row[key]
    return {
        name: of([row for row in rows if take(row) == name]) for name in {take(row) for row in rows}
    }


def best(rows: Rows, key: str, of: Callable[[Rows], Any], count: int = 1) -> list[Any]:
    found = grouped(rows, key, of)
    return sorted(found, key=lambda name: -found[name])[:count]


def mean(column: str) -> Callable[[Rows], float]:
    return lambda rows: statistics.fmean(row[column] for row in rows)


def month(row: Any) -> str:
    return str(row["date"])[:7]


WEST = [row for row in ROWS if row["region"] == "West"]
MANY = [row for row in ROWS if row["units"] > 20]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total sales in sales.csv", total(SOLD)),
        ("What is the sum of the units column?", total(ROWS, "units")),
        ("what's the average price?", mean("price")(ROWS)),
        ("mean units", mean("units")(ROWS)),
        ("median of sales", statistics.median(row["sales"] for row in SOLD)),
        ("standard deviation of units", statistics.stdev(row["units"] for row in ROWS)),
        ("the highest price", 35.25),
        ("minimum sales", min(row["sales"] for row in SOLD)),
        ("how many rows are there", len(ROWS)),
        ("how many orders in the West region?", len(WEST)),
        ("number of orders where units is greater than 20", len(MANY)),
        ("count rows with units > 20", len(MANY)),
        ("total sales in the West region", total(WEST)),
        ("total sales for west", total(WEST)),
        ("total sales where units greater than 20", total(MANY)),
        ("total units where units is at least 20", total([r for r in ROWS if r["units"] >= 20], "units")),
        ("how many orders have units between 10 and 20", len([r for r in ROWS if 10 <= r["units"] <= 20])),
        ("total sales excluding West", total([r for r in ROWS if r["region"] != "West"])),
        ("sales that are not in the West", total([r for r in ROWS if r["region"] != "West"])),
        ("total sales of Widget in West and East",
         total([r for r in ROWS if r["product"] == "Widget" and r["region"] in ("West", "East")])),
        ("total sales in March 2024", total([r for r in ROWS if month(r) == "2024-03"])),
        ("total sales in March", total([r for r in ROWS if month(r) == "2024-03"])),
        ("sales since 2024-04-10", total([r for r in ROWS if r["date"] >= "2024-04-10"])),
        ("sales before March 2024", total([r for r in ROWS if r["date"] < "2024-03"])),
        ("total sales between 2024-02-01 and 2024-03-15",
         total([r for r in ROWS if "2024-02-01" <= r["date"] <= "2024-03-15"])),
        ("units sold in Q1 2024", total([r for r in ROWS if r["date"] < "2024-04"], "units")),
        ("how many different products are there", 3),
        ("number of distinct regions", 4),
        ("revenue of Gizmo", total([r for r in ROWS if r["product"] == "Gizmo"])),
        ("95th percentile of units", statistics.quantiles([r["units"] for r in ROWS], n=100, method="inclusive")[94]),
    ],
)  # fmt: skip
def test_one_number(ask: Ask, sales: Path, question: str, expected: float) -> None:
    reply = ask(sales, question)
    assert reply.value == pytest.approx(expected, rel=1e-9), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total sales by region", grouped(SOLD, "region", total)),
        ("sum of units per product", grouped(ROWS, "product", lambda rows: total(rows, "units"))),
        ("average price for each region", grouped(ROWS, "region", mean("price"))),
        ("how many orders in each region", grouped(ROWS, "region", len)),
        ("orders per product", grouped(ROWS, "product", len)),
        ("sales by month", grouped(ROWS, month, total)),
        ("monthly sales", grouped(ROWS, month, total)),
        ("number of orders per month", grouped(ROWS, month, len)),
        ("sales by region where units greater than 20", grouped(MANY, "region", total)),
        ("total sales of Gadget by region",
         grouped([r for r in ROWS if r["product"] == "Gadget"], "region", total)),
        ("break down units by region", grouped(ROWS, "region", lambda rows: total(rows, "units"))),
        ("compare West and East by sales", grouped([r for r in ROWS if r["region"] in ("West", "East")], "region", total)),
    ],
)  # fmt: skip
def test_groups(ask: Ask, sales: Path, question: str, expected: dict[str, float]) -> None:
    reply = ask(sales, question)
    assert reply.table() == pytest.approx(expected), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which region has the most sales?", best(ROWS, "region", total)),
        ("Which region sold the most units", best(ROWS, "region", lambda r: total(r, "units"))),
        ("which region has the least sales", best(ROWS, "region", lambda r: -total(r))),
        ("which product is the best seller", best(ROWS, "product", total)),
        ("top 2 products by sales", best(ROWS, "product", total, 2)),
        ("top half a dozen products by units", best(ROWS, "product", lambda r: total(r, "units"), 6)),
        ("top three regions by units", best(ROWS, "region", lambda r: total(r, "units"), 3)),
        ("bottom 2 regions by sales", best(ROWS, "region", lambda r: -total(r), 2)),
        ("which region has the highest average price", best(ROWS, "region", mean("price"))),
        ("which region has the most orders", best(ROWS, "region", len)),
        ("which month had the highest sales", sorted(grouped(ROWS, month, total).items(), key=lambda p: -p[1])[0][:1]),
    ],
)  # fmt: skip
def test_rankings(ask: Ask, sales: Path, question: str, expected: list[str]) -> None:
    reply = ask(sales, question)
    assert [row[0] for row in reply.rows] == list(expected), reply.result["explanation"]
    assert str(expected[0]) in reply.answer.splitlines()[0] + reply.answer.splitlines()[1]


def test_the_last_days_of_the_file(ask: Ask, sales: Path) -> None:
    from datetime import date, timedelta

    since = max(date.fromisoformat(row["date"]) for row in ROWS) - timedelta(days=7)
    recent = [row for row in ROWS if date.fromisoformat(row["date"]) > since]
    for question in (
        "total sales in the last 7 days",
        "最近7天的销售总额",
        "sales of the past seven days",
    ):
        assert ask(sales, question).value == pytest.approx(total(recent))


def test_columns_of_yes_and_no(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"name": f"b{i}", "in_stock": ["true", "false"][i % 3 == 0], "survived": int(i % 4 == 0)}
        for i in range(24)
    ]
    path = write_csv(tmp_path / "books.csv", rows)
    assert ask(path, "how many books are in stock").value == 16
    assert ask(path, "how many survived").value == 6


def test_top_rows(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "show the 5 largest orders by sales")
    largest = sorted((row["sales"] for row in SOLD), reverse=True)[:5]
    assert [row[-1] for row in reply.rows] == largest


def test_top_rows_inside_each_group(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "top 2 products in each region by sales")
    for region in {row["region"] for row in ROWS}:
        expected = best([row for row in ROWS if row["region"] == region], "product", total, 2)
        assert [row[1] for row in reply.rows if row[0] == region] == expected


def test_rows_that_fit(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "show rows where units greater than 40 and region is East")
    fitting = [row for row in ROWS if row["units"] > 40 and row["region"] == "East"]
    assert [row[0] for row in reply.rows] == [str(row["order_id"]) for row in fitting]
    assert f"{len(fitting)} row" in reply.answer


def test_shares_add_up(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "share of sales by region")
    expected = grouped(ROWS, "region", lambda rows: total(rows) * 100 / total(SOLD))
    assert {row[0]: row[2] for row in reply.rows} == pytest.approx(expected)


def test_share_of_one_value(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "what percentage of sales comes from West?")
    assert [row[0] for row in reply.rows] == ["West"]
    assert reply.rows[0][2] == pytest.approx(total(WEST) * 100 / total(SOLD))


def test_growth_month_over_month(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "month over month growth of sales")
    sums = [value for _, value in sorted(grouped(ROWS, month, total).items())]
    expected = [(b - a) * 100 / a for a, b in pairwise(sums)]
    assert [row[2] for row in reply.rows][1:] == pytest.approx(expected)


def test_several_aggregates(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "average price and total units by region")
    prices, units = (
        grouped(ROWS, "region", mean("price")),
        grouped(ROWS, "region", lambda r: total(r, "units")),
    )
    assert {row[0]: row[1] for row in reply.rows} == pytest.approx(prices)
    assert {row[0]: row[2] for row in reply.rows} == pytest.approx(units)


def test_the_answer_states_number_column_rows_and_missing_cells(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "total sales")
    for word in ("sales", str(round(total(SOLD), 2)), "200 rows", "missing in 20 rows"):
        assert word in reply.answer
    assert reply.result["data"]["missing"] == {"sales": 20}


def test_the_code_is_a_program_that_runs_alone(
    ask: Ask, sales: Path, guest_python: tuple[str, str], tmp_path: Path
) -> None:
    import os
    import subprocess

    reply = ask(sales, "total sales by region")
    program = tmp_path / "alone.py"
    program.write_text(reply.result["code"], encoding="utf-8")
    python, packages = guest_python
    ran = subprocess.run(
        [python, str(program)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": packages},
    )
    printed = dict(line.split("\t") for line in ran.stdout.splitlines()[1:])
    assert {name: float(value) for name, value in printed.items()} == pytest.approx(reply.table())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many requests have status 500", len([r for r in LOG if r["status"] == 500])),
        ("number of requests where status is not 200", len([r for r in LOG if r["status"] != 200])),
        (
            "average latency of POST requests",
            mean("latency_ms")([r for r in LOG if r["method"] == "POST"]),
        ),
        ("how many requests came from Rome", len([r for r in LOG if r["user"]["city"] == "Rome"])),
        (
            "how many requests whose path contains users",
            len([r for r in LOG if "users" in r["path"]]),
        ),
        ("count of 404 errors", len([r for r in LOG if r["status"] == 404])),
        ("max latency_ms on 2024-05-03", max(r["latency_ms"] for r in LOG if "-05-03" in r["ts"])),
    ],
)
def test_json_lines(ask: Ask, log: Path, question: str, expected: float) -> None:
    reply = ask(log, question)
    assert reply.value == pytest.approx(expected), reply.result["explanation"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("requests per status", Counter(r["status"] for r in LOG)),
        ("average latency by endpoint", grouped(LOG, "path", mean("latency_ms"))),
        ("requests per day", Counter(r["ts"][:10] for r in LOG)),
        ("count by user.city", Counter(r["user"]["city"] for r in LOG)),
    ],
)
def test_json_lines_in_groups(
    ask: Ask, log: Path, question: str, expected: dict[Any, float]
) -> None:
    reply = ask(log, question)
    assert reply.table() == pytest.approx(dict(expected)), reply.result["explanation"]
