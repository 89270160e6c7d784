"""Linear search: look at every item until it is found."""

from collections.abc import Iterable
from typing import Any


def linear_search(items: Iterable[Any], target: Any) -> int:
    """The index of the first item equal to the target, -1 if none is."""
    return next((index for index, item in enumerate(items) if item == target), -1)


if __name__ == "__main__":
    print(linear_search(["b", "a", "c"], "c"))
