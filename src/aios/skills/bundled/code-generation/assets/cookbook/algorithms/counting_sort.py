"""Counting sort for integers: stable, O(n + range)."""

from collections.abc import Iterable

LARGEST_RANGE = 10_000_000


def counting_sort(numbers: Iterable[int]) -> list[int]:
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
    return [low + place for place, count in enumerate(counts) for _ in range(count)]


if __name__ == "__main__":
    print(counting_sort([5, -3, 8, 1, 5]))
