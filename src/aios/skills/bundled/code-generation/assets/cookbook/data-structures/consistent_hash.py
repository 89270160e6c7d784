"""Consistent hashing: which node serves which key."""

import hashlib
from bisect import bisect, insort
from collections.abc import Iterable

POINTS_PER_NODE = 128


class HashRing:
    """Nodes on a ring, each at many points; a key belongs to the next point."""

    def __init__(self, nodes: Iterable[str] = (), points_per_node: int = POINTS_PER_NODE) -> None:
        self._points_per_node = points_per_node
        self._points: list[tuple[int, str]] = []
        for node in nodes:
            self.add(node)

    def add(self, node: str) -> None:
        """Let the node take its share of the keys."""
        for point in self._points_of(node):
            insort(self._points, point)

    def remove(self, node: str) -> None:
        """Give the node's keys to the others."""
        self._points = [point for point in self._points if point[1] != node]

    def node_of(self, key: str) -> str:
        """The node that serves the key; LookupError when there is no node."""
        if not self._points:
            raise LookupError("the ring has no nodes")
        place = bisect(self._points, (position(key), ""))
        return self._points[place % len(self._points)][1]

    def _points_of(self, node: str) -> list[tuple[int, str]]:
        return [(position(f"{node}#{i}"), node) for i in range(self._points_per_node)]


def position(text: str) -> int:
    """Where on the ring of 2^64 places the text lies, the same in every process."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


if __name__ == "__main__":
    ring = HashRing(["alpha", "beta", "gamma"])
    print({key: ring.node_of(key) for key in ("user:1", "user:2", "user:3")})
