"""The longest substring without repeats, against a search through all substrings."""

import random

from longest_substring import longest_substring


def by_force(text: str) -> int:
    """The length found by trying every substring."""
    parts = (text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1))
    return max((len(part) for part in parts if len(set(part)) == len(part)), default=0)


def test_examples() -> None:
    assert longest_substring("abcabcbb") == "abc"
    assert longest_substring("pwwkew") == "wke"
    assert longest_substring("abba") == "ab"
    assert longest_substring("你好你们") == "好你们"
    assert longest_substring("") == ""


def test_as_long_as_the_longest_of_all() -> None:
    chance = random.Random(2)
    for _ in range(200):
        text = "".join(chance.choices("abcd", k=chance.randrange(12)))
        found = longest_substring(text)
        assert found in text and len(set(found)) == len(found) == by_force(text)
