"""Order, all paths, cycles, depth."""

import random
from itertools import pairwise

from depth_first import dfs, find_cycle, paths

TOWN = {"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": ["E"]}


def test_a_branch_comes_to_its_end_first() -> None:
    assert dfs(TOWN, "A") == ["A", "B", "D", "E", "C"]
    assert len(dfs({n: [n + 1] for n in range(5000)}, 0)) == 5001


def test_all_paths() -> None:
    assert list(paths(TOWN, "A", "D")) == [["A", "B", "D"], ["A", "C", "D"]]
    assert list(paths(TOWN, "E", "A")) == []


def test_cycles() -> None:
    assert find_cycle(TOWN) is None
    assert find_cycle({}) is None
    assert find_cycle({"a": ["a"]}) == ["a", "a"]
    assert find_cycle({"a": ["b"], "b": ["c"], "c": ["b"]}) == ["b", "c", "b"]


def test_what_is_found_is_a_cycle() -> None:
    draw = random.Random(3)
    for _ in range(200):
        graph = {n: draw.sample(range(8), draw.randint(0, 2)) for n in range(8)}
        cycle = find_cycle(graph)
        if cycle:
            assert cycle[0] == cycle[-1]
            assert all(b in graph[a] for a, b in pairwise(cycle))
