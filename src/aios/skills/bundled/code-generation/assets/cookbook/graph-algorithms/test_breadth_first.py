"""Order, paths and unreachable nodes."""

from breadth_first import bfs, path

TOWN = {"A": ["B", "C"], "B": ["D", "A"], "C": ["D"], "D": ["E"], "X": ["A"]}


def test_the_nearest_come_first() -> None:
    assert bfs(TOWN, "A") == ["A", "B", "C", "D", "E"]
    assert bfs({}, "A") == ["A"]


def test_paths_are_shortest() -> None:
    assert path(TOWN, "A", "E") == ["A", "B", "D", "E"]
    assert path(TOWN, "A", "A") == ["A"]
    assert path(TOWN, "A", "X") is None
