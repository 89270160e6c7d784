"""Depth-first search."""

from collections.abc import Hashable, Iterable, Iterator, Mapping

Graph = Mapping[Hashable, Iterable[Hashable]]


def dfs(graph: Graph, start: Hashable) -> list[Hashable]:
    """The nodes that can be reached, each branch to its end before the next."""
    visited: dict[Hashable, None] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in visited:
            visited[node] = None
            waiting += reversed(list(graph.get(node, ())))
    return list(visited)


def paths(graph: Graph, start: Hashable, goal: Hashable) -> Iterator[list[Hashable]]:
    """All paths that visit no node twice."""
    waiting = [[start]]
    while waiting:
        path = waiting.pop()
        if path[-1] == goal:
            yield path
            continue
        ahead = [node for node in graph.get(path[-1], ()) if node not in path]
        waiting += [[*path, node] for node in reversed(ahead)]


def find_cycle(graph: Graph) -> list[Hashable] | None:
    """A cycle of the directed graph, its first node repeated at the end; None if there is none."""
    finished: set[Hashable] = set()
    for start in graph:
        path: dict[Hashable, Iterator[Hashable]] = {}
        ahead: Hashable | None = None if start in finished else start
        while ahead is not None or path:
            if ahead is not None:
                if ahead in path:
                    nodes = list(path)
                    return [*nodes[nodes.index(ahead) :], ahead]
                path[ahead] = iter(graph.get(ahead, ()))
            ahead = next((n for n in path[next(reversed(path))] if n not in finished), None)
            if ahead is None:
                finished.add(path.popitem()[0])
    return None


if __name__ == "__main__":
    town = {"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}
    print(dfs(town, "A"), list(paths(town, "A", "D")), find_cycle(town))
