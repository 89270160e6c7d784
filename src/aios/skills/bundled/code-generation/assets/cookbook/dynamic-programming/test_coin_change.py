"""Where greed fails, what cannot be made, and counts against trying all."""

import random
from itertools import combinations_with_replacement

import pytest
from coin_change import fewest_coins, ways


def test_greed_would_fail() -> None:
    assert fewest_coins(63, [1, 5, 10, 21, 25]) == [21, 21, 21]
    assert fewest_coins(0, [5]) == []
    assert fewest_coins(3, [5, 2]) is None


def test_it_agrees_with_trying_all() -> None:
    draw = random.Random(4)
    for _ in range(60):
        coins, amount = draw.sample(range(1, 8), 3), draw.randint(0, 14)
        all_ways = [
            c
            for n in range(15)
            for c in combinations_with_replacement(coins, n)
            if sum(c) == amount
        ]
        found = fewest_coins(amount, coins)
        assert ways(amount, coins) == len(all_ways)
        assert (len(found) if found is not None else None) == min(map(len, all_ways), default=None)


@pytest.mark.parametrize(("amount", "coins"), [(-1, [1]), (5, [0])])
def test_bad_input_is_refused(amount: int, coins: list[int]) -> None:
    with pytest.raises(ValueError, match="must"):
        fewest_coins(amount, coins)
