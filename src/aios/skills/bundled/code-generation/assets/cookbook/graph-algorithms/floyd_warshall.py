"""Floyd-Warshall: the distances between all pairs of nodes."""

from collections.abc import Mapping
from math import inf

Graph = Mapping[str, Mapping[str, float]]


def all_distances(graph: Graph) -> dict[str, dict[str, float]]:
    """distances[a][b], inf where there is no path; ValueError for a negative cycle. O(n³)."""
    nodes = list(dict.fromkeys([*graph, *(b for ends in graph.values() for b in ends)]))
    found = {a: {b: graph.get(a, {}).get(b, inf) for b in nodes} for a in nodes}
    for node in nodes:
        found[node][node] = min(0, found[node][node])
    for via in nodes:
        for a in nodes:
            for b in nodes:
                found[a][b] = min(found[a][b], found[a][via] + found[via][b])
    if any(found[node][node] < 0 for node in nodes):
        raise ValueError("the graph has a negative cycle")
    return found


if __name__ == "__main__":
    for row in all_distances({"A": {"B": 3}, "B": {"C": 1}, "C": {"A": 2}}).items():
        print(row)
