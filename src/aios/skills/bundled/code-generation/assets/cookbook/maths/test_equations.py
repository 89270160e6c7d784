"""Roots put back into their equations."""

import math
import random

import pytest
from equations import bisect, quadratic, square_root


def test_known_roots() -> None:
    assert quadratic(1, -3, 2) == (1, 2)
    assert quadratic(1, 2, 1) == (-1,)
    assert quadratic(1, 0, 1) == (-1j, 1j)
    assert quadratic(1, 0, -4) == (-2, 2)


def test_roots_solve_the_equation() -> None:
    draw = random.Random(1)
    for _ in range(300):
        a, b, c = draw.uniform(0.1, 9), draw.uniform(-9, 9), draw.uniform(-9, 9)
        assert all(abs(a * x * x + b * x + c) < 1e-9 for x in quadratic(a, b, c))


@pytest.mark.parametrize("number", [0, 1e-12, 0.25, 2, 144, 1e18])
def test_square_roots(number: float) -> None:
    assert square_root(number) == pytest.approx(math.sqrt(number), rel=1e-12)


def test_bisection() -> None:
    assert bisect(math.cos, 0, 3) == pytest.approx(math.pi / 2)
    with pytest.raises(ValueError, match="same sign"):
        bisect(lambda x: x * x + 1, 0, 1)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="not be 0"):
        quadratic(0, 1, 1)
    with pytest.raises(ValueError, match="negative"):
        square_root(-1)
