"""Two clouds are told apart."""

import numpy as np
import pytest
from logistic_regression import LogisticRegression


def test_two_clouds_are_told_apart() -> None:
    draw = np.random.default_rng(2)
    x = np.vstack([draw.normal(-1, 1, (300, 2)), draw.normal(2, 1, (300, 2))]) * [1, 1000]
    y = np.repeat([0, 1], 300)
    model = LogisticRegression().fit(x[::2], y[::2])
    assert (model.predict(x[1::2]) == y[1::2]).mean() > 0.95
    assert model.probability([[-5, -5000]])[0] < 0.01 < 0.99 < model.probability([[6, 6000]])[0]


def test_other_classes_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        LogisticRegression().fit([[1], [2]], [1, 2])
