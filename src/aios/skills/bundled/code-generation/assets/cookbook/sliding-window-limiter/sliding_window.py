"""A rate limiter with a sliding window: never more than LIMIT calls within any PERIOD_S."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable

LIMIT = 10
PERIOD_S = 1


class SlidingWindowLimiter:
    """Counts the calls of each key (a user, an address) in the last `period_s` seconds."""

    def __init__(
        self,
        limit: int = LIMIT,
        period_s: float = PERIOD_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if limit < 1 or period_s <= 0:
            raise ValueError("the limit and the period must be above zero")
        self.limit, self.period_s, self.clock = limit, period_s, clock
        self._calls: defaultdict[Hashable, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def allow(self, key: Hashable = "") -> bool:
        """Whether one more call may pass now; a call that may not is not counted."""
        with self._lock:
            now = self.clock()
            calls = self._recent(key, now)
            if len(calls) >= self.limit:
                return False
            calls.append(now)
            return True

    def wait_s(self, key: Hashable = "") -> float:
        """Seconds until the next call may pass, 0 if it may now."""
        with self._lock:
            now = self.clock()
            calls = self._recent(key, now)
            return 0.0 if len(calls) < self.limit else calls[0] + self.period_s - now

    def forget_idle(self) -> int:
        """Free the memory of keys without recent calls; how many they were."""
        with self._lock:
            now = self.clock()
            idle = [key for key in list(self._calls) if not self._recent(key, now)]
            for key in idle:
                del self._calls[key]
            return len(idle)

    def _recent(self, key: Hashable, now: float) -> deque[float]:
        """The times of the calls in the window; those before it are dropped."""
        calls = self._calls[key]
        while calls and calls[0] + self.period_s <= now:
            calls.popleft()
        return calls


if __name__ == "__main__":
    limiter = SlidingWindowLimiter()
    print([limiter.allow("127.0.0.1") for _ in range(LIMIT + 2)])
