"""A queue made of two stacks."""

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Queue(Generic[T]):
    """First in, first out. Each item is moved once between the stacks: amortized O(1)."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._incoming: list[T] = list(items)
        self._outgoing: list[T] = []

    def enqueue(self, item: T) -> None:
        """Put the item last."""
        self._incoming.append(item)

    def dequeue(self) -> T:
        """Take the first item away; IndexError if the queue is empty."""
        self._turn()
        return self._outgoing.pop()

    def peek(self) -> T:
        """The first item, which stays."""
        self._turn()
        return self._outgoing[-1]

    def is_empty(self) -> bool:
        return not len(self)

    def __len__(self) -> int:
        return len(self._incoming) + len(self._outgoing)

    def _turn(self) -> None:
        if not self._outgoing:
            self._incoming.reverse()
            self._incoming, self._outgoing = self._outgoing, self._incoming
        if not self._outgoing:
            raise IndexError("the queue is empty")


if __name__ == "__main__":
    queue = Queue(["a", "b"])
    queue.enqueue("c")
    print(queue.dequeue(), queue.peek(), len(queue))
