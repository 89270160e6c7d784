"""Backing up, restoring and checking a workspace, with real files and a real database."""

import asyncio
import io
import json
import os
import sqlite3
import subprocess
import tarfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from aios import upkeep
from aios.code.stores import archive, snapshot
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import AiosError, BadRequest, Conflict, NotFound, StoreFailed
from aios.contracts.ports import Put
from aios.contracts.task import Priority, Result, Status, Task, TaskSpec
from aios.kernel import journal, storage
from aios.kernel.clock import SystemClock
from aios.kernel.journal import Journal
from aios.kernel.storage import StorageManager

TASK = Task(
    id="t",
    type="",
    description="x",
    priority=Priority.NORMAL,
    agent="walker",
    skills=(),
    status=Status.PENDING,
    created_at=ManualClock().now(),
)
TABLES = (*journal.TABLES, *storage.TABLES)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "工作区"


@pytest.fixture
async def store(workspace: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(workspace / "aios.db")
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
def kept(workspace: Path, store: SqliteStore) -> StorageManager:
    return StorageManager(workspace, store, ManualClock())


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a workspace, the database left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("aios.db")
    }


async def kept_in(folder: Path) -> dict[str, bytes]:
    """The artifacts of a workspace."""
    opened = SqliteStore(folder / "aios.db")
    await opened.open(TABLES)
    manager = StorageManager(folder, opened, ManualClock())
    found = {a.name: await manager.read(a.name) for a in await manager.list()}
    await opened.close()
    return found


async def codes(workspace: Path) -> list[str]:
    return [finding.kind for finding in (await upkeep.check(workspace)).findings]


async def test_a_workspace_comes_back_as_it_was(
    workspace: Path, kept: StorageManager, tmp_path: Path
) -> None:
    for content in (b"old", b"new"):
        await kept.keep("t", "表/out.csv", content)
    edited = await kept.keep("t", "edited.txt", b"as made")
    Path(edited.path).write_bytes(b"by hand")
    (workspace / "agents").mkdir()
    (workspace / "agents" / "mine.md").write_text("我的")
    (workspace / "changes" / "c1").mkdir(parents=True)
    (workspace / "changes" / "c1" / "a:b\\c").write_text("removed")
    (workspace / "changes" / "link").symlink_to("/nowhere")
    (workspace / "machines").mkdir()
    (workspace / "machines" / "scrap").write_text("x")

    made = await upkeep.back_up(workspace, tmp_path / "b.tar")
    await kept.keep("t", "later.txt", b"not in it")
    back = await upkeep.restore(tmp_path / "b.tar", tmp_path / "二")

    assert (made.artifacts, made.missing, back.replaced) == (2, (), "")
    assert await kept_in(tmp_path / "二") == {"表/out.csv": b"new", "edited.txt": b"as made"}
    expected = tree(workspace)
    for gone in ("machines/scrap", "outputs/t/later.txt"):
        del expected[gone]
    restored = tree(tmp_path / "二")
    assert set(expected) - set(restored) == {p for p in expected if expected[p] == b"not in it"}
    assert {k: v for k, v in expected.items() if v != b"not in it"} == restored
    assert os.readlink(tmp_path / "二" / "changes" / "link") == "/nowhere"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.tar", "二", "工作区"]


async def test_an_edit_of_a_restored_output_leaves_what_is_kept_alone(
    workspace: Path, kept: StorageManager, tmp_path: Path
) -> None:
    await kept.keep("t", "x.txt", b"kept")
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    await upkeep.restore(tmp_path / "b.tar", tmp_path / "two")
    with (tmp_path / "two" / "outputs" / "t" / "x.txt").open("r+b") as file:
        file.write(b"EDIT")
    assert await kept_in(tmp_path / "two") == {"x.txt": b"kept"}


async def test_a_copy_made_while_others_write_is_one_moment(
    workspace: Path, kept: StorageManager, tmp_path: Path
) -> None:
    done = asyncio.Event()

    async def write() -> int:
        number = 0
        while not done.is_set():
            await kept.keep("t", f"{number}.txt", b"%d" % number)
            if number % 3 == 0:
                await kept.delete("t", f"{number}.txt")
            number += 1
        return number

    writing = asyncio.ensure_future(write())
    for number in range(3):
        made = await upkeep.back_up(workspace, tmp_path / f"{number}.tar")
        await upkeep.restore(tmp_path / f"{number}.tar", tmp_path / f"{number}")
        found = await kept_in(tmp_path / f"{number}")
        assert len(found) == made.artifacts
        assert all(content == name.removesuffix(".txt").encode() for name, content in found.items())
        assert made.missing == ()
    done.set()
    assert await writing > 3


async def test_what_is_removed_while_it_is_copied_is_not_in_the_backup(
    workspace: Path, kept: StorageManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    for name in ("gone", "stays"):
        await kept.keep("t", name, name.encode())
    copied = snapshot.copy

    def copy_then_lose(path: Path, target: Path) -> None:
        copied(path, target)
        asyncio.run_coroutine_threadsafe(kept.delete("t", "gone"), loop).result(10)

    monkeypatch.setattr(snapshot, "copy", copy_then_lose)
    made = await upkeep.back_up(workspace, tmp_path / "b.tar")
    await upkeep.restore(tmp_path / "b.tar", tmp_path / "two")
    assert (made.artifacts, made.missing) == (1, ())
    assert await kept_in(tmp_path / "two") == {"stays": b"stays"}
    assert (await upkeep.check(tmp_path / "two")).findings == ()


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of that size at the folder."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tiny", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.root
@pytest.mark.parametrize("size", ["16k", "150k"], ids=["the database", "the file"])
async def test_a_full_disk_leaves_nothing_behind(
    workspace: Path, kept: StorageManager, tmp_path: Path, size: str
) -> None:
    await kept.keep("t", "x", os.urandom(100_000))
    full = tmp_path / "full"
    with tiny_disk(full, size):
        with pytest.raises(StoreFailed) as refusal:
            await upkeep.back_up(workspace, full / "b.tar")
        assert (refusal.value.code, list(full.iterdir())) == ("disk_full", [])
        assert str(full) in refusal.value.message


async def test_only_a_backup_is_overwritten(
    workspace: Path, kept: StorageManager, tmp_path: Path
) -> None:
    mine = tmp_path / "thesis.docx"
    mine.write_bytes(b"mine")
    with pytest.raises(Conflict):
        await upkeep.back_up(workspace, mine)
    assert mine.read_bytes() == b"mine"
    with pytest.raises(BadRequest):
        await upkeep.back_up(workspace, workspace / "outputs" / "b.tar")
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    await kept.keep("t", "x", b"x")
    assert (await upkeep.back_up(workspace, tmp_path / "b.tar")).artifacts == 1


async def test_without_a_workspace_there_is_nothing_to_do(tmp_path: Path) -> None:
    for ask in (upkeep.back_up(tmp_path / "no", tmp_path / "b"), upkeep.check(tmp_path / "no")):
        with pytest.raises(NotFound) as missing:
            await ask
        assert missing.value.code == "no_workspace"
    assert list(tmp_path.iterdir()) == []


async def test_a_filled_workspace_is_refused_or_kept_aside(
    workspace: Path, kept: StorageManager, store: SqliteStore, tmp_path: Path
) -> None:
    await kept.keep("t", "x", b"backed up")
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    await kept.keep("t", "x", b"newer")
    await store.close()
    with pytest.raises(Conflict) as refusal:
        await upkeep.restore(tmp_path / "b.tar", workspace)
    assert refusal.value.code == "workspace_not_empty"
    assert await kept_in(workspace) == {"x": b"newer"}
    back = await upkeep.restore(tmp_path / "b.tar", workspace, force=True)
    assert await kept_in(workspace) == {"x": b"backed up"}
    assert await kept_in(Path(back.replaced)) == {"x": b"newer"}


async def test_a_workspace_that_is_in_use_is_left_alone(
    workspace: Path, store: SqliteStore, tmp_path: Path
) -> None:
    book = Journal(store, SystemClock(), "somebody")
    await book.take_lease()
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    with pytest.raises(Conflict) as refusal:
        await upkeep.restore(tmp_path / "b.tar", workspace, force=True)
    assert refusal.value.code == "workspace_busy"


def cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def flipped(content: bytes) -> bytes:
    at = content.index(b"the content")
    return content[:at] + b"THE" + content[at + 3 :]


def without_end(content: bytes) -> bytes:
    """All members but the sums: a tar that was cut between two of them."""
    short = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content)) as whole,
        tarfile.open(fileobj=short, mode="w") as tar,
    ):
        for member in whole.getmembers()[:-1]:
            tar.addfile(member, whole.extractfile(member) if member.isreg() else None)
    return short.getvalue()


@pytest.mark.parametrize("spoil", [cut, flipped, without_end])
async def test_a_damaged_backup_changes_nothing(
    workspace: Path, kept: StorageManager, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    await kept.keep("t", "x", b"the content")
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    (tmp_path / "bad.tar").write_bytes(spoil((tmp_path / "b.tar").read_bytes()))
    with pytest.raises(BadRequest) as refusal:
        await upkeep.restore(tmp_path / "bad.tar", tmp_path / "two")
    assert refusal.value.code == "backup_damaged"
    assert list((tmp_path / "two").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\3\4 no tar", b"\0" * 10240], ids=repr)
async def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadRequest) as refusal:
        await upkeep.restore(tmp_path / "x", tmp_path / "two")
    assert refusal.value.code == "not_a_backup"


def planted(path: Path, *members: tuple[str, bytes, str], **facts: Any) -> None:
    """A file that looks like a backup, with members of an attacker's."""
    told = {"format": 1, "version": "1", "created_at": "2026-01-01T00:00:00+00:00"}
    sums = {n: sha256(c.encode()).hexdigest() for n, k, c in members if k == tarfile.REGTYPE}
    with tarfile.open(path, "w") as tar:
        for name, kind, content in (
            (archive.MANIFEST, tarfile.REGTYPE, json.dumps({**told, **facts})),
            *members,
            (archive.SUMS, tarfile.REGTYPE, json.dumps(sums)),
        ):
            info = tarfile.TarInfo(name)
            info.type = kind
            if kind == tarfile.REGTYPE:
                info.size = len(content.encode())
            else:
                info.linkname = content
            tar.addfile(info, io.BytesIO(content.encode()))


ATTACKS = {
    "up": [("outputs/../../evil", tarfile.REGTYPE, "x")],
    "absolute": [("{outside}/evil", tarfile.REGTYPE, "x")],
    "foreign": [(".bashrc", tarfile.REGTYPE, "x")],
    "device": [("outputs/null", tarfile.CHRTYPE, "")],
    "pipe": [("outputs/pipe", tarfile.FIFOTYPE, "")],
    "through a link": [
        ("skills/a", tarfile.SYMTYPE, "{outside}"),
        ("skills/a/evil", tarfile.REGTYPE, "x"),
    ],
    "a folder that is a link": [("skills", tarfile.SYMTYPE, "{outside}")],
    "hard link": [("outputs/evil", tarfile.LNKTYPE, "{outside}/secret")],
    "hard link up": [("outputs/evil", tarfile.LNKTYPE, "blobs/../../../outside/secret")],
    "database as a link": [("aios.db", tarfile.SYMTYPE, "{outside}/secret")],
}


@pytest.mark.parametrize("name", ATTACKS)
async def test_a_planted_backup_writes_and_reads_nothing_outside(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    members = [
        (n.format(outside=outside), k, c.format(outside=outside)) for n, k, c in ATTACKS[name]
    ]
    planted(tmp_path / "b.tar", *members)  # type: ignore[arg-type]
    with pytest.raises(AiosError):
        await upkeep.restore(tmp_path / "b.tar", tmp_path / "deep" / "two")
    assert {p.name for p in outside.iterdir()} == {"secret"}
    assert [p for p in tmp_path.rglob("*") if p.name in ("evil", ".bashrc")] == []
    assert list((tmp_path / "deep" / "two").iterdir()) == []


async def test_a_newer_backup_is_refused(tmp_path: Path) -> None:
    planted(tmp_path / "b.tar", format=2)
    with pytest.raises(BadRequest) as refusal:
        await upkeep.restore(tmp_path / "b.tar", tmp_path / "two")
    assert refusal.value.code == "backup_newer"


async def test_a_sound_workspace_has_no_findings(workspace: Path, kept: StorageManager) -> None:
    await kept.keep("t", "x", b"x")
    health = await upkeep.check(workspace)
    assert (health.sound, health.findings) == (True, ())
    assert (health.artifacts, health.contents) == (1, 1)


async def test_lost_contents_are_found_with_a_way_back(
    workspace: Path, kept: StorageManager, tmp_path: Path
) -> None:
    artifacts = [await kept.keep("t", f"{n}.txt", n.encode() * 9) for n in ("a", "b", "c")]
    altered, missing, _fine = (kept.path_of(a.sha256) for a in artifacts)
    altered.write_bytes(b"B" * 9)
    missing.unlink()
    Path(artifacts[1].path).unlink()
    health = await upkeep.check(workspace)
    assert not health.sound
    assert sorted(f.kind for f in health.findings) == ["content_altered", "content_missing"]
    mend = {f.subject: f.mend for f in health.findings}
    assert artifacts[0].path in mend[artifacts[0].sha256]
    assert "backup" in mend[artifacts[1].sha256]
    made = await upkeep.back_up(workspace, tmp_path / "b.tar")
    assert made.missing == (artifacts[1].sha256,), "what is left is backed up nonetheless"


async def test_leftovers_are_no_damage(
    workspace: Path, kept: StorageManager, store: SqliteStore
) -> None:
    artifact = await kept.keep("t", "x.txt", b"x")
    book = Journal(store, SystemClock(), "somebody")
    done = TASK.but(status=Status.COMPLETED, result=Result(artifacts=(artifact,)))
    await book.save_task(done, TaskSpec(description="x"))
    await upkeep.recount(workspace)
    assert await codes(workspace) == []
    await kept.delete("t", "x.txt")
    orphan = kept.path_of("0" * 64)
    (workspace / "incoming" / "half").write_bytes(b"x")
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"x")
    assert await codes(workspace) == ["artifact_gone"], "what is fresh may be on its way"
    for old in (orphan, workspace / "incoming" / "half"):
        os.utime(old, (1, 1))
    assert await codes(workspace) == ["artifact_gone", "content_orphaned", "incoming_left"]
    assert (await upkeep.check(workspace)).sound


async def test_damaged_pages_are_found(workspace: Path, store: SqliteStore, tmp_path: Path) -> None:
    big = [Put(table="tasks", key=f"k{n}", doc={"task": {"text": "x" * 2000}}) for n in range(99)]
    await store.write(*big)
    await store.close()
    content = bytearray((workspace / "aios.db").read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"\xff" * 9000
    (workspace / "aios.db").write_bytes(content)
    assert "database_damaged" in await codes(workspace)
    (workspace / "aios.db").write_bytes(b"no database at all" * 300)
    assert await codes(workspace) == ["database_damaged"]


async def test_a_damaged_database_can_be_replaced(
    workspace: Path, kept: StorageManager, store: SqliteStore, tmp_path: Path
) -> None:
    await kept.keep("t", "x", b"x")
    await upkeep.back_up(workspace, tmp_path / "b.tar")
    await store.close()
    (workspace / "aios.db").write_bytes(b"no database at all" * 300)
    await upkeep.restore(tmp_path / "b.tar", workspace, force=True)
    assert await kept_in(workspace) == {"x": b"x"}


async def test_a_document_that_is_no_json_is_found(workspace: Path, store: SqliteStore) -> None:
    await store.write(Put(table="artifacts", key="odd", doc={"task_id": 7, "name": "x"}))
    with sqlite3.connect(workspace / "aios.db") as db:
        db.execute("INSERT INTO tasks (key, doc) VALUES ('坏', '{\"task\": ')")
    db.close()
    health = await upkeep.check(workspace)
    assert [(f.kind, f.subject) for f in health.findings] == [
        ("document_unreadable", "tasks/坏"),
        ("document_malformed", "artifacts/odd"),
    ]
