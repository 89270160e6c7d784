"""What an English text says around its question: what to leave aside, how to keep it."""

import csv
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv

STAYS: Rows = [
    {"booked": f"2025-0{1 + n % 3}-1{n % 9}", "source": "web" if n % 3 else "phone",
     "room_title": f"Room {n % 4}", "nights": 1 + n % 5, "rate_per_night": 40 + 7 * n,
     "cancelled": "yes" if n % 4 == 0 else "no",
     "departed": "" if n % 6 == 0 else f"2025-04-0{1 + n % 8}"}
    for n in range(24)
]  # fmt: skip


@pytest.fixture
def stays(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "stays.csv", STAYS)


def rates(*, source: str, keeps: Any) -> float:
    return fmean(float(r["rate_per_night"]) for r in STAYS if r["source"] == source and keeps(r))


@pytest.mark.parametrize(
    ("said", "keeps"),
    [
        ("Ignore rates under 60 or over 170.", lambda r: 60 <= int(r["rate_per_night"]) <= 170),
        ("Leave out cancelled bookings.", lambda r: r["cancelled"] == "no"),
        ("Skip bookings that have no departed.", lambda r: r["departed"] != ""),
    ],
)
def test_what_a_sentence_leaves_aside(ask: Ask, stays: Path, said: str, keeps: Any) -> None:
    found = ask(stays, f"Average rate per night by source. {said}").table()
    expected = {name: rates(source=name, keeps=keeps) for name in ("web", "phone")}
    assert found == {name: pytest.approx(value) for name, value in expected.items()}


def test_a_price_apiece_times_how_many_is_the_revenue(ask: Ask, stays: Path) -> None:
    total = sum(int(r["nights"]) * int(r["rate_per_night"]) for r in STAYS)
    assert ask(stays, "total revenue (nights x rate per night)").value == total


def test_the_rate_of_a_column_of_yes_and_no(ask: Ask, stays: Path) -> None:
    found = ask(stays, "What is the cancellation rate for each source?").table()
    web = [r["cancelled"] == "yes" for r in STAYS if r["source"] == "web"]
    assert found["web"] == pytest.approx(100 * fmean(web))


def test_a_kept_result_has_the_columns_named(ask: Ask, stays: Path) -> None:
    asked = (
        "Save the number of rows and the average nights per source as s.csv"
        " with the columns source, bookings, mean_nights"
    )
    with (ask(stays, asked).out / "s.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file)) == ["source", "bookings", "mean_nights"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Correlation of nights and rate_per_night overall and for every source.", 2),
        ("Average nights per source, and the grand average.", 1),
        ("Stays development: average nights per source", 0),
    ],
)
def test_parts_of_a_text_are_read_by_themselves(
    ask: Ask, stays: Path, question: str, told: int
) -> None:
    reply = ask(stays, question)
    beside = [one for one in reply.result["data"]["readings"] if "also" in one]
    assert sum(len(one["rows"]) for one in beside) == told


def test_rows_and_columns_of_a_pivot_as_they_are_said(ask: Ask, stays: Path) -> None:
    found = ask(stays, "Total nights for each source, months as rows and sources as columns")
    assert found.result["data"]["columns"] == ["month", "phone", "web", "total"]
