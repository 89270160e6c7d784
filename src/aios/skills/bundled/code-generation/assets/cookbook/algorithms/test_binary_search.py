"""Binary search against `list.index` and `bisect`."""

import bisect
import random
from typing import Any

import pytest
from binary_search import binary_search, lower_bound


@pytest.mark.parametrize("seed", range(100))
def test_it_agrees_with_index_and_bisect(seed: int) -> None:
    draw = random.Random(seed)
    items = sorted(draw.randint(0, 30) for _ in range(draw.randrange(40)))
    for target in range(-1, 32):
        assert binary_search(items, target) == (items.index(target) if target in items else -1)
        assert lower_bound(items, target) == bisect.bisect_left(items, target)


@pytest.mark.parametrize(
    ("items", "target", "index"), [([], 1, -1), ([1], 1, 0), ([1], 0, -1), ([1], 2, -1)]
)
def test_the_smallest_inputs(items: list[int], target: int, index: int) -> None:
    assert binary_search(items, target) == index


def test_of_equal_items_the_first_is_found() -> None:
    assert binary_search([1, 2, 2, 2, 3], 2) == 1


def test_a_million_items_take_twenty_looks() -> None:
    looks = 0

    class Watched(list[int]):
        def __getitem__(self, index: Any) -> Any:
            nonlocal looks
            looks += 1
            return super().__getitem__(index)

    assert binary_search(Watched(range(1_000_000)), 765_432) == 765_432
    assert looks <= 21
