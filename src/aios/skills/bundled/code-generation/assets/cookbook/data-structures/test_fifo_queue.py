"""The queue against collections.deque."""

import random
from collections import deque

import pytest
from fifo_queue import Queue


def test_it_does_what_a_deque_does() -> None:
    draw, mine, wanted = random.Random(8), Queue[int](), deque[int]()
    for number in range(1000):
        if wanted and draw.random() < 0.5:
            assert mine.peek() == wanted[0]
            assert mine.dequeue() == wanted.popleft()
        else:
            mine.enqueue(number)
            wanted.append(number)
        assert len(mine) == len(wanted)


@pytest.mark.parametrize("method", ["dequeue", "peek"])
def test_an_empty_queue_has_nothing(method: str) -> None:
    assert Queue().is_empty()
    with pytest.raises(IndexError, match="empty"):
        getattr(Queue(), method)()
