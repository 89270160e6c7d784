"""A ring buffer: the last items of a stream."""

from collections.abc import Iterator
from typing import Any

CAPACITY = 8


class RingBuffer:
    """At most `capacity` items; a new one overwrites the oldest. O(1) a call."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._slots: list[Any] = [None] * capacity
        self._start = self._size = 0

    def append(self, item: Any) -> None:
        """Add an item as the newest."""
        self._slots[(self._start + self._size) % len(self._slots)] = item
        if self.is_full():
            self._start = (self._start + 1) % len(self._slots)
        else:
            self._size += 1

    def popleft(self) -> Any:
        """Take the oldest item away; IndexError if there is none."""
        if not self._size:
            raise IndexError("the buffer is empty")
        item, self._slots[self._start] = self._slots[self._start], None
        self._start = (self._start + 1) % len(self._slots)
        self._size -= 1
        return item

    def is_full(self) -> bool:
        return self._size == len(self._slots)

    def __iter__(self) -> Iterator[Any]:
        return (self._slots[(self._start + i) % len(self._slots)] for i in range(self._size))

    def __len__(self) -> int:
        return self._size


if __name__ == "__main__":
    buffer = RingBuffer(3)
    for number in range(5):
        buffer.append(number)
    print(list(buffer))
