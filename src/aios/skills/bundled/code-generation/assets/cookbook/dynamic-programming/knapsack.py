"""The 0/1 knapsack problem."""

from collections.abc import Sequence
from typing import NamedTuple

CAPACITY = 10


class Item(NamedTuple):
    """Weight is a whole number above 0, value any number from 0 up."""

    name: str
    weight: int
    value: float


def knapsack(items: Sequence[Item], capacity: int = CAPACITY) -> tuple[float, list[Item]]:
    """The greatest value that fits, and items that have it. O(items x capacity)."""
    if capacity < 0 or any(item.weight < 1 or item.value < 0 for item in items):
        raise ValueError("weights must be at least 1, values and capacity not negative")
    best = [[0.0] * (capacity + 1)]  # best[i][room]: with the first i items
    for item in items:
        before = best[-1]
        best.append(
            [
                max(before[room], before[room - item.weight] + item.value)
                if item.weight <= room
                else before[room]
                for room in range(capacity + 1)
            ]
        )
    chosen, room = [], capacity
    for number in reversed(range(len(items))):
        if best[number + 1][room] != best[number][room]:
            chosen.append(items[number])
            room -= items[number].weight
    return best[-1][capacity], chosen[::-1]


if __name__ == "__main__":
    goods = [Item("tent", 5, 10), Item("stove", 4, 40), Item("food", 6, 30), Item("lamp", 3, 50)]
    print(knapsack(goods))
