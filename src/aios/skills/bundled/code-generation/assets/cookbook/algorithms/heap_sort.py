"""Heap sort: in place, always O(n log n), not stable."""

from collections.abc import MutableSequence
from typing import Any


def heap_sort(items: MutableSequence[Any]) -> None:
    """Sort the items in place: build a max-heap, then move its top behind the rest."""
    for root in reversed(range(len(items) // 2)):
        sift_down(items, root, len(items))
    for end in reversed(range(1, len(items))):
        items[0], items[end] = items[end], items[0]
        sift_down(items, 0, end)


def sift_down(items: MutableSequence[Any], root: int, end: int) -> None:
    """Let items[root] sink until no child before `end` is larger."""
    while (child := 2 * root + 1) < end:
        if child + 1 < end and items[child] < items[child + 1]:
            child += 1
        if not items[root] < items[child]:
            return
        items[root], items[child] = items[child], items[root]
        root = child


if __name__ == "__main__":
    numbers = [5, 3, 8, 1, 9, 2]
    heap_sort(numbers)
    print(numbers)
