"""Rows where two columns hold the same or not."""

from pathlib import Path

import pytest
from tests.unit.skills_bundled.data_analysis.conftest import Ask, Rows, write_csv

RIDES: Rows = [
    {"bike": f"B{a}", "begin_station": a, "end_station": b, "起点站": a, "终点站": b}
    for a, b in ("AA", "AB", "BB", "CB", "CC")
]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("how many rides began and ended at the same station", 3),
        ("count rides with the same begin station and end station", 3),
        ("rows where begin_station and end_station are different: how many", 2),
        ("起点和终点相同的有几条", 3),
        ("起点站和终点站不同的有多少条", 2),
    ],
)
def test_two_columns_alike(ask: Ask, tmp_path: Path, question: str, count: int) -> None:
    assert ask(write_csv(tmp_path / "rides.csv", RIDES), question).value == count
