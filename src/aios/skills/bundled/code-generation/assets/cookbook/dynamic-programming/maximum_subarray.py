"""The contiguous part of a list with the greatest sum (Kadane)."""

from collections.abc import Sequence


def maximum_subarray(numbers: Sequence[float]) -> tuple[float, int, int]:
    """(sum, start, end) so that numbers[start:end] has the greatest sum; ValueError for none."""
    if not numbers:
        raise ValueError("there are no numbers")
    best, start, total = (numbers[0], 0, 1), 0, 0.0
    for place, number in enumerate(numbers):
        if total < 0:
            start, total = place, 0
        total += number
        if total > best[0]:
            best = (total, start, place + 1)
    return best


if __name__ == "__main__":
    print(maximum_subarray([-2, 1, -3, 4, -1, 2, 1, -5, 4]))
