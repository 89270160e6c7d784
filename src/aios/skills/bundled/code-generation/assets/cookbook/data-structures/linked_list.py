"""A doubly linked list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class Node:
    """A value between its neighbours."""

    value: Any
    before: "Node | None" = None
    after: "Node | None" = None


class LinkedList:
    """Values in order; O(1) at both ends, O(n) elsewhere."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.head: Node | None = None
        self.tail: Node | None = None
        self._size = 0
        for value in values:
            self.append(value)

    def append(self, value: Any) -> None:
        """Add at the end."""
        self._link(Node(value), self.tail, None)

    def prepend(self, value: Any) -> None:
        """Add at the front."""
        self._link(Node(value), None, self.head)

    def insert(self, index: int, value: Any) -> None:
        """Add so that it stands at the index (0 to the length)."""
        if index == self._size:
            self.append(value)
        else:
            node = self._node(index)
            self._link(Node(value), node.before, node)

    def pop(self, index: int | None = None) -> Any:
        """Remove and return the value at the index, the last one by default."""
        node = self._node(self._size - 1 if index is None else index)
        self._unlink(node)
        return node.value

    def remove(self, value: Any) -> bool:
        """Remove the first equal value; False if there is none."""
        node = next((node for node in self._nodes() if node.value == value), None)
        if node is not None:
            self._unlink(node)
        return node is not None

    def find(self, value: Any) -> int:
        """The index of the first equal value, -1 if there is none."""
        return next((i for i, item in enumerate(self) if item == value), -1)

    def reverse(self) -> None:
        """Turn the order round in place."""
        for node in list(self._nodes()):
            node.before, node.after = node.after, node.before
        self.head, self.tail = self.tail, self.head

    def __getitem__(self, index: int) -> Any:
        return self._node(index).value

    def __iter__(self) -> Iterator[Any]:
        return (node.value for node in self._nodes())

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"LinkedList({list(self)})"

    def _nodes(self) -> Iterator[Node]:
        node = self.head
        while node is not None:
            yield node
            node = node.after

    def _node(self, index: int) -> Node:
        if not 0 <= index < self._size:
            raise IndexError(f"index {index} is out of a list of {self._size}")
        return next(node for i, node in enumerate(self._nodes()) if i == index)

    def _link(self, node: Node, before: Node | None, after: Node | None) -> None:
        node.before, node.after = before, after
        if before is None:
            self.head = node
        else:
            before.after = node
        if after is None:
            self.tail = node
        else:
            after.before = node
        self._size += 1

    def _unlink(self, node: Node) -> None:
        if node.before is None:
            self.head = node.after
        else:
            node.before.after = node.after
        if node.after is None:
            self.tail = node.before
        else:
            node.after.before = node.before
        self._size -= 1


if __name__ == "__main__":
    numbers = LinkedList([1, 2, 3])
    numbers.prepend(0)
    numbers.reverse()
    print(numbers, len(numbers))
