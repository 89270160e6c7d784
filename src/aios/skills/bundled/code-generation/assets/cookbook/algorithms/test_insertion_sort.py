"""Agreement with sorted(), and stability."""

import random

import pytest
from insertion_sort import insertion_sort


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 50, 200])
def test_agrees_with_sorted(size: int, descending: bool) -> None:
    items = random.Random(size).choices(range(30), k=size)
    wanted = sorted(items, reverse=descending)
    insertion_sort(items, descending)
    assert items == wanted


class Card:
    """Compared by rank only."""

    def __init__(self, rank: int, suit: str) -> None:
        self.rank, self.suit = rank, suit

    def __lt__(self, other: "Card") -> bool:
        return self.rank < other.rank


def test_equal_items_keep_their_order() -> None:
    cards = [Card(2, "a"), Card(1, "b"), Card(2, "c"), Card(1, "d")]
    insertion_sort(cards, descending=False)
    assert [card.suit for card in cards] == ["b", "d", "a", "c"]
