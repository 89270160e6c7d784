"""Against plain sums, at random."""

import random
from collections.abc import Callable

import pytest
from segment_tree import SegmentTree


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("combine", "neutral", "plain"),
    [(lambda a, b: a + b, 0, sum), (min, float("inf"), min), (max, float("-inf"), max)],
)
def test_it_agrees_with_the_plain_way(
    seed: int,
    combine: Callable[[float, float], float],
    neutral: float,
    plain: Callable[[list[float]], float],
) -> None:
    draw = random.Random(seed)
    items: list[float] = [draw.randint(-50, 50) for _ in range(draw.randint(1, 33))]
    tree = SegmentTree(items, combine, neutral)
    for _ in range(60):
        place = draw.randrange(len(items))
        items[place] = draw.randint(-50, 50)
        tree.update(place, items[place])
        start = draw.randrange(len(items))
        end = draw.randint(start + 1, len(items))
        assert tree.query(start, end) == plain(items[start:end])
        assert tree[place] == items[place]


def test_edges() -> None:
    tree = SegmentTree([1, 2])
    assert (tree.query(1, 1), len(tree), len(SegmentTree([]))) == (0, 2, 0)
    for wrong in (lambda: tree.query(0, 3), lambda: tree.update(2, 1), lambda: tree[-1]):
        with pytest.raises(IndexError):
            wrong()
