"""Rates, sums across columns and of the highest rows, ties, and tables of many columns."""

import random
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import SEED, Ask, Rows, write_csv


@pytest.fixture
def marks() -> Rows:
    chance = random.Random(SEED)
    return [
        {
            "姓名": f"学生{place}",
            "班级": chance.choice(["一班", "二班"]),
            "数学": chance.randint(40, 100),
            "英语": chance.randint(40, 100),
            "住校": chance.choice("是否"),
        }
        for place in range(40)
    ]


def test_rates(ask: Ask, tmp_path: Path, marks: Rows) -> None:
    path = write_csv(tmp_path / "marks.csv", marks)
    passed = [row for row in marks if int(str(row["数学"])) >= 60]
    boarding = [row for row in marks if row["住校"] == "是"]
    assert ask(path, "数学及格率").value == pytest.approx(len(passed) / 0.4)
    assert ask(path, "住校率是多少").value == pytest.approx(len(boarding) / 0.4)
    assert "%" in ask(path, "各班的住校率").answer


def test_sums_across_columns(ask: Ask, tmp_path: Path, marks: Rows) -> None:
    path = write_csv(tmp_path / "marks.csv", marks)
    totals = [int(str(row["数学"])) + int(str(row["英语"])) for row in marks]
    assert ask(path, "平均总分").value == pytest.approx(sum(totals) / 40)
    [means] = ask(path, "各科平均分").rows
    assert sum(means) == pytest.approx(sum(totals) / 40)
    assert ask(path, "mean of all columns").rows == [means]


def test_the_highest_rows_only(ask: Ask, tmp_path: Path, marks: Rows) -> None:
    path = write_csv(tmp_path / "marks.csv", marks)
    top = sorted((int(str(row["数学"])) for row in marks), reverse=True)[:5]
    assert ask(path, "前5名学生的数学总和").value == sum(top)


@pytest.mark.parametrize("question", ["which team has the most wins", "哪个 team 的 wins 最多"])
def test_ties_are_told(ask: Ask, tmp_path: Path, question: str) -> None:
    wins = {"Reds": 3, "Blues": 3, "Greens": 1}
    path = write_csv(tmp_path / "t.csv", [{"team": t, "wins": w} for t, w in wins.items()])
    told = ask(path, question)
    assert {row[0] for row in told.rows} == {"Reds", "Blues"}
    assert "Reds" in told.answer
    assert "Blues" in told.answer


@pytest.mark.parametrize(
    "question", ["summarise the file", "count rows where c1 and c3 are the same"]
)
def test_many_columns_of_few_rows(ask: Ask, tmp_path: Path, question: str) -> None:
    row = {f"c{place}": "ab"[place % 2] for place in range(200)}
    assert ask(write_csv(tmp_path / "wide.csv", [row] * 10), question).rows


def test_a_word_for_each_is_no_value(ask: Ask, tmp_path: Path, marks: Rows) -> None:
    path = write_csv(tmp_path / "marks.csv", marks)
    asked = ask(path, "里每种班级的平均数学")
    assert sorted(row[0] for row in asked.rows) == sorted({row["班级"] for row in marks})


def test_the_best_days_are_days(ask: Ask, tmp_path: Path) -> None:
    rows: Rows = [{"date": f"2026-01-{day:02}", "sales": day * 7 % 31} for day in range(1, 29)]
    path = write_csv(tmp_path / "days.csv", rows)
    best = sorted((int(str(row["sales"])) for row in rows), reverse=True)[:3]
    assert [row[1] for row in ask(path, "top 3 days by sales").rows] == best
