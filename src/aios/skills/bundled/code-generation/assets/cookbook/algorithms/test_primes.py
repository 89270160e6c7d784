"""The three ways agree with each other and with known counts."""

from itertools import islice
from math import prod

import pytest
from primes import LIMIT, first_primes, is_prime, prime_factors, primes, primes_up_to


def test_the_first_ones() -> None:
    assert primes_up_to(30) == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    assert first_primes(5) == list(islice(primes(), 5)) == [2, 3, 5, 7, 11]
    assert list(islice(primes(), 25)) == primes_up_to(100)


@pytest.mark.parametrize(("limit", "count"), [(10, 4), (1000, 168), (100_000, 9592)])
def test_known_counts(limit: int, count: int) -> None:
    assert len(primes_up_to(limit)) == count


def test_the_test_agrees_with_the_sieve() -> None:
    assert [n for n in range(-5, 5000) if is_prime(n)] == primes_up_to(4999)


@pytest.mark.parametrize("limit", [-3, 0, 1])
def test_there_are_none_below_two(limit: int) -> None:
    assert primes_up_to(limit) == []


def test_the_limit_itself_counts() -> None:
    assert primes_up_to(2) == [2]
    assert primes_up_to(13)[-1] == 13


def test_the_default_limit_is_the_constant() -> None:
    assert primes_up_to() == primes_up_to(LIMIT)


def test_factors_are_primes_that_multiply_to_the_number() -> None:
    for n in range(1, 2000):
        factors = prime_factors(n)
        assert prod(factors) == n
        assert all(map(is_prime, factors))
        assert factors == sorted(factors)


def test_zero_has_no_factors() -> None:
    with pytest.raises(ValueError, match="not 0"):
        prime_factors(0)
