"""Memories that are exported come back elsewhere as they were, and nothing else comes in."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.clock import ManualClock
from aios.contracts.errors import BadRequest
from aios.interfaces.cli.exchange import line_of, memories_in
from aios.kernel.memory import TABLES, MemoryManager

STORES: list[SqliteStore] = []
DEEP: dict[str, Any] = {}
for _ in range(900):
    DEEP = {"deeper": DEEP}


async def fresh() -> MemoryManager:
    store = SqliteStore(None)
    await store.open(TABLES)
    STORES.append(store)
    return MemoryManager(store, SqliteTextIndex(store), ManualClock())


@pytest.fixture(autouse=True)
async def closed() -> AsyncIterator[None]:
    yield
    while STORES:
        await STORES.pop().close()


async def filled() -> MemoryManager:
    memory = await fresh()
    old = await memory.store("仓库在上海", source="task t1", importance=0.9)
    await memory.supersede(old, "仓库在苏州")
    await memory.store({"text": "likes tables", "kind": "taste"}, scope="agent", agent="ann")
    await memory.store("half done", scope="task", task_id="t1")
    return memory


def carried(items: Any) -> list[dict[str, Any]]:
    return memories_in(b"".join(line_of(item) for item in items))


async def test_everything_comes_back_with_its_provenance_and_history() -> None:
    memory, other = await filled(), await fresh()
    items = await memory.export()
    assert await other.bring_in(carried(items)) == 4
    assert await other.export() == items
    assert [m.text for m in await other.search("仓库")] == ["仓库在苏州"], "the past is not found"
    (found,) = await other.search("tables", agent="ann")
    assert (found.kind, found.scope, found.agent) == ("taste", "agent", "ann")
    assert await other.search("tables", agent="bob") == [], "whose it is stays so"
    assert await other.forget(found.id)
    assert await other.search("tables", agent="ann") == []


async def test_what_is_known_stays_as_it_is() -> None:
    memory = await filled()
    told = carried(await memory.export())
    for item in told:
        item["importance"], item["kind"] = 0.0, "changed"
    before = await memory.export()
    assert await memory.bring_in(told) == 0
    assert await memory.export() == before
    assert await (await fresh()).bring_in([*told, *told]) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"text": "another text under the old id"},
        {"agent": "bob"},
        {"scope": "shared"},
        {"scope": "everybody"},
        {"id": "mem-1"},
        {"id": ""},
        {"importance": 7},
        {"importance": "much"},
        {"text": ""},
        {"text": 5},
        {"created_at": "yesterday"},
        {"data": []},
        {"agent": ""},
        {"created_at": "2026-01-01T00:00:00"},
        {"importance": float("nan")},
        {"kind": "k" * 1000},
        {"kind": "\ud800"},
        {"data": {"x": "\ud800"}},
        {"data": DEEP},
    ],
    ids=lambda change: repr(change)[:60],
)
async def test_altered_memories_are_refused_with_all_others(change: dict[str, Any]) -> None:
    memory, other = await filled(), await fresh()
    good, *_rest = told = carried(await memory.export())
    bad = next(item for item in told if item["agent"] == "ann")
    with pytest.raises(BadRequest):
        await other.bring_in([good, {**bad, **change}])
    assert await other.export() == []


@pytest.mark.parametrize(
    "lines", [b"[1]", b"{}\nnonsense", b"7", b'{"a": 1}\n"text"', b"\xff\xfe", b"[" * 99999]
)
def test_lines_that_are_no_objects_are_named(lines: bytes) -> None:
    with pytest.raises(BadRequest, match=r"Line [12] "):
        memories_in(lines)


def test_lines_keep_separators_of_other_alphabets() -> None:
    text = "一\u2028二\x85三\x0b四"
    item = {"id": "x", "text": text, "score": 1.0}
    assert memories_in(line_of(item) + b"\n" + line_of(item)) == [{"id": "x", "text": text}] * 2


async def test_what_a_file_says_of_ranks_and_places_counts_for_nothing() -> None:
    other = await fresh()
    [told] = carried(await one_of("ann"))
    forged = {
        **told,
        "score": 99.0,
        "found_by": ["meaning"],
        "namespace": "agent:bob",
        "current": 1,
    }
    assert await other.bring_in([forged]) == 1
    assert await other.search("tables", agent="bob") == []
    [item] = await other.search("tables", agent="ann")
    assert item.score < 1 and item.found_by == ("words",)


async def one_of(agent: str) -> list[Any]:
    return [item for item in await (await filled()).export() if item.agent == agent]
