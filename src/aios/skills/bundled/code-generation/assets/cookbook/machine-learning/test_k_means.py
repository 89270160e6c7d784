"""Clouds are found again."""

import numpy as np
import pytest
from k_means import k_means


def test_clouds_are_found() -> None:
    places = np.array([[0, 0], [10, 0], [0, 10], [10, 10]])
    points = np.random.default_rng(3).normal(size=(200, 2)) + np.repeat(places, 50, 0)
    centres, labels = k_means(points, 4)
    assert sorted(map(tuple, centres.round(0).tolist())) == sorted(map(tuple, places.tolist()))
    assert all(len(set(labels[i : i + 50])) == 1 for i in range(0, 200, 50))


def test_one_cluster_is_the_mean() -> None:
    centres, labels = k_means([[0.0], [4.0]], 1)
    assert (centres.tolist(), labels.tolist()) == ([[2.0]], [0, 0])


def test_too_few_points_are_refused() -> None:
    with pytest.raises(ValueError, match="different"):
        k_means([[1.0], [1.0]], 2)
