"""A binary search tree of unique values."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass
class Node:
    """A value; smaller ones lie left, larger ones right."""

    value: Any
    left: "Node | None" = None
    right: "Node | None" = None


class BinarySearchTree:
    """Values in order. O(height) a call: log n when filled at random, n when filled in order."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.root: Node | None = None
        for value in values:
            self.insert(value)

    def insert(self, value: Any) -> bool:
        """Add the value; False if it was there."""
        parent, node = None, self.root
        while node is not None:
            if value == node.value:
                return False
            parent, node = node, node.left if value < node.value else node.right
        self._replace(parent, value, Node(value))
        return True

    def delete(self, value: Any) -> bool:
        """Remove the value; False if it was not there."""
        parent, node = None, self.root
        while node is not None and node.value != value:
            parent, node = node, node.left if value < node.value else node.right
        if node is None:
            return False
        if node.left is None or node.right is None:
            self._replace(parent, value, node.left or node.right)
        else:
            next_value = lowest(node.right).value
            self.delete(next_value)
            node.value = next_value
        return True

    def __contains__(self, value: Any) -> bool:
        node = self.root
        while node is not None and node.value != value:
            node = node.left if value < node.value else node.right
        return node is not None

    def __iter__(self) -> Iterator[Any]:
        return self.in_order()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def in_order(self) -> Iterator[Any]:
        """From the smallest to the largest."""
        path, node = [], self.root
        while path or node:
            while node:
                path.append(node)
                node = node.left
            node = path.pop()
            yield node.value
            node = node.right

    def pre_order(self) -> Iterator[Any]:
        """Each value before those below it."""
        waiting = [self.root]
        while waiting:
            if node := waiting.pop():
                yield node.value
                waiting += [node.right, node.left]

    def post_order(self) -> Iterator[Any]:
        """Each value after those below it."""
        waiting, found = [self.root], []
        while waiting:
            if node := waiting.pop():
                found.append(node.value)
                waiting += [node.left, node.right]
        return reversed(found)

    def level_order(self) -> Iterator[Any]:
        """Row by row from the root."""
        waiting = deque([self.root])
        while waiting:
            if node := waiting.popleft():
                yield node.value
                waiting += [node.left, node.right]

    def height(self) -> int:
        """The number of rows."""
        rows, row = 0, [self.root] if self.root else []
        while row:
            rows += 1
            row = [child for node in row for child in (node.left, node.right) if child]
        return rows

    def minimum(self) -> Any:
        """The smallest value; ValueError if there is none."""
        if self.root is None:
            raise ValueError("the tree is empty")
        return lowest(self.root).value

    def maximum(self) -> Any:
        """The largest value; ValueError if there is none."""
        if self.root is None:
            raise ValueError("the tree is empty")
        node = self.root
        while node.right:
            node = node.right
        return node.value

    def _replace(self, parent: Node | None, value: Any, node: Node | None) -> None:
        if parent is None:
            self.root = node
        elif value < parent.value:
            parent.left = node
        else:
            parent.right = node


def lowest(node: Node) -> Node:
    """The node with the smallest value at or below this one."""
    while node.left:
        node = node.left
    return node


if __name__ == "__main__":
    tree = BinarySearchTree([50, 30, 70, 20, 40])
    tree.delete(30)
    print(list(tree), list(tree.level_order()), tree.height(), 40 in tree)
