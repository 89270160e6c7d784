"""Known lines are found."""

import numpy as np
import pytest
from linear_regression import LinearRegression


def test_a_known_plane_is_found() -> None:
    x = np.random.default_rng(1).normal(size=(200, 3))
    model = LinearRegression().fit(x, x @ [2, -1, 0.5] + 7)
    assert model.weights == pytest.approx([2, -1, 0.5])
    assert model.intercept == pytest.approx(7)
    assert model.score(x, x @ [2, -1, 0.5] + 7) == pytest.approx(1)


def test_ridge_makes_weights_smaller() -> None:
    x, y = [[1], [2], [3]], [1, 2, 3]
    assert abs(LinearRegression(10).fit(x, y).weights[0]) < abs(
        LinearRegression().fit(x, y).weights[0]
    )


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="rows of features"):
        LinearRegression().fit([1, 2], [1, 2])
    with pytest.raises(ValueError, match="rows of features"):
        LinearRegression().fit([[1], [2]], [1])
