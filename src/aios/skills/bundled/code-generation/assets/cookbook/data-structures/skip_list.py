"""A skip list: a sorted set that needs no balancing."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LEVELS = 24


@dataclass
class Node:
    """A value and what comes after it on each of its levels."""

    value: Any
    after: list["Node | None"] = field(default_factory=list)


class SkipList:
    """Unique values in order; O(log n) a call on average."""

    def __init__(self, values: Iterable[Any] = (), draw: random.Random | None = None) -> None:
        self._head = Node(None, [None] * LEVELS)
        self._draw = draw or random.Random()
        for value in values:
            self.insert(value)

    def insert(self, value: Any) -> bool:
        """Add the value; False if it was there."""
        before = self._before(value)
        found = before[0].after[0]
        if found is not None and found.value == value:
            return False
        node = Node(value)
        for level in range(self._height()):
            node.after.append(before[level].after[level])
            before[level].after[level] = node
        return True

    def delete(self, value: Any) -> bool:
        """Remove the value; False if it was not there."""
        before = self._before(value)
        node = before[0].after[0]
        if node is None or node.value != value:
            return False
        for level, after in enumerate(node.after):
            before[level].after[level] = after
        return True

    def __contains__(self, value: Any) -> bool:
        node = self._before(value)[0].after[0]
        return node is not None and bool(node.value == value)

    def __iter__(self) -> Iterator[Any]:
        node = self._head.after[0]
        while node is not None:
            yield node.value
            node = node.after[0]

    def _before(self, value: Any) -> list[Node]:
        """The last node before the value on each level, the lowest level first."""
        node, path = self._head, []
        for level in reversed(range(LEVELS)):
            while (after := node.after[level]) is not None and after.value < value:
                node = after
            path.append(node)
        return path[::-1]

    def _height(self) -> int:
        height = 1
        while height < LEVELS and self._draw.random() < 0.5:
            height += 1
        return height


if __name__ == "__main__":
    numbers = SkipList([3, 1, 2])
    numbers.delete(2)
    print(list(numbers), 3 in numbers)
