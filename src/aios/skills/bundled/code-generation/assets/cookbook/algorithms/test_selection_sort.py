"""Agreement with sorted()."""

import random

import pytest
from selection_sort import selection_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 50, 200])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    items = random.Random(size).choices(range(30), k=size)
    wanted = sorted(items, reverse=descending)
    selection_sort(items, descending)
    assert items == wanted
