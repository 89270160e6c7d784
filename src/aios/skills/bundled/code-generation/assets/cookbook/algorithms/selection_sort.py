"""Selection sort: in place, at most n swaps."""

from collections.abc import MutableSequence
from typing import Any

DESCENDING = False


def selection_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort the items in place: the least of the rest comes next, or the greatest."""
    first = max if descending else min
    for start in range(len(items)):
        chosen = first(range(start, len(items)), key=items.__getitem__)
        if chosen != start:
            items[start], items[chosen] = items[chosen], items[start]


if __name__ == "__main__":
    numbers = [5, 3, 8, 1]
    selection_sort(numbers)
    print(numbers)
