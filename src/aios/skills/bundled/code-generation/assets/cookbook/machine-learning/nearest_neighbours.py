"""Classification by the k nearest neighbours."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

K = 5


class NearestNeighbours:
    """Votes of the k nearest known points; features are scaled to the same spread."""

    def __init__(self, k: int = K) -> None:
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}")
        self.k = k

    def fit(self, x: ArrayLike, labels: Sequence[Any]) -> "NearestNeighbours":
        """Remember rows of features and what each is."""
        features = np.asarray(x, float)
        if features.ndim != 2 or len(features) != len(labels) or not len(labels):
            raise ValueError("x must be rows of features and labels one for each")
        self._mean, self._scale = features.mean(0), features.std(0) + 1e-12
        self._points, self._labels = (features - self._mean) / self._scale, list(labels)
        return self

    def predict(self, x: ArrayLike) -> list[Any]:
        """What each row most likely is."""
        rows = (np.asarray(x, float) - self._mean) / self._scale
        return [self._vote(row) for row in rows]

    def _vote(self, row: Any) -> Any:
        distances = np.sqrt(((self._points - row) ** 2).sum(1))
        votes: dict[Any, tuple[int, float]] = {}
        for place in np.argsort(distances, kind="stable")[: self.k]:
            count, far = votes.get(self._labels[place], (0, 0.0))
            votes[self._labels[place]] = (count + 1, far + float(distances[place]))
        return max(votes, key=lambda label: (votes[label][0], -votes[label][1]))


if __name__ == "__main__":
    model = NearestNeighbours(3).fit([[1, 1], [1, 2], [8, 8], [9, 8]], ["a", "a", "b", "b"])
    print(model.predict([[2, 1], [8, 9]]))
