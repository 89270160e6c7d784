"""Radix sort for integers: byte by byte from the least significant, O(n) for a fixed width."""

from collections.abc import Iterable

DESCENDING = False
BITS = 8


def radix_sort(numbers: Iterable[int], descending: bool = DESCENDING) -> list[int]:
    """The numbers in order, negative ones too."""
    found = list(numbers)
    if not found:
        return []
    low = min(found)
    shifted = [number - low for number in found]
    for place in range(0, max(shifted).bit_length(), BITS):
        buckets: list[list[int]] = [[] for _ in range(1 << BITS)]
        for number in shifted:
            buckets[number >> place & ((1 << BITS) - 1)].append(number)
        shifted = [number for bucket in buckets for number in bucket]
    return [number + low for number in (reversed(shifted) if descending else shifted)]


if __name__ == "__main__":
    print(radix_sort([170, 45, 75, -90, 802, 24]))
