"""Factorials."""

from math import prod


def factorial(n: int) -> int:
    """n! by a loop; ValueError for a negative number."""
    if n < 0:
        raise ValueError(f"{n} is negative and has no factorial")
    return prod(range(2, n + 1))


def factorial_recursive(n: int) -> int:
    """n! as it is defined; Python's recursion ends near n = 1000."""
    if n < 0:
        raise ValueError(f"{n} is negative and has no factorial")
    return n * factorial_recursive(n - 1) if n else 1


def trailing_zeros(n: int) -> int:
    """The zeros at the end of n!, one for each factor 5."""
    count = 0
    while n := n // 5:
        count += n
    return count


if __name__ == "__main__":
    for number in (0, 5, 20):
        print(f"{number}! = {factorial(number)}")
