"""Merge overlapping intervals."""

from collections.abc import Iterable


def merge_intervals(
    intervals: Iterable[tuple[float, float]],
) -> list[tuple[float, float]]:
    """The intervals in order, those that overlap or touch as one; ValueError for one reversed."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(map(tuple, intervals)):
        if end < start:
            raise ValueError(f"the interval ({start}, {end}) ends before it starts")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


if __name__ == "__main__":
    print(merge_intervals([(1, 3), (2, 6), (8, 10), (15, 18)]))
