"""Several things asked at once, and conditions that must not be lost."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, english_sales, write_csv

Rows = list[dict[str, Any]]


def prices() -> Rows:
    chance, close, rows = random.Random(SEED), 100.0, []
    for day in range(60):
        opened, close = close, round(close * (1 + chance.gauss(0, 0.03)), 2)
        when = date(2025, 1, 1) + timedelta(day)
        rows.append({"Date": when, "Open": opened, "Close": close, "Volume": 10**6 + day})
    return rows


def rentals() -> Rows:
    chance = random.Random(SEED + 4)
    return [
        {
            "start": datetime(
                2025, 3, chance.randint(1, 28), chance.randint(0, 23), 30, tzinfo=UTC
            ),
            "station": chance.choice(["Park", "Uni"]),
            "agent": chance.choice(["Googlebot/2.1", "curl/8.1"]),
            "member": chance.choice(["yes", "no"]),
            "arr_delay": chance.randint(0, 90),
            "year_built": chance.randint(1980, 2019),
        }
        for _ in range(120)
    ]


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "AAPL.csv", prices())


@pytest.fixture
def bikes(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "bikes.csv", rentals())


def test_the_best_and_the_worst_day_by_the_change_and_by_the_price(ask: Ask, stock: Path) -> None:
    rows = prices()
    moves = {str(b["Date"]): b["Close"] / a["Close"] for a, b in pairwise(rows)}
    answer = ask(stock, "best and worst day").answer
    assert max(moves, key=lambda d: moves[d]) in answer
    assert min(moves, key=lambda d: moves[d]) in answer
    assert str(max(rows, key=lambda r: r["Close"])["Date"]) in answer


def test_the_first_and_the_last_of_an_order(ask: Ask, stock: Path, sales: Path) -> None:
    rows = prices()
    answer = ask(stock, "Close 最高和最低分别是哪天").answer
    ends = (max(rows, key=lambda r: r["Close"]), min(rows, key=lambda r: r["Close"]))
    assert all(str(row["Date"]) in answer for row in ends)
    units = sorted({r["units"] for r in english_sales()})
    both = ask(sales, "top 1 and bottom 1 rows by units").answer
    assert f"units={units[-1]}" in both and f"units={units[0]}" in both


def test_counts_and_averages_side_by_side(ask: Ask, sales: Path) -> None:
    rows = english_sales()
    west = [r["units"] for r in rows if r["region"] == "West"]
    held = {row[0]: row[1:] for row in ask(sales, "各 region 的行数、平均 units 和最高 units").rows}
    assert held["West"] == [len(west), pytest.approx(sum(west) / len(west)), max(west)]


def test_rows_by_their_place(ask: Ask, sales: Path) -> None:
    ids = [r["order_id"] for r in english_sales()]
    assert [int(row[0]) for row in ask(sales, "show rows 10 to 15").rows] == ids[9:15]
    assert [int(row[0]) for row in ask(sales, "第 3 行").rows] == ids[2:3]
    assert "900" in ask(sales, "row 900").answer


def test_two_studies_at_once(ask: Ask, tmp_path: Path) -> None:
    rows = [{"a": i % 7, "b": "" if i % 5 == 0 else "x"} for i in range(21)]
    answer = ask(write_csv(tmp_path / "t.csv", rows), "重复行和缺失值").answer
    assert "缺失" in answer and "多余" in answer
    assert str(sum(r["b"] == "" for r in rows)) in answer


def test_what_holds_for_those_alone(ask: Ask, bikes: Path) -> None:
    rows = rentals()
    assert ask(bikes, "how many rentals, members only").value == sum(
        r["member"] == "yes" for r in rows
    )
    assert ask(bikes, "how many rentals between 5pm and 8pm").value == sum(
        17 <= r["start"].hour < 20 for r in rows
    )
    assert ask(bikes, "11点到13点有多少行").value == sum(r["start"].hour in (11, 12) for r in rows)
    assert ask(bikes, "how many rows of googlebot").value == sum(
        "Google" in r["agent"] for r in rows
    )
    assert ask(bikes, "how many rows with year_built in the 1990s").value == sum(
        1990 <= r["year_built"] < 2000 for r in rows
    )
    assert ask(bikes, "how many were built before 2000").value == sum(
        r["year_built"] < 2000 for r in rows
    )


def test_long_forms_of_short_names(ask: Ask, bikes: Path) -> None:
    rows = [r["arr_delay"] for r in rentals() if r["station"] == "Uni"]
    table = ask(bikes, "average arrival delay by station").table()
    assert table["Uni"] == pytest.approx(sum(rows) / len(rows))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("total units at Walmart", "walmart"),
        ("total units, only gizmotrons", "gizmotrons"),
        ("total units longer than that", "longer"),
        ("total units 77", "77"),
    ],
)
def test_what_would_narrow_and_is_not_understood_is_refused(
    ask: Ask, sales: Path, question: str, word: str
) -> None:
    error = ask(sales, question).error
    assert error["code"] == "question_not_understood"
    assert word in error["message"]


@pytest.mark.parametrize(
    "question",
    ["数学第二高的是谁", "数学第二名是谁", "谁的数学第二高", "who has the second highest 数学"],
)
def test_who_is_second_is_told_by_name(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [
        {"姓名": name, "语文": 50 + place, "数学": mark}
        for place, (name, mark) in enumerate({"张三": 91, "李四": 77, "王五": 99}.items())
    ]
    answer = ask(write_csv(tmp_path / "成绩.csv", rows), question).answer
    assert "张三" in answer and "91" in answer and "王五" not in answer
