"""Documents in one SQLite file, or in memory: many processes, one writer each, group commit."""

import re
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from aios.code.stores.faults import LOCKED, damaged, store_failed, unwritable
from aios.code.stores.lane import Lane, T, Work
from aios.code.stores.layout import migrate
from aios.contracts.errors import BadRequest, Bug, Conflict, StoreFailed
from aios.contracts.ports import Add, Doc, Drop, Put, Store, Table
from aios.contracts.record import plain

BUSY_S = 10.0
SCRUB_S = 1.0
NAME = re.compile(r"[a-z][a-z0-9_]*")

Change = tuple[str, tuple[Any, ...]]


class SqliteStore(Store):
    """A Store on the file `path`; with None, in memory and gone on close.

    `durability`: "process" survives a kill of the process, "power" a power cut as well, at the
    price of a disk flush for every commit.
    """

    def __init__(
        self, path: Path | None, *, durability: Literal["process", "power"] = "process"
    ) -> None:
        self.path = path
        self._place = str(path) if path else "memory"
        self._synchronous = {"process": "NORMAL", "power": "FULL"}[durability]
        self._tables: dict[str, Table] = {}
        self._writer: Lane | None = None
        self._reader: Lane | None = None

    async def open(self, tables: Sequence[Table]) -> None:
        for table in tables:
            _check_names(table)
        self._tables = {table.name: table for table in tables}
        if self.path:
            _make_folder(self.path.parent)
        self._writer = Lane(self._connect, self._place, writes=True)
        try:
            await self._writer.run(lambda db: _prepare(db, tables, self._place))
        except StoreFailed:
            await self.close()
            raise
        # One connection sees a database in memory, so there the writer reads as well.
        self._reader = Lane(self._connect, self._place, writes=False) if self.path else self._writer

    async def write(self, *changes: Put | Drop | Add) -> None:
        steps = [step for change in changes for step in self._steps(change)]
        await self.transact(lambda db: [step(db) for step in steps])

    async def get(self, table: str, key: str) -> Doc | None:
        name = self._table(table).name
        row = await self.query(
            lambda db: db.execute(f'SELECT doc FROM "{name}" WHERE key = ?', (key,)).fetchone()
        )
        return None if row is None else _decode(row[0], self._place)

    async def scan(
        self,
        table: str,
        *,
        where: Mapping[str, Any] | None = None,
        order: str = "",
        descending: bool = False,
        limit: int | None = None,
    ) -> list[Doc]:
        known = self._table(table)
        condition, values = _condition(known, where or {})
        column = f"{_column(known, order)} {'DESC' if descending else 'ASC'}, " if order else ""
        sql = (
            f'SELECT doc FROM "{known.name}" WHERE {condition} '
            f"ORDER BY {column}id {'DESC' if descending else 'ASC'} LIMIT ?"
        )
        bound = (*values, -1 if limit is None else max(limit, 0))
        rows = await self.query(lambda db: db.execute(sql, bound).fetchall())
        return [_decode(row[0], self._place) for row in rows]

    async def total(
        self,
        table: str,
        field: str,
        *,
        once_per: Sequence[str],
        where: Mapping[str, Any] | None = None,
    ) -> int:
        known = self._table(table)
        condition, values = _condition(known, where or {})
        sql = (
            f"SELECT coalesce(sum(each), 0) FROM (SELECT max({_column(known, field)}) AS each "
            f'FROM "{known.name}" WHERE {condition} '
            f"GROUP BY {', '.join(_column(known, each) for each in once_per)})"
        )
        return int(await self.query(lambda db: db.execute(sql, values).fetchone()[0]))

    async def scrub(self) -> bool:
        if not self.path:
            return True
        return await self.query(_emptied_log)

    async def close(self) -> None:
        for lane in (self._reader, self._writer):
            if lane:
                await lane.close()

    async def transact(self, work: Work[T]) -> T:
        """Run `work` on the writer's connection, inside a transaction that is committed with it."""
        return await self._lane(self._writer).run(work)

    async def query(self, work: Work[T]) -> T:
        """Run `work`, which only reads, on a connection that sees every finished write."""
        return await self._lane(self._reader).run(work)

    def documents(self, db: sqlite3.Connection, table: str, keys: Sequence[str]) -> dict[str, Doc]:
        """The documents of a table that have one of the keys, for work that reads more besides."""
        marks = ", ".join("?" * len(keys))
        sql = f'SELECT key, doc FROM "{self._table(table).name}" WHERE key IN ({marks})'
        rows = db.execute(sql, tuple(keys)).fetchall()
        return {key: _decode(doc, self._place) for key, doc in rows}

    def _lane(self, lane: Lane | None) -> Lane:
        if lane is None:
            raise Bug(f"The store at {self._place} was used before it was opened.")
        return lane

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise Bug(f"The store was not opened with a table {name!r}.")
        return self._tables[name]

    def _steps(self, change: Put | Drop | Add) -> list[Work[None]]:
        table = self._table(change.table)
        if isinstance(change, Drop):
            return [_executor(f'DELETE FROM "{table.name}" WHERE key = ?', (change.key,))]
        if isinstance(change, Add):
            return [_addition(table, change, self._place)]
        put = _executor(*_upsert(table, change))
        if change.expect is None:
            return [put]
        return [_expectation(table, change.key, change.expect), put]

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self.path or ":memory:",
            timeout=BUSY_S,
            isolation_level=None,
            cached_statements=256,
        )
        try:
            db.execute("PRAGMA secure_delete = ON")
            db.execute(f"PRAGMA synchronous = {self._synchronous}")
            _patiently(lambda: db.execute("PRAGMA journal_mode = WAL"))
        except sqlite3.Error as error:
            db.close()
            raise store_failed(error, self._place) from error
        return db


def _patiently(action: Callable[[], object]) -> None:
    """Try until the deadline: SQLite does not itself wait when two processes switch to WAL."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            action()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in LOCKED or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _emptied_log(db: sqlite3.Connection) -> bool:
    """Take everything over from the write-ahead log, which still has what was overwritten."""
    db.execute(f"PRAGMA busy_timeout = {int(SCRUB_S * 1000)}")
    try:
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        db.execute(f"PRAGMA busy_timeout = {int(BUSY_S * 1000)}")
    return not busy


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(str(folder), error.strerror or str(error)) from error


def _check_names(table: Table) -> None:
    for name in (table.name, *table.indexes):
        if not NAME.fullmatch(name):
            raise Bug(f"{name!r} cannot name a table or an index: use a-z, 0-9 and _.")


def _prepare(db: sqlite3.Connection, tables: Sequence[Table], place: str) -> None:
    migrate(db, place)
    for table in tables:
        _prepare_table(db, table)


def _prepare_table(db: sqlite3.Connection, table: Table) -> None:
    """Create the table, or add the indexes that it does not have yet."""
    db.execute(
        f'CREATE TABLE IF NOT EXISTS "{table.name}" '
        "(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, doc TEXT NOT NULL)"
    )
    present = {row[1] for row in db.execute(f'PRAGMA table_info("{table.name}")')}
    for field in table.indexes:
        column = f"by_{field}"
        if column not in present:
            db.execute(f'ALTER TABLE "{table.name}" ADD COLUMN {column}')
            db.execute(
                f'UPDATE "{table.name}" SET {column} = json_extract(doc, ?)', (f"$.{field}",)
            )
        db.execute(
            f'CREATE INDEX IF NOT EXISTS "{table.name}_{column}" ON "{table.name}" ({column})'
        )


def _executor(sql: str, values: Sequence[Any]) -> Work[None]:
    def execute(db: sqlite3.Connection) -> None:
        db.execute(sql, values)

    return execute


def _upsert(table: Table, put: Put) -> Change:
    columns = ["key", "doc", *(f"by_{field}" for field in table.indexes)]
    values = [put.key, _encode(put), *(plain(put.doc.get(field)) for field in table.indexes)]
    sql = (
        f'INSERT INTO "{table.name}" ({", ".join(columns)}) '
        f"VALUES ({', '.join('?' * len(columns))}) ON CONFLICT (key) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    )
    return sql, tuple(values)


def _expectation(table: Table, key: str, expect: Mapping[str, Any]) -> Work[None]:
    condition, values = _condition(table, expect)
    sql = f'SELECT 1 FROM "{table.name}" WHERE key = ? AND {condition}'

    def check(db: sqlite3.Connection) -> None:
        found = db.execute(sql, (key, *values)).fetchone() is not None
        if found != bool(expect):
            raise Conflict(
                f"{table.name} {key!r} was changed by somebody else in the meantime."
                if expect
                else f"{table.name} {key!r} exists already.",
                hint="Read it again, then decide.",
                details={"table": table.name, "key": key},
            )

    return check


def _addition(table: Table, add: Add, place: str) -> Work[None]:
    sql = f'SELECT doc FROM "{table.name}" WHERE key = ?'

    def execute(db: sqlite3.Connection) -> None:
        row = db.execute(sql, (add.key,)).fetchone()
        doc = dict(add.doc) if row is None else _decode(row[0], place)
        for name, amount in add.amounts.items():
            doc[name] = doc.get(name, 0) + amount
        for name, most in add.at_most.items():
            if doc.get(name, 0) > most:
                raise Conflict(
                    f"{name} of {table.name} {add.key!r} would become more than {most:,.9g}.",
                    hint="Read it again, then decide.",
                    details={"table": table.name, "key": add.key, "number": name},
                )
        db.execute(*_upsert(table, Put(table=table.name, key=add.key, doc=doc)))

    return execute


def _column(table: Table, field: str) -> str:
    if field not in table.indexes:
        raise Bug(f"Table {table.name} has no index {field!r}.")
    return f"by_{field}"


def _condition(table: Table, where: Mapping[str, Any]) -> Change:
    """SQL for "these fields have these values", where a tuple means any of its values."""
    parts, values = ["1"], list[Any]()
    for field, wanted in where.items():
        column = _column(table, field)
        choices = [plain(choice) for choice in (wanted if isinstance(wanted, tuple) else (wanted,))]
        named = [choice for choice in choices if choice is not None]
        nothing = f"OR {column} IS NULL" if None in choices else ""
        parts.append(f"({column} IN ({', '.join('?' * len(named))}) {nothing})")
        values += named
    return " AND ".join(parts), tuple(values)


def _encode(put: Put) -> str:
    try:
        return msgspec.json.encode(put.doc).decode()
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequest(
            f"{put.table} {put.key!r} cannot be kept as JSON: {error}.",
            hint="Keep only text, numbers, true, false, null, lists and objects.",
        ) from error


def _decode(text: str, place: str) -> Doc:
    try:
        return msgspec.json.decode(text, type=Doc)
    except msgspec.DecodeError as error:
        raise damaged(place, f"unreadable document: {error}") from error
