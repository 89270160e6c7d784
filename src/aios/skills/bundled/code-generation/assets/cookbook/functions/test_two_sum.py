"""Pairs that exist, and those that do not."""

import pytest
from two_sum import two_sum


@pytest.mark.parametrize(
    ("numbers", "target", "wanted"),
    [
        ([2, 7, 11, 15], 9, (0, 1)),
        ([3, 3], 6, (0, 1)),
        ([3, 2, 4], 6, (1, 2)),
        ([-1, 5, 1], 0, (0, 2)),
    ],
)
def test_pairs(numbers: list[float], target: float, wanted: tuple[int, int]) -> None:
    assert two_sum(numbers, target) == wanted


@pytest.mark.parametrize("numbers", [[], [3], [1, 2]])
def test_none(numbers: list[float]) -> None:
    assert two_sum(numbers, 6) is None
