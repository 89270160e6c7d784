"""Depth, order, what stays whole, and keys that would meet."""

from typing import Any

import pytest
from flatten_dict import flatten_dict, unflatten_dict

PAIRS = [
    ({}, {}),
    ({"a": 1}, {"a": 1}),
    ({"a": {"b": 1, "c": {"d": 2}}, "e": 3}, {"a.b": 1, "a.c.d": 2, "e": 3}),
    ({"甲": {"乙": [1, {"x": 2}]}, "丙": None}, {"甲.乙": [1, {"x": 2}], "丙": None}),
    ({"a": {"b": {}}}, {"a.b": {}}),
]


@pytest.mark.parametrize(("nested", "flat"), PAIRS)
def test_there_and_back(nested: dict[str, Any], flat: dict[str, Any]) -> None:
    assert flatten_dict(nested) == flat
    assert list(flatten_dict(nested)) == list(flat)
    assert unflatten_dict(flat) == nested


def test_another_separator() -> None:
    assert flatten_dict({"a": {"b": 1}}, "/") == {"a/b": 1}
    assert unflatten_dict({"a/b": 1}, "/") == {"a": {"b": 1}}


def test_depth_is_no_limit() -> None:
    nested: dict[str, Any] = {"k": 1}
    for _ in range(3000):
        nested = {"k": nested}
    assert list(flatten_dict(nested).values()) == [1]


def test_keys_that_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="key 'a\\.b'"):
        flatten_dict({"a": {"b": 1}, "a.b": 2})
    with pytest.raises(ValueError, match="value"):
        unflatten_dict({"a": 1, "a.b": 2})
    with pytest.raises(ValueError, match="value and a branch"):
        unflatten_dict({"a.b": 2, "a": 1})
