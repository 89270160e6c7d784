"""Agreement with math.factorial."""

import math
from collections.abc import Callable

import pytest
from factorial import factorial, factorial_recursive, trailing_zeros


def test_both_agree_with_the_standard_library() -> None:
    for n in range(60):
        assert factorial(n) == factorial_recursive(n) == math.factorial(n)


def test_trailing_zeros() -> None:
    for n in range(200):
        digits = str(math.factorial(n))
        assert trailing_zeros(n) == len(digits) - len(digits.rstrip("0"))


@pytest.mark.parametrize("function", [factorial, factorial_recursive])
def test_negative_numbers_are_refused(function: Callable[[int], int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        function(-1)
