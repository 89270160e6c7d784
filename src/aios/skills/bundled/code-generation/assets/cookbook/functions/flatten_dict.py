"""Flatten nested dictionaries to one level with joined keys, and nest them again."""

from collections.abc import Mapping
from typing import Any


def flatten_dict(nested: Mapping[str, Any], separator: str = ".") -> dict[str, Any]:
    """{"a": {"b": 1}} as {"a.b": 1}; lists stay whole, and so do empty dictionaries.

    ValueError when two ways through the dictionary lead to the same key.
    """
    flat: dict[str, Any] = {}
    stack: list[tuple[str, Any]] = [("", nested)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping) and (value or not path):
            start = f"{path}{separator}" if path else ""
            stack.extend((f"{start}{key}", inner) for key, inner in reversed(value.items()))
        elif path in flat:
            raise ValueError(f"two values would have the key {path!r}")
        else:
            flat[path] = value
    return flat


def unflatten_dict(flat: Mapping[str, Any], separator: str = ".") -> dict[str, Any]:
    """The reverse: {"a.b": 1} as {"a": {"b": 1}}; ValueError when a key is a value and a branch."""
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        *branches, last = path.split(separator)
        place = nested
        for branch in branches:
            place = place.setdefault(branch, {})
            if not isinstance(place, dict):
                raise ValueError(f"{path!r} goes on below a value")
        if last in place:
            raise ValueError(f"{path!r} is both a value and a branch")
        place[last] = value
    return nested


if __name__ == "__main__":
    print(flatten_dict({"a": {"b": 1, "c": {"d": 2}}, "e": [3, 4]}))
    print(unflatten_dict({"a.b": 1, "a.c.d": 2}))
