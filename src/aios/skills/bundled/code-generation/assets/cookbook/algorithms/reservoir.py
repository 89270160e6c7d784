"""Shuffle a list, or sample a stream whose length is not known."""

import random
from collections.abc import Iterable, MutableSequence
from typing import Any, TypeVar

T = TypeVar("T")


def shuffle(items: MutableSequence[Any], draw: random.Random | None = None) -> None:
    """Fisher-Yates in place: every order is equally likely."""
    draw = draw or random.Random()
    for last in reversed(range(1, len(items))):
        other = draw.randint(0, last)
        items[last], items[other] = items[other], items[last]


def sample(stream: Iterable[T], size: int, draw: random.Random | None = None) -> list[T]:
    """`size` items, each as likely as any other, in one pass; all of a shorter stream."""
    draw = draw or random.Random()
    kept: list[T] = []
    for seen, item in enumerate(stream):
        if seen < size:
            kept.append(item)
        elif (place := draw.randint(0, seen)) < size:
            kept[place] = item
    return kept


if __name__ == "__main__":
    cards = list(range(1, 11))
    shuffle(cards)
    print(cards, sample(range(1000), 5))
