"""Insertion sort: in place, stable, fast for short and nearly sorted lists."""

from collections.abc import MutableSequence
from typing import Any


def insertion_sort(items: MutableSequence[Any]) -> None:
    """Sort the items in place: each moves left past everything larger."""
    for start in range(1, len(items)):
        item, place = items[start], start
        while place > 0 and item < items[place - 1]:
            items[place] = items[place - 1]
            place -= 1
        items[place] = item


if __name__ == "__main__":
    numbers = [5, 3, 8, 1]
    insertion_sort(numbers)
    print(numbers)
