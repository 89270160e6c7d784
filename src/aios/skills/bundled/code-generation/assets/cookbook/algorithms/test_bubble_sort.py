"""Bubble sort against `sorted`, its stability, and that it stops early."""

import random
from typing import Any

import pytest
from bubble_sort import bubble_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("seed", range(100))
def test_it_agrees_with_sorted(seed: int, descending: bool) -> None:
    draw = random.Random(seed)
    items = [draw.randint(-20, 20) for _ in range(draw.randrange(40))]
    expected = sorted(items, reverse=descending)
    bubble_sort(items, descending)
    assert items == expected


def test_equal_items_keep_their_order() -> None:
    items = [1, True, 0, False, 1.0]
    bubble_sort(items, descending=False)
    assert list(map(repr, items)) == ["0", "False", "1", "True", "1.0"]


def test_sorted_input_takes_one_pass() -> None:
    compared = 0

    class Counted(int):
        def __lt__(self, other: Any) -> bool:
            nonlocal compared
            compared += 1
            return int(self) < int(other)

    bubble_sort([Counted(n) for n in range(100)], descending=False)
    assert compared == 99
