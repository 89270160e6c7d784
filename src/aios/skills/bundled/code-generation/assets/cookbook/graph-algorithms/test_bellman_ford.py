"""Negative weights, unreachable nodes, negative cycles."""

import pytest
from bellman_ford import distances


def test_negative_weights() -> None:
    graph = {"A": {"B": 4, "C": 5}, "C": {"B": -3}, "B": {"D": 1}, "X": {"A": -9}}
    assert distances(graph, "A") == {"A": 0, "B": 2, "C": 5, "D": 3}
    assert distances({}, "A") == {"A": 0}


def test_a_negative_cycle_is_refused_only_where_it_is_reached() -> None:
    graph = {"a": {"b": 1}, "b": {"a": -2}, "s": {"t": 1}}
    with pytest.raises(ValueError, match="negative cycle"):
        distances(graph, "a")
    assert distances(graph, "s") == {"s": 0, "t": 1}
