"""Known distances and negative cycles."""

from math import inf

import pytest
from floyd_warshall import all_distances


def test_known_distances() -> None:
    found = all_distances({"A": {"B": 3, "C": 9}, "B": {"C": 1}, "D": {"A": -2}})
    assert found["A"] == {"A": 0, "B": 3, "C": 4, "D": inf}
    assert found["D"] == {"A": -2, "B": 1, "C": 2, "D": 0}
    assert all_distances({}) == {}


def test_a_negative_cycle_is_refused() -> None:
    with pytest.raises(ValueError, match="negative cycle"):
        all_distances({"a": {"b": 1}, "b": {"a": -2}})
