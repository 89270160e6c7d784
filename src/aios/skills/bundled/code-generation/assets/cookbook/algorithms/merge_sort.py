"""Merge sort: stable, for any iterable."""

from collections.abc import Iterable
from typing import Any


def merge_sort(items: Iterable[Any]) -> list[Any]:
    """A new list in ascending order; equal items keep their order. O(n log n), always."""
    items = list(items)
    if len(items) < 2:
        return items
    middle = len(items) // 2
    return merge(merge_sort(items[:middle]), merge_sort(items[middle:]))


def merge(left: list[Any], right: list[Any]) -> list[Any]:
    """One sorted list out of two; of equal items, the left one comes first."""
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


if __name__ == "__main__":
    print(merge_sort([5, 3, 8, 1, 9, 2, 5, 7]))
