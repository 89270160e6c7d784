"""Order, equals, changes and cancelling."""

import random

import pytest
from priority_queue import PriorityQueue


def test_the_lowest_comes_first_and_equals_in_order() -> None:
    queue = PriorityQueue()
    for item, priority in (("b", 2), ("a", 1), ("c", 2), ("z", 0)):
        queue.put(item, priority)
    assert [queue.get() for _ in range(4)] == ["z", "a", "b", "c"]


def test_changed_and_cancelled() -> None:
    queue = PriorityQueue()
    for item in "abc":
        queue.put(item, 1)
    queue.put("c", 0)
    assert queue.cancel("a")
    assert not queue.cancel("a")
    assert "a" not in queue
    assert (queue.peek(), len(queue)) == ("c", 2)
    assert [queue.get(), queue.get()] == ["c", "b"]


def test_random_priorities_come_sorted() -> None:
    draw, queue = random.Random(1), PriorityQueue()
    priorities = {item: draw.random() for item in range(300)}
    for item, priority in priorities.items():
        queue.put(item, priority)
    assert [queue.get() for _ in range(300)] == sorted(priorities, key=priorities.__getitem__)


def test_an_empty_queue_has_nothing() -> None:
    with pytest.raises(IndexError, match="empty"):
        PriorityQueue().get()
