"""What is computed, remembered and forgotten."""

from typing import Any

import pytest
from memoize import fibonacci, memoize


def test_equal_arguments_are_computed_once() -> None:
    calls: list[tuple[int, int]] = []

    @memoize()
    def add(a: int, b: int = 0) -> int:
        calls.append((a, b))
        return a + b

    assert [add(1, b=2), add(1, b=2), add(2)] == [3, 3, 2]
    assert calls == [(1, 2), (2, 0)]
    assert add.counts() == (1, 2)
    add.clear()
    add(2)
    assert len(calls) == 3


def test_the_limit_forgets_the_oldest_use() -> None:
    calls: list[int] = []

    @memoize(limit=2)
    def same(n: int) -> int:
        calls.append(n)
        return n

    for n in (1, 2, 1, 3, 1, 2):
        same(n)
    assert calls == [1, 2, 3, 2]


def test_what_is_too_old_is_computed_anew() -> None:
    now_s, calls = [0.0], []

    @memoize(ttl_s=10, clock=lambda: now_s[0])
    def same(n: int) -> int:
        calls.append(n)
        return n

    for now_s[0] in (0, 9.9, 10, 19):
        assert same(1) == 1
    assert calls == [1, 1]


def test_recursion_becomes_fast_and_errors_are_not_kept() -> None:
    assert fibonacci(80) == 23416728348467685
    unhashable: Any = [1]
    with pytest.raises(TypeError, match="unhashable"):
        fibonacci(unhashable)
    with pytest.raises(ValueError, match="at least 1"):
        memoize(limit=0)(len)
