"""Order, repetition, and steps of any size."""

import pytest
from list_operations import difference, intersection, rotate, union


def test_sets_keep_the_order() -> None:
    assert intersection([3, 1, 3, 2], [2, 3]) == [3, 2]
    assert union([3, 1], [2, 3]) == [3, 1, 2]
    assert difference([3, 1, 1, 2], [2]) == [3, 1]
    assert intersection([], [1]) == []


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [(0, [1, 2, 3, 4]), (1, [4, 1, 2, 3]), (-1, [2, 3, 4, 1]), (9, [4, 1, 2, 3])],
)
def test_rotation(steps: int, wanted: list[int]) -> None:
    assert rotate([1, 2, 3, 4], steps) == wanted


def test_nothing_rotates_to_nothing() -> None:
    assert rotate([], 3) == []
