"""Remember the results of a function."""

import functools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
TTL_S: float | None = None  # for ever


class Memoized(Generic[P, R]):
    """A function that computes equal hashable arguments once; with a limit, the oldest use goes,
    with a time to live, what is older than that."""

    def __init__(
        self,
        function: Callable[P, R],
        limit: int | None = None,
        ttl_s: float | None = TTL_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        functools.update_wrapper(self, function)
        self._function, self._limit, self._ttl_s, self._clock = function, limit, ttl_s, clock
        self._known: OrderedDict[Any, tuple[R, float]] = OrderedDict()
        self._lock, self._hits, self._misses = threading.Lock(), 0, 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items())))
        with self._lock:
            known = self._known.get(key)
            if known and (self._ttl_s is None or self._clock() - known[1] < self._ttl_s):
                self._hits += 1
                self._known.move_to_end(key)
                return known[0]
            self._misses += 1
        value = self._function(*args, **kwargs)  # outside the lock: it may call itself
        with self._lock:
            self._known[key] = (value, self._clock())
            if self._limit is not None and len(self._known) > self._limit:
                self._known.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._known.clear()

    def counts(self) -> tuple[int, int]:
        """(hits, misses) so far."""
        return self._hits, self._misses


def memoize(
    limit: int | None = None,
    ttl_s: float | None = TTL_S,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[Callable[P, R]], Memoized[P, R]]:
    """A decorator for functions: see Memoized."""
    return lambda function: Memoized(function, limit, ttl_s, clock)


@memoize()
def fibonacci(n: int) -> int:
    """Fast only because it remembers."""
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


if __name__ == "__main__":
    print(fibonacci(90))
