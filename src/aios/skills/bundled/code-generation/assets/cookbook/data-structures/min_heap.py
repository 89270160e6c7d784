"""A binary heap."""

from collections.abc import Callable, Iterable
from typing import Any


class Heap:
    """The item with the smallest key comes first; `key=lambda n: -n` makes a max-heap."""

    def __init__(self, items: Iterable[Any] = (), key: Callable[[Any], Any] = lambda x: x) -> None:
        self._key = key
        self._items = list(items)
        for place in reversed(range(len(self._items) // 2)):
            self._sink(place)

    def push(self, item: Any) -> None:
        """Add an item, O(log n)."""
        self._items.append(item)
        place = len(self._items) - 1
        while place and self._less(place, parent := (place - 1) // 2):
            self._swap(place, parent)
            place = parent

    def pop(self) -> Any:
        """Take the first item away, O(log n); IndexError if there is none."""
        if not self._items:
            raise IndexError("the heap is empty")
        self._swap(0, -1)
        first = self._items.pop()
        self._sink(0)
        return first

    def peek(self) -> Any:
        """The first item, which stays."""
        if not self._items:
            raise IndexError("the heap is empty")
        return self._items[0]

    def __len__(self) -> int:
        return len(self._items)

    def _sink(self, place: int) -> None:
        while (child := 2 * place + 1) < len(self._items):
            if child + 1 < len(self._items) and self._less(child + 1, child):
                child += 1
            if not self._less(child, place):
                return
            self._swap(place, child)
            place = child

    def _less(self, one: int, other: int) -> bool:
        return bool(self._key(self._items[one]) < self._key(self._items[other]))

    def _swap(self, one: int, other: int) -> None:
        self._items[one], self._items[other] = self._items[other], self._items[one]


if __name__ == "__main__":
    heap = Heap([5, 2, 8])
    heap.push(1)
    print([heap.pop() for _ in range(len(heap))])
