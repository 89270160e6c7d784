"""Databases of earlier layouts are brought up to date, whole or not at all; newer ones refused."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aios.code.stores import snapshot
from aios.code.stores.layout import OURS, STEPS, migrate
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.errors import StoreFailed
from aios.contracts.ports import Put, Table

THINGS = Table(name="things", indexes=("status", "owner"))
# As the first AIOS wrote it: no number, no mark, and one index less.
LAYOUT_0 = """
CREATE TABLE "things" (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, doc TEXT NOT NULL);
ALTER TABLE "things" ADD COLUMN by_status;
CREATE INDEX "things_by_status" ON "things" (by_status);
INSERT INTO "things" (key, doc, by_status)
  VALUES ('甲', '{"status": "done", "owner": "me", "text": "旧"}', 'done');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "aios.db"


def sql(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)


def numbers(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as db:
        whose = db.execute("PRAGMA application_id").fetchone()[0]
        return whose, db.execute("PRAGMA user_version").fetchone()[0]


async def test_a_new_database_has_the_newest_layout(path: Path) -> None:
    store = SqliteStore(path)
    await store.open([THINGS])
    await store.close()
    assert numbers(path) == (OURS, len(STEPS))


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
async def test_the_first_layout_is_brought_up_to_date(path: Path, mode: str) -> None:
    sql(path, f"PRAGMA journal_mode = {mode}; {LAYOUT_0}")
    store = SqliteStore(path)
    await store.open([THINGS])
    found = await store.scan("things", where={"status": "done", "owner": "me"})
    await store.write(Put(table="things", key="乙", doc={"status": "new"}))
    await store.close()
    assert [doc["text"] for doc in found] == ["旧"]
    assert numbers(path) == (OURS, len(STEPS))
    assert len(snapshot.documents(path, "things")) == 2


async def test_several_that_open_at_once_all_succeed(path: Path) -> None:
    sql(path, LAYOUT_0)
    stores = [SqliteStore(path) for _ in range(4)]
    await asyncio.gather(*(store.open([THINGS]) for store in stores))
    assert [len(await store.scan("things")) for store in stores] == [1] * 4
    for store in stores:
        await store.close()


def reads(path: Path) -> None:
    snapshot.documents(path, "things")


def copies(path: Path) -> None:
    snapshot.copy(path, path.with_name("copy.db"))


def opens(path: Path) -> None:
    asyncio.run(SqliteStore(path).open([THINGS]))


@pytest.mark.parametrize("ask", [opens, reads, copies])
@pytest.mark.parametrize(
    ("script", "code"),
    [
        (f"PRAGMA user_version = {len(STEPS) + 1}", "store_newer"),
        ("PRAGMA application_id = 252006674", "store_foreign"),
    ],
    ids=["newer", "foreign"],
)
def test_what_is_newer_or_anothers_is_left_as_it_is(
    path: Path, ask: Callable[[Path], None], script: str, code: str
) -> None:
    sql(path, LAYOUT_0 + script)
    before = numbers(path)
    with pytest.raises(StoreFailed) as refusal:
        ask(path)
    assert refusal.value.code == code
    assert refusal.value.hint
    assert numbers(path) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM things").fetchone() == (1,)


def added(name: str) -> Callable[[sqlite3.Connection], object]:
    return lambda db: db.execute(f"CREATE TABLE {name} (x)")


def failing(_db: sqlite3.Connection) -> None:
    raise sqlite3.OperationalError("disk I/O error")


def test_each_step_is_made_once_and_in_order() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for steps in ([added("a")], [added("a"), added("b"), added("c")]):
            migrate(db, "memory", steps)
            migrate(db, "memory", steps)
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master ORDER BY rowid")]
        assert names == ["a", "b", "c"]
        assert db.execute("PRAGMA user_version").fetchone() == (3,)


def test_steps_that_fail_midway_are_undone_with_their_transaction(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, str(path), [*STEPS, added("half"), failing])
        db.execute("ROLLBACK")
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == []
    assert numbers(path) == (0, 0)
