"""Known distances and the laws of a distance."""

import random

import pytest
from edit_distance import edit_distance, similarity


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("flaw", "lawn", 2),
        ("北京市", "南京", 2),
    ],
)
def test_known(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b) == edit_distance(b, a) == distance


def test_it_is_a_distance() -> None:
    draw = random.Random(3)
    for _ in range(200):
        a, b, c = ("".join(draw.choices("ab", k=draw.randint(0, 6))) for _ in range(3))
        assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)
        assert (edit_distance(a, b) == 0) is (a == b)


def test_similarity() -> None:
    assert (similarity("", ""), similarity("a", "b"), similarity("ab", "ac")) == (1, 0, 0.5)
