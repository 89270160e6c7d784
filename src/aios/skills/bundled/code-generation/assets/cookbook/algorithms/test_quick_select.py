"""Against sorting, at random."""

import random

import pytest
from quick_select import kth_largest, quick_select


@pytest.mark.parametrize("seed", range(50))
def test_it_agrees_with_sorting(seed: int) -> None:
    draw = random.Random(seed)
    items = [draw.randint(0, 20) for _ in range(draw.randint(1, 60))]
    before = list(items)
    k = draw.randint(1, len(items))
    assert quick_select(items, k) == sorted(items)[k - 1]
    assert kth_largest(items, k) == sorted(items, reverse=True)[k - 1]
    assert items == before


@pytest.mark.parametrize("k", [0, 4, -1])
def test_what_is_not_there(k: int) -> None:
    with pytest.raises(IndexError):
        quick_select([1, 2, 3], k)
