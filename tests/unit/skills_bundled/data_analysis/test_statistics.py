"""Studies of columns, percentiles, pivots, growth, readings: each against plain Python."""

import csv
import statistics
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import (
    Ask,
    Rows,
    chinese_sales,
    english_sales,
    requests,
    write_csv,
)

ROWS, SALES, LOG = english_sales(), chinese_sales(), requests()
UNITS = [row["units"] for row in ROWS]


def monthly(rows: list[dict[str, Any]], column: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        sums[row["date"][:7]] += row[column] or 0
    return dict(sorted(sums.items()))


def ranks(values: list[float]) -> list[float]:
    """The rank of each value, those that are equal sharing the mean of theirs."""
    places = sorted(values)
    return [places.index(v) + (places.count(v) + 1) / 2 for v in values]


def test_correlation_is_pearsons_unless_ranks_are_asked(ask: Ask, sales: Path) -> None:
    prices = [row["price"] for row in ROWS]
    reply = ask(sales, "spearman correlation of units and price")
    assert reply.rows[0][2] == pytest.approx(statistics.correlation(ranks(UNITS), ranks(prices)))
    reply = ask(sales, "correlation between units and price")
    assert reply.rows[0][0] == pytest.approx(statistics.correlation(UNITS, prices))
    assert "Pearson" in reply.answer
    assert "200 pairs" in reply.answer


@pytest.mark.parametrize(
    "question", ["which column correlates most with units", "哪一列和 units 最相关"]
)
def test_one_column_against_the_others(ask: Ask, sales: Path, question: str) -> None:
    reply = ask(sales, question)
    assert {row[0] for row in reply.rows} == {"units"}
    assert abs(reply.rows[0][2]) >= abs(reply.rows[1][2])


@pytest.mark.parametrize("question", ["outliers in value", "value 有没有异常值"])
def test_outliers_by_both_methods(ask: Ask, tmp_path: Path, question: str) -> None:
    values = [*range(100, 130), 900, -500]
    path = write_csv(
        tmp_path / "r.csv", [{"id": f"s{n}", "value": v} for n, v in enumerate(values)]
    )
    reply = ask(path, question)
    assert [row[reply.result["data"]["columns"].index("value")] for row in reply.rows] == [
        900,
        -500,
    ]
    assert "IQR" in reply.answer
    assert "s30" in reply.answer
    assert "z" in reply.answer


def test_no_outliers_of_texts(ask: Ask, sales: Path) -> None:
    assert ask(sales, "outliers in region").error["code"] == "not_numeric"


def test_duplicates_of_a_column_and_of_rows(ask: Ask, tmp_path: Path) -> None:
    rows = [{"id": n % 9, "mail": f"m{n % 7}@x"} for n in range(20)]
    path = write_csv(tmp_path / "u.csv", rows)
    reply = ask(path, "duplicate mails")
    counts = Counter(row["mail"] for row in rows)
    assert {row[0]: row[1] for row in reply.rows} == counts
    assert "no row" not in ask(path, "any duplicate rows?").answer.lower() or len(rows) == len(
        {tuple(r.values()) for r in rows}
    )


def test_missing_cells_of_every_column(ask: Ask, sales: Path) -> None:
    reply = ask(sales, "which columns have missing values")
    assert reply.rows[0][:2] == ["sales", 20]
    assert "region" not in reply.answer


@pytest.mark.parametrize(
    ("question", "cut"),
    [
        ("80th percentile of units", 80),
        ("units 的 35 分位数", 35),
        ("p5 of units", 5),
        ("0.9 quantile of units", 90),
    ],
)
def test_any_percentile(ask: Ask, sales: Path, question: str, cut: int) -> None:
    cuts = statistics.quantiles(UNITS, n=100, method="inclusive")
    assert ask(sales, question).value == pytest.approx(cuts[cut - 1])


@pytest.mark.parametrize(
    "question",
    [
        "pivot by region and product with the sum of units",
        "透视表：行是 region，列是 product，值是 units 之和",
    ],
)
def test_a_pivot_is_a_cross_table_and_a_file(ask: Ask, sales: Path, question: str) -> None:
    reply = ask(sales, question)
    with (reply.out / "pivot.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    cells = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    wanted = sum(r["units"] for r in ROWS if (r["region"], r["product"]) == ("West", "Gizmo"))
    assert float(cells["West"]["Gizmo"]) == wanted


def test_growth_is_over_the_month_before_by_the_calendar(ask: Ask, tmp_path: Path) -> None:
    months = {"2025-01": 100, "2025-02": 150, "2025-04": 300}
    path = write_csv(
        tmp_path / "g.csv", [{"date": f"{m}-05", "sales": v} for m, v in months.items()]
    )
    rows = {row[0]: row[2:] for row in ask(path, "month over month growth of sales by month").rows}
    assert rows == {"2025-01": [None, None], "2025-02": [50, 50], "2025-04": [None, None]}


@pytest.mark.parametrize(
    "question", ["按月算销售额同比", "year over year growth of 销售额 by month"]
)
def test_growth_over_the_year_before(ask: Ask, tmp_path: Path, question: str) -> None:
    held = {"2024-03": 200, "2024-05": 80, "2025-03": 250}
    path = write_csv(
        tmp_path / "同比.csv", [{"日期": f"{m}-05", "销售额": v} for m, v in held.items()]
    )
    assert {row[0]: row[2] for row in ask(path, question).rows}["2025-03"] == 25


def test_a_moving_average_waits_for_its_window(ask: Ask, sales: Path) -> None:
    sums = list(monthly(ROWS, "units").values())
    found = [row[-1] for row in ask(sales, "3-month moving average of units").rows]
    assert found[:2] == [None, None]
    assert found[2:] == pytest.approx(
        [statistics.mean(sums[n - 2 : n + 1]) for n in range(2, len(sums))]
    )


@pytest.mark.parametrize("question", ["regions with more than 45 orders", "订单超过45单的 region"])
def test_a_condition_on_groups(ask: Ask, sales: Path, question: str) -> None:
    counts = Counter(row["region"] for row in ROWS)
    assert ask(sales, question).table() == {r: n for r, n in counts.items() if n > 45}


def test_an_average_per_day_shows_the_average_of_a_row(ask: Ask, shop: Path) -> None:
    reply = ask(shop, "日均销量")
    days = len({row["日期"] for row in SALES})
    total = sum(row["数量"] for row in SALES)
    assert reply.rows[0] == pytest.approx([total / days, days])
    [reading] = reply.result["data"]["readings"]
    assert reading["rows"][0][0] == pytest.approx(total / len(SALES))
    assert reading["text"] in reply.answer


def test_top_customers_are_ranked_in_two_ways(ask: Ask, tmp_path: Path) -> None:
    rows = [{"customer": c, "amount": a} for c, a in (("a", 90), ("b", 20), ("b", 30), ("c", 70))]
    reply = ask(write_csv(tmp_path / "o.csv", rows), "top 2 customers")
    assert reply.table() == {"a": 90, "c": 70}
    assert "b 2" in reply.answer


def test_errors_of_a_log_are_those_from_400_on(ask: Ask, log: Path) -> None:
    assert ask(log, "how many errors").value == sum(r["status"] >= 400 for r in LOG)
    share = sum(r["status"] == 404 for r in LOG) / len(LOG) * 100
    assert ask(log, "share of 404s").value == pytest.approx(share)


def test_numbers_carry_the_unit_of_the_columns_name(ask: Ask, log: Path, shop: Path) -> None:
    assert " ms" in ask(log, "p95 of latency_ms").answer
    assert "元" in ask(shop, "销售额总和").answer


@pytest.mark.parametrize("question", ["预测下个月的销售额", "销售额的波动率"])
def test_words_that_would_change_the_answer_are_never_passed_over(
    ask: Ask, shop: Path, question: str
) -> None:
    assert ask(shop, question).error["code"] in ("question_not_understood", "column_unknown")


def test_no_hours_of_days(ask: Ask, sales: Path) -> None:
    assert ask(sales, "orders by hour").error["code"] == "no_time_of_day"


def test_the_typed_study(act: Ask, sales: Path) -> None:
    reply = act(
        "statistics", {"file": str(sales), "study": "correlations", "columns": ["units", "price"]}
    )
    assert reply.rows[0][:2] == ["units", "price"]
    reply = act(
        "query",
        {
            "file": str(sales),
            "measure": ["units"],
            "aggregate": "sum",
            "group_by": ["region", "product"],
            "pivot": True,
        },
    )
    assert reply.result["data"]["columns"][1:4] == ["Gadget", "Gizmo", "Widget"]


@pytest.mark.parametrize(
    "question",
    [
        "Are there any weird values in the value column?",
        "anything odd about value",
        "suspicious readings of value",
        "value 有没有离谱的数值",
        "value 这一列有不正常的值吗",
        "有没有奇怪的读数",
    ],
)
def test_weird_values_are_outliers(ask: Ask, tmp_path: Path, question: str) -> None:
    values = [*range(100, 130), 900]
    path = write_csv(
        tmp_path / "r.csv", [{"id": f"s{n}", "value": v} for n, v in enumerate(values)]
    )
    reply = ask(path, question)
    assert reply.result["data"]["interpretation"]["kind"] == "outliers"
    assert "value=900" in reply.answer


REVENUE = {"2026-01": 100, "2026-02": 150, "2026-03": 120}


@pytest.mark.parametrize(
    "question",
    ["每个月环比涨跌百分之多少？", "每月变动百分比", "营收环比升降", "每个月比上个月增减多少"],
)
def test_ups_and_downs_of_each_month_are_its_growth(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    path = write_csv(tmp_path / "营收.csv", [{"月份": m, "营收": v} for m, v in REVENUE.items()])
    rows = {row[0]: row[2:] for row in ask(path, question).rows}
    assert rows == {"2026-01": [None, None], "2026-02": [50, 50], "2026-03": [-20, -30]}


def test_a_column_called_ups_and_downs_is_that_column(ask: Ask, tmp_path: Path) -> None:
    held = [{"月份": month, "涨跌": value} for month, value in REVENUE.items()]
    reply = ask(write_csv(tmp_path / "表.csv", held), "每个月涨跌是多少")
    assert {row[0]: row[1:] for row in reply.rows} == {m: [v] for m, v in REVENUE.items()}


@pytest.mark.parametrize(
    "question",
    [
        "compare January and February 2024 units",
        "compare units between January and February 2024",
        "compare January to February 2024 units",
        "2024年1月和2月的 units 对比",
    ],
)
def test_two_months_compared_show_both_and_what_is_between(
    ask: Ask, sales: Path, question: str
) -> None:
    [first, second, *_] = monthly(ROWS, "units").values()
    reply = ask(sales, question)
    assert [row[:2] for row in reply.rows] == [["2024-01", first], ["2024-02", second]]
    assert f"{second - first:+.0f}" in reply.answer
    assert f"{(second - first) * 100 / first:+.2f}%" in reply.answer


@pytest.mark.parametrize(
    ("question", "lead"),
    [("which region sold most", "Taken here"), ("哪个地区卖得最好", "这里理解为")],
)
def test_a_plain_ranking_shows_one_other_reading_on_one_line(
    ask: Ask, sales: Path, question: str, lead: str
) -> None:
    reply = ask(sales, question)
    assert len(reply.result["data"]["readings"]) <= 1
    assert reply.answer.count(lead) == len(reply.result["data"]["readings"])


def test_spending_is_measured_in_one_way_only(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"customer": "A", "quantity": 9, "amount": 1},
        {"customer": "B", "quantity": 1, "amount": 9},
    ] * 3
    path = write_csv(tmp_path / "orders.csv", rows)
    assert ask(path, "which customer spent the most").result["data"]["readings"] == []
    [reading] = ask(path, "which customer bought the most").result["data"]["readings"]
    assert reading["rows"][0][0] == "A"


def test_income_beside_spending_is_added_up(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"月份": f"2025年{n}月", "收入": 10 * n, "支出": n} for n in range(1, 13)]
    path = write_csv(tmp_path / "财务.csv", rows)
    assert ask(path, "各季度收入是多少").table()["2025-Q1"] == 60
    assert ask(path, "各季度利润（收入减支出）").rows[0] == ["2025-Q1", 54]
    drawn = ask(path, "收入和支出两条线画在一张图里").result["data"]
    assert drawn["interpretation"]["chart"] == "line" and len(drawn["rows"]) == 12
    people: Rows = [
        {"姓名": f"甲{n}", "城市": "京沪"[n % 2], "收入": n, "支出": 1} for n in range(8)
    ]
    asked = ask(write_csv(tmp_path / "居民.csv", people), "各城市的收入")
    assert asked.table() == {"京": 3, "沪": 4}


def test_the_pace_of_a_change(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"date": f"2026-03-{n:02}", "sales": n} for n in range(2, 30)]  # four whole weeks
    path = write_csv(tmp_path / "t.csv", rows)
    for asked in ("week over week change of sales", "sales 的周环比"):
        assert [row[0] for row in ask(path, asked).rows] == [
            f"2026-03-{n:02}" for n in (2, 9, 16, 23)
        ]


def test_active_users(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"time": f"2026-03-0{n % 2 + 1}", "user": f"u{n % 3}"} for n in range(12)]
    path = write_csv(tmp_path / "events.csv", [*rows, rows[0]])
    for asked in ("daily active users", "日活", "DAU"):
        assert ask(path, asked).table() == {"2026-03-01": 3, "2026-03-02": 3}


@pytest.mark.parametrize(
    "question", ["correlation between delay and colour", "delay 和 颜色 的相关系数是多少"]
)
def test_a_correlation_with_what_is_no_column_is_refused(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    path = write_csv(tmp_path / "flights.csv", [{"delay_min": n, "seats": 9} for n in range(9)])
    assert ask(path, question).error["code"] == "column_unknown"


def test_minutes_in_a_name_are_no_lowest(ask: Ask, tmp_path: Path) -> None:
    rows = [{"flight": f"F{n}", "carrier": "AB"[n % 2], "delay_min": n} for n in range(8)]
    path = write_csv(tmp_path / "flights.csv", rows)
    assert ask(path, "delay of each carrier").table() == {"A": 3.0, "B": 4.0}
