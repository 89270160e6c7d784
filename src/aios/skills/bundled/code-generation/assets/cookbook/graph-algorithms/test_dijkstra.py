"""Known roads, and random ones against all paths."""

import random
from itertools import pairwise, permutations

import pytest
from dijkstra import distances, shortest_path

ROADS = {"A": {"B": 7, "C": 3}, "C": {"B": 1, "D": 8}, "B": {"D": 2}, "X": {"A": 1}}


def test_known_roads() -> None:
    assert distances(ROADS, "A") == {"A": 0, "B": 4, "C": 3, "D": 6}
    assert shortest_path(ROADS, "A", "D") == (6, ["A", "C", "B", "D"])
    assert shortest_path(ROADS, "A", "A") == (0, ["A"])
    assert shortest_path(ROADS, "A", "X") is None


def test_no_path_is_shorter() -> None:
    draw = random.Random(2)
    for _ in range(60):
        graph = {
            a: {b: draw.randint(0, 9) for b in "abcde" if draw.random() < 0.5} for a in "abcde"
        }
        ways = [("a", *middle, "e") for size in range(4) for middle in permutations("bcd", size)]
        lengths = [
            sum(graph[a][b] for a, b in pairwise(way))
            for way in ways
            if all(b in graph[a] for a, b in pairwise(way))
        ]
        found = shortest_path(graph, "a", "e")
        assert (found[0] if found else None) == (min(lengths) if lengths else None)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        distances({"a": {"b": -1}}, "a")
