"""The bucket's arithmetic on a clock of the tests' own, and its promise under real threads."""

import random
import threading

import pytest
from rate_limiter import BURST, LIMIT, PERIOD_S, TokenBucket


class Clock:
    """Time that passes only when told to, or when somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def bucket(clock: Clock, limit: float = 10, period_s: float = 1, burst: float = 5) -> TokenBucket:
    return TokenBucket(limit, period_s, burst, clock=clock, sleep=clock.sleep)


def test_a_burst_passes_and_the_next_call_is_refused(clock: Clock) -> None:
    limiter = bucket(clock)
    assert [limiter.try_acquire() for _ in range(6)] == [True] * 5 + [False]


def test_the_defaults_are_the_constants(clock: Clock) -> None:
    limiter = TokenBucket(clock=clock)
    assert limiter.rate_per_s == pytest.approx(LIMIT / PERIOD_S)
    assert limiter.available == BURST


def test_tokens_come_back_evenly_and_never_above_the_burst(clock: Clock) -> None:
    limiter = bucket(clock)
    limiter.try_acquire(5)
    clock.now_s += 0.25
    assert limiter.available == pytest.approx(2.5)
    clock.now_s += 1000
    assert limiter.available == 5


def test_acquire_waits_just_as_long_as_needed(clock: Clock) -> None:
    limiter = bucket(clock, burst=1)
    for _ in range(11):
        assert limiter.acquire()
    assert clock.now_s == pytest.approx(101.0)


def test_a_timeout_takes_nothing(clock: Clock) -> None:
    limiter = bucket(clock, burst=1)
    limiter.acquire()
    assert not limiter.acquire(timeout_s=0.05)
    assert limiter.available == 0
    assert clock.now_s == 100.0


@pytest.mark.parametrize("tokens", [0, -1, 5.5])
def test_more_than_the_bucket_holds_is_refused(clock: Clock, tokens: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 5"):
        bucket(clock).try_acquire(tokens)


@pytest.mark.parametrize("bad", [{"limit": 0}, {"period_s": -1}, {"burst": 0}])
def test_bad_settings_are_refused(clock: Clock, bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        bucket(clock, **bad)


def test_no_window_ever_sees_more_than_burst_plus_rate(clock: Clock) -> None:
    draw = random.Random(7)
    limiter = bucket(clock)
    passed_s = []
    for _ in range(2000):
        clock.now_s += draw.expovariate(20)
        if limiter.try_acquire():
            passed_s.append(clock.now_s)
    for i, start_s in enumerate(passed_s):
        window_s = 2.0
        inside = sum(start_s <= s < start_s + window_s for s in passed_s[i : i + 50])
        assert inside <= 5 + 10 * window_s


def test_threads_share_the_bucket_without_losing_or_making_tokens() -> None:
    limiter = TokenBucket(limit=0.001, period_s=1, burst=100)
    passed = []

    def work() -> None:
        passed.extend(limiter.try_acquire() for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 100


def test_a_decorated_function_waits_its_turn(clock: Clock) -> None:
    calls: list[float] = []

    @bucket(clock, limit=2, period_s=1, burst=1).limited
    def note(name: str) -> str:
        """Notes the time."""
        calls.append(clock.now_s)
        return name

    assert [note("a"), note("b"), note(name="c")] == ["a", "b", "c"]
    assert calls == [100.0, 100.5, 101.0]
    assert note.__name__ == "note"
