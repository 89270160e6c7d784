"""Topological sort: an order in which everything comes after what it depends on."""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping


def topological_sort(needs: Mapping[Hashable, Iterable[Hashable]]) -> list[Hashable]:
    """All things, each after those it needs; ValueError names the things of a cycle."""
    left = {thing: set(before) for thing, before in needs.items()}
    for before in list(left.values()):
        for thing in before:
            left.setdefault(thing, set())
    needed_by: dict[Hashable, list[Hashable]] = {thing: [] for thing in left}
    for thing, before in left.items():
        for other in before:
            needed_by[other].append(thing)
    ready = deque(thing for thing, before in left.items() if not before)
    order: list[Hashable] = []
    while ready:
        done = ready.popleft()
        order.append(done)
        for thing in needed_by[done]:
            left[thing].discard(done)
            if not left[thing]:
                ready.append(thing)
    if len(order) < len(left):
        raise ValueError(f"a cycle among {sorted(map(str, set(left) - set(order)))}")
    return order


if __name__ == "__main__":
    print(topological_sort({"test": ["build"], "build": ["fetch"], "deploy": ["test", "build"]}))
