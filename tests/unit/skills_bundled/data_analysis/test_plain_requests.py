"""Requests as typed into a prompt: full stops, a list and its highest, the change of each month."""

import random
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, write_csv

ROWS = [
    {"branch": "Elm", "member": "Ivo", "overdue": 12, "paid": "no", "month": "2026-01"},
    {"branch": "Elm", "member": "Una", "overdue": 45, "paid": "no", "month": "2026-02"},
    {"branch": "Oak", "member": "Ivo", "overdue": 50, "paid": "yes", "month": "2026-02"},
    {"branch": "Elm", "member": "Rex", "overdue": 33, "paid": "no", "month": "2026-03"},
]


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "loans.csv", ROWS)


@pytest.mark.parametrize("end", ["", ".", "!", "。"])
def test_a_full_stop_is_no_part_of_a_value(ask: Ask, loans: Path, end: str) -> None:
    asked = f"Show me the rows of loans.csv where overdue is more than 30 and paid is no{end}"
    answer = ask(loans, asked).answer
    assert "Una" in answer and "Rex" in answer and "Ivo" not in answer


@pytest.mark.parametrize(
    "question",
    [
        "loans.csv 每个 branch 各有多少条？哪个最多？",
        "计算 loans.csv 各 branch 的行数，并指出最多的 branch。",
        "How many rows has each branch in loans.csv? Which has the most?",
    ],
)
def test_a_list_and_its_highest_are_both_told(ask: Ask, loans: Path, question: str) -> None:
    answer = ask(loans, question).answer
    assert "Elm: 3" in answer.replace("：", ": ") and "Oak: 1" in answer.replace("：", ": ")
    told = [line for line in answer.splitlines() if "最" in line or "highest" in line]
    assert told and all("Elm" in line for line in told)


@pytest.mark.parametrize(
    "question",
    [
        "loans.csv 每个月的 overdue 总和，跟上个月比增减了百分之几？",
        "loans.csv 各月 overdue 总和和上月相比变化多少",
    ],
)
def test_each_month_beside_the_one_before(ask: Ask, loans: Path, question: str) -> None:
    answer = ask(loans, question).answer
    assert "691.67%" in answer and "-65.26%" in answer


@pytest.mark.parametrize("question", ["visits.csv 各科室人数", "visits.csv 每个科室的就诊人数合计"])
def test_a_column_of_heads_is_meant_by_how_many_people(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    rows = [
        {"科室": "内科", "就诊人数": 21},
        {"科室": "外科", "就诊人数": 9},
        {"科室": "内科", "就诊人数": 4},
    ]
    path = write_csv(tmp_path / "visits.csv", rows)
    assert ask(path, question).table() == {"内科": 25, "外科": 9}


RIDES = [
    {"rider": "Ivo", "zone": "A", "km": 10, "fare": 20},
    {"rider": "Una", "zone": "A", "km": 20, "fare": 30},
    {"rider": "Ivo", "zone": "B", "km": 30, "fare": 90},
    {"rider": "Rex", "zone": "B", "km": 10, "fare": 11},
]


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("Average fare of each rider in rides.csv, please, and who is the most expensive?", "Ivo"),
        ("画一张 rides.csv 各 rider 平均 fare 的条形图，并告诉我哪个 rider 最贵", "Ivo"),
    ],
)
def test_a_plot_of_all_and_which_of_them_is_highest(
    ask: Ask, tmp_path: Path, question: str, most: str
) -> None:
    answer = ask(write_csv(tmp_path / "rides.csv", RIDES), question).answer
    assert all(name in answer for name in ("Una", "Rex"))
    told = [line for line in answer.splitlines() if "最高" in line or "highest" in line]
    assert told and most in told[0] and "Ivo / Ivo" not in answer


@pytest.mark.parametrize(
    "question",
    ["rides.csv 里有没有 fare 异常的记录？", "Which rides in rides.csv have an unusual fare?"],
)
def test_whether_there_is_anything_unusual_asks_for_no_empty_cells(
    ask: Ask, tmp_path: Path, question: str
) -> None:
    rides = write_csv(tmp_path / "rides.csv", [*RIDES * 4, {**RIDES[0], "fare": 4000}])
    answer = ask(rides, question).answer
    assert "fare=4000" in answer and "km" not in answer.split("fare")[0]


def test_crossing_two_columns_is_a_pivot(ask: Ask, tmp_path: Path) -> None:
    answer = ask(
        write_csv(tmp_path / "rides.csv", RIDES), "rides.csv 按 rider 和 zone 交叉汇总 fare"
    ).answer
    assert "| Ivo | 20 | 90 | 110 |" in answer


@pytest.mark.parametrize(
    "question",
    [
        "add up the litres for each lorry",
        "total liters per lorry",
        "which lorry burnt most litres?",
        "每辆 lorry 一共多少升",
    ],
)
def test_a_column_named_by_its_unit(ask: Ask, tmp_path: Path, question: str) -> None:
    rows = [{"lorry": random.choice("KLM"), "fuel_l": random.randint(3, 60)} for _ in range(40)]
    path = write_csv(tmp_path / "fuel.csv", rows)
    held: dict[str, list[int]] = {}
    for row in rows:
        held.setdefault(str(row["lorry"]), []).append(int(str(row["fuel_l"])))
    totals = {lorry: sum(cells) for lorry, cells in held.items()}
    best = max(totals, key=totals.__getitem__)
    told = ask(path, question).rows
    assert told[0][:2] == [best, totals[best]]
    assert len(told) == (1 if "which" in question else len(totals))


def test_a_row_is_no_group_of_what_is_asked_on_average(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"trip_no": n + 1, "driver": "ab"[n % 2], "fuel": random.randint(1, 9) + 20 * (n % 2)}
        for n in range(30)
    ]
    path = write_csv(tmp_path / "trips.csv", rows)
    reply = ask(path, "which driver uses the most fuel per trip on average")
    assert reply.rows[0][0] == "b" and len(reply.rows) == 1


def test_a_value_with_its_column_is_left_out(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"farm": random.choice(["F1", "F2", "F3"]), "eggs": random.randint(1, 9)} for _ in range(40)
    ]
    path = write_csv(tmp_path / "eggs.csv", rows)
    told = ask(path, "total eggs per farm without farm F2").table()
    assert set(told) == {"F1", "F3"}


def test_the_price_by_which_a_total_is_told(ask: Ask, tmp_path: Path) -> None:
    rows = [
        {"车间": random.choice("甲乙"), "数量": random.randint(1, 9), "单价": random.randint(2, 5)}
        for _ in range(30)
    ]
    path = write_csv(tmp_path / "领料.csv", rows)
    wanted: dict[str, int] = {}
    for row in rows:
        money = int(str(row["数量"])) * int(str(row["单价"]))
        wanted[str(row["车间"])] = wanted.get(str(row["车间"]), 0) + money
    assert ask(path, "根据单价，算一下每个车间的总金额").table() == wanted
