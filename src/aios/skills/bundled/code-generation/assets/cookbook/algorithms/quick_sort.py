"""Quick sort: in place, random pivot, three-way partition."""

import operator
import random
from collections.abc import Callable, MutableSequence
from typing import Any

DESCENDING = False
Before = Callable[[Any, Any], bool]


def quick_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort in place. O(n log n) expected, O(log n) memory, not stable.

    The random pivot makes sorted input harmless, the three-way partition equal items; the
    larger side is left to the loop, so that the recursion stays shallow.
    """
    _sort(items, 0, len(items) - 1, operator.gt if descending else operator.lt)


def _sort(items: MutableSequence[Any], low: int, high: int, before: Before) -> None:
    while low < high:
        left, right = partition(items, low, high, before)
        if left - low < high - right:
            _sort(items, low, left - 1, before)
            low = right + 1
        else:
            _sort(items, right + 1, high, before)
            high = left - 1


def partition(
    items: MutableSequence[Any], low: int, high: int, before: Before = operator.lt
) -> tuple[int, int]:
    """Split low..high into what comes before, equal and after; the ends of the equal ones."""
    pivot = items[random.randint(low, high)]
    left, at, right = low, low, high
    while at <= right:
        if before(items[at], pivot):
            items[left], items[at] = items[at], items[left]
            left, at = left + 1, at + 1
        elif before(pivot, items[at]):
            items[right], items[at] = items[at], items[right]
            right -= 1
        else:
            at += 1
    return left, right


if __name__ == "__main__":
    numbers = [5, 3, 8, 1, 9, 2, 5, 7]
    quick_sort(numbers)
    print(numbers)
