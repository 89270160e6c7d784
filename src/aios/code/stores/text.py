"""Full-text search with SQLite's FTS5, over the terms that `aios.contracts.text` finds."""

import math
import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text_query import Frequencies, weighed
from aios.contracts.ports import Doc, TextIndex
from aios.contracts.text import terms

T = TypeVar("T")
Hit = tuple[str, float]

QUERY_TERMS = 64

# From here on FTS5 can itself wipe a deleted text out of the index.
SECURE_DELETE = (3, 42)

TABLES = (
    "CREATE TABLE IF NOT EXISTS text_entries "
    "(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, terms TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_index USING fts5(terms, "
    "content='text_entries', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_words USING fts5vocab(text_index, row)",
)
ROW = "SELECT id, terms FROM text_entries WHERE key = ?"
INSERT_ENTRY = "INSERT INTO text_entries (key, scope, terms) VALUES (?, ?, ?)"
DELETE_ENTRY = "DELETE FROM text_entries WHERE id = ?"
INSERT_TERMS = "INSERT INTO text_index (rowid, terms) VALUES (?, ?)"
DELETE_TERMS = "INSERT INTO text_index (text_index, rowid, terms) VALUES ('delete', ?, ?)"
# The best of all scopes: fast, since FTS5 itself stops at the limit.
BEST = (
    "SELECT key, -score, scope, terms FROM (SELECT rowid AS entry, rank AS score FROM text_index "
    "WHERE text_index MATCH ? ORDER BY rank LIMIT ?) CROSS JOIN text_entries ON id = entry"
)
# The best of some scopes: looks up the scope of every text that matches.
BEST_OF = (
    "SELECT key, -rank, scope, text_entries.terms FROM text_index "
    "CROSS JOIN text_entries ON id = text_index.rowid "
    "WHERE text_index MATCH ? AND scope IN ({scopes}) ORDER BY rank LIMIT ?"
)
# How many times more than wanted are taken from all scopes, in the hope that enough are right;
# and how many times more where the best are still to be told by all words.
SPARE, SPARE_OF_SOME_WORDS = 1.5, 4


class SqliteTextIndex(TextIndex):
    """A TextIndex in the file of `store`, which must be open and is not closed by this."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._frequencies = Frequencies()
        self._ready = False

    async def add(self, entries: Sequence[tuple[str, str, str]]) -> None:
        await self.prepare()
        rows = [(key, scope, " ".join(terms(text))) for key, scope, text in entries]

        def add(db: sqlite3.Connection) -> None:
            for row in rows:
                _delete(db, row[0])
                entry = db.execute(INSERT_ENTRY, row).lastrowid
                db.execute(INSERT_TERMS, (entry, row[2]))

        await self._store.transact(add)

    async def remove(self, keys: Sequence[str]) -> None:
        await self.prepare()

        def remove(db: sqlite3.Connection) -> None:
            found = [_delete(db, key) for key in keys]
            if any(found) and sqlite3.sqlite_version_info < SECURE_DELETE:
                # A deleted text stays readable in the file until its part is written anew.
                db.execute("INSERT INTO text_index (text_index) VALUES ('optimize')")

        await self._store.transact(remove)

    async def rebuild(self) -> None:
        """Make the index anew from the texts it is of."""
        await self.prepare()
        sql = "INSERT INTO text_index (text_index) VALUES ('rebuild')"
        await self._store.transact(lambda db: db.execute(sql))

    async def search(
        self, query: str, *, k: int, scopes: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        return await self._read(query, k, scopes, lambda _db, hits: hits)

    async def documents(
        self, query: str, *, k: int, table: str, scopes: Sequence[str] | None = None
    ) -> list[tuple[Doc, float]]:
        def joined(db: sqlite3.Connection, hits: list[Hit]) -> list[tuple[Doc, float]]:
            docs = self._store.documents(db, table, [key for key, _ in hits])
            return [(docs[key], score) for key, score in hits if key in docs]

        return await self._read(query, k, scopes, joined)

    async def _read(
        self,
        query: str,
        k: int,
        scopes: Sequence[str] | None,
        told: Callable[[sqlite3.Connection, list[Hit]], list[T]],
    ) -> list[T]:
        """What is told of the best hits, all of it at one moment of the database."""
        words = list(dict.fromkeys(terms(query)))[:QUERY_TERMS]
        if not words or k <= 0 or (scopes is not None and not scopes):
            return []
        await self.prepare()
        chosen = None if scopes is None else tuple(scopes)
        return await self._store.query(lambda db: told(db, self._best(db, words, k, chosen)))

    def _best(
        self, db: sqlite3.Connection, words: list[str], k: int, scopes: tuple[str, ...] | None
    ) -> list[Hit]:
        asked = self._frequencies.asked(db, words, SPARE_OF_SOME_WORDS * k)
        spare = SPARE_OF_SOME_WORDS if asked.weights else SPARE
        rows = _rows(db, asked.match, k, math.ceil(spare * k), scopes)
        if asked.weights:
            scores = weighed(asked.weights, [row[3].split() for row in rows])
            rows = [(row[0], score, *row[2:]) for row, score in zip(rows, scores, strict=True)]
        rows.sort(key=lambda row: -row[1])
        return [(key, score) for key, score, *_ in rows[:k]]

    async def prepare(self) -> None:
        """Make the tables if they are not there."""
        if not self._ready:
            await self._store.transact(_create)
            self._ready = True


def _create(db: sqlite3.Connection) -> None:
    for sql in TABLES:
        db.execute(sql)
    if sqlite3.sqlite_version_info >= SECURE_DELETE:
        db.execute("INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1)")


def _delete(db: sqlite3.Connection, key: str) -> bool:
    """Take an entry out of table and index; True when it was there."""
    row = db.execute(ROW, (key,)).fetchone()
    if row is None:
        return False
    db.execute(DELETE_TERMS, row)
    db.execute(DELETE_ENTRY, row[:1])
    return True


def _rows(
    db: sqlite3.Connection, match: str, k: int, depth: int, scopes: tuple[str, ...] | None
) -> list[tuple[str, float, str, str]]:
    """Key, score, scope and terms of up to `depth` texts that match best, k in these scopes."""
    best = db.execute(BEST, (match, depth)).fetchall()
    if scopes is None:
        return best
    hits = [row for row in best if row[2] in scopes]
    if len(hits) >= k or len(best) < depth:
        return hits
    sql = BEST_OF.format(scopes=", ".join("?" * len(scopes)))
    return db.execute(sql, (match, *scopes, depth)).fetchall()
