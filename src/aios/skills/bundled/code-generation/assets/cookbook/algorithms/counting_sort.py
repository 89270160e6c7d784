"""Counting sort for integers: stable, O(n + range)."""

from collections.abc import Iterable

DESCENDING = False
LARGEST_RANGE = 10_000_000


def counting_sort(numbers: Iterable[int], descending: bool = DESCENDING) -> list[int]:
    """The numbers in order, negative ones too; ValueError if they lie too far apart."""
    found = list(numbers)
    if not found:
        return []
    low, high = min(found), max(found)
    if high - low >= LARGEST_RANGE:
        raise ValueError(f"{low} to {high} is too wide a range to count")
    counts = [0] * (high - low + 1)
    for number in found:
        counts[number - low] += 1
    places = range(len(counts) - 1, -1, -1) if descending else range(len(counts))
    return [low + place for place in places for _ in range(counts[place])]


if __name__ == "__main__":
    print(counting_sort([5, -3, 8, 1, 5]))
