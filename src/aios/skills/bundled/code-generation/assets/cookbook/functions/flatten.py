"""Flatten lists that are nested to any depth."""

from collections.abc import Iterable, Iterator
from typing import Any


def flatten(items: Iterable[Any]) -> list[Any]:
    """All items that are no list or tuple, from left to right; strings stay whole."""
    return list(walk(items))


def walk(items: Iterable[Any]) -> Iterator[Any]:
    """The same one by one, with a stack instead of recursion: depth is no limit."""
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, list | tuple):
                stack.append(iter(item))
                break
            yield item
        else:
            stack.pop()


if __name__ == "__main__":
    print(flatten([1, [2, [3, "four"]], (5,)]))
