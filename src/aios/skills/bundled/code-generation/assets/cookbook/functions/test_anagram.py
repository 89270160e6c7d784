"""Pairs and groups."""

import pytest
from anagram import group_anagrams, is_anagram


@pytest.mark.parametrize(
    ("a", "b"), [("", ""), ("listen", "Silent"), ("Dormitory", "dirty room!"), ("上海", "海上")]
)
def test_anagrams(a: str, b: str) -> None:
    assert is_anagram(a, b)


@pytest.mark.parametrize(("a", "b"), [("aab", "abb"), ("rat", "car"), ("a", "")])
def test_others(a: str, b: str) -> None:
    assert not is_anagram(a, b)


def test_groups() -> None:
    assert group_anagrams(["eat", "tan", "tea", "nat", "x"]) == [
        ["eat", "tea"],
        ["tan", "nat"],
        ["x"],
    ]
