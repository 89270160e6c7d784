"""The longest increasing subsequence of numbers."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_increasing_subsequence(numbers: Sequence[float]) -> list[float]:
    """A longest strictly increasing selection in the given order. O(n log n)."""
    ends: list[float] = []  # ends[k]: the smallest number that ends a selection of k + 1
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        size = bisect_left(ends, number)
        before.append(places[size - 1] if size else -1)
        ends[size : size + 1] = [number]
        places[size : size + 1] = [place]
    found, place = [], places[-1] if places else -1
    while place >= 0:
        found.append(numbers[place])
        place = before[place]
    return found[::-1]


if __name__ == "__main__":
    print(longest_increasing_subsequence([10, 9, 2, 5, 3, 7, 101, 18]))
