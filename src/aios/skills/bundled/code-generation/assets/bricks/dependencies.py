"""Bricks: what depends on what: an order to do it in, and what can be done at once."""

from collections.abc import Iterable, Mapping
from typing import Any


def topological_sort(
    graph: Mapping[Any, Iterable[Any]], alphabetical: bool = False, strict: bool = False
) -> list[Any]:
    """The keys in an order in which each comes after all that it depends on.

    >>> topological_sort({"c": ["b"], "b": ["a"], "a": []})
    ['a', 'b', 'c']
    >>> topological_sort({"b": [], "a": []}, alphabetical=True)
    ['a', 'b']
    >>> topological_sort({"a": ["b"], "b": ["a"]})  # else
    Traceback (most recent call last):
    ValueError: the dependencies have a circle: a, b
    """
    order: list[Any] = []
    left = all_needs(graph, strict)
    while left:
        ready = [node for node, needs in left.items() if not needs & left.keys()]
        if not ready:
            names = ", ".join(map(str, circle_in(left)))
            raise ValueError(f"the dependencies have a circle: {names}")  # else
        order.append(min(ready) if alphabetical else ready[0])
        del left[order[-1]]
    return order


def dependency_levels(graph: Mapping[Any, Iterable[Any]], strict: bool = False) -> list[list[Any]]:
    """The keys in groups: those without dependencies, those that can follow then, and so on.

    >>> dependency_levels({"c": ["a", "b"], "b": [], "a": []})
    [['a', 'b'], ['c']]
    >>> dependency_levels({"a": ["b"], "b": ["a"]})  # else
    Traceback (most recent call last):
    ValueError: the dependencies have a circle: a, b
    """
    levels: list[list[Any]] = []
    left = all_needs(graph, strict)
    while left:
        ready = sorted(node for node, needs in left.items() if not needs & left.keys())
        if not ready:
            names = ", ".join(map(str, circle_in(left)))
            raise ValueError(f"the dependencies have a circle: {names}")  # else
        levels.append(ready)
        left = {node: needs for node, needs in left.items() if node not in ready}
    return levels


def all_needs(graph: Mapping[Any, Iterable[Any]], strict: bool) -> dict[Any, set[Any]]:
    """What each needs; what is needed and no key needs nothing, or is refused."""
    needs = {node: set(wanted) for node, wanted in graph.items()}
    unknown = [n for wanted in graph.values() for n in wanted if n not in needs]
    if unknown and strict:
        raise ValueError(f"{unknown[0]!r} is not there")
    return needs | {node: set() for node in unknown}


def circle_in(left: Mapping[Any, set[Any]]) -> list[Any]:
    """The nodes of one circle; every node needs another one that is left."""
    path = [next(iter(left))]
    while path.count(path[-1]) < 2:
        path.append(next(n for n in left[path[-1]] if n in left))
    return path[path.index(path[-1]) : -1]
