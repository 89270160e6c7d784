"""Breadth-first search."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping

Graph = Mapping[Hashable, Iterable[Hashable]]


def bfs(graph: Graph, start: Hashable) -> list[Hashable]:
    """The nodes that can be reached, the nearest first."""
    return list(came_from(graph, start))


def path(graph: Graph, start: Hashable, goal: Hashable) -> list[Hashable] | None:
    """A path of fewest edges, None if there is none."""
    before = came_from(graph, start)
    if goal not in before:
        return None
    steps = [goal]
    while steps[-1] != start:
        steps.append(before[steps[-1]])
    return steps[::-1]


def came_from(graph: Graph, start: Hashable) -> dict[Hashable, Hashable]:
    """Each reachable node with the one it was reached from, in the order of visits."""
    before = {start: start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for neighbour in graph.get(node, ()):
            if neighbour not in before:
                before[neighbour] = node
                waiting.append(neighbour)
    return before


if __name__ == "__main__":
    town = {"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": ["E"]}
    print(bfs(town, "A"), path(town, "A", "E"))
