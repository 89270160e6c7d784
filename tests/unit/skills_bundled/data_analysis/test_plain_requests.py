"""Requests as typed into a prompt: full stops, a list and its highest, the change of each month."""

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
