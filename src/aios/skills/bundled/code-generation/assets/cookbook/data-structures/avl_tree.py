"""An AVL tree: a binary search tree that keeps itself balanced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass
class Node:
    """A value with its subtrees and the height of what hangs here."""

    value: Any
    left: "Node | None" = None
    right: "Node | None" = None
    height: int = 1


class AVLTree:
    """Unique values in order; insert, delete and find in O(log n)."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.root: Node | None = None
        for value in values:
            self.insert(value)

    def insert(self, value: Any) -> None:
        """Add the value; nothing happens if it is there."""
        self.root = inserted(self.root, value)

    def delete(self, value: Any) -> None:
        """Remove the value; nothing happens if it is not there."""
        self.root = deleted(self.root, value)

    def __contains__(self, value: Any) -> bool:
        node = self.root
        while node is not None and node.value != value:
            node = node.left if value < node.value else node.right
        return node is not None

    def __iter__(self) -> Iterator[Any]:
        return walk(self.root)

    def height(self) -> int:
        """The number of rows."""
        return height(self.root)


def inserted(node: Node | None, value: Any) -> Node:
    """The subtree with the value in it."""
    if node is None:
        return Node(value)
    if value < node.value:
        node.left = inserted(node.left, value)
    elif node.value < value:
        node.right = inserted(node.right, value)
    return balanced(node)


def deleted(node: Node | None, value: Any) -> Node | None:
    """The subtree without the value."""
    if node is None:
        return None
    if value < node.value:
        node.left = deleted(node.left, value)
    elif node.value < value:
        node.right = deleted(node.right, value)
    elif node.left is None or node.right is None:
        return node.left or node.right
    else:
        node.value = next(walk(node.right))
        node.right = deleted(node.right, node.value)
    return balanced(node)


def balanced(node: Node) -> Node:
    """The subtree with heights that differ by one at most."""
    node.height = 1 + max(height(node.left), height(node.right))
    if node.left and lean(node) > 1:
        if lean(node.left) < 0:
            node.left = turned_left(node.left)
        return turned_right(node)
    if node.right and lean(node) < -1:
        if lean(node.right) > 0:
            node.right = turned_right(node.right)
        return turned_left(node)
    return node


def turned_right(node: Node) -> Node:
    """The left child above its parent."""
    top = node.left
    assert top is not None
    node.left, top.right = top.right, node
    for each in (node, top):
        each.height = 1 + max(height(each.left), height(each.right))
    return top


def turned_left(node: Node) -> Node:
    """The right child above its parent."""
    top = node.right
    assert top is not None
    node.right, top.left = top.left, node
    for each in (node, top):
        each.height = 1 + max(height(each.left), height(each.right))
    return top


def height(node: Node | None) -> int:
    """Rows of the subtree."""
    return node.height if node else 0


def lean(node: Node) -> int:
    """How much higher the left side is."""
    return height(node.left) - height(node.right)


def walk(node: Node | None) -> Iterator[Any]:
    """The values from the smallest to the largest."""
    if node is not None:
        yield from walk(node.left)
        yield node.value
        yield from walk(node.right)


if __name__ == "__main__":
    tree = AVLTree(range(1, 16))
    tree.delete(8)
    print(list(tree), tree.height())
