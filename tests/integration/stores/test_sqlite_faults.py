"""The store on a hostile disk: what cannot be kept is told in one sentence, what was kept stays."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from aios.code.stores import sqlite as sqlite_store
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import StoreFailed
from aios.contracts.ports import Drop, Put, Table

THINGS = Table(name="things", indexes=("size",))
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


def put(key: str, **doc: object) -> Put:
    return Put(table="things", key=key, doc={"key": key, **doc})


async def keys(path: Path) -> set[str]:
    store = SqliteStore(path)
    await store.open([THINGS])
    try:
        return {doc["key"] for doc in await store.scan("things")}
    finally:
        await store.close()


async def refusal(path: Path) -> StoreFailed:
    """What opening the store says."""
    with pytest.raises(StoreFailed) as caught:
        await SqliteStore(path).open([THINGS])
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value


# ---------------------------------------------------------------- what cannot be opened


async def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    path.write_bytes(b"this is not a database, it is a letter" * 1000)
    error = await refusal(path)
    assert error.code == "store_damaged"
    assert str(path) in error.message and str(path) in error.hint
    assert path.read_bytes().startswith(b"this is not"), "and it is left as it was"


async def test_a_database_with_a_hole_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    store = SqliteStore(path)
    await store.open([THINGS])
    await store.write(*(put(f"k{n}", text="x" * 500) for n in range(200)))
    await store.close()
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    store = SqliteStore(path)
    with pytest.raises(StoreFailed) as caught:
        await store.open([THINGS])
        await store.scan("things")
    await store.close()
    assert caught.value.code == "store_damaged"


@pytest.mark.parametrize("place", ["file/aios.db", "file/deeper/aios.db", "folder"])
async def test_a_place_that_is_not_a_folder_cannot_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    error = await refusal(tmp_path / place)
    assert error.code == "workspace_unwritable"
    assert "--workspace" in error.hint


READ_ONLY = """
import asyncio, os, sys
from pathlib import Path
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import StoreFailed
from aios.contracts.ports import Table
import aios.code.stores.faults, concurrent.futures.thread
async def main():
    store = SqliteStore(Path(sys.argv[1]))
    try:
        await store.open([Table(name="things")])
    except StoreFailed as error:
        print(error.code)
if os.getuid() == 0:
    os.setuid(65534)
asyncio.run(main())
"""


@posix
@pytest.mark.parametrize("exists", [False, True])
async def test_a_folder_or_file_without_the_right_to_write_says_so(
    tmp_path: Path, exists: bool
) -> None:
    place = tmp_path / "workspace"
    place.mkdir()
    if exists:
        store = SqliteStore(place / "aios.db")
        await store.open([])
        await store.close()
        (place / "aios.db").chmod(0o444)
    for folder in (place, *list(place.parents)[:3]):
        folder.chmod(0o555 if folder == place else 0o755)
    try:
        done = _python(READ_ONLY, place / "aios.db")
    finally:
        place.chmod(0o755)
    assert done.stdout.strip() == "workspace_unwritable", done.stderr


async def test_a_lock_that_stays_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "BUSY_S", 0.05)
    path = tmp_path / "aios.db"
    store = SqliteStore(path)
    await store.open([THINGS])
    greedy = sqlite3.connect(path, isolation_level=None)
    greedy.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreFailed) as caught:
        await store.write(put("a"))
    assert caught.value.code == "store_locked"
    greedy.execute("ROLLBACK")
    greedy.close()
    await store.write(put("b"))
    assert [doc["key"] for doc in await store.scan("things")] == ["b"]
    await store.close()


# ---------------------------------------------------------------- a full disk


async def test_a_full_database_keeps_nothing_of_the_write_and_all_of_the_rest(
    tmp_path: Path,
) -> None:
    store = SqliteStore(tmp_path / "aios.db")
    await store.open([THINGS])
    await store.write(put("before"))
    pages = await store.transact(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store.transact(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 8}").fetchone())
    big = "x" * 100_000
    small, *answers = await asyncio.gather(
        store.write(put("beside")),
        *(store.write(put(f"k{n}"), put(f"big{n}", text=big)) for n in range(20)),
        return_exceptions=True,
    )
    assert small is None
    assert {getattr(answer, "code", None) for answer in answers} == {"disk_full"}
    await store.write(put("after"))
    assert {doc["key"] for doc in await store.scan("things")} == {"before", "beside", "after"}
    await store.close()


FULL = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import StoreFailed
from aios.contracts.ports import Put, Table
from aios.kernel.storage import StorageManager, TABLES

async def main():
    place = Path(sys.argv[1])
    store = SqliteStore(place / "aios.db")
    await store.open([Table(name="things"), *TABLES])
    clock = SimpleNamespace(now=lambda: datetime.now(UTC))
    storage = StorageManager(place, store, clock)
    kept = await storage.keep("t", "small", b"small")
    try:
        await storage.keep("t", "big", b"x" * 4_000_000)
    except StoreFailed as error:
        print(error.code, len(await storage.list("t")), len(list((place / "incoming").iterdir())))
    acknowledged = set()
    async def fill(n):
        await store.write(Put(table="things", key=str(n), doc={"key": n, "text": "x" * 50_000}))
        acknowledged.add(n)
    answers = await asyncio.gather(*(fill(n) for n in range(100)), return_exceptions=True)
    codes = {answer.code for answer in answers if answer}
    print(*codes, 0 < len(acknowledged) < 100)
    await store.close()
    (place / "outputs" / "t" / "small").unlink()
    again = SqliteStore(place / "aios.db")
    await again.open([Table(name="things")])
    print({doc["key"] for doc in await again.scan("things")} >= acknowledged)
    await again.close()
asyncio.run(main())
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a small disk of its own")
def test_on_a_disk_that_is_really_full_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    script = tmp_path / "full.py"
    script.write_text(FULL)
    disk = tmp_path / "disk"
    disk.mkdir()
    run = f"exec '{sys.executable}' '{script}' '{disk}'"
    mount = f"mount -t tmpfs -o size=3m none '{disk}' || exit 77; {run}"
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", mount],
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode in (1, 77) and "Traceback" not in done.stderr:
        pytest.skip(f"no mount of our own here: {done.stderr.strip()}")
    assert done.stdout.splitlines() == ["disk_full 1 0", "disk_full True", "True"], done.stderr


# ---------------------------------------------------------------- sudden death, many processes

WRITER = """
import asyncio, sys
from pathlib import Path
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.ports import Put, Table

async def main():
    store = SqliteStore(Path(sys.argv[1]))
    await store.open([Table(name="things", indexes=("size",))])
    limit = int(sys.argv[3])
    async def worker(w):
        for n in range(limit):
            key = f"{sys.argv[2]}-{w}-{n}"
            await store.write(Put(table="things", key=key, doc={"key": key, "size": n}))
            print(key, flush=True)
    await asyncio.gather(*(worker(w) for w in range(8)))
    await store.close()
asyncio.run(main())
"""


@posix
async def test_a_killed_writer_loses_nothing_it_was_told_is_written(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    for round_ in range(3):
        writer = _start(WRITER, path, f"r{round_}", 10**9)
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(300)]
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        # The last line may be cut in the middle; what it would say, nobody was told.
        told += rest.splitlines(keepends=True)
        acknowledged = {line.strip() for line in told if line.endswith("\n")}
        assert len(acknowledged) >= 300
        assert acknowledged <= await keys(path)


async def test_several_processes_write_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "aios.db"
    writers = [_start(WRITER, path, f"p{n}", 40) for n in range(4)]
    acknowledged: set[str] = set()
    for writer in writers:
        out, err = await asyncio.to_thread(writer.communicate, timeout=60)
        assert writer.returncode == 0, err
        acknowledged |= set(out.split())
    assert len(acknowledged) == 4 * 8 * 40
    assert await keys(path) == acknowledged


# ---------------------------------------------------------------- growing up, closing


async def test_an_index_that_is_new_covers_what_was_written_before_it(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    store = SqliteStore(path)
    await store.open([Table(name="things", indexes=())])
    await store.write(put("a", size=1, done=True), put("b", size="2"), put("c"))
    await store.close()
    store = SqliteStore(path)
    await store.open([Table(name="things", indexes=("size", "done"))])
    assert [doc["key"] for doc in await store.scan("things", where={"size": 1})] == ["a"]
    assert [doc["key"] for doc in await store.scan("things", where={"size": "2"})] == ["b"]
    assert [doc["key"] for doc in await store.scan("things", where={"done": True})] == ["a"]
    await store.close()


async def test_a_clean_close_leaves_one_file_and_no_thread(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "aios.db", durability="power")
    await store.open([THINGS])
    await store.write(put("a"))
    await store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["aios.db"]
    assert not [t for t in threading.enumerate() if str(tmp_path) in t.name]


async def test_two_stores_of_one_process_see_each_others_writes(tmp_path: Path) -> None:
    one, two = (SqliteStore(tmp_path / "aios.db") for _ in range(2))
    await one.open([THINGS])
    await two.open([THINGS])
    await one.write(put("a"))
    assert await two.get("things", "a") == {"key": "a"}
    await one.close()
    await two.write(put("b"))
    await two.close()
    assert await keys(tmp_path / "aios.db") == {"a", "b"}


def _python(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def _start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# ---------------------------------------------------------------- wiping


async def test_what_was_deleted_is_wiped_when_nobody_reads_the_old_state_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_store, "SCRUB_S", 0.02)
    path = tmp_path / "aios.db"
    store = SqliteStore(path)
    await store.open([THINGS])
    await store.write(put("a", text="swordfish"))
    other = sqlite3.connect(path)
    other.execute("BEGIN")
    assert other.execute("SELECT count(*) FROM things").fetchone() == (1,)
    await store.write(Drop(table="things", key="a"))
    assert not await store.scrub(), "another process still sees it"
    other.close()
    assert await store.scrub()
    assert not any(b"swordfish" in file.read_bytes() for file in tmp_path.iterdir())
    await store.close()
    assert await SqliteStore(None).scrub()
