"""Direct requests of one or two sentences, as people put them to a table of their trade."""

import re
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv

RENTALS: Rows = [
    {
        "rental_id": f"R{n}",
        "Kayak (code)": "K1" if n % 3 else "K2",
        "guide": ("Ola", "Per", "Siv")[n % 3],
        "hours": n % 5 + 1,
        "rate": 12.5,
        "cancelled": "yes" if n % 4 == 0 else "no",
        "handed_over_on": f"2024-0{n % 6 + 1}-{n % 27 + 1:02}",
        "state": "delivered" if n % 2 else "lost",
        "trip_s": 600 + 30 * n,
        "score": n % 5 + 1,
        "remark": "the paddle broke" if n % 7 == 0 else "all went well",
    }
    for n in range(1, 31)
]


@pytest.fixture
def rentals(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "rentals.csv", RENTALS)


def totals(key: str, value: str, rows: Rows = RENTALS) -> dict[object, float]:
    found: dict[object, float] = {}
    for row in rows:
        found[row[key]] = found.get(row[key], 0) + row[value]
    return found


@pytest.mark.parametrize(
    "question",
    [
        "Rows of rentals.csv per guide, not counting cancelled ones.",
        "How many rows has each guide in rentals.csv, with cancelled ones left out?",
    ],
)
def test_rows_that_say_yes_are_left_out(ask: Ask, rentals: Path, question: str) -> None:
    kept = [row for row in RENTALS if row["cancelled"] == "no"]
    counts = {guide: sum(r["guide"] == guide for r in kept) for guide in ("Ola", "Per", "Siv")}
    assert ask(rentals, question).table() == counts


def test_what_does_not_count_said_afterwards(ask: Ask, rentals: Path) -> None:
    found = ask(rentals, "按 guide 汇总 hours，state 为 lost 的不算，从多到少排。").table()
    assert found == totals("guide", "hours", [r for r in RENTALS if r["state"] != "lost"])


@pytest.mark.parametrize(
    "question",
    [
        "How many hours did each boat (kayak) go out in rentals.csv?",
        "total hours per type of kayak, rentals.csv",
    ],
)
def test_the_column_in_brackets_is_meant(ask: Ask, tmp_path: Path, question: str) -> None:
    rows: Rows = [{"kayak": f"K{n % 2 + 1}", "hours": n} for n in (2, 5, 4)]
    path = write_csv(tmp_path / "rentals.csv", rows)
    assert ask(path, question).table() == {"K1": 6, "K2": 5}


def test_a_scale_in_brackets_says_nothing(ask: Ask, rentals: Path) -> None:
    found = ask(rentals, "Rentals by score (1 to 5): how many of each, and what share?")
    assert {row[0] for row in found.rows} == {1, 2, 3, 4, 5} and "share" in found.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("average trip_s per guide, rounded to whole seconds", r"\d+ s$"),
        ("average rate × hours per guide. Round to one decimal.", r"\d+\.\d$"),
        ("各 guide 的 hours 平均值，保留一位小数", r"\d+\.\d$"),
        ("各 guide 的 hours 平均值，四舍五入取整", r"：\d+$"),
    ],
)
def test_so_many_decimals_as_asked(ask: Ask, rentals: Path, question: str, told: str) -> None:
    lines = [line for line in ask(rentals, question).answer.splitlines() if line[:2] == "- "]
    assert len(lines) == 3 and all(re.search(told, line) for line in lines)


@pytest.mark.parametrize(
    "question",
    ["the 10th, 50th and 90th percentile of trip_s", "trip_s 的 10、50 和 90 分位数是多少"],
)
def test_several_percentiles_in_one_breath(ask: Ask, rentals: Path, question: str) -> None:
    assert len(ask(rentals, question).rows[0]) == 3


@pytest.mark.parametrize(
    "question",
    [
        "How did the hours develop from month to month?",
        "hours from one month to the next, in percent",
    ],
)
def test_from_one_period_to_the_next(ask: Ask, rentals: Path, question: str) -> None:
    reply = ask(rentals, question)
    assert len(reply.rows) == 6 and "growth" in reply.answer


def test_the_verb_of_a_date_is_no_state(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"box": f"B{n}", "yard": ("Ayr", "Wick")[n % 2], "shipped_on": "2024-03-01", "state": state}
        for n, state in enumerate(["delivered", "delivered", "lost", "lost", "lost"])
    ]
    path = write_csv(tmp_path / "boxes.csv", rows)
    answer = ask(path, "Show me the boxes in boxes.csv that were shipped from Ayr.").answer
    assert "3 rows fit" in answer


@pytest.mark.parametrize(
    "question", ["Which rentals mention a paddle?", "Show the rentals that mention the word paddle"]
)
def test_an_article_is_not_what_is_looked_for(ask: Ask, rentals: Path, question: str) -> None:
    assert len(ask(rentals, question).rows) == sum("paddle" in row["remark"] for row in RENTALS)


def test_one_limit_for_several_columns(ask: Ask, rentals: Path) -> None:
    rows = ask(rentals, "Which rentals were below 3 in both hours and score?").rows
    assert len(rows) == sum(row["hours"] < 3 and row["score"] < 3 for row in RENTALS)


def test_the_share_where_the_file_is_named_within(ask: Ask, rentals: Path) -> None:
    found = ask(rentals, "What proportion of rentals in rentals.csv was lost, for each guide?")
    lost = [row for row in RENTALS if row["state"] == "lost"]
    assert found.table()["Ola"] == pytest.approx(
        100 * sum(r["guide"] == "Ola" for r in lost) / sum(r["guide"] == "Ola" for r in RENTALS)
    )


def test_a_difference_by_a_column_is_of_the_totals(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [
        {"line": "a", "revenue": 100, "outlay": 90},
        {"line": "a", "revenue": 10, "outlay": 2},
        {"line": "b", "revenue": 50, "outlay": 30},
    ]
    path = write_csv(tmp_path / "lines.csv", rows)
    asked = "margin per line, i.e. revenue minus outlay, divided by revenue"
    assert ask(path, asked).table() == {
        "a": pytest.approx(18 / 110),
        "b": pytest.approx(20 / 50),
    }


@pytest.mark.parametrize("signed", ["over £100", "above 100 pounds", "of more than £ 100"])
def test_pounds_are_an_amount(ask: Ask, tmp_path: Path, signed: str) -> None:
    rows: Rows = [{"who": "A", "sum paid": "£80.00"}, {"who": "B", "sum paid": "£1,200.50"}]
    path = write_csv(tmp_path / "gifts.csv", rows)
    assert "B" in ask(path, f"list the gifts {signed}").answer


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Which three rentals in rentals.csv have the highest trip_s?", 3),
        ("Who are our two most eager guides by hours?", 2),
    ],
)
def test_how_many_of_an_order(ask: Ask, rentals: Path, question: str, count: int) -> None:
    assert len(ask(rentals, question).rows) == count


def test_forty_rows_are_all_told(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"seat": n, "row": "front" if n < 40 else "back"} for n in range(90)]
    path = write_csv(tmp_path / "seats.csv", rows)
    answer = ask(path, "Show me the rows of seats.csv where row is front.").answer
    assert answer.count("\n- ") == 40


def test_the_unit_asked_for_beside_how_long(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"rider": n, "duration_s": 300 + 60 * n} for n in range(9)]
    path = write_csv(tmp_path / "rides.csv", rows)
    value = ask(path, "What was the average trip duration in minutes?").value
    assert value == pytest.approx(9)


@pytest.mark.parametrize(
    "question",
    [
        "Rentals per month of handed_over_on, and in which month were there most?",
        "In which month were most rentals handed over? Plot them per month.",
    ],
)
def test_a_list_over_time_and_its_highest(ask: Ask, rentals: Path, question: str) -> None:
    reply = ask(rentals, question)
    assert len(reply.rows) == 6 and "highest" in reply.answer


def test_bars_of_ten_marks_each(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"pupil": n, "latin": 30 + n, "art": 90 - n} for n in range(40)]
    path = write_csv(tmp_path / "marks.csv", rows)
    found = ask(path, "Make a histogram of the latin marks in marks.csv, in bins of ten.")
    assert found.table() == {"30-39": 10, "40-49": 10, "50-59": 10, "60-69": 10}
    assert "latin" in found.answer and "was taken" not in found.answer


def test_marks_are_added_up(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"pupil": f"P{n}", "latin": 30 + n, "art": 20 + 2 * n} for n in range(12)]
    path = write_csv(tmp_path / "marks.csv", rows)
    found = ask(path, "Add up latin and art for each pupil and show me the three best").table()
    assert found == {"P11": 83, "P10": 80, "P9": 77}


def test_how_many_and_of_which(ask: Ask, rentals: Path) -> None:
    found = ask(rentals, "remark 带“paddle”的有几条？分别是哪个 guide 的？").table()
    said = [row["guide"] for row in RENTALS if "paddle" in row["remark"]]
    assert found == {guide: said.count(guide) for guide in said}


def test_bands_written_with_blanks(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"姓名": f"P{n}", "年龄": n} for n in range(20, 60)]
    path = write_csv(tmp_path / "名单.csv", rows)
    asked = "把年龄分成 30 岁以下、30-39、40-49、50 岁及以上四段，每段多少人？"
    assert [row[1] for row in ask(path, asked).rows] == [10, 10, 10, 10]


def test_money_written_out_in_brackets_is_counted_once(ask: Ask, tmp_path: Path) -> None:
    cakes = [("Plum", 3, 2), ("Nut", 4, 5)]
    rows: Rows = [{"cake": c, "pieces": n, "unit_price": p} for c, n, p in cakes]
    path = write_csv(tmp_path / "cakes.csv", rows)
    found = ask(path, "Top 2 cakes by revenue (pieces x unit price), as a table.")
    assert found.table() == {"Nut": 20, "Plum": 6}


@pytest.mark.parametrize(
    ("question", "town", "mean"),
    [
        ("Which town had the worst PM2.5 on average? Show the averages of all towns.", "Split", 35),
        ("Which town has the best PM2.5 on average?", "Bath", 15),
        ("哪个 town 的 PM2.5 平均值最差？", "Split", 35),
    ],
)
def test_more_of_what_does_harm_is_worse(
    ask: Ask, tmp_path: Path, question: str, town: str, mean: float
) -> None:
    rows: Rows = [{"town": "Bath" if n < 2 else "Split", "PM2.5": 10 * n + 10} for n in range(4)]
    reply = ask(write_csv(tmp_path / "air.csv", rows), question)
    assert reply.table()[town] == mean and town in reply.answer
    assert not re.search(r"lowest" if mean > 20 else r"highest", reply.answer)


@pytest.mark.parametrize(
    "question",
    ["the lower and upper quartile of visits", "visits 的上下四分位数"],
)
def test_both_quartiles(ask: Ask, tmp_path: Path, question: str) -> None:
    path = write_csv(tmp_path / "visits.csv", [{"day": f"D{n}", "visits": n} for n in range(101)])
    assert ask(path, question).rows == [[25, 75]]


def test_older_than_a_day_is_before_it(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"note": f"N{n}", "written": f"2024-0{n}-10"} for n in range(1, 9)]
    path = write_csv(tmp_path / "notes.csv", rows)
    found = ask(path, "Show me the notes in notes.csv that are older than 1 May 2024.")
    assert [row[0] for row in found.rows] == ["N1", "N2", "N3", "N4"]
