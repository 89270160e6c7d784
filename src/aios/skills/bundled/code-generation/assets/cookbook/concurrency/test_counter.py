"""Counting alone and in threads."""

import threading

from counter import Counter


def test_it_counts() -> None:
    counter = Counter(5)
    assert [counter.increment(), counter.increment(3), counter.decrement()] == [6, 9, 8]
    assert counter.value == 8
    assert counter.reset() == 8
    assert counter.value == 0


def test_threads_lose_nothing_and_see_each_value_once() -> None:
    counter, seen = Counter(), list[int]()

    def count() -> None:
        mine = [counter.increment() for _ in range(2000)]
        seen.extend(mine)

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value == 12_000
    assert sorted(seen) == list(range(1, 12_001))
