"""The tree against a set, and its traversals."""

import random

import pytest
from binary_search_tree import BinarySearchTree


def test_it_does_what_a_set_does() -> None:
    draw, tree, wanted = random.Random(3), BinarySearchTree(), set[int]()
    for _ in range(1500):
        number = draw.randint(0, 60)
        if draw.random() < 0.5:
            assert tree.insert(number) is (number not in wanted)
            wanted.add(number)
        else:
            assert tree.delete(number) is (number in wanted)
            wanted.discard(number)
        assert list(tree) == sorted(wanted)
        assert (number in tree) is (number in wanted)


def test_traversals() -> None:
    tree = BinarySearchTree([4, 2, 6, 1, 3, 5, 7])
    assert list(tree.in_order()) == [1, 2, 3, 4, 5, 6, 7]
    assert list(tree.pre_order()) == [4, 2, 1, 3, 6, 5, 7]
    assert list(tree.post_order()) == [1, 3, 2, 5, 7, 6, 4]
    assert list(tree.level_order()) == [4, 2, 6, 1, 3, 5, 7]
    assert (tree.height(), tree.minimum(), tree.maximum(), len(tree)) == (3, 1, 7, 7)


def test_a_long_chain_is_no_problem() -> None:
    tree = BinarySearchTree(range(1500))
    assert tree.height() == 1500
    assert next(iter(tree.post_order())) == 1499


def test_an_empty_tree() -> None:
    tree = BinarySearchTree()
    assert (list(tree), list(tree.level_order()), tree.height()) == ([], [], 0)
    with pytest.raises(ValueError, match="empty"):
        tree.minimum()
