"""Insertion sort: in place, stable, fast for short and nearly sorted lists."""

import operator
from collections.abc import MutableSequence
from typing import Any

DESCENDING = False


def insertion_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort the items in place: each moves left past all that comes after it."""
    before = operator.gt if descending else operator.lt
    for start in range(1, len(items)):
        item, place = items[start], start
        while place > 0 and before(item, items[place - 1]):
            items[place] = items[place - 1]
            place -= 1
        items[place] = item


if __name__ == "__main__":
    numbers = [5, 3, 8, 1]
    insertion_sort(numbers)
    print(numbers)
