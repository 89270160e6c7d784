"""Votes, ties and scale."""

import numpy as np
import pytest
from nearest_neighbours import NearestNeighbours


def test_two_clouds_are_told_apart() -> None:
    draw = np.random.default_rng(4)
    x = np.vstack([draw.normal(0, 1, (100, 2)), draw.normal(5, 1, (100, 2))]) * [1, 1000]
    labels = ["甲"] * 100 + ["乙"] * 100
    assert NearestNeighbours().fit(x, labels).predict([[0, 0], [5, 5000]]) == ["甲", "乙"]


def test_a_tie_goes_to_the_nearer() -> None:
    model = NearestNeighbours(2).fit([[0.0], [1.0]], ["a", "b"])
    assert model.predict([[0.4], [0.6]]) == ["a", "b"]


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        NearestNeighbours(0)
    with pytest.raises(ValueError, match="one for each"):
        NearestNeighbours().fit([[1.0]], [])
