"""Agreement with sorted(), wide and negative numbers."""

import random

import pytest
from radix_sort import radix_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 100, 1000])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    draw = random.Random(size)
    numbers = [draw.randint(-(10**12), 10**12) for _ in range(size)]
    assert radix_sort(numbers, descending) == sorted(numbers, reverse=descending)


def test_equal_numbers_stay() -> None:
    assert radix_sort([7, 7, 7], descending=False) == [7, 7, 7]
