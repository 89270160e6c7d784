"""Merge sort against `sorted`, and its stability."""

import random

import pytest
from merge_sort import merge_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("seed", range(100))
def test_it_agrees_with_sorted(seed: int, descending: bool) -> None:
    draw = random.Random(seed)
    items = [draw.randint(-20, 20) for _ in range(draw.randrange(60))]
    before = items.copy()
    assert merge_sort(items, descending) == sorted(items, reverse=descending)
    assert items == before


def test_equal_items_keep_their_order() -> None:
    items = [1, True, 0, False, 1.0]
    assert list(map(repr, merge_sort(items, descending=False))) == [
        "0",
        "False",
        "1",
        "True",
        "1.0",
    ]


def test_any_iterable_will_do() -> None:
    assert merge_sort(iter("hello"), descending=False) == list("ehllo")
