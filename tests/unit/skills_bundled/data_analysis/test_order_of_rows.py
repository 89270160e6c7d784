"""Rows by their order and numbers by how far out they lie, in the readings of some meters."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median, stdev

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


def readings_of(size: int = 80) -> Rows:
    chance = random.Random(SEED + 71)
    moment, rows = datetime.fromisoformat("2025-05-01 06:00"), []
    for _ in range(size):
        moment += timedelta(minutes=chance.randint(3, 400))
        rows.append(
            {
                "meter": chance.choice(["north", "cellar", "roof"]),
                "state": chance.choice(["ok", "ok", "stuck"]),
                "read_at": moment.isoformat(sep=" "),
                "litres": chance.randint(5, 90),
            }
        )
    rows[17]["litres"] = 400
    return rows


ROWS = readings_of()
METERS = sorted({str(row["meter"]) for row in ROWS})


@pytest.fixture
def meters(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "meters.csv", ROWS)


def litres(rows: Rows) -> list[int]:
    return [int(row["litres"]) for row in rows]


def of(meter: str) -> Rows:
    return [row for row in ROWS if row["meter"] == meter]


def gaps(rows: Rows) -> list[float]:
    moments = [datetime.fromisoformat(str(row["read_at"])) for row in rows]
    return [(later - one).total_seconds() / 60 for one, later in pairwise(moments)]


@pytest.mark.parametrize(
    ("question", "picked"),
    [
        ("latest reading per meter", (-1,)),
        ("for each meter the first and the last reading", (0, -1)),
        ("每个 meter 最早的一条和最后一条记录", (0, -1)),
    ],
)
def test_the_first_and_last_rows_of_each(
    ask: Ask, meters: Path, question: str, picked: tuple[int, ...]
) -> None:
    rows = ask(meters, question).rows
    expected = [[m, of(m)[place]["litres"]] for m in METERS for place in picked]
    assert [[row[0], row[3]] for row in rows] == [[m, pytest.approx(v)] for m, v in expected]


@pytest.mark.parametrize(
    ("question", "rows", "figure"),
    [
        ("average time between readings", ROWS, fmean),
        ("median gap between consecutive readings", ROWS, median),
        ("相邻两次 stuck 平均隔了多少分钟", [r for r in ROWS if r["state"] == "stuck"], fmean),
    ],
)
def test_the_gap_from_one_row_to_the_next(
    ask: Ask, meters: Path, question: str, rows: Rows, figure: Callable[[list[float]], float]
) -> None:
    assert ask(meters, question).rows[0][0] == pytest.approx(figure(gaps(rows)))


def test_gaps_are_counted_within_each_group(ask: Ask, meters: Path) -> None:
    expected = {m: pytest.approx(fmean(gaps(of(m)))) for m in METERS}
    assert ask(meters, "mean gap between readings per meter").table() == expected


@pytest.mark.parametrize(
    "question",
    [
        "when did cumulative litres pass 1500",
        "on which date did the running total of litres go over 1500?",
        "litres 累计到1500是什么时候",
    ],
)
def test_the_row_at_which_a_running_total_passes_a_number(
    ask: Ask, meters: Path, question: str
) -> None:
    total, place = 0, -1
    while total < 1500:
        place += 1
        total += int(ROWS[place]["litres"])
    [row] = ask(meters, question).rows
    assert (row[2], row[4]) == (ROWS[place]["read_at"], total)


@pytest.mark.parametrize(
    "question",
    ["rank litres within meter", "各 meter 内按 litres 排名", "组内排名，按 meter，看 litres"],
)
def test_ranks_within_a_group(ask: Ask, meters: Path, question: str) -> None:
    answer = ask(meters, question)
    expected = [
        [m, value, sum(other > value for other in litres(of(m))) + 1]
        for m in METERS
        for value in sorted(litres(of(m)), reverse=True)
    ]
    assert [[row[0], row[3], row[4]] for row in answer.rows] == expected
    assert (answer.out / "result.csv").is_file()


def test_only_the_first_of_each_rank(ask: Ask, meters: Path) -> None:
    rows = ask(meters, "rank litres within meter, only number 1 of each").rows
    assert {row[0]: row[3] for row in rows} == {m: max(litres(of(m))) for m in METERS}


@pytest.mark.parametrize(
    "question",
    [
        "rows where the z-score of litres is above 3",
        "litres 的 z 分数大于3的",
        "litres with |z| > 3",
    ],
)
def test_z_scores_are_compared(ask: Ask, meters: Path, question: str) -> None:
    numbers = litres(ROWS)
    [row] = ask(meters, question).rows
    assert row[4] == pytest.approx((400 - fmean(numbers)) / stdev(numbers))


@pytest.mark.parametrize("question", ["normalise litres to 0-1", "把 litres 归一化到0到1"])
def test_a_column_is_scaled(ask: Ask, meters: Path, question: str) -> None:
    low, high = min(litres(ROWS)), max(litres(ROWS))
    answer = ask(meters, question)
    assert [row[4] for row in answer.rows] == [
        pytest.approx((value - low) / (high - low)) for value in litres(ROWS)
    ]
    assert (answer.out / "result.csv").is_file()
