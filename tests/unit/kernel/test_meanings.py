"""Vectors in the background: all texts get theirs, and searches do not wait for a model."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.code.stores.vectors import SqliteVectorIndex
from aios.contracts.clock import ManualClock
from aios.contracts.errors import AiosError, ModelFailed, NoModel
from aios.kernel import meanings as module
from aios.kernel.meanings import Meanings
from aios.kernel.memory import TABLES, MemoryManager
from aios.kernel.memory_item import MEMORIES

TOPICS = (("car", "automobile", "汽车", "轿车"), ("tea", "beverage", "茶", "饮料"), ("rain", "雨"))


class Reader:
    """An embedding model that knows a few words of two languages; and its moods."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str], str]] = []
        self.error: AiosError | None = None
        self.unreadable = "\0"
        self.heard, self.answers = asyncio.Event(), asyncio.Event()
        self.answers.set()

    async def __call__(self, model: str, texts: Sequence[str], priority: str) -> list[list[float]]:
        self.asked.append((model, list(texts), priority))
        self.heard.set()
        await self.answers.wait()
        if self.error is not None:
            raise self.error
        if any(self.unreadable in text for text in texts):
            raise ModelFailed("It is too long.")
        return [[0.1, *(float(any(w in t for w in words)) for words in TOPICS)] for t in texts]


class World:
    """A memory with a model for meanings, in one file."""

    def __init__(self) -> None:
        self.store = SqliteStore(None)
        self.clock = ManualClock()
        self.reader = Reader()
        self.model("m")

    def model(self, name: str) -> None:
        texts = SqliteTextIndex(self.store)
        index = SqliteVectorIndex(self.store, texts)
        self.meanings = Meanings(index, self.reader, self.clock, model=name, table=MEMORIES.name)
        self.memory = MemoryManager(self.store, texts, self.clock, self.meanings)

    async def settle(self) -> None:
        while await self.meanings.catch_up():
            pass

    async def found(self, query: str, **who: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(m.text, m.found_by) for m in await self.memory.search(query, **who)]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    made = World()
    await made.store.open(TABLES)
    yield made
    await made.store.close()


async def test_what_means_the_same_is_found_without_a_common_word(world: World) -> None:
    await world.memory.store("the automobile is red")
    await world.memory.store("喝茶有益")
    assert await world.found("汽车") == []
    await world.settle()
    assert (await world.found("汽车"))[0] == ("the automobile is red", ("meaning",))
    assert (await world.found("茶 beverage"))[0] == ("喝茶有益", ("meaning",))
    assert (await world.found("red car"))[0] == ("the automobile is red", ("words", "meaning"))
    assert {asked[2] for asked in world.reader.asked} == {"low", "high"}


async def test_meaning_obeys_the_same_rules_as_words(world: World) -> None:
    secret = await world.memory.store("my car is blue", scope="agent", agent="alice")
    await world.settle()
    assert await world.found("automobile", agent="bob") == []
    assert len(await world.found("automobile", agent="alice")) == 1
    new = await world.memory.supersede(secret, "my car is green")
    await world.settle()
    assert [t for t, _ in await world.found("automobile", agent="alice")] == ["my car is green"]
    await world.memory.forget(new)
    assert await world.found("automobile", agent="alice") == []


async def test_a_search_waits_a_moment_and_then_lets_the_model_rest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.01)
    await world.memory.store("rain in May")
    await world.settle()
    world.reader.answers.clear()
    asked = len(world.reader.asked)
    for _ in range(3):
        assert await world.found("rain") == [("rain in May", ("words",))]
    assert len(world.reader.asked) == asked + 1, "asked once, then left alone"
    assert "slow" in (await world.memory.meanings()).problem
    world.reader.answers.set()
    await world.clock.advance(module.REST_S)
    assert await world.found("rain") == [("rain in May", ("words", "meaning"))]
    assert (await world.memory.meanings()).problem == ""


async def test_the_background_goes_on_when_the_model_is_back(world: World) -> None:
    await world.memory.store("rain")
    world.reader.error = NoModel("Nobody is there.")
    work = asyncio.create_task(world.meanings.run())

    await world.reader.heard.wait()
    for _ in range(3):
        await world.memory.meanings()
        await world.clock.advance(module.LAST_PAUSE_S)
    assert "Nobody" in (await world.memory.meanings()).problem
    world.reader.error = None
    while (await world.memory.meanings()).waiting:
        await world.clock.advance(module.LAST_PAUSE_S)
    await world.memory.store("more rain")
    while (await world.memory.meanings()).embedded < 2:
        await world.clock.advance(0)
    assert (await world.memory.meanings()).to_dict() == {
        "model": "m",
        "embedded": 2,
        "waiting": 0,
        "problem": "",
    }
    work.cancel()


async def test_a_text_that_cannot_be_read_keeps_back_no_other(world: World) -> None:
    for text in ("car \0 car", "tea", "rain"):
        await world.memory.store(text)
    await world.settle()
    state = await world.memory.meanings()
    assert (state.embedded, state.waiting) == (2, 0)


async def test_another_model_reads_everything_anew_a_few_at_a_time(world: World) -> None:
    for n in range(40):
        await world.memory.store(f"car {n}")
    await world.settle()
    batches = [texts for _, texts, _ in world.reader.asked]
    assert [len(texts) for texts in batches] == [16, 16, 8]
    world.model("n")
    assert await world.found("automobile") == []
    assert await world.meanings.catch_up() == 16
    state = await world.memory.meanings()
    assert (state.model, state.embedded, state.waiting) == ("n", 16, 24)
    world.model("n")  # a restart in the middle
    await world.settle()
    assert (await world.memory.meanings()).waiting == 0
    assert len(world.reader.asked) == 3 + 1 + 3, "the query for the empty index, then 40 texts"


async def test_a_model_of_zeros_is_told_of(world: World) -> None:
    await world.memory.store("x")
    world.reader.__class__ = type("Zeros", (Reader,), {"__call__": zeros})
    assert await world.found("x") == [("x", ("words",))]
    with pytest.raises(ModelFailed) as told:
        await world.meanings.catch_up()
    assert told.value.code == "model_unusable"


async def zeros(
    _reader: Reader, _model: str, texts: Sequence[str], _priority: str
) -> list[list[float]]:
    return [[0.0, 0.0] for _ in texts]


async def test_long_texts_are_read_from_their_beginning(world: World) -> None:
    await world.memory.store("car " + "x" * 100_000)
    await world.settle()
    assert len(world.reader.asked[0][1][0]) == module.TEXT_CHARS
