"""The count and its parts."""

import pytest
from count_vowels import count_vowels, vowel_counts


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("xyz", 0), ("Hello World", 3), ("AEIOU", 5), ("你好 a", 1)]
)
def test_count(text: str, count: int) -> None:
    assert count_vowels(text) == count
    assert sum(vowel_counts(text).values()) == count


def test_absent_vowels_are_zero() -> None:
    assert vowel_counts("banana") == {"a": 3, "e": 0, "i": 0, "o": 0, "u": 0}
