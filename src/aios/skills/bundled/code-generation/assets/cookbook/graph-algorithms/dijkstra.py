"""Dijkstra's shortest paths."""

import heapq
from collections.abc import Mapping
from math import inf

Graph = Mapping[str, Mapping[str, float]]


def distances(graph: Graph, start: str) -> dict[str, float]:
    """The distance to each node that can be reached; ValueError for a negative weight."""
    return search(graph, start)[0]


def shortest_path(graph: Graph, start: str, goal: str) -> tuple[float, list[str]] | None:
    """The length of a shortest path and its nodes, None if there is no path."""
    found, before = search(graph, start)
    if goal not in found:
        return None
    path = [goal]
    while path[-1] != start:
        path.append(before[path[-1]])
    return found[goal], path[::-1]


def search(graph: Graph, start: str) -> tuple[dict[str, float], dict[str, str]]:
    """The distances, and for each node the one before it on a shortest path."""
    found: dict[str, float] = {}
    best, before = {start: 0.0}, {}
    waiting = [(0.0, start)]
    while waiting:
        distance, node = heapq.heappop(waiting)
        if node in found:
            continue
        found[node] = distance
        for neighbour, weight in graph.get(node, {}).items():
            if weight < 0:
                raise ValueError(f"{node} to {neighbour} has the negative weight {weight:g}")
            if distance + weight < best.get(neighbour, inf):
                best[neighbour], before[neighbour] = distance + weight, node
                heapq.heappush(waiting, (distance + weight, neighbour))
    return found, before


if __name__ == "__main__":
    roads = {"A": {"B": 7, "C": 3}, "C": {"B": 1, "D": 8}, "B": {"D": 2}}
    print(distances(roads, "A"), shortest_path(roads, "A", "D"))
