"""Split a sequence into chunks."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

SIZE = 3

T = TypeVar("T")


def chunks(items: Sequence[T], size: int = SIZE) -> Iterator[Sequence[T]]:
    """Pieces of `size` items in their order, the last may be shorter."""
    if size < 1:
        raise ValueError(f"size must be at least 1, not {size}")
    return (items[start : start + size] for start in range(0, len(items), size))


if __name__ == "__main__":
    print(list(chunks(list(range(10)))))
