"""The sockets of what is kept: documents, and the texts that are searched."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.record import Record

Doc = dict[str, Any]


@dataclass(frozen=True, kw_only=True, eq=True)
class Table(Record):
    """A table of JSON documents; `scan` may filter and order by the fields in `indexes`."""

    name: str
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Put(Record):
    """Write a document whole.

    With `expect`, only if the stored document's indexed fields have these values, or, when
    `expect` is an empty mapping, only if no document has that key yet.
    """

    table: str
    key: str
    doc: Doc
    expect: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, eq=True)
class Drop(Record):
    """Delete a document; no error if it is not there."""

    table: str
    key: str


@dataclass(frozen=True, kw_only=True, eq=True)
class Add(Record):
    """Add `amounts` to numbers of a document, which begins as `doc` where there is none.

    Several processes may do so at once. With `at_most`, only if none of these numbers becomes
    larger than that.
    """

    table: str
    key: str
    amounts: Mapping[str, float]
    doc: Doc = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)


class Store(ABC):
    """Documents that survive.

    Opening a workspace that cannot be written, a full disk or a damaged file raises
    StoreFailed, and nothing of that write is kept.
    """

    @abstractmethod
    async def open(self, tables: Sequence[Table]) -> None:
        """Be ready; create what is missing. Called once, before anything else."""

    @abstractmethod
    async def write(self, *changes: Put | Drop | Add) -> None:
        """All of the changes or none; on return they survive a kill of the process.

        Concurrent writes are committed together. Raises Conflict when an `expect` or an
        `at_most` fails.
        """

    @abstractmethod
    async def get(self, table: str, key: str) -> Doc | None:
        """The document, or None. Sees every write that has returned."""

    @abstractmethod
    async def scan(
        self,
        table: str,
        *,
        where: Mapping[str, Any] | None = None,
        order: str = "",
        descending: bool = False,
        limit: int | None = None,
    ) -> list[Doc]:
        """Documents whose indexed fields equal `where` (a tuple value means any of them).

        Without `order`, and among equals, they come as their keys were first written: that order
        no clock that is set back upsets.
        """

    @abstractmethod
    async def total(
        self,
        table: str,
        field: str,
        *,
        once_per: Sequence[str],
        where: Mapping[str, Any] | None = None,
    ) -> int:
        """The sum of an indexed field; of documents alike in the fields `once_per` the largest."""

    @abstractmethod
    async def scrub(self) -> bool:
        """Wipe what was deleted out of every file; False while others still read the old state."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what was accepted, then let go of everything. Idempotent."""


class TextIndex(ABC):
    """Full-text search over short texts, Chinese included."""

    @abstractmethod
    async def add(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Index (key, scope, text) entries; a known key is replaced."""

    @abstractmethod
    async def remove(self, keys: Sequence[str]) -> None:
        """Forget them for good; unknown keys are no error."""

    @abstractmethod
    async def search(
        self, query: str, *, k: int, scopes: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to k (key, score), best first; only from these scopes when given."""

    @abstractmethod
    async def documents(
        self, query: str, *, k: int, table: str, scopes: Sequence[str] | None = None
    ) -> list[tuple[Doc, float]]:
        """As `search`, with the documents of that table that have the keys, read at that moment."""


class VectorIndex(ABC):
    """Vectors of the texts in a TextIndex, found by nearness; a text that goes takes its along.

    Vectors of different models never meet. An empty vector stands for a text that its model cannot
    read: it is not `missing`, and never found.
    """

    @abstractmethod
    async def missing(self, model: str, table: str, limit: int) -> list[tuple[int, Doc]]:
        """(entry, document of that table) of current texts without a vector of the model."""

    @abstractmethod
    async def count(self, model: str, table: str) -> tuple[int, int]:
        """How many texts have a vector of the model, and how many current ones have none."""

    @abstractmethod
    async def add(self, model: str, vectors: Sequence[tuple[int, Sequence[float]]]) -> None:
        """Keep vectors by entry, in the place of those of any model; entries that went are left."""

    @abstractmethod
    async def search(
        self, model: str, vector: Sequence[float], *, k: int, table: str, scopes: Sequence[str]
    ) -> list[tuple[Doc, float]]:
        """Up to k (document, cosine), the nearest first; only from these scopes."""
