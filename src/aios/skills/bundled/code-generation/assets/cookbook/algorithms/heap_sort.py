"""Heap sort: in place, always O(n log n), not stable."""

import operator
from collections.abc import Callable, MutableSequence
from typing import Any

DESCENDING = False
Before = Callable[[Any, Any], bool]


def heap_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort the items in place: build a heap of the last first, then move its top behind."""
    before = operator.gt if descending else operator.lt
    for root in reversed(range(len(items) // 2)):
        sift_down(items, root, len(items), before)
    for end in reversed(range(1, len(items))):
        items[0], items[end] = items[end], items[0]
        sift_down(items, 0, end, before)


def sift_down(items: MutableSequence[Any], root: int, end: int, before: Before) -> None:
    """Let items[root] sink until no child up to `end` comes after it."""
    while (child := 2 * root + 1) < end:
        if child + 1 < end and before(items[child], items[child + 1]):
            child += 1
        if not before(items[root], items[child]):
            return
        items[root], items[child] = items[child], items[root]
        root = child


if __name__ == "__main__":
    numbers = [5, 3, 8, 1, 9, 2]
    heap_sort(numbers)
    print(numbers)
