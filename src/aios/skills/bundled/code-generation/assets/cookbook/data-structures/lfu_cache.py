"""A cache that forgets what was used least often."""

from collections import OrderedDict, defaultdict
from typing import Any

CAPACITY = 128


class LFUCache:
    """At most `capacity` entries; the least used goes, the one unused for longest among equals."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self.capacity = capacity
        self._uses: dict[Any, int] = {}
        self._by_uses: defaultdict[int, OrderedDict[Any, Any]] = defaultdict(OrderedDict)
        self._fewest = 0

    def get(self, key: Any, default: Any = None) -> Any:
        """The value, which counts as a use; the default if the key is absent. O(1)."""
        if key not in self._uses:
            return default
        value = self._by_uses[self._uses[key]][key]
        self._use(key, value)
        return value

    def put(self, key: Any, value: Any) -> None:
        """Set the value, which counts as a use. O(1)."""
        if key in self._uses:
            self._use(key, value)
            return
        if len(self._uses) >= self.capacity:
            oldest, _ = self._by_uses[self._fewest].popitem(last=False)
            del self._uses[oldest]
        self._uses[key] = self._fewest = 1
        self._by_uses[1][key] = value

    def __contains__(self, key: Any) -> bool:
        return key in self._uses

    def __len__(self) -> int:
        return len(self._uses)

    def _use(self, key: Any, value: Any) -> None:
        uses = self._uses[key]
        del self._by_uses[uses][key]
        if not self._by_uses[uses]:
            del self._by_uses[uses]
            if self._fewest == uses:
                self._fewest = uses + 1
        self._uses[key] = uses + 1
        self._by_uses[uses + 1][key] = value


if __name__ == "__main__":
    cache = LFUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)
    print("a" in cache, "b" in cache, "c" in cache)
