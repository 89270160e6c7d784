"""Merge sort: stable, for any iterable."""

import operator
from collections.abc import Iterable
from typing import Any

DESCENDING = False


def merge_sort(items: Iterable[Any], descending: bool = DESCENDING) -> list[Any]:
    """A new list in order; equal items keep their order. O(n log n), always."""
    items = list(items)
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], descending), merge_sort(items[middle:], descending)
    return merge(left, right, descending)


def merge(left: list[Any], right: list[Any], descending: bool = DESCENDING) -> list[Any]:
    """One sorted list out of two; of equal items, the left one comes first."""
    before = operator.gt if descending else operator.lt
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if before(right[j], left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


if __name__ == "__main__":
    print(merge_sort([5, 3, 8, 1, 9, 2, 5, 7]))
