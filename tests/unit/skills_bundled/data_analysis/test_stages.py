"""What changed from one month, quarter or sheet to another that is named."""

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask

TAKINGS = [
    ("2026-01-09", "tea", 40), ("2026-01-20", "cake", 60), ("2026-02-03", "tea", 10),
    ("2026-03-04", "tea", 90), ("2026-03-15", "cake", 30), ("2026-05-06", "cake", 25),
]  # fmt: skip
QUARTERS = [
    ("Q1", "东店", 50), ("Q1", "西店", 50), ("Q2", "东店", 9),
    ("Q4", "东店", 60), ("Q4", "西店", 20),
]  # fmt: skip


def written(folder: Path, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Path:
    path = folder / "data.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])
    return path


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "How much did takings grow from January to March?",
            [["2026-01", 100, None, None], ["2026-03", 120, 20, 20]],
        ),
        (
            "data.csv 三月的总 takings 比一月增长了百分之几？",
            [["2026-01", 100, None, None], ["2026-03", 120, 20, 20]],
        ),
        ("Which stall grew most from January to March?", [["2026-03", "tea", 90, 125, 50]]),
        ("Which stall's takings fell from January to March?", [["2026-03", "cake", 30, -50, -30]]),
        (
            "What were total takings from January to March?",
            [[230]],
        ),
    ],
)
def test_a_change_between_two_months(
    ask: Ask, tmp_path: Path, question: str, rows: list[list[Any]]
) -> None:
    reply = ask(written(tmp_path, ("date", "stall", "takings"), TAKINGS), question)
    assert reply.rows == rows


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("四季度的销售额比一季度下降了百分之几？", ["Q4", 80, -20, -20]),
        ("By what percentage did total 销售额 change from Q1 to Q4?", ["Q4", 80, -20, -20]),
        ("从一季度到四季度，哪个门店的销售额增长最多？", ["Q4", "东店", 60, 20, 10]),
    ],
)
def test_a_change_between_two_cells(
    ask: Ask, tmp_path: Path, question: str, last: list[Any]
) -> None:
    reply = ask(written(tmp_path, ("季度", "门店", "销售额"), QUARTERS), question)
    assert reply.rows[-1] == last
