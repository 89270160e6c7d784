"""Agreement with sorted(), and the range."""

import random

import pytest
from counting_sort import counting_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 100, 1000])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    numbers = random.Random(size).choices(range(-50, 50), k=size)
    assert counting_sort(numbers, descending) == sorted(numbers, reverse=descending)


def test_too_wide_a_range_is_refused() -> None:
    with pytest.raises(ValueError, match="too wide"):
        counting_sort([0, 10**12], descending=False)
