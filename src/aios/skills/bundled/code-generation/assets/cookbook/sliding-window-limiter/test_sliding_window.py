"""No window holds more calls than the limit, by a clock the tests set."""

import random
import threading

import pytest
from sliding_window import SlidingWindowLimiter


class Clock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_the_window_slides() -> None:
    clock = Clock()
    limiter = SlidingWindowLimiter(2, 10, clock)
    allowed = []
    for clock.at in (0, 6, 9, 10, 15, 16):
        allowed.append(limiter.allow())
    assert allowed == [True, True, False, True, False, True]


def test_the_wait_is_exact() -> None:
    clock = Clock()
    limiter = SlidingWindowLimiter(1, 4, clock)
    assert limiter.wait_s() == 0
    assert limiter.allow()
    clock.at = 1
    assert limiter.wait_s() == 3
    clock.at += limiter.wait_s()
    assert limiter.allow()


@pytest.mark.parametrize("seed", range(20))
def test_no_window_holds_more_than_the_limit(seed: int) -> None:
    draw, clock = random.Random(seed), Clock()
    limit = draw.randint(1, 5)
    limiter = SlidingWindowLimiter(limit, 1, clock)
    passed = []
    for _ in range(300):
        clock.at += draw.random() / 5
        if limiter.allow():
            passed.append(clock.at)
    assert all(sum(t <= u < t + 1 for u in passed) <= limit for t in passed)


def test_keys_are_counted_apart_and_forgotten() -> None:
    clock = Clock()
    limiter = SlidingWindowLimiter(1, 1, clock)
    assert [limiter.allow(key) for key in "aab"] == [True, False, True]
    clock.at = 5
    assert limiter.allow("b")
    assert limiter.forget_idle() == 1


def test_threads_do_not_pass_together() -> None:
    limiter, passed = SlidingWindowLimiter(50, 60), []
    threads = [
        threading.Thread(target=lambda: passed.extend(limiter.allow() for _ in range(50)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 50


@pytest.mark.parametrize(("limit", "period"), [(0, 1), (1, 0), (-1, 1)])
def test_bad_settings(limit: int, period: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        SlidingWindowLimiter(limit, period)
