"""Logistic regression by gradient descent."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

STEPS = 2000
LEARNING_RATE = 0.5
PENALTY = 1e-3


class LogisticRegression:
    """The probability of class 1 for rows of features; features are scaled on the way in."""

    def fit(self, x: ArrayLike, y: ArrayLike) -> "LogisticRegression":
        """Learn from rows of features and their classes 0 or 1."""
        features, labels = np.asarray(x, float), np.asarray(y, float)
        if features.ndim != 2 or labels.shape != (len(features),) or set(labels) - {0.0, 1.0}:
            raise ValueError("x must be rows of features and y 0 or 1 for each")
        self._mean, self._scale = features.mean(0), features.std(0) + 1e-12
        scaled = (features - self._mean) / self._scale
        self.weights, self.bias = np.zeros(features.shape[1]), 0.0
        for _ in range(STEPS):
            error = sigmoid(scaled @ self.weights + self.bias) - labels
            slope = scaled.T @ error / len(labels) + PENALTY * self.weights
            self.weights -= LEARNING_RATE * slope
            self.bias -= LEARNING_RATE * float(error.mean())
        return self

    def probability(self, x: ArrayLike) -> NDArray[np.float64]:
        """How likely class 1 is."""
        scaled = (np.asarray(x, float) - self._mean) / self._scale
        return sigmoid(scaled @ self.weights + self.bias)

    def predict(self, x: ArrayLike) -> NDArray[np.int64]:
        """The likelier class."""
        return (self.probability(x) >= 0.5).astype(int)


def sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 / (1 + e^-x), without overflow."""
    return 0.5 * (1 + np.tanh(values / 2))


if __name__ == "__main__":
    hours = [[0.5], [1], [1.5], [3], [3.5], [4]]
    model = LogisticRegression().fit(hours, [0, 0, 0, 1, 1, 1])
    print(model.probability([[1], [2.3], [4]]).round(2))
