"""What is told beside the first answer: the steps of a figure and their end, pictures, shares, totals of what was listed."""

# ruff: noqa: E501 - a question is read as one line

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, write_csv


@pytest.fixture
def fines(tmp_path: Path) -> Path:
    rows = [
        {
            "month": f"2025-{n % 4 + 1:02d}",
            "branch": ("North", "South")[n % 2],
            "subject": ("art", "music", "sport")[n % 3],
            "fine": (10, 20, 8, 30)[n % 4],
            "weightkg": 50 + n,
        }
        for n in range(12)
    ]
    return write_csv(tmp_path / "fines.csv", rows)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Show the month-over-month change of the fine in percent. In which month did it fall the most?",
            "what grew least:\n- 2025-03: 8",
        ),
        (
            "按月汇总 fine，每月比上个月增长百分之几？哪个月跌得最多？",
            "增长最少的：\n- 2025-03：24",
        ),
        ("Which branch has the highest total fine? List them all with totals.", "- South: 150"),
        ("每个 branch 一行，每个 subject 一列，里面填 fine 的平均数", "| North |"),
        ("各 branch 的行数、fine 合计和各自的占比", "- South：150，占比"),
        ("列出 fine 不低于30的记录，再算一下一共多少钱", "fine 总和：90（fine >= 30）"),
        ("weightkg 有异常值吗？用四分位距的办法找一下", "weightkg 有 0 个异常值"),
    ],
)
def test_what_is_asked_as_well_is_told(ask: Ask, fines: Path, question: str, told: str) -> None:
    assert told in ask(fines, question).answer


def test_what_is_drawn_need_not_come_first(ask: Ask, fines: Path) -> None:
    reply = ask(
        fines, "How many rows have a fine below 20? Please also draw a histogram of the fine."
    )
    assert reply.answer.startswith("Number of rows")
    assert list(reply.out.glob("*.png"))
