"""Shell sort: insertion sort over shrinking gaps, in place."""

import operator
from collections.abc import MutableSequence
from typing import Any

DESCENDING = False

GAPS = (701, 301, 132, 57, 23, 10, 4, 1)  # found by Marcin Ciura; longer lists start further up


def shell_sort(items: MutableSequence[Any], descending: bool = DESCENDING) -> None:
    """Sort the items in place."""
    before = operator.gt if descending else operator.lt
    for gap in gaps(len(items)):
        for start in range(gap, len(items)):
            item, place = items[start], start
            while place >= gap and before(item, items[place - gap]):
                items[place] = items[place - gap]
                place -= gap
            items[place] = item


def gaps(size: int) -> list[int]:
    """The gaps below the size, the largest first, each about 2.25 times the next."""
    larger = [GAPS[0]]
    while larger[-1] * 2.25 < size:
        larger.append(int(larger[-1] * 2.25))
    return [gap for gap in [*larger[:0:-1], *GAPS] if gap < max(size, 2)]


if __name__ == "__main__":
    numbers = [5, 3, 8, 1]
    shell_sort(numbers)
    print(numbers)
