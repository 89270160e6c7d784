"""Agreement with itertools."""

import itertools

import pytest
from permutations import combinations, permutations, subsets


@pytest.mark.parametrize("size", range(6))
def test_they_agree_with_itertools(size: int) -> None:
    items = list(range(size))
    assert list(permutations(items)) == [list(p) for p in itertools.permutations(items)]
    for k in range(size + 2):
        assert list(combinations(items, k)) == [list(c) for c in itertools.combinations(items, k)]
    assert len(list(subsets(items))) == 2**size
