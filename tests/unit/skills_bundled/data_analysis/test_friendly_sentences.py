"""Questions in whole sentences: what frames them and how the answer is to look asks nothing."""

# ruff: noqa: E501 - a question is one line

import statistics
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv
from tests.unit.skills_bundled.data_analysis.test_going_on import GoOn, go_on

__all__ = ["go_on"]

VISITS: Rows = [
    {"day": f"2026-{month:02}-{day:02}", "guests": month * 3 + day}
    for month in (2, 3, 4)
    for day in range(1, 29)
]
KINDS, TOWNS = ("Tea", "Milk", "Juice"), ("Oslo", "Rome")
DRINKS: Rows = [
    {"town": TOWNS[n % 2], "drink": KINDS[n % 3], "crates": 2 + n % 7} for n in range(60)
]
PARCELS: Rows = [
    {"parcel": f"P{n:03}", "driver": "ABC"[n % 3], "town": TOWNS[n // 3 % 2], "days": 1 + n % 4 + n % 3}
    for n in range(72)
]  # fmt: skip
CALLS: Rows = [
    {"service": s, "latency_ms": 40 + n + (900 if s == "mail" and n > 17 else 300 if s == "auth" else 0)}
    for s in ("mail", "auth", "shop")
    for n in range(20)
]  # fmt: skip


def timed(rows: Rows) -> Rows:
    return [{"driver": row["driver"], "minutes": row["days"]} for row in rows]


def mean_days(driver: str, town: str = "") -> Any:
    rows = [r for r in PARCELS if r["driver"] == driver and r["town"] in (town, town or r["town"])]
    return sum(r["days"] for r in rows) / len(rows)


@pytest.mark.parametrize(
    "question",
    [
        "The file holds one line for every day. By how much did guests grow from March to April?",
        "visits.csv keeps one record per day, how many percent did the guests change from March to April",
        "每天一行，4月的guests比3月增长了百分之多少",
    ],
)
def test_what_a_row_is_does_not_cut_the_time(ask: Ask, tmp_path: Path, question: str) -> None:
    totals = Counter[str]()
    for row in VISITS:
        totals[row["day"][:7]] += row["guests"]
    reply = ask(write_csv(tmp_path / "visits.csv", VISITS), question)
    assert [row[1] for row in reply.rows] == [totals["2026-03"], totals["2026-04"]]
    assert f"{100 * (totals['2026-04'] / totals['2026-03'] - 1):.2f}%" in reply.answer


def test_a_table_asked_with_a_row_per_month_has_one(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "visits.csv", VISITS)
    assert len(ask(path, "make a table with one row per month, total guests").rows) == 3


@pytest.mark.parametrize(
    "question",
    [
        "I need a table with the towns down the left side, the drinks along the top and total crates in each cell",
        "a cross table please: drinks across the top, towns down the side, the sum of crates in the cells",
        "a table with town in rows and drink in columns, total crates in the cells",
        "pivot table of the total crates, town on rows and drink on columns",
        "做一张表，左边是town，上面是drink，格子里填crates的合计",
        "把town放在竖向，drink放在横向，中间是crates总和",
    ],
)
def test_where_things_stand_makes_a_pivot(ask: Ask, tmp_path: Path, question: str) -> None:
    held = Counter[tuple[str, str]]()
    for row in DRINKS:
        held[row["town"], row["drink"]] += row["crates"]
    reply = ask(write_csv(tmp_path / "drinks.csv", DRINKS), question)
    assert [row[:4] for row in reply.rows] == [
        [town, *(held[town, kind] for kind in sorted(KINDS))] for town in TOWNS
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Which service has the highest P95, and what is that P95 in milliseconds?",
        "which service is the slowest at the 95th percentile? How many ms is it?",
        "哪个service的P95耗时最长？P95具体是多少毫秒？",
    ],
)
def test_the_number_ranked_by_is_asked_again(ask: Ask, tmp_path: Path, question: str) -> None:
    reply = ask(write_csv(tmp_path / "calls.csv", CALLS), question)
    assert reply.result["data"]["interpretation"]["measures"][0]["aggregate"] == "p95"
    assert [row[0] for row in reply.rows] == ["mail"]


def test_another_number_is_still_told_beside(ask: Ask, tmp_path: Path) -> None:
    reply = ask(
        write_csv(tmp_path / "drinks.csv", DRINKS),
        "Which town has the most crates, and what is the average crates?",
    )
    assert len(reply.rows[0]) == 3


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Please draw a histogram of the crates and tell me their median.", statistics.median),
        ("画crates的分布直方图，再告诉我平均值", statistics.mean),
        ("histogram of crates with the maximum", max),
    ],
)
def test_a_figure_is_told_beside_a_histogram(
    ask: Ask, tmp_path: Path, question: str, told: type
) -> None:
    reply = ask(write_csv(tmp_path / "drinks.csv", DRINKS), question)
    assert list(reply.out.glob("*.png"))
    right = told([row["crates"] for row in DRINKS])
    assert reply.result["data"]["readings"][0]["rows"][0] == [pytest.approx(right)]


@pytest.mark.parametrize(
    "question",
    [
        "Could you tell me which driver has the longest median trip, and how many minutes that is?",
        "which driver has the highest median? How many minutes is it?",
    ],
)
def test_the_clause_after_names_the_number(ask: Ask, tmp_path: Path, question: str) -> None:
    told = ask(write_csv(tmp_path / "trips.csv", timed(PARCELS)), question).table()
    medians = {d: statistics.median(r["days"] for r in PARCELS if r["driver"] == d) for d in "ABC"}
    assert told == {d: m for d, m in medians.items() if m == max(medians.values())}


def test_a_total_asked_after_how_many_is_told_beside(ask: Ask, tmp_path: Path) -> None:
    rows = [*PARCELS, {"parcel": "P99", "driver": "B", "town": "Rome", "days": 1}]
    path = write_csv(tmp_path / "parcels.csv", timed(rows))
    reply = ask(path, "which driver has the most parcels, and how many minutes in total?")
    days = sum(row["days"] for row in rows if row["driver"] == "B")
    assert reply.rows == [["B", 25, days]]


@pytest.mark.parametrize(
    "question",
    [
        "Which two drivers have the most parcels? Just give me the names and the numbers, nothing else.",
        "哪两个driver的parcel最多？只要名字和数字就行。",
    ],
)
def test_how_the_answer_is_to_look_is_no_column(ask: Ask, tmp_path: Path, question: str) -> None:
    rows = [r for r in PARCELS if r["driver"] != "C" or r["town"] == "Rome"]
    told = ask(write_csv(tmp_path / "parcels.csv", rows), question).table()
    assert told == {"A": 24, "B": 24}


@pytest.mark.parametrize(
    "question",
    ["draw a histogram of crates as my_crates.png", "画crates的直方图，文件叫 my_crates.png"],
)
def test_a_picture_is_called_so_without_a_verb(ask: Ask, tmp_path: Path, question: str) -> None:
    reply = ask(write_csv(tmp_path / "drinks.csv", DRINKS), question)
    assert [path.name for path in reply.out.glob("*.png")] == ["my_crates.png"]


FIRST = "What is the average delivery time in days of each driver?"


@pytest.mark.parametrize(
    "question",
    [
        FIRST,
        "how many days does each driver take on average",
        "how long does each driver take to deliver on average?",
        "How long does a delivery last on average for each driver?",
        "每个driver的平均配送时间是几天",
    ],
)
def test_how_long_it_took_is_the_column_of_days(ask: Ask, tmp_path: Path, question: str) -> None:
    told = ask(write_csv(tmp_path / "parcels.csv", PARCELS), question).table()
    assert told == {driver: pytest.approx(mean_days(driver), abs=0.01) for driver in "ABC"}


def test_days_of_something_else_are_no_delivery_time(ask: Ask, tmp_path: Path) -> None:
    rows = [{"order": n, "account_age_days": n} for n in range(20)]
    reply = ask(write_csv(tmp_path / "orders.csv", rows), "average delivery time")
    assert reply.error["code"] == "column_unknown"


@pytest.mark.parametrize("then", ["now just for Rome please", "只看Rome的", "and only in Rome?"])
def test_a_condition_keeps_the_average_of_each(go_on: GoOn, tmp_path: Path, then: str) -> None:
    told = go_on(write_csv(tmp_path / "parcels.csv", PARCELS), FIRST, then).table()
    assert told == {driver: pytest.approx(mean_days(driver, "Rome"), abs=0.01) for driver in "ABC"}


@pytest.fixture
def visits(tmp_path: Path) -> Path:
    rows: Rows = [
        {
            "member_id": f"V{n % 5}", "gender": "FM"[n % 2], "age": 20 + 3 * n, "ticket_price": 5 + n,
            "arrived_at": f"2024-06-{3 + n:02} {9 + n % 3:02}:30", "left_on": "" if n % 3 else "2024-07-01",
            "weight_kg": 60 + n, "height_cm": 170, "guided": "yes" if n > 5 else "no",
        }
        for n in range(10)
    ]  # fmt: skip
    return write_csv(tmp_path / "visits.csv", rows)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("I help at a small museum and visits.csv has who came in June. How many rows have no left on?", 6),
        ("When is our museum busiest? I need the hour of the day.", 9),
        ("How many different people came to the museum in the week of 5 June 2024?", 5),
        ("how many rows, leaving out everyone who has already left", 6),
        ("My treasurer wants the total of the ticket price", 95),
        ("total ticket price, since the board wants to know", 95),
        ("how many have a bmi over 23.5", 2),
        ("average ticket price with two decimals, please", 9.5),
    ],
)  # fmt: skip
def test_what_is_said_around_a_question_changes_nothing(
    ask: Ask, visits: Path, question: str, told: float
) -> None:
    assert ask(visits, question).rows[0][0] in (told, f"{told:02}:00")


def test_the_one_of_a_kind_is_a_row(ask: Ask, visits: Path) -> None:
    reply = ask(visits, "who is the oldest woman?")
    assert [44 in row for row in reply.rows] == [True]


@pytest.mark.parametrize(
    "question", ["are guided visits dearer?", "is there a ticket price gap between men and women?"]
)
def test_two_sides_are_held_against_each_other(ask: Ask, visits: Path, question: str) -> None:
    reply = ask(visits, question)
    assert len(reply.rows) == 2
    assert "average ticket_price" in reply.answer.lower()


ROOMS: Rows = [
    {"room": f"R{n}", "town": "Ghent", "pets_allowed": pets, "rent": rent, "track": track}
    for n, (pets, rent, track) in enumerate(
        [("yes", 500, "2k"), ("no", 300, "4k"), ("yes", 400, "4k"), ("no", 900, "2k")]
    )
]


@pytest.mark.parametrize(
    ("question", "rooms"),
    [
        ("rooms with pets, cheapest first", ["R2", "R0"]),
        ("show me the rooms under 600 euros, most expensive first", ["R0", "R2", "R1"]),
        ("the cheapest room in the 2k", ["R0"]),
    ],
)
def test_what_comes_first_and_what_a_thing_has(
    ask: Ask, tmp_path: Path, question: str, rooms: list[str]
) -> None:
    path = write_csv(tmp_path / "rooms.csv", ROOMS)
    assert [row[0] for row in ask(path, question).rows] == rooms


def test_what_rows_add_up_to_is_told_beside_them(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "rooms.csv", ROOMS)
    answer = ask(path, "which rooms allow pets, and what do they add up to?").answer
    assert "2 rows fit" in answer
    assert "Total rent is 900" in answer


@pytest.fixture
def freight(tmp_path: Path) -> Path:
    cells = [
        ("C1", "Ana", "2024-05-01", "2024-05-03", 10, 4, "yes"),
        ("C2", "Bo", "2024-05-02", "2024-05-02", 30, 20, "no"),
        ("C3", "Ana", "2024-04-20", "", 20, 9, "no"),
        ("C4", "Cy", "2024-04-28", "", 50, 44, "yes"),
    ]
    names = ("crate", "driver", "promised", "delivered", "charge", "fuel", "paid")
    return write_csv(
        tmp_path / "freight.csv", [dict(zip(names, row, strict=True)) for row in cells]
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("show me every crate that hasn't been delivered yet, oldest first", ["C3", "C4"]),
        ("which crates came later than promised", ["C1"]),
        ("who still owes money? list the crates, biggest first", ["C2", "C3"]),
        ("what is left per driver (charge minus fuel), from best to worst", ["Ana", "Bo", "Cy"]),
        ("crates with a charge of 30 or more", ["C2", "C4"]),
        ("I ask this every Friday: what is the average charge of each driver", ["Cy", "Bo", "Ana"]),
    ],
)
def test_words_of_the_trade(ask: Ask, freight: Path, question: str, first: list[str]) -> None:
    assert [row[0] for row in ask(freight, question).rows] == first
