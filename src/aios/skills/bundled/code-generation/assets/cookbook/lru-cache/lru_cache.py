"""A thread-safe cache that forgets what was used least recently, and what is too old.

cache = LRUCache(capacity=100, ttl_s=60)
cache.put("key", value)
cache.get("key", default=None)
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

CAPACITY = 128
TTL_S: float | None = None

K = TypeVar("K")
V = TypeVar("V")


class LRUCache(Generic[K, V]):
    """At most `capacity` entries, each for `ttl_s` seconds (None: for ever). O(1) a call.

    Reading an entry makes it the most recent one; when the cache is full, the entry that was
    not used for longest goes. `hits` and `misses` count the reads.
    """

    def __init__(
        self,
        capacity: int = CAPACITY,
        ttl_s: float | None = TTL_S,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        if ttl_s is not None and ttl_s <= 0:
            raise ValueError(f"ttl_s must be greater than 0, not {ttl_s}")
        self.capacity, self.ttl_s = capacity, ttl_s
        self.hits = self.misses = 0
        self._clock = clock
        self._entries: OrderedDict[K, tuple[V, float]] = OrderedDict()
        self._lock = threading.RLock()

    def get(self, key: K, default: V | None = None) -> V | None:
        """The value of the key, or the default if it is absent or too old."""
        with self._lock:
            if not self._fresh(key):
                self.misses += 1
                return default
            self.hits += 1
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def put(self, key: K, value: V) -> None:
        """Set the value and start its life anew."""
        with self._lock:
            self._entries[key] = (value, self._clock())
            self._entries.move_to_end(key)
            if len(self._entries) > self.capacity:
                self._drop_expired()
            if len(self._entries) > self.capacity:
                self._entries.popitem(last=False)

    def delete(self, key: K) -> bool:
        """Remove the key; False if it was not there."""
        with self._lock:
            fresh = self._fresh(key)
            self._entries.pop(key, None)
            return fresh

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

    def keys(self) -> list[K]:
        """The keys from the least to the most recently used."""
        with self._lock:
            self._drop_expired()
            return list(self._entries)

    def __contains__(self, key: K) -> bool:
        with self._lock:
            return self._fresh(key)

    def __len__(self) -> int:
        return len(self.keys())

    def _fresh(self, key: K) -> bool:
        entry = self._entries.get(key)
        if entry is not None and self._expired(entry[1]):
            del self._entries[key]
            return False
        return entry is not None

    def _expired(self, stored_s: float) -> bool:
        return self.ttl_s is not None and self._clock() - stored_s >= self.ttl_s

    def _drop_expired(self) -> None:
        for key in [k for k, (_, stored_s) in self._entries.items() if self._expired(stored_s)]:
            del self._entries[key]


if __name__ == "__main__":
    demo: LRUCache[str, int] = LRUCache(capacity=2)
    demo.put("a", 1)
    demo.put("b", 2)
    demo.get("a")
    demo.put("c", 3)
    print(f"kept: {demo.keys()}; hits {demo.hits}, misses {demo.misses}")
