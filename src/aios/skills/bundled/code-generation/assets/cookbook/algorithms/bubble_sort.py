"""Bubble sort: in place, stable, done early when nothing moves."""

import operator
from collections.abc import MutableSequence
from typing import Any

DESCENDING = False


def bubble_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort in place. O(n²), but O(n) for what is sorted already."""
    before = operator.gt if descending else operator.lt
    unsorted = len(items)
    while unsorted > 1:
        last_swap = 0
        for i in range(1, unsorted):
            if before(items[i], items[i - 1]):
                items[i - 1], items[i] = items[i], items[i - 1]
                last_swap = i
        unsorted = last_swap  # all behind the last swap are in their places


if __name__ == "__main__":
    numbers = [5, 3, 8, 1, 9, 2, 5, 7]
    bubble_sort(numbers)
    print(numbers)
