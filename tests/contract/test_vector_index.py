"""What every VectorIndex promises, asked of the one beside SQLite's full-text index."""

import math
import random
import struct
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.code.stores.vectors import SqliteVectorIndex
from aios.contracts.errors import BadRequest
from aios.contracts.ports import Put, Table

NOTES = Table(name="notes")


class Shelf:
    """Texts, their documents and their vectors in one file."""

    def __init__(self, path: Path | None) -> None:
        self.store = SqliteStore(path)
        self.texts = SqliteTextIndex(self.store)
        self.vectors = SqliteVectorIndex(self.store, self.texts)

    async def put(self, key: str, scope: str = "s", text: str = "words") -> None:
        await self.texts.add([(key, scope, text)])
        await self.store.write(Put(table="notes", key=key, doc={"key": key}))

    async def embed(self, vectors: dict[str, Sequence[float]], model: str = "m") -> None:
        entries = {doc["key"]: n for n, doc in await self.vectors.missing(model, "notes", 10_000)}
        await self.vectors.add(model, [(entries[key], v) for key, v in vectors.items()])

    async def nearest(self, vector: Sequence[float], model: str = "m", **how: Any) -> list[str]:
        how = {"k": 10, "scopes": ("s",), "table": "notes", **how}
        return [doc["key"] for doc, _ in await self.vectors.search(model, vector, **how)]


@pytest.fixture(params=["file", "memory"])
async def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shelf]:
    made = Shelf(tmp_path / "aios.db" if request.param == "file" else None)
    await made.store.open([NOTES])
    yield made
    await made.store.close()


async def test_the_nearest_come_first_whatever_their_length(shelf: Shelf) -> None:
    for key in "abc":
        await shelf.put(key)
    await shelf.embed({"a": [10, 0.1], "b": [0.1, 0.1], "c": [-1, 0.5]})
    found = await shelf.vectors.search("m", [1, 0], k=3, table="notes", scopes=["s"])
    assert [doc["key"] for doc, _ in found] == ["a", "b", "c"]
    assert found[1][1] == pytest.approx(math.sqrt(0.5), abs=1e-5)
    assert await shelf.nearest([1, 0], k=1) == ["a"] and await shelf.nearest([1, 0], k=0) == []


async def test_signs_find_what_all_numbers_would_find(shelf: Shelf) -> None:
    chance = random.Random(5)
    made = {f"k{n}": [chance.gauss(0, 1) for _ in range(256)] for n in range(900)}
    await shelf.texts.add([(key, "s", "words") for key in made])
    await shelf.store.write(*(Put(table="notes", key=key, doc={"key": key}) for key in made))
    await shelf.embed(made)
    hits = 0
    for _ in range(8):
        near = chance.choice(list(made.values()))
        query = [x + chance.gauss(0, 0.7) for x in near]

        def far(key: str, query: list[float] = query) -> float:
            return -sum(a * b for a, b in zip(query, made[key], strict=True)) / math.hypot(
                *made[key]
            )

        hits += len(set(sorted(made, key=far)[:10]) & set(await shelf.nearest(query)))
    assert hits >= 0.9 * 80


async def test_only_the_scopes_asked_for_and_the_models_own_vectors(shelf: Shelf) -> None:
    for key, scope in (("mine", "agent:a"), ("yours", "agent:b"), ("old", "past agent:a")):
        await shelf.put(key, scope)
    assert {doc["key"] for _, doc in await shelf.vectors.missing("m", "notes", 9)} == {
        "mine",
        "yours",
    }
    await shelf.embed({"mine": [1, 0], "yours": [1, 0]})
    assert await shelf.nearest([1, 0], scopes=("agent:a", "past agent:a")) == ["mine"]
    assert await shelf.nearest([1, 0], "other", scopes=("agent:a",)) == []
    assert await shelf.nearest([1, 0, 0], scopes=("agent:a",)) == [], "of another length"


async def test_another_model_takes_the_place_of_the_first(shelf: Shelf) -> None:
    for key in "ab":
        await shelf.put(key)
    await shelf.embed({"a": [1, 0], "b": [0, 1]})
    assert await shelf.vectors.count("m", "notes") == (2, 0)
    assert await shelf.vectors.count("n", "notes") == (0, 2)
    await shelf.embed({"a": [0, 1, 0]}, "n")
    assert await shelf.vectors.count("m", "notes") == (1, 1)
    assert await shelf.nearest([0, 1]) == ["b"] and await shelf.nearest([0, 1, 0], "n") == ["a"]


async def test_what_goes_from_the_texts_takes_its_vector_along(shelf: Shelf) -> None:
    for key in "abc":
        await shelf.put(key)
    await shelf.embed({"a": [1, 0], "b": [1, 0.1], "c": [1, 0.2]})
    assert await shelf.nearest([1, 0]) == ["a", "b", "c"]
    await shelf.texts.remove(["a"])
    await shelf.texts.add([("b", "elsewhere", "words")])
    assert await shelf.nearest([1, 0]) == ["c"]
    assert await shelf.nearest([1, 0], scopes=("elsewhere",)) == [], "a new text needs a new vector"
    assert await shelf.vectors.count("m", "notes") == (1, 1)


async def test_a_vector_of_what_was_forgotten_is_in_no_file(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "aios.db")
    await shelf.store.open([NOTES])
    vector = [0.123, 0.456, -0.789, 0.4]
    await shelf.put("a")
    await shelf.embed({"a": vector})
    length = math.hypot(*vector)
    trace = struct.pack("<f", vector[2] / length)
    assert any(trace in file.read_bytes() for file in tmp_path.iterdir())
    await shelf.texts.remove(["a"])
    assert await shelf.store.scrub()
    assert not any(trace in file.read_bytes() for file in tmp_path.iterdir())
    await shelf.store.close()


async def test_what_another_process_adds_and_removes_is_seen(tmp_path: Path) -> None:
    here, there = Shelf(tmp_path / "aios.db"), Shelf(tmp_path / "aios.db")
    await here.store.open([NOTES])
    await there.store.open([NOTES])
    await here.put("a")
    await here.embed({"a": [1, 0]})
    assert await there.nearest([1, 0]) == ["a"]
    await here.put("b")
    await here.embed({"b": [1, 0.1]})
    assert await there.nearest([1, 0]) == ["a", "b"]
    await here.texts.remove(["a"])
    assert await there.nearest([1, 0]) == ["b"]
    for shelf in (here, there):
        await shelf.store.close()


async def test_an_empty_vector_stands_for_a_text_that_cannot_be_read(shelf: Shelf) -> None:
    await shelf.put("a")
    await shelf.embed({"a": []})
    assert await shelf.vectors.missing("m", "notes", 9) == []
    assert await shelf.nearest([1, 0]) == [] and await shelf.vectors.count("m", "notes") == (0, 0)


@pytest.mark.parametrize("vector", [[0, 0], [math.nan, 1], [math.inf, 1]])
async def test_a_vector_without_a_direction_is_refused(shelf: Shelf, vector: list[float]) -> None:
    await shelf.put("a")
    with pytest.raises(BadRequest) as refusal:
        await shelf.embed({"a": vector})
    assert refusal.value.code == "vector_useless"
    with pytest.raises(BadRequest):
        await shelf.nearest(vector)
