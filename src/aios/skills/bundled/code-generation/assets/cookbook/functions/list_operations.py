"""Lists as sets that keep their order, and rotation."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def intersection(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """What both hold, once each, in the order of the first."""
    other = set(second)
    return [item for item in dict.fromkeys(first) if item in other]


def union(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """What either holds, once each."""
    return list(dict.fromkeys([*first, *second]))


def difference(first: Sequence[T], second: Sequence[T]) -> list[T]:
    """What only the first holds, once each."""
    other = set(second)
    return [item for item in dict.fromkeys(first) if item not in other]


def rotate(items: Sequence[T], steps: int) -> list[T]:
    """The items moved to the right by that many steps, to the left if negative."""
    if not items:
        return []
    cut = -steps % len(items)
    return [*items[cut:], *items[:cut]]


if __name__ == "__main__":
    print(intersection([1, 2, 2, 3], [2, 3, 4]), union([1, 2], [2, 3]), rotate([1, 2, 3, 4], 1))
