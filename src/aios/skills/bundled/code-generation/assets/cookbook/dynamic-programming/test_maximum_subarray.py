"""Against all parts."""

import random

import pytest
from maximum_subarray import maximum_subarray


def test_no_part_has_a_greater_sum() -> None:
    draw = random.Random(6)
    for _ in range(200):
        numbers = [draw.randint(-9, 9) for _ in range(draw.randint(1, 12))]
        total, start, end = maximum_subarray(numbers)
        size = len(numbers)
        every = [sum(numbers[i:j]) for i in range(size) for j in range(i + 1, size + 1)]
        assert total == sum(numbers[start:end]) == max(every)


def test_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="no numbers"):
        maximum_subarray([])
