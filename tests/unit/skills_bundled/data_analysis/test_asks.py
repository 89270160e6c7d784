"""Several questions in one Chinese text, and columns named in the other language."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, write_csv


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    rows = [
        {
            "ticket": f"T{n:02d}",
            "agent": "Nina" if n % 3 else "Omar",
            "topic": ("login", "refund", "bug", "bug")[n % 4],
            "first_response_min": 10 + n,
            "rating": n % 5 + 1,
        }
        for n in range(24)
    ]
    return write_csv(tmp_path / "tickets.csv", rows)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪个客服处理的工单最多？他的平均评分是多少？", "Nina：16，rating 平均值 3"),
        ("哪类问题最多？每类占百分之几？", "bug：12，占比 50.00%"),
        ("每个客服的平均首次响应时间", "Nina：22"),
        ("退款类工单有多少？和其他的比呢？", "行数：18（topic 不是 refund）"),
        ("用IQR（1.5倍IQR）找首次响应时间的异常值", "first_response_min 有 0 个异常值"),
        ("每个客服的平均评分是多少，没评分的不算，数字保留两位小数", "Nina：3.00"),
    ],
)
def test_all_that_is_asked_is_told(ask: Ask, tickets: Path, question: str, told: str) -> None:
    assert told in ask(tickets, question).answer
