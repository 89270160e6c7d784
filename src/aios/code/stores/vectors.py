"""Vectors of the texts that are searched, beside them in SQLite: found by nearness, no library.

A search looks at one sign of each number first, a few machine instructions for a text, and weighs
the nearest anew with all their numbers. What goes out of the text index takes its vector along.
"""

import heapq
import math
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul

from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.errors import BadRequest
from aios.contracts.ports import Doc, VectorIndex

# So many times more than wanted are weighed with all their numbers, at least so many.
RESCORED, LEAST_RESCORED = 10, 200

TABLES = (
    "CREATE TABLE IF NOT EXISTS text_vectors (seq INTEGER PRIMARY KEY AUTOINCREMENT, "
    "entry INTEGER NOT NULL UNIQUE, model TEXT NOT NULL, signs BLOB NOT NULL, "
    "vector BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS text_vectors_model ON text_vectors (model, seq)",
    "CREATE TRIGGER IF NOT EXISTS text_vectors_gone AFTER DELETE ON text_entries "
    "BEGIN DELETE FROM text_vectors WHERE entry = OLD.id; END",
)
# Entries of current texts that have no vector of the model: those of the past need none.
WITHOUT = (
    'FROM text_entries e CROSS JOIN "{table}" d ON d.key = e.key '
    "WHERE e.scope NOT LIKE 'past %' AND NOT EXISTS "
    "(SELECT 1 FROM text_vectors v WHERE v.entry = e.id AND v.model = ?)"
)
INSERT = (
    "INSERT OR REPLACE INTO text_vectors (entry, model, signs, vector) "
    "SELECT id, ?, ?, ? FROM text_entries WHERE id = ?"
)
NEWER = (
    "SELECT v.seq, e.scope, v.signs FROM text_vectors v CROSS JOIN text_entries e "
    "ON e.id = v.entry WHERE v.model = ? AND v.seq > ? ORDER BY v.seq"
)
EXACT = (
    "SELECT e.key, e.scope, v.vector FROM text_vectors v CROSS JOIN text_entries e "
    "ON e.id = v.entry WHERE v.seq = ? AND v.model = ?"
)
COUNT = "SELECT count(*) FROM text_vectors WHERE model = ?"
USABLE = f"{COUNT} AND signs <> x''"


@dataclass(slots=True)
class Signs:
    """The signs of one scope's vectors, each as the bits of a number, beside their places."""

    places: list[int] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)

    def nearest(self, wanted: int, count: int) -> list[tuple[int, int]]:
        """(distance, place) of those that differ from the wanted signs least."""
        far = [(bits ^ wanted).bit_count() for bits in self.bits]
        return heapq.nsmallest(count, zip(far, self.places, strict=True))


class SqliteVectorIndex(VectorIndex):
    """The vectors of the texts in `texts`, in the file of `store`."""

    def __init__(self, store: SqliteStore, texts: SqliteTextIndex) -> None:
        self._store = store
        self._texts = texts
        self._ready = False
        self._model = ""
        self._seen = self._held = 0
        self._signs: dict[str, Signs] = {}
        self._version = (-1, -1)  # of the database, when the signs were read

    async def missing(self, model: str, table: str, limit: int) -> list[tuple[int, Doc]]:
        await self._prepare()
        sql = f"SELECT e.id, e.key {WITHOUT.format(table=table)} ORDER BY e.id DESC LIMIT ?"

        def look(db: sqlite3.Connection) -> list[tuple[int, Doc]]:
            rows = db.execute(sql, (model, limit)).fetchall()
            docs = self._store.documents(db, table, [key for _, key in rows])
            return [(entry, docs[key]) for entry, key in rows if key in docs]

        return await self._store.query(look)

    async def count(self, model: str, table: str) -> tuple[int, int]:
        await self._prepare()
        missing = f"SELECT count(*) {WITHOUT.format(table=table)}"
        # One statement: what comes between two would be counted by neither.
        both = f"SELECT ({USABLE}), ({missing})"
        usable, waiting = await self._store.query(
            lambda db: db.execute(both, (model, model)).fetchone()
        )
        return usable, waiting

    async def add(self, model: str, vectors: Sequence[tuple[int, Sequence[float]]]) -> None:
        await self._prepare()
        made = [(entry, _unit(vector)) for entry, vector in vectors]
        rows = [(model, _signs_of(unit), unit.tobytes(), entry) for entry, unit in made]
        await self._store.transact(lambda db: db.executemany(INSERT, rows))

    async def search(
        self, model: str, vector: Sequence[float], *, k: int, table: str, scopes: Sequence[str]
    ) -> list[tuple[Doc, float]]:
        await self._prepare()
        wanted = _unit(vector)

        def look(db: sqlite3.Connection) -> list[tuple[Doc, float]]:
            self._refresh(db, model)
            hits = self._weighed(db, wanted, max(k * RESCORED, LEAST_RESCORED), scopes)[:k]
            docs = self._store.documents(db, table, [key for _, key in hits])
            return [(docs[key], score) for score, key in hits if key in docs]

        return await self._store.query(look) if k > 0 else []

    async def _prepare(self) -> None:
        if not self._ready:
            await self._texts.prepare()
            await self._store.transact(lambda db: [db.execute(sql) for sql in TABLES])
            self._ready = True

    # ------------------------------------------------------------ on the store's thread

    def _refresh(self, db: sqlite3.Connection, model: str) -> None:
        """Read the signs that came since; all of them anew when some have gone."""
        if model != self._model:
            self._forget_signs(model)
        version = (db.execute("PRAGMA data_version").fetchone()[0], db.total_changes)
        if version == self._version:
            return
        self._version = version
        self._read_newer(db)
        if db.execute(COUNT, (model,)).fetchone()[0] != self._held:
            self._forget_signs(model)
            self._read_newer(db)

    def _forget_signs(self, model: str) -> None:
        self._model, self._seen, self._held, self._signs = model, 0, 0, {}
        self._version = (-1, -1)

    def _read_newer(self, db: sqlite3.Connection) -> None:
        for seq, scope, blob in db.execute(NEWER, (self._model, self._seen)):
            if blob:
                signs = self._signs.setdefault(scope, Signs())
                signs.places.append(seq)
                signs.bits.append(int.from_bytes(blob))
            self._seen, self._held = seq, self._held + 1

    def _weighed(
        self, db: sqlite3.Connection, wanted: "array[float]", count: int, scopes: Sequence[str]
    ) -> list[tuple[float, str]]:
        """(cosine, key) of the nearest, the nearest first; only what is in the scopes now."""
        signs = int.from_bytes(_signs_of(wanted))
        near = [n for s in scopes if s in self._signs for n in self._signs[s].nearest(signs, count)]
        found = []
        for _, seq in heapq.nsmallest(count, near):
            row = db.execute(EXACT, (seq, self._model)).fetchone()
            if row is not None and row[1] in scopes:
                vector = array("f", row[2])
                if len(vector) == len(wanted):
                    found.append((sum(map(mul, vector, wanted)), row[0]))
        return sorted(found, key=lambda hit: -hit[0])


def _signs_of(vector: "array[float]") -> bytes:
    """Bit by bit whether a number is above zero, under a leading one; b"" for no vector."""
    bits = "".join("1" if number > 0 else "0" for number in vector)
    return int(f"1{bits}", 2).to_bytes(len(bits) // 8 + 1) if bits else b""


def _unit(vector: Sequence[float]) -> "array[float]":
    """The vector in the length one; the empty one stays empty, and stands for none.

    BadRequest for one that has no direction.
    """
    length = math.sqrt(sum(number * number for number in vector))
    if vector and not (length > 0 and math.isfinite(length)):
        raise BadRequest("A vector without a direction cannot be searched.", code="vector_useless")
    return array("f", [number / length for number in vector])
