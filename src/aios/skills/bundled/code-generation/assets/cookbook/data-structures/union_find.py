"""Union-find: which things belong together."""

from collections.abc import Hashable, Iterable


class UnionFind:
    """Disjoint sets of things, with path compression and union by size."""

    def __init__(self, things: Iterable[Hashable] = ()) -> None:
        self._parent: dict[Hashable, Hashable] = {}
        self._size: dict[Hashable, int] = {}
        self.sets = 0
        for thing in things:
            self.find(thing)

    def find(self, thing: Hashable) -> Hashable:
        """The one that stands for the thing's set; a new thing is a set of its own."""
        if thing not in self._parent:
            self._parent[thing], self._size[thing] = thing, 1
            self.sets += 1
        root = thing
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[thing] != root:
            self._parent[thing], thing = root, self._parent[thing]
        return root

    def union(self, one: Hashable, other: Hashable) -> bool:
        """Join two sets; False if they were one already."""
        large, small = self.find(one), self.find(other)
        if large == small:
            return False
        if self._size[large] < self._size[small]:
            large, small = small, large
        self._parent[small] = large
        self._size[large] += self._size[small]
        self.sets -= 1
        return True

    def connected(self, one: Hashable, other: Hashable) -> bool:
        """Whether both are in one set."""
        return self.find(one) == self.find(other)

    def size_of(self, thing: Hashable) -> int:
        """How many are in the thing's set."""
        return self._size[self.find(thing)]


if __name__ == "__main__":
    friends = UnionFind(["Ann", "Bob", "Cyd", "Dan"])
    friends.union("Ann", "Bob")
    friends.union("Cyd", "Bob")
    print(friends.connected("Ann", "Cyd"), friends.size_of("Ann"), friends.sets)
