"""Agreement with sorted(), beyond the largest gap too."""

import random

import pytest
from shell_sort import gaps, shell_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 50, 800, 4000])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    items = random.Random(size).choices(range(1000), k=size)
    wanted = sorted(items, reverse=descending)
    shell_sort(items, descending)
    assert items == wanted


def test_gaps_shrink_to_one() -> None:
    found = gaps(10_000)
    assert found == sorted(found, reverse=True)
    assert found[-1] == 1
