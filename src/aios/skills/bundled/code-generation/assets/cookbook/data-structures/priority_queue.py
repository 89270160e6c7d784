"""A priority queue whose entries can be changed and cancelled."""

import heapq
from collections.abc import Hashable
from itertools import count


class PriorityQueue:
    """The lowest priority comes first, among equals the one put first. O(log n) a call."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Hashable]] = []
        self._current: dict[Hashable, int] = {}  # item -> number of its valid entry
        self._numbers = count()

    def put(self, item: Hashable, priority: float) -> None:
        """Add the item, or give it another priority."""
        number = next(self._numbers)
        self._current[item] = number
        heapq.heappush(self._heap, (priority, number, item))

    def get(self) -> Hashable:
        """Take the first item away; IndexError if there is none."""
        self._drop_stale()
        _, _, item = heapq.heappop(self._heap)
        del self._current[item]
        return item

    def peek(self) -> Hashable:
        """The first item, which stays."""
        self._drop_stale()
        return self._heap[0][2]

    def cancel(self, item: Hashable) -> bool:
        """Remove the item; False if it is not there."""
        return self._current.pop(item, None) is not None

    def __len__(self) -> int:
        return len(self._current)

    def __contains__(self, item: Hashable) -> bool:
        return item in self._current

    def _drop_stale(self) -> None:
        while self._heap and self._current.get(self._heap[0][2]) != self._heap[0][1]:
            heapq.heappop(self._heap)
        if not self._heap:
            raise IndexError("the queue is empty")


if __name__ == "__main__":
    queue = PriorityQueue()
    queue.put("write", 2)
    queue.put("think", 1)
    queue.put("sleep", 3)
    print([queue.get() for _ in range(len(queue))])
