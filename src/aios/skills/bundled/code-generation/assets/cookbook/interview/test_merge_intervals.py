"""Merged intervals: in order, apart, and covering the same points."""

import random
from itertools import pairwise

import pytest
from merge_intervals import merge_intervals


def test_overlapping_touching_nested_and_separate() -> None:
    assert merge_intervals([(8, 10), (1, 3), (2, 6), (15, 18)]) == [
        (1, 6),
        (8, 10),
        (15, 18),
    ]
    assert merge_intervals([(1, 4), (4, 5)]) == [(1, 5)]
    assert merge_intervals([(1, 10), (2, 3)]) == [(1, 10)]
    assert merge_intervals([]) == []


def test_the_same_points_are_covered() -> None:
    chance = random.Random(1)
    for _ in range(100):
        starts = [chance.randrange(30) for _ in range(8)]
        given = [(start, start + chance.randrange(5)) for start in starts]
        merged = merge_intervals(given)
        for half in range(80):
            point = half / 2
            assert any(a <= point <= b for a, b in given) == any(a <= point <= b for a, b in merged)
        assert all(left[1] < right[0] for left, right in pairwise(merged))


def test_an_interval_reversed_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        merge_intervals([(3, 1)])
