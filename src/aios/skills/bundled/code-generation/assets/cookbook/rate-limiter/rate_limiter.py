"""A thread-safe rate limiter: a token bucket with bursts.

limiter = TokenBucket(limit=10, period_s=1)    # ten a second
if limiter.try_acquire(): ...                  # take one or go without
limiter.acquire()                              # wait for one

@limiter.limited                               # every call of it waits for one
def fetch(url): ...
"""

import functools
import threading
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
LIMIT = 10
PERIOD_S = 1.0
BURST = LIMIT


class TokenBucket:
    """Lets `limit` calls pass in every `period_s` seconds, and up to `burst` of them at once.

    The bucket starts full and is refilled evenly. Threads that wait are served in the order
    they came. `clock` and `sleep` can be replaced in tests.
    """

    def __init__(
        self,
        limit: float = LIMIT,
        period_s: float = PERIOD_S,
        burst: float = BURST,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if limit <= 0 or period_s <= 0 or burst <= 0:
            raise ValueError("limit, period_s and burst must be greater than 0")
        self.rate_per_s = limit / period_s
        self.burst = float(burst)
        self._clock, self._sleep = clock, sleep
        self._tokens, self._updated_s = self.burst, clock()
        self._lock = threading.Lock()

    @property
    def available(self) -> float:
        """The tokens in the bucket now; negative while callers wait."""
        with self._lock:
            self._refill()
            return self._tokens

    def try_acquire(self, tokens: float = 1) -> bool:
        """Take the tokens if they are there; never wait."""
        self._check(tokens)
        with self._lock:
            self._refill()
            if self._tokens < tokens:
                return False
            self._tokens -= tokens
            return True

    def acquire(self, tokens: float = 1, timeout_s: float | None = None) -> bool:
        """Wait until the tokens are ours. False, and nothing taken, if that exceeds the timeout."""
        self._check(tokens)
        with self._lock:
            self._refill()
            wait_s = max(0.0, (tokens - self._tokens) / self.rate_per_s)
            if timeout_s is not None and wait_s > timeout_s:
                return False
            self._tokens -= tokens  # a debt that keeps our place in the queue
        if wait_s > 0:
            self._sleep(wait_s)
        return True

    def limited(self, function: Callable[P, R]) -> Callable[P, R]:
        """Decorator: every call of the function waits for a token first."""

        @functools.wraps(function)
        def waiting(*args: P.args, **kwargs: P.kwargs) -> R:
            self.acquire()
            return function(*args, **kwargs)

        return waiting

    def _refill(self) -> None:
        now_s = self._clock()
        gained = (now_s - self._updated_s) * self.rate_per_s
        self._tokens = min(self.burst, self._tokens + gained)
        self._updated_s = now_s

    def _check(self, tokens: float) -> None:
        if not 0 < tokens <= self.burst:
            raise ValueError(f"tokens must be between 0 and {self.burst:g}, not {tokens:g}")


if __name__ == "__main__":
    limiter = TokenBucket(limit=5, period_s=1, burst=2)
    start_s = time.monotonic()
    for number in range(6):
        limiter.acquire()
        print(f"call {number} after {time.monotonic() - start_s:.2f} s")
