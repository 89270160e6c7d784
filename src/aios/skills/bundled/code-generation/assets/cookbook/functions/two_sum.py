"""Two numbers of a list that add up to a target."""

from collections.abc import Sequence


def two_sum(numbers: Sequence[float], target: float) -> tuple[int, int] | None:
    """The indices of the first such pair, None if there is none. O(n) time and space."""
    seen: dict[float, int] = {}
    for index, number in enumerate(numbers):
        if target - number in seen:
            return seen[target - number], index
        seen.setdefault(number, index)
    return None


if __name__ == "__main__":
    print(two_sum([2, 7, 11, 15], 9))
