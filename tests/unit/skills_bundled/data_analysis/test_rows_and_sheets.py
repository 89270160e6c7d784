"""Questions over two sheets, rows that are kept whole or in order, columns that go together, addresses without queries."""

# ruff: noqa: E501 - a request is one line

import random
from pathlib import Path

import openpyxl
import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Act, Ask, write_csv

WAITS = [
    {
        "visit_id": f"V{n:03}",
        "ward": random.choice("AB"),
        "wait_minutes": n or "",
        "fee": 40 + 2 * n,
    }
    for n in random.sample(range(30), 30)
]


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "visits.csv", WAITS)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    members, bookings = book.active, book.create_sheet("Bookings")
    assert members is not None
    members.title = "Members"
    members.append(["member_id", "name", "plan"])
    bookings.append(["booking_id", "member_id", "amount"])
    for n in range(6):
        members.append([f"M{n}", f"Name {n}", "gold" if n < 2 else "basic"])
    for n in range(30):
        bookings.append([f"B{n:02}", f"M{n % 6}", 10 + n % 6])
    book.save(tmp_path / "club.xlsx")
    return tmp_path / "club.xlsx"


def test_what_one_sheet_counts_by_what_the_other_says(ask: Ask, club: Path) -> None:
    assert ask(club, "how many bookings per plan").table() == {"gold": 10, "basic": 20}
    assert ask(club, "how many members per plan").table() == {"gold": 2, "basic": 4}
    assert ask(club, "how much did the gold members spend").value == 5 * (10 + 11)


@pytest.mark.parametrize(
    "question",
    [
        "are wait_minutes and fee related?",
        "do longer waits mean higher fees?",
        "等待时间越长费用越高吗",
    ],
)
def test_whether_two_columns_go_together(ask: Ask, visits: Path, question: str) -> None:
    answer = ask(visits, question).answer
    assert "Pearson" in answer
    assert "29" in answer


def test_rows_stand_by_the_number_they_are_picked_by(ask: Ask, visits: Path) -> None:
    rows = ask(visits, "show the visits with a fee above 80, highest first").rows
    assert [row[-1] for row in rows] == sorted((row[-1] for row in rows), reverse=True)
    assert len(rows) == 9


def test_the_ends_of_a_ranking_said_behind_it(ask: Ask, visits: Path) -> None:
    assert len(ask(visits, "median fee by visit_id, the 2 highest").rows) == 2


def test_what_is_kept_of_the_first_are_their_rows(act: Act, visits: Path) -> None:
    question = "save the top 3 visits by fee as top.csv"
    reply = act("analyze", {"file": str(visits), "question": question}, "en", question)
    kept = next(reply.out.rglob("*.csv")).read_text("utf-8-sig").split()
    assert kept[0] == "visit_id,ward,wait_minutes,fee"
    assert [float(line.split(",")[-1]) for line in kept[1:]] == [98, 96, 94]


def test_without_outliers_is_of_what_was_asked_before(act: Act, tmp_path: Path) -> None:
    rows = [{"ward": "A", "fee": n} for n in (10, 11, 12, 13, 14, 900)]
    path = write_csv(tmp_path / "fees.csv", rows)
    text = "without the outliers"
    parameters = {"file": str(path), "question": text, "before": ["average fee by ward"]}
    assert act("analyze", parameters, "en", text).table() == {"A": 12}


def test_a_page_is_told_without_its_query(ask: Ask, tmp_path: Path) -> None:
    line = (
        '10.0.0.{n} - - [03/Mar/2025:10:00:0{n} +0000] "GET {page} HTTP/1.1" 200 5 "-" "curl/8"\n'
    )
    pages = ("/find?q=1", "/find?q=2", "/", "/find?q=3", "/")
    path = tmp_path / "access.log"
    path.write_text("".join(line.format(n=n, page=page) for n, page in enumerate(pages)))
    assert ask(path, "requests per path").table() == {"/find": 3, "/": 2}
    assert ask(path, "how many requests contain q=2").value == 1
