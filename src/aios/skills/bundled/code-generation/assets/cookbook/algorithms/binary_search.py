"""Binary search in a sorted sequence."""

from collections.abc import Sequence
from typing import Any


def binary_search(items: Sequence[Any], target: Any) -> int:
    """The index of the first item equal to the target, or -1. `items` is ascending. O(log n)."""
    place = lower_bound(items, target)
    found = place < len(items) and items[place] == target
    return place if found else -1


def lower_bound(items: Sequence[Any], target: Any) -> int:
    """The first index whose item is not less than the target; where it would be inserted."""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low


if __name__ == "__main__":
    primes = [2, 3, 5, 7, 11, 13, 17, 19]
    for number in (7, 8):
        print(f"{number}: index {binary_search(primes, number)}")
