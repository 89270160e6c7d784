"""Agreement with sorted()."""

import random

import pytest
from selection_sort import selection_sort


@pytest.mark.parametrize("size", [0, 1, 2, 50, 200])
def test_agrees_with_sorted(size: int) -> None:
    items = random.Random(size).choices(range(30), k=size)
    wanted = sorted(items)
    selection_sort(items)
    assert items == wanted
