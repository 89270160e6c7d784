"""Rows by their order and numbers by how far out they lie, in the readings of some meters."""

import random
import re
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


@pytest.mark.parametrize(
    "question",
    [
        "dedupe by meter and save as clean.csv",
        "remove duplicate rows keeping the first per meter, save as clean.csv",
        "按 meter 去重，存成 clean.csv",
        "去掉 meter 重复的行，只保留第一条，另存为 clean.csv",
    ],
)
def test_rows_are_kept_once(ask: Ask, meters: Path, question: str) -> None:
    answer = ask(meters, question)
    firsts = sorted((of(m)[0] for m in METERS), key=ROWS.index)
    assert [[row[0], row[2]] for row in answer.rows] == [[r["meter"], r["read_at"]] for r in firsts]
    assert len((answer.out / "clean.csv").read_text().splitlines()) == len(METERS) + 1


def test_the_newest_of_each_is_kept(ask: Ask, meters: Path) -> None:
    rows = ask(meters, "deduplicate by meter, keep the latest").rows
    assert {row[0]: row[2] for row in rows} == {m: of(m)[-1]["read_at"] for m in METERS}


def test_how_many_are_left_is_no_table_to_write(ask: Ask, meters: Path) -> None:
    assert ask(meters, "去重后有多少个 meter").value == len(METERS)


@pytest.mark.parametrize(
    "question", ["litres: median, max, min", "litres in meters.csv: median, max, min"]
)
def test_figures_listed_after_a_colon(ask: Ask, meters: Path, question: str) -> None:
    numbers = litres(ROWS)
    [row] = ask(meters, question).rows
    assert row == [median(numbers), max(numbers), min(numbers)]


@pytest.mark.parametrize(
    "question",
    ["how many readings by litres: <30, 30-59, >=60", "litres 分成 <30、30-59、60+，各多少条"],
)
def test_bands_written_with_signs(ask: Ask, meters: Path, question: str) -> None:
    numbers = litres(ROWS)
    low, high = sum(n < 30 for n in numbers), sum(n > 59 for n in numbers)
    held = ask(meters, question).table()
    assert sorted(held.values()) == sorted([low, high, len(numbers) - low - high])


def test_two_signs_alone_are_one_condition(ask: Ask, meters: Path) -> None:
    rows = ask(meters, "rows with litres > 20 and < 40").rows
    assert [row[3] for row in rows] == [n for n in litres(ROWS) if 20 < n < 40][: len(rows)]


@pytest.mark.parametrize(
    "question", ["crosstab of meter and state with totals", "meter 和 state 的交叉表，带合计"]
)
def test_totals_of_a_cross_table_are_no_sum(ask: Ask, meters: Path, question: str) -> None:
    cells = {(r["meter"], r["state"]): 0 for r in ROWS}
    for row in ROWS:
        cells[row["meter"], row["state"]] += 1
    rows = ask(meters, question).rows
    found = {m: (ok, stuck) for m, ok, stuck, *_ in rows}
    assert found.pop(rows[-1][0]) == tuple(map(sum, zip(*found.values(), strict=True)))
    assert found == {m: (cells[m, "ok"], cells[m, "stuck"]) for m in METERS}


@pytest.mark.parametrize("question", ["每天 stuck 占比", "stuck share per day"])
def test_the_share_of_a_cell_in_each_day_is_of_that_day(
    ask: Ask, meters: Path, question: str
) -> None:
    days: dict[str, list[bool]] = {}
    for row in ROWS:
        days.setdefault(str(row["read_at"])[:10], []).append(row["state"] == "stuck")
    expected = {day: pytest.approx(fmean(held) * 100) for day, held in days.items()}
    assert ask(meters, question).table() == expected


@pytest.fixture
def costs(tmp_path: Path) -> Path:
    chance = random.Random(SEED + 72)
    rows: Rows = [
        {
            "项目": f"K{n:02d}",
            "组": chance.choice(["东", "西"]),
            "预算": 100 + n,
            "实际": 101 + n + chance.randint(-40, 40),
        }
        for n in range(24)
    ]
    return write_csv(tmp_path / "costs.csv", rows)


def test_what_is_over_budget_is_sorted_by_how_much(ask: Ask, costs: Path) -> None:
    rows = ask(costs, "超预算的项目，列出来按超支额降序").rows
    excess = [row[4] for row in rows]
    assert excess == sorted(excess, reverse=True)
    assert all(row[4] == row[3] - row[2] > 0 for row in rows)


def test_a_rate_added_to_totals_is_of_the_totals(ask: Ask, costs: Path) -> None:
    rows = ask(costs, "按组汇总预算、实际，再加一列执行率").rows
    assert len(rows) == 2
    assert all(row[3] == pytest.approx(row[2] * 100 / row[1]) for row in rows)


DEALS = [
    {"日期": f"2025-01-{10 + n}", "顾问": "林郑"[n % 2], "车": "ABC"[n % 3], "车价(万元)": 30 - n}
    for n in range(6)
]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("车价最高的2单，列出顾问和车", 30),
        ("列出 成交.csv 里车价最低的 2 条记录的顾问和日期", 25),
        ("List the 2 highest 车价 rows with their 顾问 and 日期", 30),
        ("车价最低的2辆，给出车、顾问和日期", 25),
    ],
)
def test_the_first_rows_with_what_is_to_be_shown_of_them(
    ask: Ask, tmp_path: Path, question: str, first: int
) -> None:
    reply = ask(write_csv(tmp_path / "成交.csv", DEALS), question)
    assert len(reply.rows) == 2 and first in reply.rows[0] and len(reply.rows[0]) == 4


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("各顾问的平均车价是多少万元", "林：28万元"),
        ("车价平均是多少？各顾问呢？", "车价(万元) 平均值：27.5"),
    ],
)
def test_of_each_and_of_all(ask: Ask, tmp_path: Path, question: str, told: str) -> None:
    answer = ask(write_csv(tmp_path / "成交.csv", DEALS), question).answer
    assert told in answer and "郑：27" in answer


@pytest.mark.parametrize(
    "question",
    [
        "顾问为林的有几条？列出来看看",
        "哪些行的顾问是林？一共多少行",
        "Which rows of 成交.csv have 顾问 林? How many are there?",
    ],
)
def test_how_many_rows_there_are_and_the_rows(ask: Ask, tmp_path: Path, question: str) -> None:
    answer = ask(write_csv(tmp_path / "成交.csv", DEALS), question).answer
    assert re.search("共 3 行|3 rows", answer) and answer.count("顾问=林") == 3


def test_which_of_them_by_a_word_that_counts(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "成交.csv", DEALS)
    answer = ask(path, "成交.csv 每种车的车价合计是多少，哪辆最低？").answer
    assert all(f"{car}：" in answer for car in "AB") and "最低的是 C" in answer


def test_different_ones_by_the_column_told_in_brackets(ask: Ask, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "成交.csv", DEALS)
    assert ask(path, "一共有多少位不同的销售（按顾问）？").value == 2
