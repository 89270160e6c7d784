"""Bellman-Ford: shortest paths where weights may be negative."""

from collections.abc import Mapping
from math import inf

Graph = Mapping[str, Mapping[str, float]]


def distances(graph: Graph, start: str) -> dict[str, float]:
    """The distance to each node that can be reached; ValueError for a negative cycle among them."""
    edges = [(a, b, weight) for a, ends in graph.items() for b, weight in ends.items()]
    nodes = {start, *graph, *(b for _, b, _ in edges)}
    found = dict.fromkeys(nodes, inf) | {start: 0.0}
    for _ in nodes:
        changed = False
        for a, b, weight in edges:
            if found[a] + weight < found[b]:
                found[b], changed = found[a] + weight, True
        if not changed:
            return {node: distance for node, distance in found.items() if distance < inf}
    raise ValueError("the graph has a negative cycle")


if __name__ == "__main__":
    print(distances({"A": {"B": 4, "C": 5}, "C": {"B": -3}}, "A"))
