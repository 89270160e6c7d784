"""Linear regression by least squares."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


class LinearRegression:
    """y = x · weights + intercept; `ridge` above 0 keeps the weights small."""

    def __init__(self, ridge: float = 0.0) -> None:
        self.ridge = ridge
        self.weights: NDArray[np.float64] = np.empty(0)
        self.intercept = 0.0

    def fit(self, x: ArrayLike, y: ArrayLike) -> "LinearRegression":
        """Learn from rows of features and their values."""
        features, values = np.asarray(x, float), np.asarray(y, float)
        if features.ndim != 2 or values.shape != (len(features),) or not len(values):
            raise ValueError("x must be rows of features and y one value for each")
        centre, middle = features.mean(0), values.mean()
        penalty = np.sqrt(self.ridge) * np.eye(features.shape[1])
        a = np.vstack([features - centre, penalty])
        b = np.concatenate([values - middle, np.zeros(len(penalty))])
        self.weights = np.linalg.lstsq(a, b, rcond=None)[0]
        self.intercept = float(middle - centre @ self.weights)
        return self

    def predict(self, x: ArrayLike) -> NDArray[np.float64]:
        """The values for rows of features."""
        return np.asarray(x, float) @ self.weights + self.intercept

    def score(self, x: ArrayLike, y: ArrayLike) -> float:
        """R²: 1 for a perfect fit, 0 for one no better than the mean."""
        values = np.asarray(y, float)
        spread = ((values - values.mean()) ** 2).sum()
        return float(1 - ((values - self.predict(x)) ** 2).sum() / spread)


if __name__ == "__main__":
    model = LinearRegression().fit([[1], [2], [3], [4]], [3.1, 4.9, 7.2, 8.8])
    print(f"y = {model.weights[0]:.2f} x + {model.intercept:.2f}", model.predict([[5]]))
