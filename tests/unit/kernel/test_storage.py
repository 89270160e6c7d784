"""Artifacts: kept by content, found by name, with versions that come back."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import BadRequest, Conflict, LimitReached, NotFound, StoreFailed
from aios.contracts.task import Artifact
from aios.kernel.storage import TABLES, StorageManager


class TickingClock(ManualClock):
    """A clock on which every look is a second later."""

    def now(self) -> datetime:
        self._passed_s += 1
        return super().now()


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
def storage(tmp_path: Path, store: SqliteStore) -> StorageManager:
    return StorageManager(tmp_path / "工作区", store, TickingClock(), quota_bytes=1000)


def files_of(storage: StorageManager, folder: str) -> list[Path]:
    return [path for path in (storage.root / folder).rglob("*") if path.is_file()]


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_what_is_kept_is_where_the_user_finds_it(storage: StorageManager) -> None:
    content = "a,b\n1,二\n".encode()
    artifact = await storage.keep("t1", "表/out.csv", content)
    assert artifact == Artifact(
        name="表/out.csv",
        path=str(storage.root / "outputs" / "t1" / "表" / "out.csv"),
        media_type="text/csv",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    assert Path(artifact.path).read_bytes() == content
    assert await storage.read("表/out.csv", task_id="t1") == content
    assert await storage.read(artifact.path) == content
    assert await storage.list("t1") == (artifact,)
    assert files_of(storage, "incoming") == []


async def test_streams_and_files_are_kept_like_bytes(
    storage: StorageManager, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"abc")
    kept = [
        await storage.keep("t", "bytes", b"abc"),
        await storage.keep("t", "stream", pieces(b"a", b"", b"bc"), "text/plain"),
        await storage.keep("t", "file", source),
        await storage.keep("t", "empty", b""),
    ]
    assert [artifact.bytes for artifact in kept] == [3, 3, 3, 0]
    assert kept[1].media_type == "text/plain"
    assert len(files_of(storage, "blobs")) == 2, "the same content is kept once"
    assert source.read_bytes() == b"abc"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "CON", "x\0", ""])
async def test_a_name_cannot_leave_its_folder(
    storage: StorageManager, tmp_path: Path, name: str
) -> None:
    for task_id, name_ in (("t", name), (name, "x")):
        with pytest.raises(BadRequest):
            await storage.keep(task_id, name_, b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
async def test_a_link_planted_among_the_outputs_is_not_followed(
    storage: StorageManager, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (storage.outputs / "t").mkdir(parents=True)
    (storage.outputs / "t" / "plots").symlink_to(outside)
    (outside / "victim").write_text("mine")
    (storage.outputs / "t" / "link.txt").symlink_to(outside / "victim")
    with pytest.raises(BadRequest, match="leads out"):
        await storage.keep("t", "plots/x.png", b"x")
    await storage.keep("t", "link.txt", b"x")
    assert {p.name: p.read_text() for p in outside.iterdir()} == {"victim": "mine"}


async def test_a_name_used_again_gets_a_version_and_the_old_one_can_come_back(
    storage: StorageManager,
) -> None:
    for content in (b"one", b"two!"):
        artifact = await storage.keep("t", "x.txt", content)
    assert [(v.version, v.bytes) for v in await storage.versions("x.txt", task_id="t")] == [
        (1, 3),
        (2, 4),
    ]
    assert await storage.read("x.txt", task_id="t", version=1) == b"one"
    assert await storage.read(artifact.path, version=1) == b"one"
    back = await storage.rollback("t", "x.txt", 1)
    assert Path(back.path).read_bytes() == b"one"
    assert await storage.list("t") == (back,)
    assert [v.version for v in await storage.versions(back.path)] == [1, 2, 3]
    with pytest.raises(NotFound):
        await storage.rollback("t", "x.txt", 9)


async def test_the_users_edit_of_an_output_leaves_the_kept_version_alone(
    storage: StorageManager,
) -> None:
    artifact = await storage.keep("t", "x.txt", b"kept")
    Path(artifact.path).write_bytes(b"edited")
    assert await storage.read("x.txt", task_id="t") == b"kept"
    assert await storage.read(artifact.path) == b"edited", "a path is the file as it is"


async def test_without_a_task_the_newest_of_a_name_counts(storage: StorageManager) -> None:
    await storage.keep("t2", "x", b"older")
    await storage.keep("t2", "x", b"old")
    await storage.keep("t1", "x", b"new")
    assert await storage.read("x") == b"new"
    assert await storage.read("x", task_id="t2") == b"old"
    assert [a.bytes for a in await storage.list()] == [3, 3]


async def test_what_is_not_there_is_not_found(storage: StorageManager, tmp_path: Path) -> None:
    await storage.keep("t", "x", b"x")
    for ask in (
        storage.read("y", task_id="t"),
        storage.read("x", task_id="other"),
        storage.read("x", task_id="t", version=2),
        storage.read(tmp_path / "missing"),
        storage.read(tmp_path),
        storage.keep("t", "z", tmp_path / "missing"),
    ):
        with pytest.raises(NotFound) as missing:
            await ask
        assert missing.value.hint
    assert files_of(storage, "incoming") == []


async def test_the_quota_counts_each_content_once(storage: StorageManager) -> None:
    await storage.keep("t", "a", b"a" * 600)
    await storage.keep("t", "same", b"a" * 600)
    for content in (b"b" * 401, b"b" * 1001, pieces(b"b" * 900, b"b" * 900)):
        with pytest.raises(LimitReached) as refusal:
            await storage.keep("t", "b", content)
        assert refusal.value.details["quota_bytes"] == 1000
    await storage.keep("t", "b", b"b" * 400)
    assert files_of(storage, "incoming") == []
    assert len(files_of(storage, "blobs")) == 2


async def test_deleting_takes_all_versions_but_no_content_that_others_use(
    storage: StorageManager,
) -> None:
    gone = await storage.keep("t", "x", b"shared")
    await storage.keep("t", "x", b"only here")
    await storage.keep("u", "y", b"shared")
    assert await storage.delete("t", "x")
    assert not await storage.delete("t", "x")
    assert not Path(gone.path).exists()
    assert await storage.versions("x", task_id="t") == ()
    assert await storage.read("y", task_id="u") == b"shared"
    assert len(files_of(storage, "blobs")) == 1


async def test_a_delete_of_a_path_outside_does_nothing(
    storage: StorageManager, tmp_path: Path
) -> None:
    (tmp_path / "precious").write_text("x")
    assert not await storage.delete("t", "../../../precious")
    assert (tmp_path / "precious").exists()


async def test_only_a_tasks_own_artifacts_are_deleted_or_rolled_back(
    storage: StorageManager,
) -> None:
    kept = await storage.keep("t", "x", b"1")
    for task_id in ("", "..", "t/.."):
        with pytest.raises(BadRequest):
            await storage.delete(task_id, "x")
        with pytest.raises(BadRequest):
            await storage.rollback(task_id, "x", 1)
    assert not await storage.delete("u", "x")
    assert await storage.list() == (kept,)


async def test_a_name_is_found_in_either_spelling(storage: StorageManager) -> None:
    await storage.keep("t", "cafe\u0301.txt", b"1")
    for name in ("cafe\u0301.txt", "caf\u00e9.txt"):
        assert await storage.read(name, task_id="t") == b"1"
    assert await storage.delete("t", "cafe\u0301.txt")


async def test_search_looks_at_names_and_texts(storage: StorageManager) -> None:
    await storage.keep("t", "Sales-报告.md", "# 华东 Revenue".encode())
    await storage.keep("u", "data.json", b'{"city": "Paris"}')
    await storage.keep("u", "plot.png", b"Paris")

    async def names(query: str, task_id: str = "") -> list[str]:
        return [artifact.name for artifact in await storage.search(query, task_id=task_id)]

    assert await names("sales") == ["Sales-报告.md"]
    assert await names("华东") == ["Sales-报告.md"]
    assert await names("PARIS") == ["data.json"]
    assert await names("paris", "t") == []
    assert await names("  ") == []


async def test_a_file_and_a_folder_cannot_have_one_name(storage: StorageManager) -> None:
    await storage.keep("t", "x", b"1")
    with pytest.raises(Conflict):
        await storage.keep("t", "x/y", b"2")


async def test_a_damaged_content_is_told_not_returned(storage: StorageManager) -> None:
    await storage.keep("t", "x", b"right")
    (blob,) = files_of(storage, "blobs")
    blob.write_bytes(b"wrong")
    with pytest.raises(StoreFailed) as damage:
        await storage.read("x", task_id="t")
    assert damage.value.code == "store_damaged"
    await storage.keep("t", "x", b"right")
    assert await storage.read("x", task_id="t") == b"right", "keeping it again mends it"


async def test_a_source_that_fails_leaves_nothing(storage: StorageManager) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError("gone")

    with pytest.raises(ConnectionResetError):
        await storage.keep("t", "x", breaking())
    assert await storage.list("t") == ()
    assert files_of(storage, ".") == []


async def test_a_cancelled_keep_leaves_nothing(storage: StorageManager) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"first"
        begun.set()
        await asyncio.Event().wait()

    keeping = asyncio.ensure_future(storage.keep("t", "x", endless()))
    await begun.wait()
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    assert files_of(storage, ".") == []


async def test_many_at_once_under_one_name_each_get_a_version(storage: StorageManager) -> None:
    await asyncio.gather(*(storage.keep("t", "x", b"%d" % n) for n in range(10)))
    versions = await storage.versions("x", task_id="t")
    assert [v.version for v in versions] == list(range(1, 11))
    assert await storage.read("x") == Path(storage.outputs / "t" / "x").read_bytes()
