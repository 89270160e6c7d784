"""The sets against labels that are repainted."""

import random

from union_find import UnionFind


def test_it_agrees_with_repainting() -> None:
    draw, sets, label = random.Random(5), UnionFind(range(60)), {n: n for n in range(60)}
    for _ in range(80):
        a, b = draw.randrange(60), draw.randrange(60)
        assert sets.union(a, b) is (label[a] != label[b])
        old, new = label[b], label[a]
        label = {n: new if mark == old else mark for n, mark in label.items()}
        c, d = draw.randrange(60), draw.randrange(60)
        assert sets.connected(c, d) is (label[c] == label[d])
        assert sets.size_of(c) == list(label.values()).count(label[c])
    assert sets.sets == len(set(label.values()))


def test_a_new_thing_stands_alone() -> None:
    assert not UnionFind().connected("a", "b")
