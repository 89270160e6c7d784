"""Bricks: trees and graphs."""

import heapq
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any


class TreeNode:
    """A value with smaller ones to the left and larger ones to the right."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.left: TreeNode | None = None
        self.right: TreeNode | None = None


class BinarySearchTree:
    """A binary search tree; a value is kept once.

    >>> tree = BinarySearchTree()
    >>> for number in (5, 2, 8, 1, 3):
    ...     tree.insert(number)
    >>> tree.contains(3), tree.contains(4), tree.inorder()
    (True, False, [1, 2, 3, 5, 8])
    >>> tree.delete(2)
    >>> tree.inorder(), tree.min(), tree.max(), tree.height(), len(tree)
    ([1, 3, 5, 8], 1, 8, 3, 4)
    >>> tree.preorder(), tree.postorder(), tree.level_order()
    ([5, 1, 3, 8], [3, 1, 8, 5], [5, 1, 8, 3])
    """

    def __init__(self, items: Iterable[Any] = ()) -> None:
        self.root: TreeNode | None = None
        for item in items:
            self.insert(item)

    def insert(self, value: Any) -> None:
        """Put a value in."""
        if self.root is None:
            self.root = TreeNode(value)
            return
        node = self.root
        while value != node.value:
            side = "left" if value < node.value else "right"
            below = getattr(node, side)
            if below is None:
                setattr(node, side, TreeNode(value))
                return
            node = below

    def contains(self, value: Any) -> bool:
        """Whether the value is there."""
        node = self.root
        while node is not None and node.value != value:
            node = node.left if value < node.value else node.right
        return node is not None

    def delete(self, value: Any) -> None:
        """Take a value away, if it is there."""
        self.root = self._without(self.root, value)

    def inorder(self) -> list[Any]:
        """The values in ascending order."""
        return list(self)

    def preorder(self) -> list[Any]:
        """Each value before those below it."""
        return self._walk(self.root, 0)

    def postorder(self) -> list[Any]:
        """Each value after those below it."""
        return self._walk(self.root, 2)

    def level_order(self) -> list[Any]:
        """The values from top to bottom, each level from left to right."""
        found, waiting = [], deque([self.root])
        while waiting:
            if (node := waiting.popleft()) is not None:
                found.append(node.value)
                waiting += [node.left, node.right]
        return found

    def min(self) -> Any:
        """The smallest value."""
        if self.root is None:
            raise ValueError("the tree is empty")  # else
        return next(iter(self))

    def max(self) -> Any:
        """The largest value."""
        if self.root is None:
            raise ValueError("the tree is empty")  # else
        return self.inorder()[-1]

    def height(self) -> int:
        """How many levels there are."""
        return self._height(self.root)

    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return self.root is None

    def size(self) -> int:
        """How many values there are."""
        return sum(1 for _ in self)

    def _without(self, node: TreeNode | None, value: Any) -> TreeNode | None:
        if node is None:
            return None
        if value < node.value:
            node.left = self._without(node.left, value)
        elif value > node.value:
            node.right = self._without(node.right, value)
        elif node.left is None or node.right is None:
            return node.left or node.right
        else:
            largest = node.left
            while largest.right is not None:
                largest = largest.right
            node.value = largest.value
            node.left = self._without(node.left, largest.value)
        return node

    def _walk(self, node: TreeNode | None, place: int) -> list[Any]:
        if node is None:
            return []
        parts = [self._walk(node.left, place), self._walk(node.right, place)]
        parts.insert(place, [node.value])
        return [value for part in parts for value in part]

    def _height(self, node: TreeNode | None) -> int:
        if node is None:
            return 0
        return 1 + max(self._height(node.left), self._height(node.right))

    def __contains__(self, value: Any) -> bool:
        return self.contains(value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._walk(self.root, 1))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Trie:
    """A tree of words by their letters.

    >>> trie = Trie()
    >>> for word in ("car", "cart", "dog"):
    ...     trie.insert(word)
    >>> trie.search("car"), trie.search("ca"), trie.starts_with("ca"), trie.words_with_prefix("ca")
    (True, False, True, ['car', 'cart'])
    >>> trie.delete("car")
    True
    >>> trie.search("car"), trie.search("cart")
    (False, True)
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: dict[str, Any] = {}
        for word in words:
            self.insert(word)

    def insert(self, word: str) -> None:
        """Put a word in."""
        node = self._words
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = True

    def search(self, word: str) -> bool:
        """Whether the very word is there."""
        node = self._node(word)
        return node is not None and "" in node

    def starts_with(self, prefix: str) -> bool:
        """Whether a word begins so."""
        return self._node(prefix) is not None

    def words_with_prefix(self, prefix: str, limit: int | None = None) -> list[str]:
        """The words that begin so, in alphabetical order, no more than the limit."""
        node = self._node(prefix)
        return sorted(self._below(node, prefix))[:limit] if node is not None else []

    def __len__(self) -> int:
        return sum(1 for _ in self._below(self._words, ""))

    def delete(self, word: str) -> bool:
        """Take a word away; whether it was there."""
        node = self._node(word)
        if node is None or "" not in node:
            return False  # else
        del node[""]
        for end in range(len(word), 0, -1):
            above = self._node(word[: end - 1])
            if above is not None and not above[word[end - 1]]:
                del above[word[end - 1]]
        return True

    def count_prefix(self, prefix: str) -> int:
        """How many words begin with the prefix."""
        return len(self.words_with_prefix(prefix))

    def _node(self, prefix: str) -> dict[str, Any] | None:
        node = self._words
        for letter in prefix:
            if letter not in node:
                return None
            node = node[letter]
        return node

    def _below(self, node: dict[str, Any], prefix: str) -> Iterator[str]:
        for letter, below in node.items():
            if letter:
                yield from self._below(below, prefix + letter)
            else:
                yield prefix


class Graph:
    """A graph with weights at its edges; without direction unless it is made so.

    >>> graph = Graph()
    >>> graph.add_edge("a", "b", 1)
    >>> graph.add_edge("b", "c", 2)
    >>> graph.add_edge("a", "c", 9)
    >>> graph.bfs("a"), graph.dfs("a"), graph.neighbors("b")
    (['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'c'])
    >>> graph.shortest_path("a", "c"), graph.has_edge("c", "b")
    (['a', 'b', 'c'], True)
    >>> graph.shortest_path("a", "z")  # else
    """

    def __init__(self, directed: bool = False) -> None:
        self.directed = directed
        self._edges: dict[Hashable, dict[Hashable, float]] = {}

    def add_node(self, node: Hashable) -> None:
        """Put a node in, if it is not there."""
        self._edges.setdefault(node, {})

    def add_edge(self, a: Hashable, b: Hashable, weight: float = 1) -> None:
        """Join two nodes."""
        self._edges.setdefault(a, {})[b] = weight
        self._edges.setdefault(b, {})
        if not self.directed:
            self._edges[b][a] = weight

    def neighbors(self, node: Hashable) -> list[Any]:
        """The nodes that an edge leads to."""
        return list(self._edges.get(node, {}))

    def has_edge(self, a: Hashable, b: Hashable) -> bool:
        """Whether an edge leads from one node to the other."""
        return b in self._edges.get(a, {})

    def nodes(self) -> list[Any]:
        """All nodes."""
        return list(self._edges)

    def bfs(self, start: Hashable) -> list[Any]:
        """The nodes that can be reached, the nearest first."""
        found, waiting = [start], deque([start])
        while waiting:
            for node in self._edges.get(waiting.popleft(), {}):
                if node not in found:
                    found.append(node)
                    waiting.append(node)
        return found

    def dfs(self, start: Hashable) -> list[Any]:
        """The nodes that can be reached, each way followed to its end first."""
        found: list[Any] = []
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.append(node)
                waiting += reversed(list(self._edges.get(node, {})))
        return found

    def distances(self, start: Hashable) -> dict[Any, float]:
        """The least weight of a way to each node that can be reached."""
        return shortest_distances(self._edges, start)

    def shortest_path(self, start: Hashable, end: Hashable) -> list[Any] | None:
        """The nodes of the lightest way, None if there is none."""
        waiting: list[tuple[float, int, list[Any]]] = [(0, 0, [start])]
        done, count = set(), 0
        while waiting:
            weight, _, path = heapq.heappop(waiting)
            if path[-1] == end:
                return path
            if path[-1] not in done:
                done.add(path[-1])
                for node, more in self._edges.get(path[-1], {}).items():
                    count += 1
                    heapq.heappush(waiting, (weight + more, count, [*path, node]))
        return None  # else


def shortest_distances(graph: Mapping[Any, Mapping[Any, float]], start: Any) -> dict[Any, float]:
    """The least weight from the start to each node that can be reached, by Dijkstra's algorithm.

    >>> shortest_distances({"a": {"b": 1, "c": 9}, "b": {"c": 2}, "c": {}}, "a")
    {'a': 0, 'b': 1, 'c': 3}
    """
    best: dict[Any, float] = {start: 0}
    waiting, count = [(0.0, 0, start)], 0
    while waiting:
        weight, _, node = heapq.heappop(waiting)
        if weight > best[node]:
            continue
        for other, more in graph.get(node, {}).items():
            if weight + more < best.get(other, float("inf")):
                best[other], count = weight + more, count + 1
                heapq.heappush(waiting, (weight + more, count, other))
    return {node: int(w) if w == int(w) else w for node, w in best.items()}


def shortest_path(graph: Mapping[Any, Iterable[Any]], start: Any, end: Any) -> list[Any] | None:
    """The way with the fewest steps, None if there is none; with weights the lightest.

    >>> shortest_path({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, "a", "d")
    ['a', 'b', 'd']
    >>> shortest_path({"a": {"b": 1, "c": 9}, "b": {"c": 2}}, "a", "c")
    ['a', 'b', 'c']
    >>> shortest_path({}, "a", "b")  # else
    """
    waiting: list[tuple[float, int, list[Any]]] = [(0, 0, [start])]
    done, count = set(), 0
    while waiting:
        weight, _, path = heapq.heappop(waiting)
        if path[-1] == end:
            return path
        if path[-1] in done:
            continue
        done.add(path[-1])
        after = graph.get(path[-1], ())
        for node in after:
            count += 1
            more = after[node] if isinstance(after, Mapping) else 1
            heapq.heappush(waiting, (weight + more, count, [*path, node]))
    return None  # else


def bfs(graph: Mapping[Any, Iterable[Any]], start: Any) -> list[Any]:
    """The nodes that can be reached, the nearest first.

    >>> bfs({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, "a")
    ['a', 'b', 'c', 'd']
    """
    found, waiting = [start], deque([start])
    while waiting:
        for node in graph.get(waiting.popleft(), ()):
            if node not in found:
                found.append(node)
                waiting.append(node)
    return found


def dfs(graph: Mapping[Any, Iterable[Any]], start: Any) -> list[Any]:
    """The nodes that can be reached, each way followed to its end first.

    >>> dfs({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, "a")
    ['a', 'b', 'd', 'c']
    """
    found: list[Any] = []
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.append(node)
            waiting += reversed(list(graph.get(node, ())))
    return found
