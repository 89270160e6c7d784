"""Permutations, combinations and subsets by backtracking."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def permutations(items: Sequence[T]) -> Iterator[list[T]]:
    """Every order of the items."""
    if not items:
        yield []
    for place, item in enumerate(items):
        rest = [*items[:place], *items[place + 1 :]]
        for tail in permutations(rest):
            yield [item, *tail]


def combinations(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """Every choice of `size` items, in their order."""
    if size == 0:
        yield []
        return
    for place in range(len(items) - size + 1):
        for tail in combinations(items[place + 1 :], size - 1):
            yield [items[place], *tail]


def subsets(items: Sequence[T]) -> Iterator[list[T]]:
    """Every choice of any size, the small ones first."""
    for size in range(len(items) + 1):
        yield from combinations(items, size)


if __name__ == "__main__":
    print(*permutations("abc"), sep="\n")
    print(list(subsets([1, 2, 3])))
