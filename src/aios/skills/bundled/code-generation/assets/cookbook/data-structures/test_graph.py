"""Nodes, edges, both traversals, paths, parts."""

import pytest
from graph import Graph

EDGES = [("A", "B"), ("B", "C"), ("A", "D"), ("D", "C"), ("E", "F")]


@pytest.fixture
def graph() -> Graph[str]:
    return Graph(EDGES)


def test_nodes_and_edges(graph: Graph[str]) -> None:
    assert (len(graph), list(graph), "A" in graph, "Z" in graph) == (6, [*"ABCDEF"], True, False)
    assert graph.neighbours("C") == ["B", "D"]
    assert [edge[:2] for edge in graph.edges()] == EDGES_ONCE
    graph.add_edge("A", "B", 2.5)
    assert graph.weight("B", "A") == 2.5


EDGES_ONCE = [("A", "B"), ("A", "D"), ("B", "C"), ("C", "D"), ("E", "F")]


def test_traversals(graph: Graph[str]) -> None:
    assert list(graph.breadth_first("A")) == ["A", "B", "D", "C"]
    assert list(graph.depth_first("A")) == ["A", "B", "C", "D"]
    with pytest.raises(KeyError):
        list(graph.breadth_first("Z"))


def test_paths_and_parts(graph: Graph[str]) -> None:
    assert graph.path("A", "C") == ["A", "B", "C"]
    assert graph.path("A", "A") == ["A"]
    assert graph.path("A", "E") is None
    assert graph.components() == [{"A", "B", "C", "D"}, {"E", "F"}]


def test_removing(graph: Graph[str]) -> None:
    graph.remove_edge("C", "B")
    assert graph.path("A", "C") == ["A", "D", "C"]
    graph.remove_node("D")
    assert graph.path("A", "C") is None
    with pytest.raises(KeyError):
        graph.remove_edge("A", "F")


def test_directed() -> None:
    graph = Graph([(1, 2), (2, 3)], directed=True)
    assert graph.path(1, 3) == [1, 2, 3]
    assert graph.path(3, 1) is None
    assert graph.edges() == [(1, 2, 1), (2, 3, 1)]
    with pytest.raises(ValueError, match="undirected"):
        graph.components()
