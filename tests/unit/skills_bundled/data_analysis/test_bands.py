"""Numbers that are put into bands of one width."""

import random
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Act, Ask, Rows, write_csv

CELLS = [(21, 100), (25, 200), (38, 300), (41, 50)]


@pytest.mark.parametrize(
    "question",
    [
        "年龄按每10岁一段（20-29、30-39 这样）分组，看看每段多少人",
        "每10岁一组，各组多少人",
        "how many customers in each age group, in bands of 10",
    ],
)
def test_ages_are_counted_by_tens(ask: Ask, tmp_path: Path, question: str) -> None:
    names = ("age", "spent") if question.isascii() else ("年龄", "消费")
    path = write_csv(tmp_path / "c.csv", [dict(zip(names, row, strict=True)) for row in CELLS])
    assert ask(path, question).table() == {"20-29": 2, "30-39": 1, "40-49": 1}


@pytest.mark.parametrize(
    "question", ["average spent by 10-year age groups", "spent 按每10岁一组的平均值"]
)
def test_another_number_is_told_by_bands_of_age(ask: Ask, tmp_path: Path, question: str) -> None:
    rows = [{"age": age, "spent": spent} for age, spent in CELLS]
    path = write_csv(tmp_path / "customers.csv", rows)
    assert ask(path, question).table() == {"20-29": 150, "30-39": 300, "40-49": 50}


def test_what_differs_most_between_two_files_is_no_sum(act: Act, tmp_path: Path) -> None:
    for name, last in (("a.csv", 20), ("b.csv", 50)):
        rows = [{"store": "A", "revenue": 10}, {"store": "B", "revenue": last}]
        write_csv(tmp_path / name, rows)
    asked = "a.csv 和 b.csv 里 revenue 差最多的店"
    told = act("combine", {"files": ["a.csv", "b.csv"], "question": asked}, "zh", asked)
    assert "20 → 50" in told.answer


def test_tens_of_ages_and_so_many_ranges(ask: Ask, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    rows: Rows = [
        {"Name": f"E{n}", "Age": chance.randint(20, 69), "Hire Date": f"20{n % 20 + 3:02}-01-05"}
        for n in range(60)
    ]
    path = write_csv(tmp_path / "staff.csv", rows)
    tens = Counter(f"{int(r['Age']) // 10 * 10}-{int(r['Age']) // 10 * 10 + 9}" for r in rows)
    for question in ("bin the ages into decades", "how many employees per age group"):
        reply = ask(path, question)
        assert reply.table() == tens
        assert [row[0] for row in reply.rows] == sorted(tens)
    assert {row[0] for row in ask(path, "employees hired by decade").rows} == {
        "2000s",
        "2010s",
        "2020s",
    }
    three = ask(path, "split age into 3 bins").rows
    assert len(three) == 3
    assert sum(row[1] for row in three) == 60


@pytest.mark.parametrize(
    "question",
    [
        "put customers into under 25, 25-40 and 41+ and tell me how many are in each group",
        "年龄分成25岁以下、25到40、41以上，看看每段有多少人",
    ],
)
def test_bands_are_written_out(ask: Ask, tmp_path: Path, question: str) -> None:
    names = ("age", "spent") if question.isascii() else ("年龄", "消费")
    path = write_csv(tmp_path / "c.csv", [dict(zip(names, row, strict=True)) for row in CELLS])
    reply = ask(path, question)
    assert sorted(row[1] for row in reply.rows) == [1, 1, 2]
    assert "missing" not in reply.answer
