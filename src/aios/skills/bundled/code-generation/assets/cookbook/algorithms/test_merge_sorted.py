"""Against sorting, at random; and that equal items keep their order."""

import random

import pytest
from merge_sorted import merge_many, merge_sorted


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_sorting(seed: int) -> None:
    draw = random.Random(seed)
    lists = [sorted(draw.choices(range(20), k=draw.randrange(15))) for _ in range(4)]
    assert merge_sorted(lists[0], lists[1]) == sorted(lists[0] + lists[1])
    assert list(merge_many(lists)) == sorted(item for each in lists for item in each)


def test_equal_items_and_empty_lists() -> None:
    merged = merge_sorted([1, True], [1.0])
    assert [type(item) for item in merged] == [int, bool, float]
    assert merge_sorted([], []) == []
    assert merge_sorted([], "ab") == ["a", "b"]
    assert list(merge_many([])) == []
