"""Windows: what is pinned stays, old turns are cleared first, nothing cut is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.errors import LimitReached, NotFound
from aios.contracts.messages import Message
from aios.kernel.context import ContextManager, Window


def words(text: str) -> int:
    return len(text.split())


def said(count: int, word: str = "word") -> Message:
    return Message(role="assistant", content=" ".join([word] * count))


def window(limit: int, pinned: int = 10) -> Window:
    made = ContextManager().window(limit, words)
    made.pin(said(pinned, "pinned"))
    return made


def test_what_fits_is_shown_as_it_was_said() -> None:
    made = window(1000)
    turns = [(said(5, f"program{n}"), said(5, f"traceback{n}")) for n in range(3)]
    for turn in turns:
        made.add(*turn)
    assert made.messages() == (said(10, "pinned"), *(m for turn in turns for m in turn))
    assert made.cut == {}


def test_the_oldest_turns_are_cleared_first_and_can_be_read_back() -> None:
    made = window(500)
    for n in range(3):
        made.add(said(100, f"program{n}"), said(50, f"traceback{n}"))
    pinned, *note, program, traceback = made.messages()
    assert pinned == said(10, "pinned")
    assert all("4 earlier messages" in message.content for message in note)
    assert (program, traceback) == (said(100, "program2"), said(50, "traceback2"))
    assert made.read_back("cut-1") == said(100, "program0")
    assert made.read_back("cut-4") == said(50, "traceback1")
    assert made.used() <= 250


def test_roles_go_on_alternating() -> None:
    made = window(300)
    for _ in range(20):
        made.add(said(40), Message(role="user", content="traceback " * 20))
    roles = [message.role for message in made.messages()[1:]]
    assert roles == ["assistant", "user"] * (len(roles) // 2)


def test_clearing_makes_room_for_a_while_so_that_beginnings_stay() -> None:
    made, shown = window(1000), []
    for n in range(30):
        made.add(said(40, f"p{n}"), said(20, f"t{n}"))
        shown.append(made.messages())
    changes = sum(after[: len(before)] != before for before, after in pairwise(shown))
    assert 0 < changes <= 4


def test_the_newest_turn_is_never_cleared() -> None:
    made = window(200)
    made.add(said(150))
    made.add(said(180))
    with pytest.raises(LimitReached) as caught:
        made.messages()
    assert caught.value.code == "context_full"
    assert "200" in caught.value.message
    assert made.cut["cut-1"] == said(150)


def test_unknown_cuts_are_named() -> None:
    with pytest.raises(NotFound, match="cut-9"):
        window(100).read_back("cut-9")


@given(st.lists(st.integers(1, 120), max_size=25))
def test_nothing_is_ever_lost(sizes: list[int]) -> None:
    made = window(400)
    given_turns = [said(size, f"w{place}") for place, size in enumerate(sizes)]
    for message in given_turns:
        made.add(message)
    kept = {m.content for m in (*made.cut.values(), *(m for t in made.turns for m in t))}
    assert {m.content for m in given_turns} <= kept
    assert made.messages()[0] == said(10, "pinned")
    assert made.used() <= 400
