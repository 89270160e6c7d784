"""Windows: what is pinned stays, observations go first, then turns; nothing cut is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.errors import LimitReached, NotFound
from aios.contracts.messages import Message, ToolCall, ToolSpec
from aios.contracts.text import estimate_tokens
from aios.kernel.context import Turn, Window
from aios.kernel.context_manager import ContextManager
from aios.kernel.context_tokens import TokenCounter, tokens_of, tokens_of_tools


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


def test_observations_of_the_newest_turn_are_cleared_only_where_nothing_else_helps() -> None:
    made = window(200)
    made.add(said(20, "act"), Message(role="tool", content="row " * 400))
    assert "cleared" in made.messages()[-1].content
    assert made.read_back("cut-1").content == "row " * 400


def test_unknown_cuts_are_named() -> None:
    with pytest.raises(NotFound, match="cut-9"):
        window(100).read_back("cut-9")


def call(number: int, size: int = 60) -> tuple[Message, Message]:
    """A call of a tool and its answer of so many words."""
    wish = ToolCall(id=f"c{number}", name="read_file", arguments={"path": f"/data/{number}.csv"})
    answer = " ".join([f"row{number}"] * size)
    return (
        Message(role="assistant", tool_calls=(wish,)),
        Message(role="tool", content=answer, tool_call_id=wish.id, tool_name=wish.name),
    )


def test_observations_of_older_turns_are_cleared_before_any_turn_is_dropped() -> None:
    made = window(500)
    for number in range(7):
        made.add(*call(number))
    shown = made.messages()[1:]
    assert [m.role for m in shown] == ["assistant", "tool"] * 7
    assert [m.tool_calls for m in shown[::2]] == [call(n)[0].tool_calls for n in range(7)]
    cleared = [m for m in shown[1::2] if m.content.startswith("[cut-")]
    assert 0 < len(cleared) <= 5
    assert made.read_back("cut-1") == call(0)[1]
    assert shown[-1] == call(6)[1]


def test_a_dropped_turn_is_read_back_whole_though_it_was_cleared_before() -> None:
    made = window(220)
    for number in range(30):
        made.add(*call(number, 40))
    assert set(made.dropped) <= set(made.cut)
    kept = [m.content for m in made.cut.values() if m.role == "tool"]
    assert len(kept) == len(set(kept)), "the same answer is kept once"
    assert not any(content.startswith("[cut-") for content in kept)
    assert all(m.role != "tool" for m in made.note)


def test_wishes_for_tools_and_what_tools_look_like_cost_tokens() -> None:
    plain = tokens_of([Message(role="assistant", content="")], estimate_tokens)
    wish = ToolCall(id="1", name="run_code", arguments={"code": "print(1)\n" * 50})
    assert tokens_of([Message(role="assistant", tool_calls=(wish,))], estimate_tokens) > plain + 200
    spec = ToolSpec(name="run_code", description="Runs it.", parameters={"type": "object"})
    assert tokens_of_tools([spec] * 3, estimate_tokens) > 2 * tokens_of_tools([spec], words)


ROLES = st.sampled_from(["user", "tool"])
MESSAGES = st.builds(
    lambda size, word, role: (said(3, "act"), Message(role=role, content=" ".join([word] * size))),
    st.integers(1, 120),
    st.text("ab数据\n\ud800", min_size=1, max_size=60),
    ROLES,
)


@given(st.lists(MESSAGES, max_size=25))
def test_a_prompt_begins_with_the_one_before_unless_room_was_made(turns: list[Turn]) -> None:
    made = window(400)
    before, compactions = made.rendered(), 0
    for turn in turns:
        made.add(*turn)
        now = made.rendered()
        assert now.startswith(before) or made.compactions == compactions + 1
        before, compactions = now, made.compactions


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


async def test_the_models_own_tokenizer_has_the_last_word() -> None:
    asked: list[str] = []

    async def by_bytes(text: str) -> int:
        asked.append(text)
        return len(text.encode())

    counter = TokenCounter()
    estimated = counter("a clipping of the text")
    assert await counter.ask(["some words of a text " * 9, "一二三"], by_bytes)
    assert await counter.ask(["一二三"], by_bytes)
    assert asked == ["some words of a text " * 9, "一二三"], "each text is counted once"
    assert (counter("some words of a text " * 9), counter("一二三")) == (189, 9)
    assert counter("a clipping of the text") > 2 * estimated, (
        "what is estimated is so by the counts"
    )
    before = counter.ratio
    counter.learn(1000, 1100)
    assert counter.ratio == before, "what the template adds is no error of a count"


async def test_who_cannot_count_is_estimated() -> None:
    async def nobody(_text: str) -> None:
        return None

    counter = TokenCounter()
    estimated = counter("some words")
    assert not await counter.ask(["some words"], nobody)
    assert counter("some words") == estimated
