"""Order, failures, the number of threads."""

import threading
import time

import pytest
from parallel_map import run_all


def test_results_keep_the_order_of_the_items() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        return number * 10

    done = run_all(slow_first, range(6))
    assert done.ok
    assert done.results == [0, 10, 20, 30, 40, 50]


def test_a_failure_is_told_apart_and_stops_nobody() -> None:
    done = run_all(lambda n: 1 // n, [1, 0, 2])
    assert done.results == [1, None, 0]
    assert list(done.errors) == [1]
    assert isinstance(done.errors[1], ZeroDivisionError)


def test_so_many_at_once_and_no_more() -> None:
    running, most, lock = [0], [0], threading.Lock()

    def work(_: int) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1

    run_all(work, range(9), workers=3)
    assert most == [3]


def test_nothing_and_too_few() -> None:
    assert run_all(str, []).results == []
    with pytest.raises(ValueError, match="at least 1"):
        run_all(str, [1], workers=0)
