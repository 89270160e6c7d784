"""Found, found first, and not found."""

import pytest
from linear_search import linear_search


@pytest.mark.parametrize(
    ("items", "target", "index"), [([4, 2, 2], 2, 1), ([], 1, -1), ([1], 2, -1), ("abc", "c", 2)]
)
def test_search(items: list[object], target: object, index: int) -> None:
    assert linear_search(items, target) == index
