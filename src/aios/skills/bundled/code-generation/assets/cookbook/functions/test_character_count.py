"""Counts, order and case."""

import pytest
from character_count import character_count, most_common_character


def test_counts_come_with_the_most_frequent_first() -> None:
    assert next(iter(character_count("hello llama").items())) == ("l", 4)
    assert character_count("好 好 学习") == {"好": 2, "学": 1, "习": 1}


def test_case_can_be_ignored() -> None:
    assert character_count("Aa") == {"A": 1, "a": 1}
    assert character_count("Aa", ignore_case=True) == {"a": 2}


def test_the_most_common() -> None:
    assert most_common_character("banana") == ("a", 3)
    with pytest.raises(ValueError, match="no characters"):
        most_common_character(" ")
