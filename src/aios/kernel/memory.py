"""What agents remember: kept word for word, found by words, recency and importance.

Covered:
- an agent's own memories and a task's are found only by callers who name that agent or task;
- what is forgotten is gone from the documents and from the index, its earlier versions too.

Not covered:
- who the caller is: the kernel names the agent and the task, never the agent itself;
- instructions hidden in a memory's text: it is data, whoever reads it must treat it so.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from aios.contracts.errors import BadRequest, Conflict, NotFound
from aios.contracts.ports import Clock, Doc, Drop, Put, Store, Table, TextIndex
from aios.contracts.record import Record, plain

SCOPES = ("shared", "agent", "task")

MEMORIES = Table(name="memories", indexes=("id", "namespace", "current", "created"))
TABLES: tuple[Table, ...] = (MEMORIES,)

HALF_LIFE_DAYS = 30.0
CANDIDATES = 10
TEXT_LIMIT = 1 << 20
# How much a place in each ranking counts: the words decide, the others settle near ties.
WEIGHTS = {"text": 1.0, "recency": 0.2, "importance": 0.2}
RANK_OFFSET = 60


@dataclass(frozen=True, kw_only=True, eq=True)
class MemoryItem(Record):
    """A memory. `data` holds what was given beside the text, `score` how well it fits a query.

    While `valid_to` is None it is current; after that, `superseded_by` tells what replaced it.
    """

    id: str
    text: str
    kind: str = "fact"
    scope: str = "shared"
    agent: str = ""
    task_id: str = ""
    source: str = ""
    importance: float = 0.5
    created_at: datetime
    valid_to: datetime | None = None
    supersedes: str = ""
    superseded_by: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    score: float = 0.0

    @property
    def namespace(self) -> str:
        """Whose it is, as one word."""
        return _namespace(self.scope, self.agent, self.task_id)


class MemoryManager:
    """Memories in the store, with their texts in a full-text index."""

    def __init__(self, store: Store, index: TextIndex, clock: Clock) -> None:
        self._store = store
        self._index = index
        self._clock = clock

    async def store(
        self,
        item: str | Mapping[str, Any],
        *,
        scope: str = "shared",
        agent: str = "",
        task_id: str = "",
        kind: str = "fact",
        importance: float = 0.5,
        source: str = "",
    ) -> str:
        """Keep a text, or a mapping with a `text`; the id. The same text again keeps its id.

        What a mapping says of its scope, kind, importance and source counts before the arguments;
        whose memory it is, only the arguments say. A mapping without a text is kept as lines of
        `key: value`. BadRequest for an empty or oversized text, an unknown scope, or a scope
        that lacks its agent or task.
        """
        text, facts = _read_item(item)
        scope = _checked_scope(str(facts.get("scope", scope)), agent, task_id)
        memory = MemoryItem(
            id="",
            text=text,
            scope=scope,
            agent=agent,
            task_id=task_id,
            kind=str(facts.get("kind", kind)),
            source=str(facts.get("source", source)),
            importance=_checked_importance(facts.get("importance", importance)),
            created_at=self._clock.now(),
            data=facts,
        )
        memory, is_new = await self._placed(memory)
        if is_new:
            # The index first: a crash in between leaves an entry that finds nothing.
            await self._index.add([(memory.id, memory.namespace, text)])
            await self._store.write(_put(memory))
        return memory.id

    async def search(
        self,
        query: str,
        k: int = 5,
        scope: str | None = None,
        agent: str = "",
        *,
        task_id: str = "",
    ) -> Sequence[MemoryItem]:
        """Up to k current memories, best first: shared ones, this agent's and this task's.

        `scope` narrows that to one of the three. A query without a word in it finds nothing.
        """
        visible = _visible(scope, agent, task_id)
        hits = await self._index.search(query, k=CANDIDATES + 2 * max(k, 0), scopes=visible)
        docs = await self._store.scan(MEMORIES.name, where={"id": tuple(key for key, _ in hits)})
        found = {doc["id"]: doc for doc in docs if doc["current"] and doc["namespace"] in visible}
        # An entry without a memory is a forgetting under way.
        present = [(found[key], score) for key, score in hits if key in found]
        return [_item(doc).but(score=score) for doc, score in self._ranked(present)[: max(k, 0)]]

    async def get(self, memory_id: str) -> MemoryItem | None:
        """The memory, current or not, or None."""
        doc = await self._store.get(MEMORIES.name, memory_id)
        return None if doc is None else _item(doc)

    async def supersede(self, memory_id: str, new_text: str) -> str:
        """Replace a memory's text from now on; the new id. The old one stays as history."""
        old = await self.get(memory_id)
        if old is None:
            raise NotFound(f"There is no memory {memory_id!r}.", hint="List or search them first.")
        if old.valid_to is not None:
            raise Conflict(
                f"Memory {memory_id!r} was superseded already.",
                hint=f"Supersede {old.superseded_by!r} instead.",
            )
        text, _ = _read_item(new_text)
        if text == old.text:
            return old.id
        now = self._clock.now()
        new, is_new = await self._placed(
            old.but(text=text, data={}, created_at=now, supersedes=old.id)
        )
        closed = old.but(valid_to=now, superseded_by=new.id)
        await self._index.add([(new.id, new.namespace, text)])
        await self._store.write(
            _put(closed, expect={"current": True}), *([_put(new)] if is_new else [])
        )
        await self._index.add([(old.id, _past(old.namespace), old.text)])
        return new.id

    async def forget(self, memory_id: str) -> bool:
        """Delete a memory and its earlier versions for good; True when it was there."""
        chain: list[str] = []
        item = await self.get(memory_id)
        while item and item.id not in chain:
            chain.append(item.id)
            item = await self.get(item.supersedes) if item.supersedes else None
        # The index first: a crash in between leaves a memory that can be forgotten again.
        await self._index.remove(chain or [memory_id])
        await self._store.write(*(Drop(table=MEMORIES.name, key=key) for key in chain))
        return bool(chain)

    async def list(
        self,
        scope: str | None = None,
        agent: str = "",
        *,
        task_id: str = "",
        limit: int | None = 100,
        history: bool = False,
    ) -> Sequence[MemoryItem]:
        """What `search` may find, newest first; with `history` superseded memories too."""
        where: Doc = {"namespace": _visible(scope, agent, task_id)}
        if not history:
            where["current"] = True
        docs = await self._store.scan(
            MEMORIES.name, where=where, order="created", descending=True, limit=limit
        )
        return [_item(doc) for doc in docs]

    async def count(self, scope: str | None = None, agent: str = "", *, task_id: str = "") -> int:
        """How many current memories `list` would show."""
        return len(await self.list(scope, agent, task_id=task_id, limit=None))

    async def export(self) -> Sequence[MemoryItem]:
        """Everybody's memories with their history, oldest first; for the workspace's owner."""
        docs = await self._store.scan(MEMORIES.name, order="created")
        return [_item(doc) for doc in docs]

    async def bring_in(self, items: Sequence[Mapping[str, Any]]) -> int:
        """Take over exported memories as they are, with ids, times and owners; how many were new.

        Those that are known stay as they are. BadRequest for what no memory can be, and then
        nothing is taken over.
        """
        fresh: dict[str, MemoryItem] = {}
        for number, told in enumerate(items, 1):
            item = _brought(number, told)
            if item.id not in fresh and await self.get(item.id) is None:
                fresh[item.id] = item.but(score=0.0)
        # The index first, as in `store`.
        await self._index.add([(m.id, _indexed_under(m), m.text) for m in fresh.values()])
        await self._store.write(*(_put(memory, expect={}) for memory in fresh.values()))
        return len(fresh)

    async def _placed(self, memory: MemoryItem) -> tuple[MemoryItem, bool]:
        """The memory under its id, made of whose it is and what it says; False if it is kept."""
        said, version = _said(memory), 1
        memory_id = said
        while present := await self.get(memory_id):
            if present.valid_to is None:
                return present, False
            # Said before, superseded since, and now said again: under a further id.
            version += 1
            memory_id = f"{said}-{version}"
        return memory.but(id=memory_id), True

    def _ranked(self, hits: Sequence[tuple[Doc, float]]) -> Sequence[tuple[Doc, float]]:
        """Documents with their text scores, best first: ranked anew with age and importance."""
        best = max((score for _, score in hits), default=0.0) or 1.0
        rankings = {
            # Scores that differ by less than a hundredth say the same.
            "text": _places([round(score / best, 2) for _, score in hits]),
            "recency": _places([self._freshness(doc) for doc, _ in hits]),
            "importance": _places([doc["importance"] for doc, _ in hits]),
        }
        fused = [
            (doc, sum(w / (RANK_OFFSET + 1 + rankings[name][n]) for name, w in WEIGHTS.items()))
            for n, (doc, _) in enumerate(hits)
        ]
        return sorted(fused, key=lambda pair: -pair[1])

    def _freshness(self, doc: Doc) -> float:
        """1 now, a half after a half-life; rounded, so that hours do not make a ranking."""
        age_days = (self._clock.now().timestamp() - doc["created"]) / 86400
        return round(math.pow(0.5, max(age_days, 0.0) / HALF_LIFE_DAYS), 1)


def _places(values: Sequence[float]) -> list[int]:
    """The place of each value, highest first; equal values share a place."""
    place = {value: n for n, value in enumerate(sorted(set(values), reverse=True))}
    return [place[value] for value in values]


def _namespace(scope: str, agent: str, task_id: str) -> str:
    owner = {"shared": "", "agent": agent, "task": task_id}[scope]
    return f"{scope}:{owner}"


def _said(memory: MemoryItem) -> str:
    """The id of the first memory that says this there."""
    digest = sha256(f"{memory.namespace}\0{memory.text}".encode()).hexdigest()
    return f"mem-{digest[:20]}"


def _indexed_under(memory: MemoryItem) -> str:
    return memory.namespace if memory.valid_to is None else _past(memory.namespace)


def _brought(number: int, told: Mapping[str, Any]) -> MemoryItem:
    """A memory from elsewhere; BadRequest unless `store` or `supersede` could have made it."""
    try:
        item = msgspec.convert(plain(told), MemoryItem)
    except msgspec.ValidationError as error:
        raise BadRequest(
            f"Memory {number} is none: {error}.",
            hint="Import a file as `aios memory export` wrote it.",
        ) from error
    _read_item({**item.data, "text": item.text})
    _checked_scope(item.scope, item.agent, item.task_id)
    _checked_importance(item.importance)
    said = _said(item)
    if item.id != said and not re.fullmatch(rf"{said}-[0-9]+", item.id):
        raise BadRequest(
            f"The memory {item.id[:50]!r} was altered: its id does not fit what it says.",
            hint="Import a file as `aios memory export` wrote it; `aios memory store` adds texts.",
        )
    return item


def _past(namespace: str) -> str:
    """Where the texts of superseded memories are kept out of the way of searches."""
    return f"past {namespace}"


def _visible(scope: str | None, agent: str, task_id: str) -> tuple[str, ...]:
    """The namespaces that this agent, on this task, may see: the access rule of memory."""
    if scope is not None:
        return (_namespace(_checked_scope(scope, agent, task_id), agent, task_id),)
    there = {"shared": True, "agent": bool(agent), "task": bool(task_id)}
    return tuple(_namespace(name, agent, task_id) for name in SCOPES if there[name])


def _checked_scope(scope: str, agent: str, task_id: str) -> str:
    if scope not in SCOPES:
        raise BadRequest(
            f"{scope!r} is not a scope of memory.", hint=f"Use one of {', '.join(SCOPES)}."
        )
    if not {"shared": "everybody", "agent": agent, "task": task_id}[scope]:
        raise BadRequest(f"Scope {scope!r} needs to know which {scope}.", hint="Name it.")
    return scope


def _checked_importance(importance: Any) -> float:
    if isinstance(importance, int | float) and 0 <= importance <= 1:
        return float(importance)
    raise BadRequest(
        f"Importance {importance!r} is out of range.", hint="Give a number from 0 to 1."
    )


def _read_item(item: Any) -> tuple[str, Doc]:
    """The text to keep, and what was given beside it, as plain JSON values."""
    if not isinstance(item, str | Mapping):
        raise BadRequest(
            f"A memory is a text or a mapping, not {type(item).__name__}.",
            hint='Give a text, or {"text": "…"}.',
        )
    facts: Doc = {"text": item} if isinstance(item, str) else plain(item)
    text = facts.pop("text", None) or facts.pop("content", None)
    if text is None:
        text = "\n".join(f"{key}: {value}" for key, value in facts.items())
    if not isinstance(text, str) or not text.strip():
        raise BadRequest("There is nothing to remember.", hint="Give the memory a text.")
    if len(text) > TEXT_LIMIT:
        raise BadRequest(
            f"The text has {len(text):,} characters, a memory at most {TEXT_LIMIT:,}.",
            hint="Keep long texts as an artifact and remember where it is.",
        )
    _check_unicode(text, facts)
    return text, facts


def _check_unicode(text: str, facts: Doc) -> None:
    try:
        msgspec.json.encode([text, facts])
    except UnicodeEncodeError as error:
        raise BadRequest(
            f"The memory is not valid Unicode ({error.reason}).",
            hint="Decode the text from its real encoding first.",
        ) from error


def _put(memory: MemoryItem, expect: Doc | None = None) -> Put:
    doc: Doc = msgspec.to_builtins(memory)
    doc |= {
        "namespace": memory.namespace,
        "current": memory.valid_to is None,
        "created": memory.created_at.timestamp(),
    }
    return Put(table=MEMORIES.name, key=memory.id, doc=doc, expect=expect)


def _item(doc: Doc) -> MemoryItem:
    return msgspec.convert(doc, MemoryItem)
