"""Agreement with sorted() on random and hostile input."""

import random

import pytest
from heap_sort import heap_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 10, 257])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    items = random.Random(size).choices(range(size + 1), k=size)
    wanted = sorted(items, reverse=descending)
    heap_sort(items, descending)
    assert items == wanted


@pytest.mark.parametrize("items", [[3, 3, 3], [1, 2, 3], [3, 2, 1], ["b", "a"]])
def test_edges(items: list[object]) -> None:
    wanted = sorted(items, key=str)
    heap_sort(items, descending=False)
    assert items == wanted
