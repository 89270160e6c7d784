"""Minimum spanning tree by Kruskal."""

from collections.abc import Hashable, Iterable

Edge = tuple[Hashable, Hashable, float]


def spanning_tree(edges: Iterable[Edge]) -> list[Edge]:
    """The edges of least total weight that join all nodes (of each part, if not connected)."""
    parent: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    tree = []
    for a, b, weight in sorted(edges, key=lambda edge: edge[2]):
        if root(a) != root(b):
            parent[root(a)] = root(b)
            tree.append((a, b, weight))
    return tree


if __name__ == "__main__":
    roads: list[Edge] = [("A", "B", 4), ("B", "C", 2), ("A", "C", 1), ("C", "D", 7), ("B", "D", 5)]
    tree = spanning_tree(roads)
    print(tree, sum(weight for _, _, weight in tree))
