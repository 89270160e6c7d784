"""Fibonacci numbers: a generator, the first n, the n-th by fast doubling, or with memory."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

COUNT = 10


def fibonacci_numbers() -> Iterator[int]:
    """0, 1, 1, 2, 3, 5, … without end."""
    current, following = 0, 1
    while True:
        yield current
        current, following = following, current + following


def first_fibonacci(count: int = COUNT) -> list[int]:
    """The first `count` numbers."""
    if count < 0:
        raise ValueError(f"count must not be negative: {count}")
    return list(islice(fibonacci_numbers(), count))


def fibonacci(n: int) -> int:
    """F(n), with F(0) = 0 and F(1) = 1, in O(log n) multiplications."""
    if n < 0:
        raise ValueError(f"n must not be negative: {n}")
    current, following = 0, 1
    for bit in bin(n)[2:]:
        doubled = current * (2 * following - current)
        next_doubled = current * current + following * following
        current, following = doubled, next_doubled
        if bit == "1":
            current, following = following, current + following
    return current


@cache
def fibonacci_recursive(n: int) -> int:
    """F(n) as it is defined; the cache makes it linear, each number being computed once."""
    if n < 0:
        raise ValueError(f"n must not be negative: {n}")
    return n if n < 2 else fibonacci_recursive(n - 1) + fibonacci_recursive(n - 2)


if __name__ == "__main__":
    print(*first_fibonacci())
