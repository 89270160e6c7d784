"""The order, and cycles."""

import random

import pytest
from topological_sort import topological_sort


def test_everything_comes_after_what_it_needs() -> None:
    draw = random.Random(8)
    for _ in range(100):
        needs = {n: draw.sample(range(n), min(n, draw.randint(0, 3))) for n in range(20)}
        shuffled = dict(draw.sample(list(needs.items()), 20))
        place = {thing: at for at, thing in enumerate(topological_sort(shuffled))}
        assert all(place[n] < place[thing] for thing, before in needs.items() for n in before)


def test_edges() -> None:
    assert topological_sort({}) == []
    assert topological_sort({"a": ["b"]}) == ["b", "a"]


@pytest.mark.parametrize("needs", [{"a": ["a"]}, {"a": ["b"], "b": ["a"], "c": []}])
def test_a_cycle_is_named(needs: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match=r"cycle among .*a"):
        topological_sort(needs)
