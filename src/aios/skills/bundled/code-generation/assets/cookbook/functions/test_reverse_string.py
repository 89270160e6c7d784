"""Both reversals, on plain, empty and composed text."""

import pytest
from reverse_string import reverse_string, reverse_words


@pytest.mark.parametrize("text", ["", "a", "hello", "你好，世界"])
def test_reversed_twice_is_the_text(text: str) -> None:
    assert reverse_string(text) == text[::-1]
    assert reverse_string(reverse_string(text)) == text


def test_marks_stay_with_their_letter() -> None:
    assert reverse_string("e\u0301x") == "xe\u0301"


def test_words() -> None:
    assert reverse_words("  one two  three ") == "three two one"
