"""The least weight, against all trees."""

import random
from itertools import combinations

from spanning_tree import Edge, spanning_tree


def joins_all(edges: tuple[Edge, ...], nodes: str) -> bool:
    reached = {nodes[0]}
    for _ in nodes:
        reached |= {x for a, b, _ in edges for x in (a, b) if a in reached or b in reached}
    return reached == set(nodes)


def test_no_tree_is_lighter() -> None:
    draw = random.Random(1)
    for _ in range(40):
        edges: list[Edge] = [(a, b, draw.randint(1, 9)) for a, b in combinations("abcde", 2)]
        tree = spanning_tree(edges)
        lightest = min(
            sum(e[2] for e in some) for some in combinations(edges, 4) if joins_all(some, "abcde")
        )
        assert len(tree) == 4
        assert sum(e[2] for e in tree) == lightest


def test_parts_that_are_not_connected_and_loops() -> None:
    assert spanning_tree([("a", "b", 1), ("c", "d", 2), ("a", "a", 0)]) == [
        ("a", "b", 1),
        ("c", "d", 2),
    ]
    assert spanning_tree([]) == []
