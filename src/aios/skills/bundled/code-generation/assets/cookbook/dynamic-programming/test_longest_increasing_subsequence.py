"""Against all selections."""

import random
from itertools import combinations, pairwise

from longest_increasing_subsequence import longest_increasing_subsequence


def test_none_is_longer() -> None:
    draw = random.Random(5)
    for _ in range(100):
        numbers = draw.choices(range(6), k=draw.randint(0, 8))
        found = longest_increasing_subsequence(numbers)
        rising = [
            c
            for size in range(len(numbers) + 1)
            for c in combinations(numbers, size)
            if all(a < b for a, b in pairwise(c))
        ]
        assert tuple(found) in rising
        assert len(found) == max(map(len, rising))
