"""Questions that add columns up, deny a column, compare times of day, or name a condition."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv

MARKS = {"Ann": (70, 90, 100, 10), "Bea": (99, 80, 20, 90), "Cy": (60, 95, 40, 50)}


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    rows: Rows = [
        {"student": who, "math": a, "history": b, "music": c, "art": d}
        for who, (a, b, c, d) in MARKS.items()
    ]
    return write_csv(tmp_path / "marks.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "top 2 students by total of math, history and music",
        "math 和 history 还有 music 加起来，前两名是谁，分别是多少",
        "math、history、music 的总分前2名",
    ],
)
def test_columns_side_by_side_are_added_up_and_ranked(ask: Ask, marks: Path, question: str) -> None:
    rows = ask(marks, question).rows
    assert [(row[0], row[-1]) for row in rows] == [("Ann", 260), ("Bea", 199)]


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    rows: Rows = [
        {"parcel": f"P{n}", "depot": depot, "weight": weight, "shipped": shipped}
        for n, (depot, weight, shipped) in enumerate(
            [("A", 3, "yes"), ("A", 4, "no"), ("B", 7, "no"), ("B", 1, "no"), ("C", 9, "yes")]
        )
    ]
    return write_csv(tmp_path / "parcels.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "total unshipped weight by depot",
        "What is the total unshipped weight of each depot? The shipped column is either yes or no.",
    ],
)
def test_a_denied_column_is_a_condition(ask: Ask, parcels: Path, question: str) -> None:
    assert ask(parcels, question).table() == {"A": 4, "B": 8}


@pytest.mark.parametrize("question", ["未结清金额是多少", "还没结清的金额总和"])
def test_a_denied_column_in_chinese(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [
        {"账单": "甲", "金额": 30, "已结清": "是"},
        {"账单": "乙", "金额": 12, "已结清": "否"},
        {"账单": "丙", "金额": 5, "已结清": "否"},
    ]
    assert ask(write_csv(tmp_path / "账单.csv", rows), question).value == 17


@pytest.fixture
def arrivals(tmp_path: Path) -> Path:
    times = [("Kim", "8:59"), ("Kim", "09:31"), ("Lee", "10:15"), ("Lee", "09:45"), ("Mo", "9:30")]
    rows: Rows = [{"name": who, "check_in": time} for who, time in times]
    return write_csv(tmp_path / "arrivals.csv", rows)


@pytest.mark.parametrize(
    "question",
    [
        "check_in later than 9:30 counts as tardy. How many times was each name tardy?",
        "check_in 晚于9点半的视为迟到，每个 name 各迟到几次",
        "number of rows with check_in after 9:30am by name",
    ],
)
def test_times_of_day_are_compared_as_times(ask: Ask, arrivals: Path, question: str) -> None:
    assert ask(arrivals, question).table() == {"Kim": 1, "Lee": 2}


def test_a_column_without_a_cell_is_not_what_is_ranked(ask: Ask, tmp_path: Path) -> None:
    sizes = [("10.0.0.1", 5), ("10.0.0.2", 70), ("10.0.0.1", 20), ("10.0.0.3", 1)]
    lines = [
        f'{ip} - - [02/Feb/2025:01:02:{second:02d} +0000] "GET / HTTP/1.1" 200 {size}\n'
        for second, (ip, size) in enumerate(sizes)
    ]
    path = tmp_path / "web.log"
    path.write_text("".join(lines), encoding="utf-8")
    assert ask(path, "top 2 clients by bytes").table() == {"10.0.0.2": 70, "10.0.0.1": 25}
    assert ask(path, "which client IP made the most requests").rows[0][0] == "10.0.0.1"
