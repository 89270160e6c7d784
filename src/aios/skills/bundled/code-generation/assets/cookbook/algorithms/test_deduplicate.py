"""What stays, and in which order."""

import random

import pytest
from deduplicate import deduplicate


@pytest.mark.parametrize("seed", range(50))
def test_each_value_once_at_its_first_place(seed: int) -> None:
    draw = random.Random(seed)
    items = [draw.randrange(10) for _ in range(draw.randrange(30))]
    unique = deduplicate(items)
    assert unique == sorted(set(items), key=items.index)


def test_the_key_says_what_is_the_same() -> None:
    assert deduplicate(["Apple", "apple", "Pear"], key=str.lower) == ["Apple", "Pear"]


def test_lists_and_dicts_can_be_deduplicated() -> None:
    assert deduplicate([[1], {"a": 1}, [1], {"a": 1}, 1]) == [[1], {"a": 1}, 1]


def test_any_iterable_and_nothing() -> None:
    assert deduplicate(iter("abca")) == ["a", "b", "c"]
    assert deduplicate([]) == []


def test_the_input_stays_as_it_is() -> None:
    items = [1, 1]
    deduplicate(items)
    assert items == [1, 1]
