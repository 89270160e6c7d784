"""A neural network with one hidden layer."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

HIDDEN = 8
STEPS = 4000
LEARNING_RATE = 0.5

Array = NDArray[np.float64]


class NeuralNetwork:
    """tanh in the hidden layer, a sigmoid at the end: the probability of class 1."""

    def __init__(self, inputs: int, hidden: int = HIDDEN, seed: int = 1) -> None:
        draw = np.random.default_rng(seed)
        self.w1 = draw.normal(0, 1 / np.sqrt(inputs), (inputs, hidden))
        self.w2 = draw.normal(0, 1 / np.sqrt(hidden), (hidden, 1))
        self.b1, self.b2 = np.zeros(hidden), np.zeros(1)

    def forward(self, x: Array) -> tuple[Array, Array]:
        """The hidden layer and the output."""
        hidden = np.tanh(x @ self.w1 + self.b1)
        return hidden, 0.5 * (1 + np.tanh((hidden @ self.w2 + self.b2) / 2))

    def fit(self, x: ArrayLike, y: ArrayLike, steps: int = STEPS) -> list[float]:
        """Learn from rows of features and classes 0 or 1; the loss after every step."""
        features, labels = np.asarray(x, float), np.asarray(y, float).reshape(-1, 1)
        if features.ndim != 2 or len(features) != len(labels):
            raise ValueError("x must be rows of features and y a class for each")
        losses = []
        for _ in range(steps):
            hidden, output = self.forward(features)
            error = (output - labels) / len(labels)  # the slope of the loss before the sigmoid
            back = (error @ self.w2.T) * (1 - hidden**2)
            self.w2 -= LEARNING_RATE * hidden.T @ error
            self.b2 -= LEARNING_RATE * error.sum(0)
            self.w1 -= LEARNING_RATE * features.T @ back
            self.b1 -= LEARNING_RATE * back.sum(0)
            losses.append(loss(output, labels))
        return losses

    def probability(self, x: ArrayLike) -> Array:
        """How likely class 1 is, for each row."""
        return self.forward(np.asarray(x, float))[1].ravel()

    def predict(self, x: ArrayLike) -> NDArray[np.int64]:
        """The likelier class, for each row."""
        return (self.probability(x) >= 0.5).astype(int)


def loss(output: Array, labels: Array) -> float:
    """The cross-entropy, which is 0 when every class is foretold with certainty."""
    safe = output.clip(1e-12, 1 - 1e-12)
    return float(-(labels * np.log(safe) + (1 - labels) * np.log(1 - safe)).mean())


if __name__ == "__main__":
    corners = [[0, 0], [0, 1], [1, 0], [1, 1]]
    network = NeuralNetwork(2)
    losses = network.fit(corners, [0, 1, 1, 0])
    print(f"loss {losses[0]:.3f} → {losses[-1]:.3f}", network.probability(corners).round(2))
