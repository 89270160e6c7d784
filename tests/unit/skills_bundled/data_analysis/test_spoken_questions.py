"""Questions as they are typed by people who do not know what the columns are called."""

import random
import statistics
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def rows_of(size: int = 90) -> Rows:
    chance = random.Random(SEED + 7)
    return [
        {
            "flight": f"F{number}",
            "date": f"{chance.choice([2023, 2024])}-{chance.randint(1, 12):02d}-15",
            "route": chance.choice(["PEK-SHA", "SHA-CAN", "CAN-PEK"]),
            "status": chance.choice(["on time", "delayed", "cancelled"]),
            "stage": chance.choice(["Won", "Lost", "Open"]),
            "amount": chance.randint(10, 500),
        }
        for number in range(size)
    ]


ROWS = rows_of()


@pytest.fixture
def flights(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "flights.csv", ROWS)


def amounts(year: int) -> int:
    return sum(row["amount"] for row in ROWS if row["date"].startswith(str(year)))


def share(column: str, cell: str) -> float:
    return 100 * sum(row[column] == cell for row in ROWS) / len(ROWS)


@pytest.mark.parametrize(
    "question",
    [
        "By how many percent did the total amount change from 2023 to 2024?",
        "从2023年到2024年 amount 总额变化了百分之多少",
    ],
)
def test_a_change_from_one_year_to_another_compares_them(
    ask: Ask, flights: Path, question: str
) -> None:
    earlier, later = ask(flights, question).rows
    assert [earlier[1], later[1]] == [amounts(2023), amounts(2024)]
    assert later[2] == pytest.approx(100 * (amounts(2024) / amounts(2023) - 1), abs=0.01)


def test_aggregates_joined_by_and_the_are_both_told(ask: Ask, flights: Path) -> None:
    [[middle, high]] = ask(flights, "the median and the 95th percentile of amount").rows
    assert middle == statistics.median(row["amount"] for row in ROWS)
    assert high > middle


@pytest.mark.parametrize(
    ("question", "column", "cell"),
    [
        ("on-time rate", "status", "on time"),
        ("win rate", "stage", "Won"),
        ("赢单率是多少", "stage", "Won"),
    ],
)
def test_rates_are_of_the_cell_their_word_stands_for(
    ask: Ask, flights: Path, question: str, column: str, cell: str
) -> None:
    assert ask(flights, question).value == pytest.approx(share(column, cell))


@pytest.mark.parametrize("question", ["which 3 days had the highest amount", "哪3天的 amount 最高"])
def test_so_many_days(ask: Ask, flights: Path, question: str) -> None:
    assert len(ask(flights, question).rows) == 3


def test_the_row_of_an_extreme_is_shown_where_more_of_it_is_asked(ask: Ask, flights: Path) -> None:
    best = max(ROWS, key=lambda row: row["amount"])
    assert best["route"] in ask(flights, "the flight with the highest amount and its route").answer


def test_years_of_a_decade_in_two_digits(ask: Ask, tmp_path: Path) -> None:
    films = [{"片名": f"片{year}", "年份": year, "评分": year % 7} for year in range(1980, 2015)]
    assert ask(write_csv(tmp_path / "电影.csv", films), "90年代的电影有多少部").value == 10


def test_pronouns_are_no_columns(ask: Ask, flights: Path) -> None:
    assert ask(flights, "我们 amount 的总和是多少").value == amounts(2023) + amounts(2024)


@pytest.mark.parametrize("question", ["我们最大的客户是谁", "who is our biggest customer"])
def test_the_biggest_customer_is_the_one_who_pays_most(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    paid = [("华兴", 900), ("明达", 20), ("明达", 30), ("明达", 10), ("远航", 300)]
    rows = [
        {"订单号": f"D{place}", "客户": who, "金额": cost} for place, (who, cost) in enumerate(paid)
    ]
    reply = ask(write_csv(tmp_path / "客户订单.csv", rows), question)
    assert reply.rows == [["华兴", 900]]
    assert "明达" in reply.answer  # by the number of orders
