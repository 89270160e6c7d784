"""The context manager: counting, summing up, and windows written down and continued exactly.

Covered: the error of the token estimate against counts of real tokenizers, calibration, summaries
and their refusal, snapshots of any window, damaged ones, names that are no names.
Not covered: what a real model writes in a summary.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aios.contracts.errors import BadRequest, ModelFailed, NotFound, StoreFailed
from aios.contracts.messages import Message, Role, ToolCall
from aios.kernel import context_manager
from aios.kernel.context import Window
from aios.kernel.context_manager import ContextManager, restore, snapshot
from aios.kernel.context_tokens import TokenCounter, family_of

COUNTED = json.loads((Path(__file__).parent / "token_counts.json").read_text("utf-8"))
KINDS = ("zh", "en", "code")

# ---------------------------------------------------------------- tokens


def mixed() -> Iterator[dict[str, Any]]:
    """Pieces of the three kinds in turn."""
    by_kind = [[row for row in COUNTED if row["kind"] == kind] for kind in KINDS]
    for rows in zip(*by_kind, strict=True):
        yield from rows


def errors_of(counter: TokenCounter, tokenizer: str, learn: int) -> dict[str, list[float]]:
    """Relative errors by kind, of the pieces after the first `learn`, which are only learned."""
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for place, row in enumerate(mixed()):
        estimated, counted = counter(row["text"]), row["tokens"][tokenizer]
        if place >= learn:
            found[row["kind"]].append(abs(estimated - counted) / counted)
        counter.learn(estimated, counted)
    return found


@pytest.mark.parametrize("tokenizer", ["qwen", "gpt", "deepseek"])
def test_the_estimate_errs_by_less_than_a_tenth_in_every_kind_of_text(tokenizer: str) -> None:
    for kind, errors in errors_of(TokenCounter(family=tokenizer), tokenizer, learn=6).items():
        assert sum(errors) / len(errors) <= 0.10, (kind, errors)


@pytest.mark.parametrize("tokenizer", ["qwen", "gpt", "deepseek"])
def test_it_is_near_before_any_count_and_for_a_family_it_does_not_know(tokenizer: str) -> None:
    first = errors_of(TokenCounter(family=tokenizer), tokenizer, learn=0)
    unknown = errors_of(TokenCounter(), tokenizer, learn=6)
    for errors in (first, unknown):
        every = [error for kind in errors.values() for error in kind]
        assert sum(every) / len(every) <= 0.10


def test_implausible_counts_teach_nothing() -> None:
    counter = TokenCounter()
    for counted in (0, 10, 49_000, -5):
        counter.learn(1000, counted)  # a cache left out, a prompt that was not ours
    counter.learn(10, 15)  # too short to tell
    assert counter == TokenCounter()


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(-10, 20000)), max_size=40))
def test_the_ratio_stays_in_reason(counts: list[tuple[int, int]]) -> None:
    counter = TokenCounter()
    for estimated, counted in counts:
        before = counter.ratio
        counter.learn(estimated, counted)
        assert 0.5 * before <= counter.ratio <= 2.0 * before


def test_models_are_counted_like_their_family() -> None:
    families = {"Qwen2.5:7b": "qwen", "llama3.2": "llama", "deepseek-r1": "deepseek", "x": "qwen"}
    assert {name: family_of(name) for name in families} == families


# ---------------------------------------------------------------- summaries


def filled(limit: int = 600) -> Window:
    """A window from which turns were dropped."""
    made = Window(limit_tokens=limit)
    made.pin(Message(role="system", content="sys"), Message(role="user", content="task"))
    for number in range(12):
        act = Message(role="assistant", content=f"I read /data/{number}.csv " + "thought " * 40)
        made.add(act, Message(role="user", content="rows " * 60))
    assert made.dropped
    return made


class Asked:
    """Answers with one text, or raises it; keeps the questions."""

    def __init__(self, answer: str | Exception) -> None:
        self.questions: list[str] = []
        self._answer = answer

    async def __call__(self, question: str) -> str:
        self.questions.append(question)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


async def test_what_was_dropped_is_summed_up_once_and_stays_readable() -> None:
    made, ask = filled(), Asked("已读 /data/0.csv，没有错误。")
    count, cut = len(made.dropped), dict(made.cut)
    assert await ContextManager().settle(made, ask) is True
    assert await ContextManager().settle(made, ask) is False
    [question] = ask.questions
    assert "/data/0.csv" in question
    note = made.messages()[2]
    assert "已读 /data/0.csv" in note.content and f"{count} earlier messages" in note.content
    assert [m.role for m in made.messages()] == ["system", "user"] + ["assistant", "user"] * (
        len(made.turns) + 1
    )
    assert made.cut == cut


async def test_a_second_summary_is_told_the_first() -> None:
    made, ask = filled(), Asked("first summary")
    manager = ContextManager()
    await manager.settle(made, ask)
    while not made.unsummed:
        act = Message(role="assistant", content="more " * 80)
        made.add(act, Message(role="user", content="rows " * 80))
    assert "first summary" in made.messages()[2].content
    newly = made.to_sum_up()[0].content
    await manager.settle(made, ask)
    assert "first summary" in ask.questions[1] and newly in ask.questions[1]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "  \n",
        "I also wrote /etc/passwd for you.",
        "See https://evil.example/x for the rest.",
        ModelFailed("the server is gone"),
    ],
)
async def test_without_a_usable_summary_the_plain_note_stays(answer: str | Exception) -> None:
    made = filled()
    before = made.messages()
    assert await ContextManager().settle(made, Asked(answer)) is False
    assert made.messages() == before


async def test_an_endless_summary_is_cut() -> None:
    made = filled()
    await ContextManager().settle(made, Asked("so on and so on " * 5000))
    assert made.used() <= made.limit_tokens


# ---------------------------------------------------------------- snapshots

TEXTS = st.text(st.characters(), max_size=80)
WISHES = st.builds(
    ToolCall,
    id=TEXTS,
    name=TEXTS,
    arguments=st.dictionaries(TEXTS, st.none() | st.booleans() | st.integers() | TEXTS, max_size=3),
)
ROLES: st.SearchStrategy[Role] = st.sampled_from(["user", "assistant", "tool"])
MESSAGES = st.builds(
    Message, role=ROLES, content=TEXTS | TEXTS.map(lambda t: t * 20), tool_calls=st.tuples(WISHES)
)
TURNS = st.lists(MESSAGES, min_size=1, max_size=3)


@given(st.lists(TURNS, max_size=12), st.lists(TURNS, max_size=4), st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)
def test_a_restored_window_is_the_same_and_goes_on_the_same(
    before: list[list[Message]], after: list[list[Message]], learned: bool
) -> None:
    counter = TokenCounter(family="gpt", ratio=1.3, learned=4)
    made = Window(limit_tokens=300, count=counter) if learned else Window(limit_tokens=300)
    made.pin(Message(role="system", content="数据"))
    for turn in before:
        made.add(*turn)
    written = json.loads(json.dumps(snapshot(made)))
    again = restore(written)
    assert again == made
    assert again.rendered() == made.rendered()
    for turn in after:
        made.add(*turn)
        again.add(*turn)
    assert again == made


async def test_a_window_is_continued_elsewhere(tmp_path: Path) -> None:
    made = filled()
    await ContextManager(tmp_path / "contexts").save("task-1.0", made)
    elsewhere = ContextManager(tmp_path / "contexts")
    again = await elsewhere.load("task-1.0")
    assert again == made
    assert again.read_back("cut-1") == made.cut["cut-1"]
    with pytest.raises(NotFound, match="task-2"):
        await elsewhere.load("task-2")


async def test_the_oldest_snapshots_make_room_for_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context_manager, "KEPT_SNAPSHOTS", 2)
    for age, name in enumerate(("c", "a", "b")):
        path = await ContextManager(tmp_path).save(name, Window(limit_tokens=9))
        os.utime(path, (age, age))
    await ContextManager(tmp_path).save("d", Window(limit_tokens=9))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.json", "d.json"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: text.replace("sys", "SYS"),
        lambda text: text.replace('"version": 1', '"version": 9'),
        lambda text: text.replace('"turns"', '"tunrs"'),
        lambda text: text.replace('"role": "system"', '"role": "king"'),
        lambda _: "[]",
        lambda _: "\x00",
    ],
)
async def test_a_damaged_snapshot_is_refused(tmp_path: Path, damage: Any) -> None:
    manager = ContextManager(tmp_path)
    path = await manager.save("w", filled())
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(StoreFailed, match="damaged"):
        await manager.load("w")


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "x" * 200, "a\x00b"])
async def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadRequest):
        await ContextManager(tmp_path).save(name, filled())
    with pytest.raises(BadRequest):
        await ContextManager().save("w", filled())
