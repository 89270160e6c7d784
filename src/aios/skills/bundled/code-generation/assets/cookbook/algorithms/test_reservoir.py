"""Nothing is lost, and every item is equally likely."""

import random
from collections import Counter

from reservoir import sample, shuffle


def test_a_shuffle_loses_nothing() -> None:
    items = list(range(50))
    shuffle(items, random.Random(1))
    assert items != list(range(50))
    assert sorted(items) == list(range(50))


def test_every_order_is_about_equally_likely() -> None:
    draw, orders = random.Random(2), Counter[tuple[int, ...]]()
    for _ in range(6000):
        items = [1, 2, 3]
        shuffle(items, draw)
        orders[tuple(items)] += 1
    assert len(orders) == 6
    assert all(850 < count < 1150 for count in orders.values())


def test_samples() -> None:
    draw, hits = random.Random(3), Counter[int]()
    for _ in range(5000):
        hits.update(sample(iter(range(10)), 3, draw))
    assert all(1350 < hits[n] < 1650 for n in range(10))
    assert sample("ab", 5) == ["a", "b"]
