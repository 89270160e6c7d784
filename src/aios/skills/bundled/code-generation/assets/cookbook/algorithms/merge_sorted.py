"""Merge sorted lists into one sorted list, in linear time."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def merge_sorted(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Both lists as one; of equal items, those of the first list come first."""
    merged: list[Any] = []
    i = j = 0
    while i < len(one) and j < len(other):
        if other[j] < one[i]:
            merged.append(other[j])
            j += 1
        else:
            merged.append(one[i])
            i += 1
    return [*merged, *one[i:], *other[j:]]


def merge_many(lists: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """Any number of sorted lists as one, item by item, so that they may be long."""
    return heapq.merge(*lists)


if __name__ == "__main__":
    print(merge_sorted([1, 4, 9], [2, 4, 8, 16]), list(merge_many([[1, 5], [2], [0, 7]])))
