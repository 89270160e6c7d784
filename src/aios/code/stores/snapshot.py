"""A store's file seen from outside: copied whole while others write to it, checked, and read.

Covered:
- a copy is one moment of the database, whoever writes meanwhile, and is a single file;
- damaged pages and documents that cannot be read are told one by one.

Not covered:
- damage that leaves pages and documents well formed, such as a number that became another.
"""

import errno
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from aios.code.stores.faults import DAMAGED, LOCKED, damaged, store_failed
from aios.code.stores.layout import layout_of
from aios.contracts.errors import NotFound, StoreFailed
from aios.contracts.ports import Doc

FAULTS_TOLD = 100
INDEXED = ("text_entries", "text_index_docsize")  # FTS5 keeps a row of the latter for each text
BUSY_S = 10.0
NO_SIDE_FILE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing; NotFound without a database, StoreFailed as always.

    A database that is newer than this AIOS, or another program's, is refused too.
    """
    if not path.is_file():
        raise NotFound(
            f"There is no AIOS workspace at {path.parent}.",
            hint="Name the folder that holds aios.db with --workspace.",
            code="no_workspace",
        )
    try:
        with closing(_looking(path)) as db:
            yield db
    except sqlite3.Error as error:
        raise store_failed(error, str(path)) from error


def _looking(path: Path) -> sqlite3.Connection:
    """A connection for reading, also where the disk is full or may not be written.

    SQLite makes a small file beside the database even to read it. Where it cannot, and no log
    lies beside the database, nobody has it open, and it is read without.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        return _checked(uri, path)
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        logged = log.exists() and log.stat().st_size > 0
        if error.sqlite_errorcode & 0xFF not in NO_SIDE_FILE or logged:
            raise
        return _checked(f"{uri}&immutable=1", path)


def _checked(uri: str, path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, timeout=BUSY_S)
    try:
        layout_of(db, str(path))
    except BaseException:
        db.close()
        raise
    return db


def copy(path: Path, target: Path) -> None:
    """Copy the database at `path` into the new file `target`, as it is at one moment.

    OSError when the disk refuses `target`.
    """
    with reading(path) as source, closing(sqlite3.connect(target)) as copied:
        try:
            source.backup(copied)
            copied.execute("PRAGMA journal_mode = DELETE")  # else the copy would be three files
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF in DAMAGED | LOCKED:
                raise
            full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def keys_of(path: Path, table: str) -> set[str]:
    """The keys of a table's documents; none when the database has no such table."""
    with reading(path) as db:
        if table not in _document_tables(db):
            return set()
        return {key for (key,) in db.execute(f'SELECT key FROM "{table}"')}


def keep_only(path: Path, table: str, keys: Collection[str]) -> None:
    """Delete a copy's documents of a table that have none of these keys."""
    gone = [(key,) for key in keys_of(path, table) - set(keys)]
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(f'DELETE FROM "{table}" WHERE key = ?', gone)


def faults_of(path: Path) -> list[str]:
    """What SQLite finds damaged in the database, in its words; [] when nothing is."""
    try:
        with reading(path) as db:
            found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({FAULTS_TOLD})")]
    except StoreFailed as error:
        if error.code != "store_damaged":
            raise
        return [str(error.details["cause"])]
    return [] if found == ["ok"] else found


def unreadable(path: Path) -> list[str]:
    """The documents, as `table/key`, that are not JSON; [] when all can be read."""
    with reading(path) as db:
        return [
            f"{table}/{key}"
            for table in _document_tables(db)
            for key, doc in db.execute(f'SELECT key, doc FROM "{table}"')
            if not _is_json(doc)
        ]


def documents(path: Path, table: str) -> list[Doc]:
    """Every readable document of a table; [] when the database has no such table."""
    with reading(path) as db:
        if table not in _document_tables(db):
            return []
        rows = db.execute(f'SELECT doc FROM "{table}" ORDER BY id').fetchall()
    return [msgspec.json.decode(doc, type=Doc) for (doc,) in rows if _is_json(doc)]


def entries(path: Path) -> dict[str, list[tuple[str, Doc]]]:
    """Every readable document with its key, table by table, all of one moment."""
    with reading(path) as db:
        db.execute("BEGIN")
        rows = {
            table: db.execute(f'SELECT key, doc FROM "{table}" ORDER BY id').fetchall()
            for table in _document_tables(db)
        }
    return {
        table: [(key, msgspec.json.decode(doc, type=Doc)) for key, doc in found if _is_json(doc)]
        for table, found in rows.items()
    }


def texts(path: Path) -> set[str]:
    """The keys of the texts that are searched."""
    with reading(path) as db:
        if not _columns(db, "text_entries"):
            return set()
        return {key for (key,) in db.execute("SELECT key FROM text_entries")}


def index_fits(path: Path) -> bool:
    """Whether the text index has exactly the texts that it is of."""
    with reading(path) as db:
        if not _columns(db, "text_entries"):
            return True
        apart = (
            "SELECT count(*) FROM (SELECT id FROM {} EXCEPT SELECT id FROM {})".format(*pair)
            for pair in (INDEXED, INDEXED[::-1])
        )
        return not any(db.execute(sql).fetchone()[0] for sql in apart)


def check_copy(path: Path) -> None:
    """StoreFailed (`store_damaged`) unless the database at `path` is sound."""
    if faults := faults_of(path):
        raise damaged(str(path), faults[0])


def _document_tables(db: sqlite3.Connection) -> list[str]:
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [n for n in names if {"key", "doc"} <= {c[1] for c in _columns(db, n)}]


def _columns(db: sqlite3.Connection, table: str) -> list[tuple[int, str]]:
    return db.execute(f'PRAGMA table_info("{table}")').fetchall()


def _is_json(doc: object) -> bool:
    try:
        return isinstance(doc, str) and isinstance(msgspec.json.decode(doc), dict)
    except msgspec.DecodeError:
        return False
