"""Bricks: functions on dictionaries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit


def invert_dict(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
    """The dictionary with keys and values exchanged.

    >>> invert_dict({"a": 1, "b": 2})
    {1: 'a', 2: 'b'}
    """
    return {value: key for key, value in mapping.items()}


def merge_dicts(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, Any]:
    """Two dictionaries as one: the second wins, dictionaries within them are merged too.

    >>> merge_dicts({"x": {"a": 1, "b": 2}}, {"x": {"b": 3}, "y": 4})
    {'x': {'a': 1, 'b': 3}, 'y': 4}
    """
    merged = dict(a)
    for key, value in b.items():
        both = isinstance(merged.get(key), dict) and isinstance(value, dict)
        merged[key] = merge_dicts(merged[key], value) if both else value
    return merged


def flatten_dict(mapping: Mapping[str, Any], sep: str = ".", prefix: str = "") -> dict[str, Any]:
    """A nested dictionary with joined keys.

    >>> flatten_dict({"a": {"b": 1, "c": {"d": 2}}, "e": 3})
    {'a.b': 1, 'a.c.d': 2, 'e': 3}
    """
    flat: dict[str, Any] = {}
    for key, value in mapping.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            flat |= flatten_dict(value, sep=sep, prefix=f"{name}{sep}")
        else:
            flat[name] = value
    return flat


def unflatten_dict(mapping: Mapping[str, Any], sep: str = ".") -> dict[str, Any]:
    """A dictionary with joined keys as a nested one.

    >>> unflatten_dict({"a.b": 1, "a.c": 2})
    {'a': {'b': 1, 'c': 2}}
    """
    nested: dict[str, Any] = {}
    for name, value in mapping.items():
        *outer, last = name.split(sep)
        place = nested
        for key in outer:
            place = place.setdefault(key, {})
        place[last] = value
    return nested


def get_nested(mapping: Any, path: str, default: Any = None) -> Any:
    """The value at a path such as "a.b.0", the default where there is none.

    >>> get_nested({"a": {"b": [5]}}, "a.b.0"), get_nested({}, "x.y", 1)
    (5, 1)
    """
    for key in path.split("."):
        try:
            mapping = mapping[int(key)] if isinstance(mapping, list) else mapping[key]
        except (KeyError, IndexError, TypeError, ValueError):
            return default
    return mapping


def parse_query(url: str) -> dict[str, str]:
    """The parameters of an address or of what stands after its question mark.

    >>> parse_query("http://x.example/?a=1&b=two%20words"), parse_query("a=1")
    ({'a': '1', 'b': 'two words'}, {'a': '1'})
    """
    query = urlsplit(url).query if "?" in url or "://" in url else url
    return dict(parse_qsl(query, keep_blank_values=True))


def build_query(params: Mapping[str, Any]) -> str:
    """Parameters as they stand after the question mark of an address.

    >>> build_query({"a": 1, "b": "two words"})
    'a=1&b=two+words'
    """
    return urlencode(params)


def lengths_of_words(text: str) -> dict[int, int]:
    """How many words of the text have each length, the shortest first.

    >>> lengths_of_words("a bb cc ddd")
    {1: 1, 2: 2, 3: 1}
    """
    return dict(sorted(Counter(map(len, text.split())).items()))


def filter_dict(mapping: Mapping[Any, Any], keys: Iterable[Any]) -> dict[Any, Any]:
    """The dictionary with these keys only.

    >>> filter_dict({"a": 1, "b": 2}, ["b", "c"])
    {'b': 2}
    """
    wanted = list(keys)
    return {key: value for key, value in mapping.items() if key in wanted}


def sort_dict_by_value(mapping: Mapping[Any, Any], reverse: bool = False) -> dict[Any, Any]:
    """The dictionary in the order of its values.

    >>> sort_dict_by_value({"a": 2, "b": 1})
    {'b': 1, 'a': 2}
    """
    return dict(sorted(mapping.items(), key=lambda pair: pair[1], reverse=reverse))
