"""The tree against a set, and its balance."""

import random
from math import log2

from avl_tree import AVLTree, Node, height, lean


def well_balanced(node: Node | None) -> bool:
    if node is None:
        return True
    right_height = node.height == 1 + max(height(node.left), height(node.right))
    return (
        right_height
        and abs(lean(node)) <= 1
        and well_balanced(node.left)
        and well_balanced(node.right)
    )


def test_it_does_what_a_set_does_and_stays_balanced() -> None:
    draw, tree, wanted = random.Random(3), AVLTree(), set[int]()
    for _ in range(2000):
        number = draw.randint(0, 80)
        if draw.random() < 0.55:
            tree.insert(number)
            wanted.add(number)
        else:
            tree.delete(number)
            wanted.discard(number)
        assert well_balanced(tree.root)
        assert (number in tree) is (number in wanted)
    assert list(tree) == sorted(wanted)


def test_values_in_order_make_no_chain() -> None:
    assert AVLTree(range(4000)).height() <= 1.45 * log2(4002)


def test_an_empty_tree() -> None:
    tree = AVLTree()
    tree.delete(1)
    assert (list(tree), tree.height(), 1 in tree) == ([], 0, False)
