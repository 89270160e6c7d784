"""A Bloom filter: a small set that may say yes wrongly, but never no."""

import hashlib
from collections.abc import Iterator
from math import ceil, log

CAPACITY = 10_000
ERROR_RATE = 0.01


class BloomFilter:
    """Sized so that after `capacity` additions about `error_rate` of strangers are taken in."""

    def __init__(self, capacity: int = CAPACITY, error_rate: float = ERROR_RATE) -> None:
        if capacity < 1 or not 0 < error_rate < 1:
            raise ValueError("capacity must be at least 1 and error_rate between 0 and 1")
        self.bits = ceil(-capacity * log(error_rate) / log(2) ** 2)
        self.hashes = max(1, round(self.bits / capacity * log(2)))
        self._field = bytearray(ceil(self.bits / 8))

    def add(self, item: str) -> None:
        """Take the item in."""
        for place in self._places(item):
            self._field[place // 8] |= 1 << place % 8

    def __contains__(self, item: str) -> bool:
        return all(self._field[place // 8] >> place % 8 & 1 for place in self._places(item))

    def _places(self, item: str) -> Iterator[int]:
        digest = hashlib.sha256(item.encode()).digest()
        first, second = (int.from_bytes(digest[i : i + 8], "big") for i in (0, 8))
        return ((first + i * (second | 1)) % self.bits for i in range(self.hashes))


if __name__ == "__main__":
    seen = BloomFilter()
    seen.add("https://example.com")
    print("https://example.com" in seen, "https://example.org" in seen, f"{seen.bits} bits")
