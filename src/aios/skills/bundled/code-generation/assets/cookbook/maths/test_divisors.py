"""Agreement with the standard library and the definitions."""

import math

import pytest
from divisors import divisors, gcd, is_perfect, lcm


def test_they_agree_with_the_standard_library() -> None:
    for a in range(-20, 40):
        for b in range(-5, 40):
            assert gcd(a, b) == math.gcd(a, b)
            assert lcm(a, b) == math.lcm(a, b)
    assert (gcd(12, 18, 27), lcm(2, 3, 4)) == (3, 12)


def test_divisors() -> None:
    for n in range(1, 200):
        assert divisors(n) == [d for d in range(1, n + 1) if n % d == 0]
    with pytest.raises(ValueError, match="below 1"):
        divisors(0)


def test_perfect_numbers() -> None:
    assert [n for n in range(10_000) if is_perfect(n)] == [6, 28, 496, 8128]
