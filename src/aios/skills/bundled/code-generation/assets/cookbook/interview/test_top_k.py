"""The most frequent and the largest, against sorting."""

import random

import pytest
from top_k import k_largest, top_k_frequent


def test_frequent() -> None:
    assert top_k_frequent(["b", "a", "b", "c", "a", "b"], 2) == [("b", 3), ("a", 2)]
    assert top_k_frequent([], 3) == []
    assert top_k_frequent("ab", 0) == []


def test_largest_is_as_sorted() -> None:
    chance = random.Random(3)
    for k in range(12):
        numbers = [chance.randrange(10) for _ in range(8)]
        assert k_largest(numbers, k) == sorted(numbers, reverse=True)[:k]


def test_a_negative_k_is_refused() -> None:
    for call in (lambda: top_k_frequent("ab", -1), lambda: k_largest([1], -1)):
        with pytest.raises(ValueError, match="less than 0"):
            call()
