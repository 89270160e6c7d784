"""Bricks: trees of dictionaries made of flat rows, and rows made of trees."""

from collections.abc import Iterable, Mapping
from typing import Any

_PARENTS = ("parent", "parent_id", "parentId", "pid", "parentid", "parent_key", "manager", "boss")


def build_tree(
    rows: Iterable[Mapping[str, Any]],
    id_key: str = "id",
    parent_key: str = "",
    children_key: str = "children",
) -> list[dict[str, Any]]:
    """Rows that name their parents as nested dicts: the roots, each with a list of its children.

    >>> rows = [{"id": 2, "parent_id": 1}, {"id": 1, "parent_id": None}]
    >>> build_tree(rows)[0]["children"]
    [{'id': 2, 'parent_id': 1, 'children': []}]
    >>> build_tree([])
    []
    """
    nodes = {row[id_key]: {**row, children_key: []} for row in rows}
    roots = []
    for node in nodes.values():
        name = parent_key or next((key for key in _PARENTS if key in node), "")
        above = nodes.get(node.get(name))
        if above is None or above is node:
            roots.append(node)
        else:
            above[children_key].append(node)
    return roots


def flatten_tree(
    tree: Iterable[Mapping[str, Any]] | Mapping[str, Any], children_key: str = "children"
) -> list[dict[str, Any]]:
    """The nodes of nested dicts as flat rows with their depth, each before its children.

    >>> flatten_tree([{"id": 1, "children": [{"id": 2, "children": []}]}])
    [{'id': 1, 'depth': 0}, {'id': 2, 'depth': 1}]
    """
    rows: list[dict[str, Any]] = []

    def walk(nodes: Iterable[Mapping[str, Any]], depth: int) -> None:
        for node in nodes:
            own = {key: value for key, value in node.items() if key != children_key}
            rows.append({**own, "depth": depth})
            walk(node.get(children_key) or [], depth + 1)

    walk([tree] if isinstance(tree, Mapping) else tree, 0)
    return rows


def flatten_nested(obj: Any, sep: str = ".", prefix: str = "") -> dict[str, Any]:
    """Nested dicts and lists as one dict whose keys are the paths: {"a.b.0": 1}.

    >>> flatten_nested({"a": {"b": [1, {"c": 2}]}, "d": 3})
    {'a.b.0': 1, 'a.b.1.c': 2, 'd': 3}
    """
    if not isinstance(obj, dict | list) or not obj:
        return {prefix: obj} if prefix else {}
    pairs = obj.items() if isinstance(obj, dict) else enumerate(obj)
    flat: dict[str, Any] = {}
    for key, value in pairs:
        flat |= flatten_nested(value, sep, f"{prefix}{sep}{key}" if prefix else str(key))
    return flat


def unflatten_nested(flat: Mapping[str, Any], sep: str = ".") -> Any:
    """One dict of paths as nested dicts, and lists where the steps are numbers from 0 on.

    >>> unflatten_nested({"a.b.0": 1, "a.b.1.c": 2, "d": 3})
    {'a': {'b': [1, {'c': 2}]}, 'd': 3}
    """
    root: dict[str, Any] = {}
    for path, value in flat.items():
        *steps, last = path.split(sep)
        place = root
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
    return _with_lists(root)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    made = {key: _with_lists(inner) for key, inner in value.items()}
    numbered = made and list(made) == [str(number) for number in range(len(made))]
    return list(made.values()) if numbered else made


def count_sentences(text: str) -> int:
    """How many sentences a text has.

    >>> count_sentences("Is it? Yes. No!"), count_sentences("")
    (3, 0)
    """
    ends = "".join("." if sign in "!?。！？…" else sign for sign in text)
    return sum(any(map(str.isalnum, part)) for part in ends.split("."))


def average_word_length(text: str) -> float:
    """The mean length of the words of a text, signs around them left out.

    >>> average_word_length("I am here."), average_word_length("")
    (2.3333333333333335, 0.0)
    """
    words = ["".join(filter(str.isalnum, word)) for word in text.split()]
    words = [word for word in words if word]
    return sum(map(len, words)) / len(words) if words else 0.0


def merge_all_sorted(*lists: Iterable[Any]) -> list[Any]:
    """Any number of sorted lists as one sorted list, without sorting them again.

    >>> merge_all_sorted([1, 4], [2, 3], []), merge_all_sorted()
    ([1, 2, 3, 4], [])
    """
    waiting = [list(values) for values in lists]
    places = [0] * len(waiting)
    merged: list[Any] = []
    while True:
        left = [n for n, values in enumerate(waiting) if places[n] < len(values)]
        if not left:
            return merged
        least = min(left, key=lambda n: waiting[n][places[n]])
        merged.append(waiting[least][places[least]])
        places[least] += 1
