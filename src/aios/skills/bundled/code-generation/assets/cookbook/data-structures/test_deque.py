"""Against collections.deque, at random."""

import collections
import random

import pytest
from deque import Deque


@pytest.mark.parametrize("seed", range(40))
def test_it_agrees_with_the_library(seed: int) -> None:
    draw = random.Random(seed)
    maxlen = draw.choice([None, None, 1, 5])
    mine: Deque[int] = Deque(maxlen=maxlen)
    theirs: collections.deque[int] = collections.deque(maxlen=maxlen)
    for number in range(200):
        action = draw.choice(["append", "append", "appendleft", "appendleft", "pop", "popleft"])
        if action.startswith("append"):
            getattr(mine, action)(number)
            getattr(theirs, action)(number)
        elif theirs:
            assert getattr(mine, action)() == getattr(theirs, action)()
        assert list(mine) == list(theirs)
        assert len(mine) == len(theirs)
        if theirs:
            assert (mine.peekleft(), mine.peek(), mine[-1]) == (theirs[0], theirs[-1], theirs[-1])


def test_edges() -> None:
    empty: Deque[int] = Deque()
    for take in (empty.pop, empty.popleft, empty.peek, empty.peekleft):
        with pytest.raises(IndexError, match="empty"):
            take()
    assert repr(Deque([1, 2])) == "Deque([1, 2])"
    with pytest.raises(IndexError, match="no item 2"):
        Deque([1, 2])[2]
    with pytest.raises(ValueError, match="at least 1"):
        Deque(maxlen=0)
