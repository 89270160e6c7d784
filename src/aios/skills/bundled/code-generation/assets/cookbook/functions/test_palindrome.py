"""Palindromes in letters, Chinese and digits."""

import pytest
from palindrome import is_palindrome, longest_palindrome


@pytest.mark.parametrize(
    "text", ["", "a", "Racecar", "A man, a plan, a canal: Panama", "上海自来水来自海上", 12321]
)
def test_palindromes(text: str | int) -> None:
    assert is_palindrome(text)


@pytest.mark.parametrize("text", ["ab", "python", "自来水", 123, -121])
def test_others(text: str | int) -> None:
    assert not is_palindrome(text)


@pytest.mark.parametrize(
    ("text", "wanted"), [("", ""), ("babad", "bab"), ("xabbay", "abba"), ("abc", "a")]
)
def test_the_longest_within(text: str, wanted: str) -> None:
    assert longest_palindrome(text) == wanted
