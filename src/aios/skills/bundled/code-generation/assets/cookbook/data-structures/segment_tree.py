"""A segment tree: sums (or least, or greatest values) of ranges, and changes, in O(log n)."""

from collections.abc import Callable, Sequence
from operator import add


class SegmentTree:
    """Answers `query(start, end)` over items start … end-1; `combine` must be associative."""

    def __init__(
        self,
        items: Sequence[float],
        combine: Callable[[float, float], float] = add,
        neutral: float = 0,
    ) -> None:
        """`neutral` changes nothing when combined: 0 for sums, infinity for the least value."""
        self._size, self._combine, self._neutral = len(items), combine, neutral
        self._tree = [neutral] * self._size + list(items)
        for node in range(self._size - 1, 0, -1):
            self._tree[node] = combine(self._tree[2 * node], self._tree[2 * node + 1])

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> float:
        self._check(place)
        return self._tree[self._size + place]

    def update(self, place: int, value: float) -> None:
        """Set one item."""
        self._check(place)
        node = place + self._size
        self._tree[node] = value
        while node > 1:
            node //= 2
            self._tree[node] = self._combine(self._tree[2 * node], self._tree[2 * node + 1])

    def query(self, start: int, end: int) -> float:
        """The items of the range combined, in their order; the neutral value for none."""
        if not 0 <= start <= end <= self._size:
            raise IndexError(f"there is no range {start} to {end}")
        left, right = self._neutral, self._neutral
        low, high = start + self._size, end + self._size
        while low < high:
            if low % 2:
                left = self._combine(left, self._tree[low])
                low += 1
            if high % 2:
                high -= 1
                right = self._combine(self._tree[high], right)
            low, high = low // 2, high // 2
        return self._combine(left, right)

    def _check(self, place: int) -> None:
        if not 0 <= place < self._size:
            raise IndexError(f"there is no item {place}")


if __name__ == "__main__":
    tree = SegmentTree([5, 3, 8, 1])
    print(tree.query(1, 3))
    tree.update(2, 10)
    print(tree.query(0, 4), SegmentTree([5, 3, 8, 1], min, float("inf")).query(0, 3))
