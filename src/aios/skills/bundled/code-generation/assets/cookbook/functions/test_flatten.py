"""Depth, emptiness, and what must stay whole."""

from typing import Any

import pytest
from flatten import flatten


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ([], []),
        ([[], [[]]], []),
        ([1, [2, [3, [4]]]], [1, 2, 3, 4]),
        (["ab", ["cd"]], ["ab", "cd"]),
        ([(1, 2), {"k": [3]}], [1, 2, {"k": [3]}]),
    ],
)
def test_flatten(items: list[Any], wanted: list[Any]) -> None:
    assert flatten(items) == wanted


def test_depth_is_no_limit() -> None:
    nested: list[Any] = [1]
    for _ in range(5000):
        nested = [nested]
    assert flatten(nested) == [1]
