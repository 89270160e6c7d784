"""A circuit breaker: stop calling what keeps failing.

breaker = CircuitBreaker(failure_threshold=5, recovery_s=30)
breaker.call(fetch, url)         or  @breaker
"""

import functools
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import ParamSpec, TypeVar

FAILURE_THRESHOLD = 5
RECOVERY_S = 30.0

P = ParamSpec("P")
R = TypeVar("R")


class State(Enum):
    """Closed lets calls pass, open refuses them, half open lets one try."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class CircuitOpen(Exception):
    """The call was refused; `wait_s` is how long until one may try."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"the circuit is open; try again in {wait_s:.1f} s")
        self.wait_s = wait_s


class CircuitBreaker:
    """Opens after so many failures in a row; only exceptions of `counts` are failures."""

    def __init__(
        self,
        failure_threshold: int = FAILURE_THRESHOLD,
        recovery_s: float = RECOVERY_S,
        counts: tuple[type[Exception], ...] = (Exception,),
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if failure_threshold < 1 or recovery_s <= 0:
            raise ValueError("failure_threshold must be at least 1 and recovery_s above 0")
        self.failure_threshold, self.recovery_s, self.counts = failure_threshold, recovery_s, counts
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._opened_s, self._trying = 0, 0.0, False

    @property
    def state(self) -> State:
        """The state now."""
        with self._lock:
            if self._failures < self.failure_threshold:
                return State.CLOSED
            over = self._clock() - self._opened_s >= self.recovery_s
            return State.HALF_OPEN if over else State.OPEN

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function, or raise CircuitOpen without calling it."""
        self._enter()
        try:
            value = function(*args, **kwargs)
        except self.counts:
            self._failed()
            raise
        except BaseException:  # no failure of the service: the trial only ends
            with self._lock:
                self._trying = False
            raise
        with self._lock:
            self._failures, self._trying = 0, False
        return value

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """The same as a decorator."""

        @functools.wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            return self.call(function, *args, **kwargs)

        return guarded

    def _enter(self) -> None:
        with self._lock:
            if self._failures < self.failure_threshold:
                return
            wait_s = self._opened_s + self.recovery_s - self._clock()
            if wait_s > 0 or self._trying:
                raise CircuitOpen(max(wait_s, 0.0))
            self._trying = True

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._trying = False
            if self._failures >= self.failure_threshold:
                self._opened_s = self._clock()


if __name__ == "__main__":
    breaker = CircuitBreaker(failure_threshold=2, recovery_s=10)
    for attempt in range(4):
        try:
            breaker.call(int, "not a number")
        except (ValueError, CircuitOpen) as error:
            print(attempt, breaker.state.value, error)
