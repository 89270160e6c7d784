"""The buffer against a bounded deque."""

import random
from collections import deque

import pytest
from ring_buffer import CAPACITY, RingBuffer


@pytest.mark.parametrize("capacity", [1, 2, 7])
def test_it_does_what_a_bounded_deque_does(capacity: int) -> None:
    draw, mine, wanted = random.Random(1), RingBuffer(capacity), deque[int](maxlen=capacity)
    for number in range(500):
        if wanted and draw.random() < 0.4:
            assert mine.popleft() == wanted.popleft()
        else:
            mine.append(number)
            wanted.append(number)
        assert list(mine) == list(wanted)
        assert mine.is_full() is (len(wanted) == capacity)


def test_defaults_and_refusals() -> None:
    buffer = RingBuffer()
    for number in range(CAPACITY + 1):
        buffer.append(number)
    assert len(buffer) == CAPACITY
    with pytest.raises(ValueError, match="at least 1"):
        RingBuffer(0)
    with pytest.raises(IndexError, match="empty"):
        RingBuffer(1).popleft()
