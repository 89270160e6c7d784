"""Memory: found by words in both languages, seen only by whom it belongs to, really forgotten."""

import asyncio
import math
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.clock import ManualClock
from aios.contracts.errors import AiosError, BadRequest, Conflict, NotFound
from aios.kernel.memory import TABLES, MemoryManager


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def memory(clock: ManualClock) -> AsyncIterator[MemoryManager]:
    store = SqliteStore(None)
    await store.open(TABLES)
    yield MemoryManager(store, SqliteTextIndex(store), clock)
    await store.close()


async def found(memory: MemoryManager, query: str, **how: Any) -> list[str]:
    return [item.text for item in await memory.search(query, **how)]


async def test_a_memory_is_found_by_a_word_and_reads_as_a_mapping(
    memory: MemoryManager, clock: ManualClock
) -> None:
    key = await memory.store("用户喜欢深色主题", kind="preference", source="task-7", importance=0.9)
    await memory.store("The database listens on port 5432")
    (item,) = await memory.search("主题")
    assert dict(item) == {
        "id": key,
        "text": "用户喜欢深色主题",
        "kind": "preference",
        "scope": "shared",
        "agent": "",
        "task_id": "",
        "source": "task-7",
        "subject": "",
        "importance": 0.9,
        "created_at": clock.now(),
        "valid_to": None,
        "supersedes": "",
        "superseded_by": "",
        "data": {},
        "score": item.score,
        "found_by": ("words",),
    }
    assert item.score > 0
    assert await found(memory, "which PORTS") == ["The database listens on port 5432"]


@pytest.mark.parametrize(
    ("item", "text", "data"),
    [
        ({"text": "话", "importance": 1, "n": 1}, "话", {"importance": 1, "n": 1}),
        ({"content": "words"}, "words", {}),
        ({"task": "统计", "result": 42}, "task: 统计\nresult: 42", {"task": "统计", "result": 42}),
    ],
)
async def test_mappings_are_kept_whole(
    memory: MemoryManager, item: dict[str, Any], text: str, data: dict[str, Any]
) -> None:
    kept = await memory.get(await memory.store(item))
    assert kept is not None
    assert (kept.text, kept.data) == (text, data)


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        ("", {}),
        ("  \n", {}),
        ({}, {}),
        ({"text": ""}, {}),
        ({"text": 5}, {}),
        (5, {}),
        ("x" * (2**20 + 1), {}),
        ("\ud800", {}),
        ("x", {"scope": "everybody"}),
        ("x", {"scope": "agent"}),
        ("x", {"scope": "task"}),
        ("x", {"importance": 2}),
        ("x", {"importance": math.nan}),
        ({"text": "x", "importance": "high"}, {}),
    ],
)
async def test_what_cannot_be_remembered_is_refused_with_a_hint(
    memory: MemoryManager, item: Any, facts: dict[str, Any]
) -> None:
    with pytest.raises(BadRequest) as refusal:
        await memory.store(item, **facts)
    assert refusal.value.hint
    assert await memory.count() == 0


async def test_the_same_text_is_kept_once_in_each_scope(memory: MemoryManager) -> None:
    keys = await asyncio.gather(*(memory.store("同样的话") for _ in range(10)))
    own = await memory.store("同样的话", scope="agent", agent="a")
    assert len(set(keys)) == 1 and own != keys[0]
    assert await memory.count() == 1
    assert await memory.count(agent="a") == 2


# ---------------------------------------------------------------- who sees what

SECRETS = [
    ("shared secret", {"scope": "shared", "agent": "alice", "task_id": "t1"}),
    ("alice secret", {"scope": "agent", "agent": "alice", "task_id": "t1"}),
    ("bob secret", {"scope": "agent", "agent": "bob", "task_id": "t1"}),
    ("task1 secret", {"scope": "task", "agent": "alice", "task_id": "t1"}),
    ("task2 secret", {"scope": "task", "agent": "alice", "task_id": "t2"}),
]


@pytest.mark.parametrize(
    ("caller", "sees"),
    [
        ({}, {"shared"}),
        ({"agent": "alice"}, {"shared", "alice"}),
        ({"agent": "bob"}, {"shared", "bob"}),
        ({"agent": "mallory"}, {"shared"}),
        ({"agent": "bob", "task_id": "t1"}, {"shared", "bob", "task1"}),
        ({"task_id": "t2"}, {"shared", "task2"}),
        ({"agent": "bob", "scope": "agent"}, {"bob"}),
        ({"agent": "alice", "task_id": "t2", "scope": "task"}, {"task2"}),
        ({"agent": "alice", "scope": "shared"}, {"shared"}),
        # Names made to look like somebody else's place.
        ({"agent": "task:t1"}, {"shared"}),
        ({"agent": "ALICE"}, {"shared"}),
        ({"agent": "alice' OR '1'='1"}, {"shared"}),
        ({"agent": "*"}, {"shared"}),
        ({"task_id": "alice"}, {"shared"}),
    ],
)
async def test_an_agent_sees_what_is_shared_its_own_and_its_tasks(
    memory: MemoryManager, caller: dict[str, str], sees: set[str]
) -> None:
    for secret, facts in SECRETS:
        await memory.store(secret, **facts)
    assert {text.split()[0] for text in await found(memory, "secret", k=50, **caller)} == sees
    assert {item.text.split()[0] for item in await memory.list(**caller)} == sees
    assert await memory.count(**caller) == len(sees)


@pytest.mark.parametrize(
    "caller",
    [
        {"scope": "agent"},
        {"scope": "task", "agent": "alice"},
        {"scope": "agent:alice", "agent": "bob"},
        {"scope": "past agent:alice"},
        {"scope": ""},
        {"scope": "%"},
    ],
)
async def test_a_scope_is_one_of_three_words_and_needs_its_owner(
    memory: MemoryManager, caller: dict[str, str]
) -> None:
    for look in (memory.search("secret", **caller), memory.list(**caller), memory.count(**caller)):
        with pytest.raises(BadRequest):
            await look


async def test_what_is_said_inside_a_memory_does_not_change_whose_it_is(
    memory: MemoryManager,
) -> None:
    await memory.store(
        {"text": "planted", "scope": "agent", "agent": "victim", "task_id": "t"}, agent="mallory"
    )
    assert await found(memory, "planted", agent="victim", task_id="t") == []
    assert await found(memory, "planted", agent="mallory") == ["planted"]


# ---------------------------------------------------------------- ranking


async def test_words_decide_before_age_and_importance(
    memory: MemoryManager, clock: ManualClock
) -> None:
    await memory.store("季度报告 的 销售额 在 华东 增长", importance=0.1)
    await clock.advance(300 * 86400)
    for n in range(15):
        await memory.store(f"第 {n} 份 报告 说了 别的", importance=1.0)
    assert (await found(memory, "华东 季度 销售额 报告", k=1))[0].startswith("季度报告")


async def test_of_equal_fits_the_newer_and_the_more_important_come_first(
    memory: MemoryManager, clock: ManualClock
) -> None:
    await memory.store("server alpha restarted", importance=0.2)
    await memory.store("server bravo restarted", importance=0.8)
    await clock.advance(90 * 86400)
    await memory.store("server charlie restarted", importance=0.8)
    texts = await found(memory, "server restarted")
    assert [text.split()[1] for text in texts] == ["charlie", "bravo", "alpha"]
    scores = [item.score for item in await memory.search("server restarted")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(("query", "k"), [("", 5), ("？！", 5), ("word", 0), ("word", -1)])
async def test_nothing_asked_finds_nothing(memory: MemoryManager, query: str, k: int) -> None:
    await memory.store("word")
    assert await found(memory, query, k=k) == []


async def test_list_is_newest_first_and_limited(memory: MemoryManager, clock: ManualClock) -> None:
    for n in range(5):
        await memory.store(f"m{n}")
        await clock.advance(1)
    assert [item.text for item in await memory.list(limit=3)] == ["m4", "m3", "m2"]


# ---------------------------------------------------------------- change and forgetting


async def test_a_superseded_memory_is_history(memory: MemoryManager, clock: ManualClock) -> None:
    old = await memory.store("电话是 111", scope="agent", agent="a", kind="contact")
    await clock.advance(60)
    new = await memory.supersede(old, "电话是 222")
    assert await found(memory, "电话", agent="a") == ["电话是 222"]
    assert await found(memory, "111", agent="a") == []
    before, after = await memory.get(old), await memory.get(new)
    assert before is not None and after is not None
    assert (before.valid_to, before.superseded_by) == (clock.now(), new)
    assert (after.supersedes, after.kind, after.scope, after.agent) == (
        old,
        "contact",
        "agent",
        "a",
    )
    assert len(await memory.list(agent="a", history=True)) == 2
    assert await memory.count(agent="a") == 1


async def test_a_text_can_come_back_after_it_was_superseded(memory: MemoryManager) -> None:
    first = await memory.store("A")
    second = await memory.supersede(first, "B")
    third = await memory.supersede(second, "A")
    assert third not in (first, second)
    assert await found(memory, "A") == ["A"]
    assert await memory.store("A") == third


async def test_superseding_with_the_same_text_changes_nothing(memory: MemoryManager) -> None:
    key = await memory.store("A")
    assert await memory.supersede(key, "A") == key
    assert await found(memory, "A") == ["A"]


async def test_only_a_current_memory_can_be_superseded(memory: MemoryManager) -> None:
    with pytest.raises(NotFound):
        await memory.supersede("nobody", "x")
    old = await memory.store("A")
    new = await memory.supersede(old, "B")
    with pytest.raises(Conflict) as refusal:
        await memory.supersede(old, "C")
    assert new in refusal.value.hint
    with pytest.raises(BadRequest):
        await memory.supersede(new, " ")


async def test_what_is_forgotten_is_gone(memory: MemoryManager) -> None:
    key = await memory.store("密码是 swordfish")
    await memory.store("harmless")
    assert await memory.forget(key)
    assert not await memory.forget(key)
    assert await memory.get(key) is None
    assert await found(memory, "密码 swordfish harmless") == ["harmless"]
    assert await memory.store("密码是 swordfish") == key, "and can be told again"
    assert await found(memory, "密码") == ["密码是 swordfish"]


async def test_forgetting_takes_the_earlier_versions_with_it(
    tmp_path: Path, clock: ManualClock
) -> None:
    store = SqliteStore(tmp_path / "aios.db")
    await store.open(TABLES)
    memory = MemoryManager(store, SqliteTextIndex(store), clock)
    old = await memory.store("the code is swordfish")
    new = await memory.supersede(old, "the code is mackerel")
    await memory.store("something else")
    assert await memory.forget(new)
    assert await memory.get(old) is None
    await store.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"something" in left
    assert b"swordfish" not in left and b"mackerel" not in left


async def test_errors_are_of_our_own_kind(memory: MemoryManager) -> None:
    with pytest.raises(AiosError):
        await memory.store(b"bytes")  # type: ignore[arg-type]
