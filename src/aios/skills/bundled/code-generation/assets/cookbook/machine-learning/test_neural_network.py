"""What a single layer cannot learn."""

import numpy as np
import pytest
from neural_network import NeuralNetwork


def test_it_learns_xor() -> None:
    corners, classes = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    network = NeuralNetwork(2)
    losses = network.fit(corners, classes)
    assert network.predict(corners).tolist() == classes
    assert losses[-1] < 0.1 < losses[0]


def test_it_learns_a_circle_and_generalizes() -> None:
    draw = np.random.default_rng(5)
    x = draw.uniform(-1, 1, (400, 2))
    y = (np.hypot(*x.T) < 0.6).astype(int)
    network = NeuralNetwork(2)
    network.fit(x[:300], y[:300])
    assert (network.predict(x[300:]) == y[300:]).mean() > 0.9


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="class for each"):
        NeuralNetwork(2).fit([[1, 2]], [0, 1])
