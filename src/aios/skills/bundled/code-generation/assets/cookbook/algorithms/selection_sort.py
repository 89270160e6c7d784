"""Selection sort: in place, at most n swaps."""

from collections.abc import MutableSequence
from typing import Any


def selection_sort(items: MutableSequence[Any]) -> None:
    """Sort the items in place: the smallest of the rest comes next."""
    for start in range(len(items)):
        smallest = min(range(start, len(items)), key=items.__getitem__)
        if smallest != start:
            items[start], items[smallest] = items[smallest], items[start]


if __name__ == "__main__":
    numbers = [5, 3, 8, 1]
    selection_sort(numbers)
    print(numbers)
