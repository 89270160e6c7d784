"""A graph: nodes and weighted edges, directed or not, as an adjacency list."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


class Graph(Generic[N]):
    """Nodes and the edges between them; an edge names its nodes into being."""

    def __init__(self, edges: Iterable[tuple[N, N]] = (), *, directed: bool = False) -> None:
        self.directed = directed
        self._neighbours: dict[N, dict[N, float]] = {}
        for one, other in edges:
            self.add_edge(one, other)

    def add_node(self, node: N) -> None:
        """Put a node in; nothing if it is there."""
        self._neighbours.setdefault(node, {})

    def add_edge(self, one: N, other: N, weight: float = 1) -> None:
        """Join two nodes; an edge that is there gets the new weight."""
        self.add_node(one)
        self.add_node(other)
        self._neighbours[one][other] = weight
        if not self.directed:
            self._neighbours[other][one] = weight

    def remove_edge(self, one: N, other: N) -> None:
        """Part two nodes; KeyError if they are not joined."""
        del self._neighbours[one][other]
        if not self.directed and one != other:
            del self._neighbours[other][one]

    def remove_node(self, node: N) -> None:
        """Take a node out with its edges; KeyError if it is not there."""
        del self._neighbours[node]
        for neighbours in self._neighbours.values():
            neighbours.pop(node, None)

    def neighbours(self, node: N) -> list[N]:
        """The nodes that an edge leads to, in the order they were joined."""
        return list(self._neighbours[node])

    def weight(self, one: N, other: N) -> float:
        """The weight of an edge; KeyError if there is none."""
        return self._neighbours[one][other]

    def edges(self) -> list[tuple[N, N, float]]:
        """All edges, each once."""
        found, seen = [], set[frozenset[N]]()
        for one, neighbours in self._neighbours.items():
            for other, weight in neighbours.items():
                pair = frozenset((one, other))
                if self.directed or pair not in seen:
                    seen.add(pair)
                    found.append((one, other, weight))
        return found

    def breadth_first(self, start: N) -> Iterator[N]:
        """The nodes that can be reached, the nearest first."""
        seen, waiting = {start}, deque([start])
        while waiting:
            node = waiting.popleft()
            yield node
            for neighbour in self._neighbours[node]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)

    def depth_first(self, start: N) -> Iterator[N]:
        """The nodes that can be reached, each way to its end first."""
        seen, waiting = set[N](), [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                yield node
                waiting += reversed([each for each in self._neighbours[node] if each not in seen])

    def path(self, start: N, goal: N) -> list[N] | None:
        """A path with the fewest edges, None if there is none."""
        came: dict[N, N] = {}
        waiting, seen = deque([start]), {start}
        while waiting:
            node = waiting.popleft()
            if node == goal:
                found = [goal]
                while found[-1] != start:
                    found.append(came[found[-1]])
                return found[::-1]
            for neighbour in self._neighbours[node]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    came[neighbour] = node
                    waiting.append(neighbour)
        return None

    def components(self) -> list[set[N]]:
        """The parts that hang together; ValueError for a directed graph."""
        if self.directed:
            raise ValueError("only an undirected graph has connected components")
        left, found = dict.fromkeys(self._neighbours), []
        while left:
            part = set(self.breadth_first(next(iter(left))))
            found.append(part)
            left = {node: None for node in left if node not in part}
        return found

    def __contains__(self, node: object) -> bool:
        return node in self._neighbours

    def __iter__(self) -> Iterator[N]:
        return iter(self._neighbours)

    def __len__(self) -> int:
        return len(self._neighbours)


if __name__ == "__main__":
    graph = Graph([("A", "B"), ("B", "C"), ("A", "D"), ("D", "C"), ("E", "F")])
    print(list(graph.breadth_first("A")), list(graph.depth_first("A")))
    print(graph.path("A", "C"), graph.components())
