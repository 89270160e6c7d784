"""Questions on the shape of a table: rows, columns, what repeats, what is missing; rates that say their limit."""

# ruff: noqa: E501 - a text is one line

import csv
from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask

STOCK = [("A1", "pen", 3), ("A2", "ink", ""), ("A1", "pen", 3), ("A4", "cap", 9)]
MARKS = [("甲", "男", 95), ("乙", "女", 61), ("丙", "男", 40), ("丁", "女", 90)]


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("sku", "name", "price"), *STOCK])
    return path


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Check the data quality of stock.csv: how many rows, how many are exact duplicates of an earlier row, and how many have no price?", "duplicates"),
        ("stock.csv 一共多少行，重复的有多少行，价格为空的有多少行？", "duplicates"),
        ("How many rows does stock.csv have, what columns are in it, and how many values are missing in each column?", "summary"),
        ("stock.csv 有多少行、有哪些列、每列缺失多少个值？", "summary"),
        ("How many rows have no price?", "aggregate"),
    ],
)  # fmt: skip
def test_what_shape_the_data_are_in(ask: Ask, stock: Path, question: str, kind: str) -> None:
    reply = ask(stock, question)
    assert reply.result["data"]["interpretation"]["kind"] == kind
    if kind == "duplicates":
        assert "price" in reply.answer and "4" in reply.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("平均分、最高分、及格率（60分及以上）和优秀率（90分及以上）", ("71.5", "95", "75.00%", "50.00%")),
        ("各性别的优秀率（>=90）", ("50.00%",)),
        ("哪个性别的及格率（60分及以上）最高？", ("女", "100.00%")),
    ],
)  # fmt: skip
def test_a_rate_says_its_limit(
    ask: Ask, tmp_path: Path, question: str, told: tuple[str, ...]
) -> None:
    path = tmp_path / "成绩.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("姓名", "性别", "得分"), *MARKS])
    answer = ask(path, question).answer
    assert all(one in answer for one in told), answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("男的有几人，得分合计多少", ("3", "135")),
        ("90分以上的有几人？平均分多少？", ("2", "71.5")),
        ("哪个性别的学生数最多？", ("男",)),
    ],
)
def test_what_is_counted_is_what_is_summed(
    ask: Ask, tmp_path: Path, question: str, told: tuple[str, ...]
) -> None:
    path = tmp_path / "成绩.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("姓名", "性别", "得分"), *MARKS, ("戊", "男", "")])
    answer = ask(path, question).answer
    assert all(one in answer for one in told), answer


@pytest.mark.parametrize(
    "question", ["有几种性别，分别是什么？", "How many 性别 are there, and which ones?"]
)
def test_different_values_are_told_by_name(ask: Ask, tmp_path: Path, question: str) -> None:
    path = tmp_path / "成绩.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("姓名", "性别", "得分"), *MARKS])
    answer = ask(path, question).answer
    assert "男" in answer and "女" in answer
