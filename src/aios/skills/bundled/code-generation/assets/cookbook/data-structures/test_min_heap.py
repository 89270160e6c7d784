"""The heap against heapq."""

import heapq
import random

import pytest
from min_heap import Heap


def test_it_does_what_heapq_does() -> None:
    draw, wanted = random.Random(2), [5, 3, 9]
    mine = Heap(wanted)
    heapq.heapify(wanted)
    for _ in range(800):
        if wanted and draw.random() < 0.45:
            assert mine.pop() == heapq.heappop(wanted)
        else:
            number = draw.randint(0, 50)
            mine.push(number)
            heapq.heappush(wanted, number)
        assert len(mine) == len(wanted)
        assert not wanted or mine.peek() == wanted[0]


def test_a_key_makes_a_max_heap() -> None:
    heap = Heap([1, 3, 2], key=lambda n: -n)
    assert [heap.pop() for _ in range(3)] == [3, 2, 1]


@pytest.mark.parametrize("method", ["pop", "peek"])
def test_an_empty_heap_has_nothing(method: str) -> None:
    with pytest.raises(IndexError, match="empty"):
        getattr(Heap(), method)()
