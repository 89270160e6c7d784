"""Quick sort against `sorted`, on random and on hostile input."""

import random

import pytest
from quick_sort import partition, quick_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("seed", range(100))
def test_it_agrees_with_sorted(seed: int, descending: bool) -> None:
    draw = random.Random(seed)
    items = [draw.randint(-20, 20) for _ in range(draw.randrange(60))]
    expected = sorted(items, reverse=descending)
    quick_sort(items, descending)
    assert items == expected


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "items",
    [[], [1], [2, 1], [7] * 5000, list(range(5000)), list(range(5000, 0, -1)), [1, 2] * 2500],
    ids=["empty", "one", "two", "equal", "ascending", "descending", "two values"],
)
def test_hostile_input(items: list[int], descending: bool) -> None:
    expected = sorted(items, reverse=descending)
    quick_sort(items, descending)
    assert items == expected


def test_strings_sort_too() -> None:
    words = ["梨", "apple", "Zebra", ""]
    quick_sort(words, descending=False)
    assert words == ["", "Zebra", "apple", "梨"]


def test_partition_leaves_smaller_equal_and_larger() -> None:
    items = [3, 1, 4, 1, 5, 9, 2, 6]
    left, right = partition(items, 0, len(items) - 1)
    pivot = items[left]
    assert all(item < pivot for item in items[:left])
    assert all(item == pivot for item in items[left : right + 1])
    assert all(item > pivot for item in items[right + 1 :])
