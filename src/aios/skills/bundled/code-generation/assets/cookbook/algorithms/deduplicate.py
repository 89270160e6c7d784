"""Remove duplicates from a list and keep the order."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def deduplicate(items: Iterable[T], key: Callable[[T], Any] | None = None) -> list[T]:
    """The items without repeats, each at the place where it came first.

    `key` says what makes two items the same, e.g. `str.lower`. Keys that cannot be hashed
    (lists, dicts) are compared one by one, which is slower.
    """
    seen: set[Hashable] = set()
    unhashable: list[Any] = []
    unique = []
    for item in items:
        mark = item if key is None else key(item)
        if is_new(mark, seen, unhashable):
            unique.append(item)
    return unique


def is_new(mark: Any, seen: set[Hashable], unhashable: list[Any]) -> bool:
    """Whether the mark was not seen before; it counts as seen from now on."""
    try:
        new = mark not in seen
        seen.add(mark)
    except TypeError:
        new = mark not in unhashable
        unhashable.append(mark)
    return new


if __name__ == "__main__":
    print(deduplicate([3, 1, 3, 2, 1]))
    print(deduplicate(["Apple", "apple", "Pear"], key=str.lower))
