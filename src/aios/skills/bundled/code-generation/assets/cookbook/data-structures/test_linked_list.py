"""The list against Python's own, move by move."""

import random

import pytest
from linked_list import LinkedList


def test_it_does_what_a_list_does() -> None:
    draw, mine, wanted = random.Random(4), LinkedList(), []
    for number in range(600):
        at = draw.randint(0, len(wanted))
        match draw.choice(["insert", "pop", "remove", "reverse", "prepend"]):
            case "insert":
                mine.insert(at, number % 7)
                wanted.insert(at, number % 7)
            case "prepend":
                mine.prepend(number)
                wanted.insert(0, number)
            case "pop" if at < len(wanted):
                assert mine.pop(at) == wanted.pop(at)
            case "remove" if wanted:
                assert mine.remove(wanted[-1])
                wanted.remove(wanted[-1])
            case "reverse":
                mine.reverse()
                wanted.reverse()
        assert list(mine) == wanted
        assert len(mine) == len(wanted)


def test_find_and_index() -> None:
    items = LinkedList("abcb")
    assert (items.find("b"), items.find("x"), items[3]) == (1, -1, "b")
    assert not items.remove("x")


@pytest.mark.parametrize("index", [-1, 0, 5])
def test_an_index_outside_is_refused(index: int) -> None:
    with pytest.raises(IndexError, match="out of a list of 0"):
        LinkedList().pop(index)
