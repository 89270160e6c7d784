"""Against all choices."""

import random
from itertools import combinations

import pytest
from knapsack import CAPACITY, Item, knapsack


def test_no_choice_is_worth_more() -> None:
    draw = random.Random(2)
    for _ in range(80):
        items = [Item(str(i), draw.randint(1, 8), draw.randint(0, 20)) for i in range(7)]
        capacity = draw.randint(0, 20)
        value, chosen = knapsack(items, capacity)
        every = (c for size in range(8) for c in combinations(items, size))
        best = max(sum(i.value for i in c) for c in every if sum(i.weight for i in c) <= capacity)
        assert value == sum(item.value for item in chosen) == best
        assert sum(item.weight for item in chosen) <= capacity


def test_the_default_capacity_is_the_constant() -> None:
    assert knapsack([Item("a", CAPACITY, 5), Item("b", CAPACITY + 1, 9)])[0] == 5


@pytest.mark.parametrize("item", [Item("x", 0, 1), Item("x", 1, -1)])
def test_bad_items_are_refused(item: Item) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        knapsack([item])
