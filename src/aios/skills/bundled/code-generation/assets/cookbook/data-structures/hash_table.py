"""A hash table with chaining."""

from collections.abc import Hashable, Iterator
from typing import Any

CAPACITY = 8
LOAD = 0.75


class HashTable:
    """Keys with values, O(1) on average; it doubles when three quarters full."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._buckets: list[list[tuple[Hashable, Any]]] = [[] for _ in range(capacity)]
        self._size = 0

    def put(self, key: Hashable, value: Any) -> None:
        """Set the value of a key."""
        if self._size >= LOAD * len(self._buckets):
            self._grow()
        bucket, place = self._find(key)
        if place is None:
            bucket.append((key, value))
            self._size += 1
        else:
            bucket[place] = (key, value)

    def get(self, key: Hashable, default: Any = None) -> Any:
        """The value of a key, or the default."""
        bucket, place = self._find(key)
        return default if place is None else bucket[place][1]

    def remove(self, key: Hashable) -> bool:
        """Remove a key; False if it is not there."""
        bucket, place = self._find(key)
        if place is None:
            return False
        del bucket[place]
        self._size -= 1
        return True

    def items(self) -> Iterator[tuple[Hashable, Any]]:
        """Keys with their values, in no order."""
        return (entry for bucket in self._buckets for entry in bucket)

    def __contains__(self, key: Hashable) -> bool:
        return self._find(key)[1] is not None

    def __len__(self) -> int:
        return self._size

    def _find(self, key: Hashable) -> tuple[list[tuple[Hashable, Any]], int | None]:
        bucket = self._buckets[hash(key) % len(self._buckets)]
        return bucket, next((i for i, (known, _) in enumerate(bucket) if known == key), None)

    def _grow(self) -> None:
        entries = list(self.items())
        self._buckets = [[] for _ in range(2 * len(self._buckets))]
        for key, value in entries:
            self._find(key)[0].append((key, value))


if __name__ == "__main__":
    table = HashTable()
    table.put("北京", 2189)
    table.put("上海", 2487)
    print(table.get("北京"), "广州" in table, len(table))
