"""Binomials and known sequences."""

from math import comb

import pytest
from sequences import centred, collatz, pascal_triangle


def test_the_triangle_holds_the_binomials() -> None:
    assert pascal_triangle(12) == [[comb(n, k) for k in range(n + 1)] for n in range(12)]
    assert pascal_triangle(0) == []
    assert centred(pascal_triangle(2)) == " 1\n1  1"


def test_collatz() -> None:
    assert collatz(6) == [6, 3, 10, 5, 16, 8, 4, 2, 1]
    assert len(collatz(27)) == 112
    with pytest.raises(ValueError, match="below 1"):
        collatz(0)
