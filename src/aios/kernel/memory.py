"""What agents remember: kept word for word; found by words, meaning, recency and importance.

Covered:
- an agent's own memories and a task's are found only by callers who name that agent or task;
- what is forgotten is gone from the documents, from the index and from the files of both, its
  earlier versions too.

Not covered:
- who the caller is: agents get `AgentMemory` (memory_access.py), which names them itself;
- instructions hidden in a memory's text: it is data, whoever reads it must treat it so;
- what a task wrote down itself: its description and its result stay in the task's record;
- a file that another process reads just now is wiped when it no longer does; backups not at all.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aios.contracts.errors import Conflict, NotFound
from aios.contracts.ports import Clock, Doc, Drop, Store, Table, TextIndex
from aios.kernel.meanings import Meanings, MeaningsState
from aios.kernel.memory_item import MEMORIES as MEMORIES
from aios.kernel.memory_item import MemoryItem as MemoryItem
from aios.kernel.memory_item import (
    brought,
    checked,
    importance_of,
    item_of,
    put,
    read_item,
    said,
    visible,
)
from aios.kernel.memory_rank import ranked

TABLES: tuple[Table, ...] = (MEMORIES,)

CANDIDATES = 6  # beyond those asked for: age and importance settle near ties among them
STANDING = 5  # so many wishes of the person's hold for every task


class MemoryManager:
    """Memories in the store, with their texts in a full-text index.

    With `meanings` they are found by what they mean too, as soon as they have their vectors.
    """

    def __init__(
        self, store: Store, index: TextIndex, clock: Clock, meanings: Meanings | None = None
    ) -> None:
        self._store = store
        self._index = index
        self._clock = clock
        self._meanings = meanings

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
        subject: str = "",
    ) -> str:
        """Keep a text, or a mapping with a `text`; the id. The same text again keeps its id.

        What a mapping says of its scope, kind, importance, source and subject counts before the
        arguments; whose memory it is, only the arguments say. A mapping without a text is kept as
        lines of `key: value`. A current memory about the same `subject`, unless that is empty, is
        superseded. BadRequest for an empty or oversized text, an unknown scope, or a scope that
        lacks its agent or task.
        """
        text, facts = read_item(item)
        memory = checked(
            MemoryItem(
                id="",
                text=text,
                scope=str(facts.get("scope", scope)),
                agent=agent,
                task_id=task_id,
                kind=str(facts.get("kind", kind)),
                source=str(facts.get("source", source)),
                subject=str(facts.get("subject", subject)),
                importance=importance_of(facts.get("importance", importance)),
                created_at=self._clock.now(),
                data=facts,
            )
        )
        older = None
        if memory.subject:
            older = await self.about(memory.subject, memory.scope, agent, task_id=task_id)
        if older is not None:
            return await self._replace(older, memory)
        memory, is_new = await self._placed(memory)
        if is_new:
            # The index first: a crash in between leaves an entry that finds nothing.
            await self._add([memory])
            await self._store.write(put(memory))
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
        seen, wanted = visible(scope, agent, task_id), max(k, 0)
        words, near = await self._hits(query, CANDIDATES + wanted, seen)
        docs = {
            doc["id"]: doc
            for doc, _ in (*words, *near)
            # An entry without a memory is a forgetting under way, and is left out.
            if doc["current"] and doc["namespace"] in seen
        }
        fits = {
            way: {doc["id"]: score for doc, score in hits if doc["id"] in docs}
            for way, hits in (("words", words), ("meaning", near))
        }
        best = ranked(list(docs.values()), fits, self._clock.now())[:wanted]
        return [
            item_of(
                {
                    **doc,
                    "score": score,
                    "found_by": tuple(way for way, scores in fits.items() if doc["id"] in scores),
                }
            )
            for doc, score in best
        ]

    async def meanings(self) -> MeaningsState:
        """Whether memories are found by meaning, and how far their vectors are."""
        if self._meanings is None:
            return MeaningsState()
        return await self._meanings.state()

    async def standing(self, agent: str = "", *, task_id: str = "") -> Sequence[MemoryItem]:
        """What the person said that holds for every task: the newest few, oldest first."""
        docs = await self._store.scan(
            MEMORIES.name,
            where={
                "kind": "preference",
                "current": True,
                "namespace": visible(None, agent, task_id),
            },
            order="created",
            descending=True,
            limit=STANDING,
        )
        return [item_of(doc) for doc in reversed(docs)]

    async def about(
        self, subject: str, scope: str = "shared", agent: str = "", *, task_id: str = ""
    ) -> MemoryItem | None:
        """The current memory about exactly this subject in a scope, or None."""
        (namespace,) = visible(scope, agent, task_id)
        docs = await self._store.scan(
            MEMORIES.name,
            where={"subject": subject, "namespace": namespace, "current": True},
            limit=1,
        )
        return item_of(docs[0]) if docs else None

    async def get(self, memory_id: str) -> MemoryItem | None:
        """The memory, current or not, or None."""
        doc = await self._store.get(MEMORIES.name, memory_id)
        return None if doc is None else item_of(doc)

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
        text, _ = read_item(new_text)
        return await self._replace(old, checked(old.but(text=text, data={})))

    async def forget(self, memory_id: str) -> bool:
        """Delete a memory and its earlier versions for good; True when it was there.

        Their words are wiped out of the files too, as far as no other process reads them now.
        """
        chain: list[str] = []
        item = await self.get(memory_id)
        while item and item.id not in chain:
            chain.append(item.id)
            older = await self.get(item.supersedes) if item.supersedes else None
            # What an imported memory claims to supersede, and does not, is not its past.
            item = older if older and older.superseded_by == item.id else None
        # The index first: a crash in between leaves a memory that can be forgotten again.
        await self._index.remove(chain or [memory_id])
        await self._store.write(*(Drop(table=MEMORIES.name, key=key) for key in chain))
        if chain:
            await self._store.scrub()
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
        where: Doc = {"namespace": visible(scope, agent, task_id)}
        if not history:
            where["current"] = True
        docs = await self._store.scan(
            MEMORIES.name, where=where, order="created", descending=True, limit=limit
        )
        return [item_of(doc) for doc in docs]

    async def count(self, scope: str | None = None, agent: str = "", *, task_id: str = "") -> int:
        """How many current memories `list` would show."""
        return len(await self.list(scope, agent, task_id=task_id, limit=None))

    async def export(self) -> Sequence[MemoryItem]:
        """Everybody's memories with their history, oldest first; for the workspace's owner."""
        docs = await self._store.scan(MEMORIES.name, order="created")
        return [item_of(doc) for doc in docs]

    async def bring_in(self, items: Sequence[Mapping[str, Any]]) -> int:
        """Take over exported memories as they are, with ids, times and owners; how many were new.

        Those that are known stay as they are. BadRequest for what no memory can be, and then
        nothing is taken over.
        """
        fresh: dict[str, MemoryItem] = {}
        for number, told in enumerate(items, 1):
            item = brought(number, told)
            if item.id not in fresh and await self.get(item.id) is None:
                fresh[item.id] = item
        # The index first, as in `store`.
        await self._add(list(fresh.values()))
        await self._store.write(*(put(memory, expect={}) for memory in fresh.values()))
        return len(fresh)

    async def _hits(
        self, query: str, k: int, scopes: Sequence[str]
    ) -> tuple[Sequence[tuple[Doc, float]], Sequence[tuple[Doc, float]]]:
        """What fits by its words, and what by its meaning."""
        by_words = self._index.documents(query, k=k, table=MEMORIES.name, scopes=scopes)
        if self._meanings is None:
            return await by_words, ()
        return await asyncio.gather(by_words, self._meanings.search(query, k, scopes))

    async def _add(self, memories: Sequence[MemoryItem]) -> None:
        """Index their texts; those that are current can be given vectors now."""
        await self._index.add([(m.id, m.indexed_under, m.text) for m in memories])
        if self._meanings is not None:
            self._meanings.tell()

    async def _replace(self, old: MemoryItem, new: MemoryItem) -> str:
        """Put a memory in the place of a current one; the id of what says it now."""
        if new.text == old.text:
            return old.id
        now = self._clock.now()
        new, is_new = await self._placed(new.but(created_at=now, supersedes=old.id))
        until = max(now, old.created_at)  # not before it began, though the clock was set back
        closed = old.but(valid_to=until, superseded_by=new.id)
        await self._add([new])
        await self._store.write(
            put(closed, expect={"current": True}), *([put(new)] if is_new else [])
        )
        await self._add([closed])
        return new.id

    async def _placed(self, memory: MemoryItem) -> tuple[MemoryItem, bool]:
        """The memory under its id, made of whose it is and what it says; False if it is kept."""
        first, version = said(memory), 1
        memory_id = first
        while present := await self.get(memory_id):
            if present.valid_to is None:
                return present, False
            # Said before, superseded since, and now said again: under a further id.
            version += 1
            memory_id = f"{first}-{version}"
        return memory.but(id=memory_id), True
