"""Merge two dictionaries, the nested ones too."""

from collections.abc import Mapping
from typing import Any


def merge_dicts(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """A new dictionary with the keys of both; where both have one, the second wins.

    Two dictionaries under the same key are merged in turn. Neither argument is changed.
    """
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = merge_dicts(old, value) if both else value
    return merged


if __name__ == "__main__":
    print(merge_dicts({"a": 1, "b": {"x": 1}}, {"b": {"y": 2}, "c": 3}))
