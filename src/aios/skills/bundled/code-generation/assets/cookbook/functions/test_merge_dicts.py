"""Who wins, what is nested, and that nothing given is changed."""

from merge_dicts import merge_dicts


def test_the_second_wins() -> None:
    assert merge_dicts({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a": 1, "b": 3, "c": 4}


def test_nested_ones_are_merged_and_not_changed() -> None:
    first, second = {"a": {"x": 1}}, {"a": {"y": 2}}
    assert merge_dicts(first, second) == {"a": {"x": 1, "y": 2}}
    assert (first, second) == ({"a": {"x": 1}}, {"a": {"y": 2}})


def test_a_value_replaces_a_dictionary() -> None:
    assert merge_dicts({"a": {"x": 1}}, {"a": 0}) == {"a": 0}


def test_empty_ones() -> None:
    assert merge_dicts({}, {}) == {}
