"""A double-ended queue on a ring of places: both ends in O(1)."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Deque(Generic[T]):
    """Items that come and go at both ends; with `maxlen`, the other end makes room."""

    def __init__(self, items: Iterable[T] = (), maxlen: int | None = None) -> None:
        if maxlen is not None and maxlen < 1:
            raise ValueError(f"maxlen must be at least 1, not {maxlen}")
        self.maxlen = maxlen
        self._places: list[T | None] = [None] * 8
        self._first = self._size = 0
        for item in items:
            self.append(item)

    def append(self, item: T) -> None:
        """Put an item at the right end."""
        if self._size == self.maxlen:
            self.popleft()
        self._make_room()
        self._places[self._place(self._size)] = item
        self._size += 1

    def appendleft(self, item: T) -> None:
        """Put an item at the left end."""
        if self._size == self.maxlen:
            self.pop()
        self._make_room()
        self._first = self._place(-1)
        self._places[self._first] = item
        self._size += 1

    def pop(self) -> T:
        """Take the item at the right end; IndexError if there is none."""
        item = self[-1]
        self._size -= 1
        self._places[self._place(self._size)] = None
        return item

    def popleft(self) -> T:
        """Take the item at the left end; IndexError if there is none."""
        item = self[0]
        self._places[self._first] = None
        self._first = self._place(1)
        self._size -= 1
        return item

    def peek(self) -> T:
        """The item at the right end, which stays."""
        return self[-1]

    def peekleft(self) -> T:
        """The item at the left end, which stays."""
        return self[0]

    def __getitem__(self, index: int) -> T:
        if not -self._size <= index < self._size:
            raise IndexError("the deque is empty" if not self._size else f"no item {index}")
        return self._places[self._place(index % self._size)]  # type: ignore[return-value]

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[T]:
        return (self[index] for index in range(self._size))

    def __repr__(self) -> str:
        return f"Deque({list(self)})"

    def _place(self, offset: int) -> int:
        return (self._first + offset) % len(self._places)

    def _make_room(self) -> None:
        if self._size == len(self._places):
            items = list(self)
            self._places, self._first = [*items, *[None] * len(items)], 0


if __name__ == "__main__":
    line = Deque([2, 3])
    line.appendleft(1)
    line.append(4)
    print(line, line.popleft(), line.pop(), len(line))
