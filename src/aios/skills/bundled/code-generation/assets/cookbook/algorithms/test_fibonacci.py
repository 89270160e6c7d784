"""Three ways to the same numbers."""

from collections.abc import Callable
from itertools import islice

import pytest
from fibonacci import (
    COUNT,
    fibonacci,
    fibonacci_numbers,
    fibonacci_recursive,
    first_fibonacci,
)


def test_the_first_ten() -> None:
    assert first_fibonacci(10) == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]


def test_the_default_count_is_the_constant() -> None:
    assert len(first_fibonacci()) == COUNT


def test_fast_doubling_agrees_with_adding() -> None:
    assert [fibonacci(n) for n in range(300)] == list(islice(fibonacci_numbers(), 300))


def test_a_large_one() -> None:
    assert fibonacci(100) == 354_224_848_179_261_915_075
    assert str(fibonacci(10_000)).startswith("33644764876431783266")


@pytest.mark.parametrize("function", [fibonacci, first_fibonacci])
def test_negative_input_is_refused(function: Callable[[int], object]) -> None:
    with pytest.raises(ValueError, match="negative"):
        function(-1)


def test_none_asked_none_given() -> None:
    assert first_fibonacci(0) == []


def test_the_recursive_way_computes_each_number_once() -> None:
    fibonacci_recursive.cache_clear()
    assert [fibonacci_recursive(n) for n in range(100)] == [fibonacci(n) for n in range(100)]
    assert fibonacci_recursive.cache_info().misses == 100
    with pytest.raises(ValueError, match="negative"):
        fibonacci_recursive(-1)
