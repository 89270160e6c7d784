"""Bricks: classes that keep to times: what may be done when, and what is due."""

import math
import time
from collections.abc import Callable
from typing import Any


class FixedWindow:
    """So many calls for each key in every window of time, windows one after the other.

    >>> gate = FixedWindow(2, 10)
    >>> [gate.allow("a", now) for now in (0, 1, 2, 10)], gate.allow("b", 2)
    ([True, True, False, True], True)
    >>> gate.remaining("a", 11)
    1
    """

    def __init__(
        self, limit: int, window: float = 60.0, clock: Callable[[], float] = time.time
    ) -> None:
        self.limit = limit
        self.window = window
        self._clock = clock
        self._counts: dict[Any, tuple[int, int]] = {}

    def allow(self, key: Any = "", now: float | None = None) -> bool:
        """Whether the key may call now, which is counted."""
        number, count = self._count(key, now)
        if count >= self.limit:
            return False
        self._counts[key] = (number, count + 1)
        return True

    def remaining(self, key: Any = "", now: float | None = None) -> int:
        """How many calls the key has left in this window."""
        return max(0, self.limit - self._count(key, now)[1])

    def reset(self, key: Any = "") -> None:
        """Forget the calls of a key."""
        self._counts.pop(key, None)

    def _count(self, key: Any, now: float | None) -> tuple[int, int]:
        number = math.floor((self._clock() if now is None else now) / self.window)
        known, count = self._counts.get(key, (number, 0))
        return number, count if known == number else 0


class LeakyBucket:
    """A bucket that leaks: what comes in faster than it leaks out is refused once it is full.

    >>> bucket = LeakyBucket(2, 1000)
    >>> bucket.allow(), bucket.allow(), LeakyBucket(1, 0.001).allow(2)
    (True, True, False)
    """

    def __init__(
        self, capacity: float, leak_rate: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.capacity = capacity
        self.leak_rate = leak_rate
        self._clock = clock
        self._level = 0.0
        self._at = clock()

    def allow(self, amount: float = 1) -> bool:
        """Pour in, if there is place: whether there was."""
        if self.level() + amount > self.capacity:
            return False
        self._level += amount
        return True

    def level(self) -> float:
        """How much is in it now."""
        now = self._clock()
        self._level = max(0.0, self._level - (now - self._at) * self.leak_rate)
        self._at = now
        return self._level


class Scheduler:
    """Functions that are called again and again, each every so many seconds.

    >>> seen, plan = [], Scheduler()
    >>> number = plan.every(10, lambda: seen.append(1), start=0)
    >>> plan.run_pending(5), plan.run_pending(10), plan.run_pending(12), plan.run_pending(21)
    (0, 1, 0, 1)
    >>> plan.cancel(number), len(plan), seen
    (True, 0, [1, 1])
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._jobs: dict[int, tuple[float, float, Callable[[], Any]]] = {}
        self._last = 0

    def every(self, seconds: float, func: Callable[[], Any], start: float | None = None) -> int:
        """Have a function called every so many seconds: its number."""
        self._last += 1
        begun = self._clock() if start is None else start
        self._jobs[self._last] = (begun + seconds, seconds, func)
        return self._last

    def run_pending(self, now: float | None = None) -> int:
        """Call what is due: how many functions were called."""
        now = self._clock() if now is None else now
        due = [(at, number) for number, (at, _, _) in self._jobs.items() if at <= now]
        for _, number in sorted(due):
            _, seconds, func = self._jobs[number]
            self._jobs[number] = (now + seconds, seconds, func)
            func()
        return len(due)

    def next_run(self) -> float | None:
        """When the next function is due; None without any."""
        return min((at for at, _, _ in self._jobs.values()), default=None)

    def cancel(self, number: int) -> bool:
        """Call a function no more: whether it was there."""
        return self._jobs.pop(number, None) is not None

    def __len__(self) -> int:
        return len(self._jobs)
