"""A cache in memory whose entries expire, as a class and as a decorator.

cache = TTLCache(ttl_s=60)                @ttl_cache(60)
cache.set("key", value)                   def rate(currency): ...
cache.get("key", default=None)
"""

import functools
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, ParamSpec, TypeVar

TTL_S = 60.0
MAX_SIZE = 1000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
P = ParamSpec("P")
R = TypeVar("R")


class TTLCache(Generic[K, V]):
    """Entries live `ttl_s` seconds from when they were set; when it is full the oldest goes."""

    def __init__(
        self,
        ttl_s: float = TTL_S,
        max_size: int = MAX_SIZE,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if ttl_s <= 0 or max_size < 1:
            raise ValueError("ttl_s must be above 0 and max_size at least 1")
        self.ttl_s, self.max_size, self._clock = ttl_s, max_size, clock
        self._entries: dict[K, tuple[V, float]] = {}  # the order of the dict is that of expiry
        self._lock = threading.RLock()

    def set(self, key: K, value: V) -> None:
        """Keep the value; its life begins anew."""
        with self._lock:
            self._entries.pop(key, None)
            self._drop_expired()
            if len(self._entries) >= self.max_size:
                del self._entries[next(iter(self._entries))]
            self._entries[key] = (value, self._clock() + self.ttl_s)

    def get(self, key: K, default: V | None = None) -> V | None:
        """The value, or the default if there is none or it has expired."""
        with self._lock:
            self._drop_expired()
            return self._entries[key][0] if key in self._entries else default

    def delete(self, key: K) -> bool:
        """Forget the key; False if it was not there."""
        with self._lock:
            self._drop_expired()
            return self._entries.pop(key, None) is not None

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()

    def __contains__(self, key: K) -> bool:
        with self._lock:
            self._drop_expired()
            return key in self._entries

    def __len__(self) -> int:
        with self._lock:
            self._drop_expired()
            return len(self._entries)

    def _drop_expired(self) -> None:
        now_s = self._clock()
        while self._entries:
            key, (_, expires_s) = next(iter(self._entries.items()))
            if expires_s > now_s:
                return
            del self._entries[key]


def ttl_cache(
    ttl_s: float = TTL_S,
    max_size: int = MAX_SIZE,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: results are remembered for `ttl_s` seconds; exceptions are not."""
    cache: TTLCache[Any, tuple[R]] = TTLCache(ttl_s, max_size, clock=clock)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def cached(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (function, args, tuple(sorted(kwargs.items())))
            if (known := cache.get(key)) is None:
                known = (function(*args, **kwargs),)
                cache.set(key, known)
            return known[0]

        cached.cache_clear = cache.clear  # type: ignore[attr-defined]
        return cached

    return decorate


if __name__ == "__main__":

    @ttl_cache(0.2)
    def now() -> float:
        """The time, at most 0.2 s old."""
        return time.monotonic()

    first = now()
    print("remembered:", now() == first)
    time.sleep(0.25)
    print("asked again:", now() != first)
