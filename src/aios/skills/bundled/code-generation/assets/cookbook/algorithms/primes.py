"""Prime numbers: a test, all below a limit, all without end, and the factors of a number."""

from collections.abc import Iterator
from itertools import count, islice
from math import isqrt

LIMIT = 100


def is_prime(n: int) -> bool:
    """Whether n is prime, by trial division up to its root."""
    if n < 4:
        return n > 1
    if n % 2 == 0 or n % 3 == 0:
        return False
    return all(n % d and n % (d + 2) for d in range(5, isqrt(n) + 1, 6))


def primes_up_to(limit: int = LIMIT) -> list[int]:
    """All primes ≤ limit, by the sieve of Eratosthenes."""
    if limit < 2:
        return []
    sieve = bytearray([1]) * (limit + 1)
    sieve[0:2] = b"\0\0"
    for n in range(2, isqrt(limit) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
    return [n for n, prime in enumerate(sieve) if prime]


def primes() -> Iterator[int]:
    """2, 3, 5, 7, 11, … without end."""
    return filter(is_prime, count(2))


def first_primes(number: int) -> list[int]:
    """The first so many primes."""
    return list(islice(primes(), number))


def prime_factors(n: int) -> list[int]:
    """The primes whose product is n, ascending, with repeats."""
    if n < 1:
        raise ValueError(f"only numbers from 1 on have prime factors, not {n}")
    factors, d = [], 2
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
    return [*factors, n] if n > 1 else factors


if __name__ == "__main__":
    print(*primes_up_to())
