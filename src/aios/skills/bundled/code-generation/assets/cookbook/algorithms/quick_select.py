"""The k-th smallest of a list in O(n) on average, without sorting it."""

import random
from collections.abc import Sequence
from typing import Any


def quick_select(items: Sequence[Any], k: int) -> Any:
    """The k-th smallest item, 1 for the smallest; IndexError if there is none."""
    if not 1 <= k <= len(items):
        raise IndexError(f"there is no item {k} of {len(items)}")
    left = list(items)
    while True:
        pivot = random.choice(left)
        lower = [item for item in left if item < pivot]
        higher = [item for item in left if pivot < item]
        same = len(left) - len(lower) - len(higher)
        if k <= len(lower):
            left = lower
        elif k <= len(lower) + same:
            return pivot
        else:
            k -= len(lower) + same
            left = higher


def kth_largest(items: Sequence[Any], k: int) -> Any:
    """The k-th largest item, 1 for the largest."""
    return quick_select(items, len(items) - k + 1)


if __name__ == "__main__":
    numbers = [7, 2, 9, 4, 4]
    print(quick_select(numbers, 2), kth_largest(numbers, 2))
