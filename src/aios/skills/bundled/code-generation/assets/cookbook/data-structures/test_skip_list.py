"""The list against a set."""

import random

from skip_list import SkipList


def test_it_does_what_a_set_does() -> None:
    draw, mine, wanted = random.Random(3), SkipList(draw=random.Random(4)), set[int]()
    for _ in range(1500):
        number = draw.randint(0, 60)
        if draw.random() < 0.5:
            assert mine.insert(number) is (number not in wanted)
            wanted.add(number)
        else:
            assert mine.delete(number) is (number in wanted)
            wanted.discard(number)
        assert list(mine) == sorted(wanted)
        assert (number in mine) is (number in wanted)


def test_an_empty_list() -> None:
    assert list(SkipList()) == []
    assert 1 not in SkipList()
