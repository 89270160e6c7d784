"""English as people speak it: two figures at once, crossed tables, people, what is left out."""

from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv

SHIFTS: Rows = [
    {
        "day": f"2025-0{1 + n % 4}-{1 + n:02}",
        "nurse": ("Ann", "Bob", "Cid")[n % 3],
        "ward": ("North", "South")[n // 3 % 2],
        "hours": 2 + n % 7,
        "pay_eur": 50.0 + 10 * n,
        "state": ("paid", "unpaid")[n % 4 == 0],
    }
    for n in range(24)
]
HOURS = [row["hours"] for row in SHIFTS]
UNPAID = [row for row in SHIFTS if row["state"] == "unpaid"]
EACH = Counter[str]()
for _row in SHIFTS:
    EACH[_row["nurse"]] += _row["hours"]


@pytest.fixture
def shifts(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "shifts.csv", SHIFTS)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "What's the average of hours, and what's the highest?",
            ["average hours", "maximum"],
        ),
        ("What is the median of hours? And the 90th percentile?", ["median hours", "90th percen"]),
        ("mean ± SD of pay_eur", ["average pay_eur", "standard deviation"]),
        ("How high is pay_eur on average, and how much does it vary?", ["average", "deviation"]),
    ],
)
def test_two_figures_of_one_column(
    ask: Ask, shifts: Path, question: str, figures: list[str]
) -> None:
    answer = ask(shifts, question).answer.lower()
    assert all(figure in answer for figure in figures)


@pytest.mark.parametrize(
    "question",
    [
        "one row per nurse, one column per ward, the sum of hours in the cells",
        "a table with nurses in rows and wards in columns, adding up the hours",
    ],
)
def test_rows_and_columns_said_one_by_one(ask: Ask, shifts: Path, question: str) -> None:
    table = {row[0]: row[1:3] for row in ask(shifts, question).rows}
    for nurse, cells in table.items():
        assert sum(cells) == EACH[nurse]


def test_everybody_is_each_of_the_people(ask: Ask, shifts: Path) -> None:
    assert ask(shifts, "How many hours did everybody work in total?").table() == EACH


def test_what_has_its_un_was_not_done(ask: Ask, shifts: Path) -> None:
    assert ask(shifts, "How many shifts haven't been paid yet?").value == len(UNPAID)


def test_how_many_of_those(ask: Ask, shifts: Path) -> None:
    north = sum(row["ward"] == "North" for row in UNPAID)
    answer = ask(shifts, "How many are unpaid, and how many of those are in North?").answer
    assert f"is {len(UNPAID)} " in answer
    assert f"is {north} " in answer


def test_groups_above_a_total_without_a_column(ask: Ask, shifts: Path) -> None:
    rows = ask(shifts, "Which nurses worked more than 40 hours in total?").rows
    assert {row[0] for row in rows} == {nurse for nurse, hours in EACH.items() if hours > 40}


def test_halves_of_a_year(ask: Ask, shifts: Path) -> None:
    told = ask(shifts, "total hours in the first half of 2025").value
    assert told == sum(HOURS)


def test_each_side_of_a_comparison(ask: Ask, shifts: Path) -> None:
    rows = ask(shifts, "Do Ann or Bob work longer on average?").rows
    assert {row[0] for row in rows} == {"Ann", "Bob"}


def test_the_whole_order_and_the_usual_method(ask: Ask, shifts: Path) -> None:
    question = "What is the average hours for each nurse? Sort from highest to lowest."
    means = [row[1] for row in ask(shifts, question).rows]
    assert len(means) == len(EACH)
    assert means == sorted(means, reverse=True)
    assert "IQR" in ask(shifts, "Find the outliers in hours with the IQR method").answer


def test_columns_are_told_beside_the_figures(ask: Ask, shifts: Path) -> None:
    answer = ask(shifts, "Which columns are there? What is the highest hours?").answer
    assert "its columns: day, nurse" in answer
    assert str(max(HOURS)) in answer
