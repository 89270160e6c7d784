"""k-means clustering."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

CLUSTERS = 3
STARTS = 8
MAX_STEPS = 100


def k_means(
    points: ArrayLike, clusters: int = CLUSTERS, seed: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The centres and the cluster of each point, the best of several starts."""
    x = np.asarray(points, float)
    if x.ndim != 2 or not 1 <= clusters <= len(np.unique(x, axis=0)):
        raise ValueError("points must be rows, and at least as many different ones as clusters")
    draw = np.random.default_rng(seed)
    found = [one_start(x, clusters, draw) for _ in range(STARTS)]
    return min(found, key=lambda result: ((x - result[0][result[1]]) ** 2).sum())


def one_start(
    x: NDArray[np.float64], clusters: int, draw: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Move the centres to the means of their points until nothing changes."""
    centres = first_centres(x, clusters, draw)
    labels = nearest(x, centres)
    for _ in range(MAX_STEPS):
        for cluster in range(clusters):
            if (labels == cluster).any():  # a centre without points stays where it is
                centres[cluster] = x[labels == cluster].mean(0)
        new = nearest(x, centres)
        if (new == labels).all():
            break
        labels = new
    return centres, labels


def first_centres(
    x: NDArray[np.float64], clusters: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    """Points far from each other, by chance (k-means++)."""
    centres = x[[draw.integers(len(x))]]
    while len(centres) < clusters:
        far = ((x[:, None] - centres) ** 2).sum(2).min(1)
        centres = np.vstack([centres, x[draw.choice(len(x), p=far / far.sum())]])
    return centres


def nearest(x: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    """The number of the nearest centre for each point."""
    return ((x[:, None] - centres) ** 2).sum(2).argmin(1)


if __name__ == "__main__":
    cloud = np.random.default_rng(1).normal(size=(90, 2)) + np.repeat(
        [[0, 0], [8, 0], [0, 8]], 30, 0
    )
    centres, labels = k_means(cloud)
    print(centres.round(1), np.bincount(labels))
