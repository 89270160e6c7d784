"""What annotations allow."""

from typing import Any, Literal

import pytest
from type_checked import matches, repeat, type_checked


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (1, int),
        (1, float),
        (None, str | None),
        ("a", str | None),
        ([1], list[int]),
        ({"a": 1}, dict[str, int]),
        ("x", Literal["x"]),
        (object(), Any),
        ((1, 2), tuple),
    ],
)
def test_allowed(value: object, hint: object) -> None:
    assert matches(value, hint)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("1", int),
        (True, int),
        (1, str | None),
        (["a"], list[int]),
        ({1: 1}, dict[str, int]),
        ("y", Literal["x"]),
        ({}, list[int]),
    ],
)
def test_not_allowed(value: object, hint: object) -> None:
    assert not matches(value, hint)


def test_calls_are_checked() -> None:
    assert (repeat("ab"), repeat(text="x", times=3)) == ("abab", "xxx")
    untrusted: Any = "3"
    with pytest.raises(TypeError, match="argument times must be int, not str: '3'"):
        repeat("ab", untrusted)


def test_results_are_checked() -> None:
    @type_checked
    def wrong(value: Any = "5") -> int:
        checked: int = value
        return checked

    with pytest.raises(TypeError, match="result must be int"):
        wrong()
