"""Artifacts have bounds: of the workspace, of each task, of each owner."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import LimitReached
from aios.contracts.ports import Put
from aios.kernel.storage import ARTIFACTS, TABLES, StorageManager

OWNERS = {"a1": "ann", "a2": "ann", "b1": "bob"}


async def owner_of(task_id: str) -> str:
    return OWNERS.get(task_id, "local")


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[StorageManager]:
    store = SqliteStore(None)
    await store.open(TABLES)
    yield StorageManager(
        tmp_path,
        store,
        ManualClock(),
        quota_bytes=1000,
        task_quota_bytes=300,
        owner_quota_bytes=500,
        owner_of=owner_of,
    )
    await store.close()


async def refused(storage: StorageManager, task: str, content: bytes) -> str:
    with pytest.raises(LimitReached) as told:
        await storage.keep(task, "more", content)
    assert await storage.versions("more", task_id=task) == ()
    return str(told.value.details["quota"])


async def test_a_task_an_owner_and_the_workspace_are_bounded(storage: StorageManager) -> None:
    await storage.keep("a1", "x", b"1" * 300)
    assert await refused(storage, "a1", b"2") == "task"
    await storage.keep("a1", "same", b"1" * 300)
    await storage.keep("a2", "x", b"3" * 200)
    assert await refused(storage, "a2", b"4") == "owner"
    for task, content in (("b1", b"5" * 300), ("c1", b"6" * 200)):
        await storage.keep(task, "x", content)
    assert await refused(storage, "c1", b"7") == "workspace"


async def test_what_is_deleted_makes_room_and_versions_take_it(storage: StorageManager) -> None:
    await storage.keep("a1", "x", b"1" * 200)
    await storage.keep("a1", "x", b"2" * 100)
    assert await refused(storage, "a1", b"3") == "task"
    assert await storage.delete("a1", "x")
    await storage.keep("a1", "y", b"3" * 300)


async def test_one_content_under_many_names_fills_no_disk(
    storage: StorageManager, tmp_path: Path
) -> None:
    for name in ("x", "y", "x", "y"):
        await storage.keep("a1", name, b"1" * 300)
    with pytest.raises(LimitReached) as told:
        await storage.keep("a1", "z", b"1" * 300)
    assert told.value.details == {"quota": "task", "quota_bytes": 300, "bytes": 900}
    assert await storage.delete("a1", "y")
    await storage.keep("a1", "z", b"1" * 300)
    shown = [path for path in (tmp_path / "outputs").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in shown) == 600


async def test_one_content_larger_than_any_bound_is_refused_while_it_arrives(
    storage: StorageManager, tmp_path: Path
) -> None:
    with pytest.raises(LimitReached) as told:
        await storage.keep("a1", "x", b"1" * 301)
    assert told.value.details["quota"] == "task"
    assert list((tmp_path / "incoming").iterdir()) == []


async def test_old_artifacts_without_an_owner_are_the_local_ones(storage: StorageManager) -> None:
    kept = await storage.keep("c1", "x", b"1" * 300)
    [doc] = await storage._store.scan(ARTIFACTS.name)
    del doc["owner"]
    await storage._store.write(Put(table=ARTIFACTS.name, key="c1/x/1", doc=doc))
    await storage.keep("c2", "x", b"2" * 200)
    assert await refused(storage, "c3", b"3") == "owner"
    assert (await storage.find("x", task_id="c1")).sha256 == kept.sha256
