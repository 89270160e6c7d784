"""Against str.find, at random."""

import random

import pytest
from kmp_search import kmp_search, prefix_table


def plain(text: str, pattern: str) -> list[int]:
    return [n for n in range(len(text)) if pattern and text.startswith(pattern, n)]


@pytest.mark.parametrize("seed", range(50))
def test_it_agrees_with_the_plain_search(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choices("ab文", k=60))
    pattern = "".join(draw.choices("ab文", k=draw.randint(1, 5)))
    assert kmp_search(text, pattern) == plain(text, pattern)


@pytest.mark.parametrize(
    ("text", "pattern", "wanted"),
    [
        ("aaaa", "aa", [0, 1, 2]),
        ("", "a", []),
        ("a", "", []),
        ("ab", "abc", []),
        ("abc", "abc", [0]),
    ],
)
def test_edges(text: str, pattern: str, wanted: list[int]) -> None:
    assert kmp_search(text, pattern) == wanted


def test_the_table() -> None:
    assert prefix_table("ababaca") == [0, 0, 1, 2, 3, 0, 1]
