"""Clauses that only say what stays, where else to look, or what makes a table."""

import pytest

from aios.agents.guards import says_what_stays, without_columns


@pytest.mark.parametrize(
    ("clause", "only"),
    [
        ("The rest of each name stays.", True),
        ("photos 的子文件夹也要看", True),
        ("keep only the newest three", False),
        ("只要分数大于300的", False),
    ],
)
def test_clauses_that_ask_for_nothing_of_their_own(clause: str, only: bool) -> None:
    assert says_what_stays(clause) is only


def test_columns_are_no_part_of_what_is_saved() -> None:
    assert without_columns("save as a.csv with the columns file and lines") == "save as a.csv"
