"""Group items by what they have in common."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def group_by(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Groups in the order their first items came, items in their order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def group_records(records: Iterable[dict[str, Any]], field: str) -> dict[Any, list[dict[str, Any]]]:
    """Dictionaries by the value of a field, those without it under None."""
    return group_by(records, lambda record: record.get(field))


if __name__ == "__main__":
    print(group_by(["apple", "avocado", "banana"], lambda word: word[0]))
