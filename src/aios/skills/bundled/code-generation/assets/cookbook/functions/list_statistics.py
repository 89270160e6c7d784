"""Statistics of a list of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median, multimode, pstdev


@dataclass(frozen=True)
class Summary:
    """The usual figures; `deviation` is that of the whole population."""

    count: int
    smallest: float
    largest: float
    mean: float
    median: float
    modes: list[float]
    deviation: float


def summary(numbers: Sequence[float]) -> Summary:
    """All figures at once; ValueError for no numbers."""
    if not numbers:
        raise ValueError("there are no numbers")
    return Summary(
        count=len(numbers),
        smallest=min(numbers),
        largest=max(numbers),
        mean=mean(numbers),
        median=median(numbers),
        modes=multimode(numbers),
        deviation=pstdev(numbers),
    )


def kth_largest(numbers: Sequence[float], k: int) -> float:
    """The k-th largest of the different values; ValueError if there are fewer."""
    values = sorted(set(numbers), reverse=True)
    if not 1 <= k <= len(values):
        raise ValueError(f"there is no {k}. largest of {len(values)} different numbers")
    return values[k - 1]


def second_largest(numbers: Sequence[float]) -> float:
    """The largest below the largest."""
    return kth_largest(numbers, 2)


if __name__ == "__main__":
    print(summary([3, 1, 4, 1, 5, 9, 2, 6]))
    print(second_largest([3, 9, 9, 2]))
