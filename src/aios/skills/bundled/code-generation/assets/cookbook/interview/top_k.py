"""The k most frequent elements, and the k largest."""

import heapq
from collections import Counter
from collections.abc import Iterable


def top_k_frequent(values: Iterable[str], k: int) -> list[tuple[str, int]]:
    """(value, how often) of the k most frequent; what comes first goes first among equals."""
    if k < 0:
        raise ValueError(f"k is {k}, less than 0")
    return Counter(values).most_common(k)


def k_largest(numbers: Iterable[float], k: int) -> list[float]:
    """The k largest, the largest first, with a heap of k numbers: O(n log k)."""
    if k < 0:
        raise ValueError(f"k is {k}, less than 0")
    heap: list[float] = []
    for number in numbers:
        if len(heap) < k:
            heapq.heappush(heap, number)
        elif heap and number > heap[0]:
            heapq.heapreplace(heap, number)
    return sorted(heap, reverse=True)


if __name__ == "__main__":
    print(top_k_frequent("mississippi", 2), k_largest([5, 1, 9, 7], 2))
