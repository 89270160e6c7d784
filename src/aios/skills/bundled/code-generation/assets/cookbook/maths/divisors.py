"""Greatest common divisors, least common multiples, divisors and perfect numbers."""

from functools import reduce
from math import isqrt


def gcd(*numbers: int) -> int:
    """The greatest common divisor by Euclid; 0 for zeros only."""

    def of_two(a: int, b: int) -> int:
        while b:
            a, b = b, a % b
        return abs(a)

    return reduce(of_two, numbers, 0)


def lcm(*numbers: int) -> int:
    """The least common multiple; 0 if one number is 0."""
    return reduce(lambda a, b: abs(a * b) // gcd(a, b) if a and b else 0, numbers, 1)


def divisors(n: int) -> list[int]:
    """All divisors in order; ValueError below 1."""
    if n < 1:
        raise ValueError(f"{n} is below 1")
    small = [d for d in range(1, isqrt(n) + 1) if n % d == 0]
    return small + [n // d for d in reversed(small) if d * d != n]


def is_perfect(n: int) -> bool:
    """Whether the number is the sum of its smaller divisors, as 6 = 1 + 2 + 3."""
    return n > 1 and sum(divisors(n)) == 2 * n


if __name__ == "__main__":
    print(gcd(12, 18), lcm(4, 6), divisors(28), is_perfect(28))
