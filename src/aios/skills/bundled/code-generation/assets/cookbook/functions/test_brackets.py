"""Matching, crossing and lonely brackets."""

import pytest
from brackets import first_error, is_balanced


@pytest.mark.parametrize("text", ["", "()", "{[()]}", "f(a[0], {1: 2})", "()[]{}"])
def test_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize(("text", "at"), [("(]", 1), ("([)]", 2), ("((", 0), ("())", 2), ("a)", 1)])
def test_the_first_error_is_shown(text: str, at: int) -> None:
    assert first_error(text) == at
