"""Counts, success rates and durations per agent, skill, tool, model and machine, from events."""

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aios.contracts.agent import AgentStats
from aios.contracts.errors import AiosError, Conflict
from aios.contracts.events import Event, ResourceUsed, TaskEnded
from aios.contracts.ports import Doc, Put, Store, Table
from aios.contracts.skill import SkillStats
from aios.contracts.task import Status, Task
from aios.contracts.tool import ToolStats

STATS = Table(name="stats", indexes=("revision",))
TABLES: tuple[Table, ...] = (STATS,)

FLUSH_S = 1.0
# Durations fall into classes 9 % apart: enough for percentiles, and mergeable.
CLASS_RATIO = 1.09
SHORTEST_S = 1e-6

# These two tools are the doors to all models and all machines; their numbers are the sums.
DOORS = {"ollama_client": "model", "vm_controller": "machine"}

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What happened to one thing; `classes` counts durations by size class."""

    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    seconds: float = 0.0
    tokens: int = 0
    classes: Counter[int] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """Uses that ended by themselves; a cancelled one says nothing about quality."""
        return self.completed + self.failed

    @property
    def success_rate(self) -> float:
        return self.completed / self.count if self.count else 0.0

    @property
    def avg_duration(self) -> float:
        return self.seconds / self.count if self.count else 0.0

    def note(self, ok: bool, duration_s: float, tokens: int = 0) -> None:
        """Count one use that ended by itself."""
        self.completed += ok
        self.failed += not ok
        self.seconds += duration_s
        self.tokens += tokens
        self.classes[_class_of(duration_s)] += 1

    def add(self, other: "Tally") -> None:
        """Count all that the other one counted."""
        self.completed += other.completed
        self.failed += other.failed
        self.cancelled += other.cancelled
        self.seconds += other.seconds
        self.tokens += other.tokens
        self.classes.update(other.classes)

    def percentile(self, share: float) -> float:
        """The duration in seconds that this share of the uses did not exceed, within 5 %."""
        wanted, seen = math.ceil(share * self.classes.total()), 0
        for size, number in sorted(self.classes.items()):
            seen += number
            if seen >= wanted:
                return SHORTEST_S * math.pow(CLASS_RATIO, size + 0.5)
        return 0.0

    def to_doc(self) -> Doc:
        """As plain JSON values."""
        classes = {str(size): number for size, number in self.classes.items()}
        return {
            "completed": self.completed,
            "failed": self.failed,
            "cancelled": self.cancelled,
            "seconds": self.seconds,
            "tokens": self.tokens,
            "classes": classes,
        }

    @classmethod
    def from_doc(cls, doc: Mapping[str, Any]) -> "Tally":
        """Back from `to_doc`."""
        classes = Counter({int(size): number for size, number in doc["classes"].items()})
        return cls(**{**doc, "classes": classes})


Key = tuple[str, str, str]  # what kind, which one, where
IN_TASKS, OUTSIDE = "tasks", "outside"
Tallies = dict[Key, Tally]


def counted(event: Event, into: Tallies) -> bool:
    """Count what an event says; False when it says nothing that counts."""
    if isinstance(event, ResourceUsed):
        where = IN_TASKS if event.task_id else OUTSIDE
        tally = into.setdefault((event.resource, event.name, where), Tally())
        tally.note(event.ok, event.duration_s, event.tokens)
    elif isinstance(event, TaskEnded):
        for kind, name in (("task", "all"), ("agent", event.task.agent)):
            if name:
                _count_task(event.task, into.setdefault((kind, name, IN_TASKS), Tally()))
    else:
        return False
    return True


class Stats:
    """The statistics of a workspace: what is stored, and what this process has seen since.

    Several processes add to the same numbers; each sees the others' when it writes its own. What
    tasks did is counted apart from what was done outside of any: the journal can tell it again.
    """

    def __init__(self, store: Store, *, flush_s: float = FLUSH_S) -> None:
        self._store = store
        self._flush_s = flush_s
        self._stored: Tallies = {}
        self._fresh: Tallies = {}
        self._writing: Tallies = {}
        self._timer: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Read what is stored."""
        self._stored = await stored(self._store)

    def hear(self, event: Event) -> None:
        """Count what an event says; written within a second, together with others."""
        if not counted(event, self._fresh):
            return
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._flush_s, self._start_flush)

    async def flush(self) -> None:
        """Write what was heard; what cannot be written is kept for the next time."""
        async with self._turn:
            for key in tuple(self._fresh):  # what is heard meanwhile waits for the next time
                fresh = self._fresh.pop(key)
                self._writing[key] = fresh  # still counted by whoever asks meanwhile
                try:
                    self._stored[key] = await self._add(key, fresh)
                except BaseException:  # also when cancelled: what was heard must not get lost
                    self._fresh.setdefault(key, Tally()).add(fresh)
                    raise
                finally:
                    del self._writing[key]

    async def close(self) -> None:
        """Write what is left. Idempotent."""
        if self._timer:
            self._timer.cancel()
        if self._flushing:
            await self._flushing
        while self._fresh:
            await self.flush()

    def agent(self, agent_id: str) -> AgentStats:
        """What an agent has done."""
        tally = self._tally("agent", agent_id)
        return AgentStats(
            tasks_completed=tally.completed,
            tasks_failed=tally.failed,
            success_rate=tally.success_rate,
            avg_duration=tally.avg_duration,
        )

    def skill(self, skill_id: str) -> SkillStats:
        """How a skill was used."""
        tally = self._tally("skill", skill_id)
        return SkillStats(
            usage_count=tally.count,
            success_rate=tally.success_rate,
            avg_duration=tally.avg_duration,
        )

    def tool(self, name: str) -> ToolStats:
        """How a tool was asked; of `ollama_client` and `vm_controller` all models and machines."""
        tally = self._total(DOORS[name]) if name in DOORS else Tally()
        tally.add(self._tally("tool", name))
        return ToolStats(
            requests=tally.count,
            success_rate=tally.success_rate,
            avg_latency=tally.avg_duration,
            tokens_generated=tally.tokens,
        )

    def summary(self) -> dict[str, Any]:
        """Everything as plain JSON values, durations in seconds, rates between 0 and 1."""
        return {
            "tasks": _task_view(self._tally("task", "all")),
            "agents": self._view("agent", _task_view),
            "skills": self._view("skill", _use_view),
            "tools": self._view("tool", _request_view),
            "models": self._view("model", _request_view),
            "machines": self._view("machine", _request_view),
        }

    # ------------------------------------------------------------ inside

    def _start_flush(self) -> None:
        self._timer = None
        self._flushing = asyncio.get_running_loop().create_task(self._flush_quietly())

    async def _flush_quietly(self) -> None:
        try:
            await self.flush()
        except AiosError as error:  # nobody waits for this one; `close` tries again and raises
            log.warning("statistics are not written yet: %s", error.message)

    async def _add(self, key: Key, fresh: Tally) -> Tally:
        """Add to what is stored, which other processes add to as well; the sum."""
        where = place(key)
        while True:
            doc = await self._store.get(STATS.name, where)
            total = Tally.from_doc(doc["tally"]) if doc else Tally()
            total.add(fresh)
            revision = doc["revision"] if doc else 0
            expect = {"revision": revision} if doc else {}
            try:
                merged = document(key, total, revision + 1)
                await self._store.write(Put(table=STATS.name, key=where, doc=merged, expect=expect))
            except Conflict:  # another process was faster: add to its sum
                continue
            return total

    def _tally(self, kind: str, name: str) -> Tally:
        """Everything that is known of one thing."""
        total = Tally()
        for source in self._sources():
            for where in (IN_TASKS, OUTSIDE):
                if (kind, name, where) in source:
                    total.add(source[kind, name, where])
        return total

    def _sources(self) -> tuple[Tallies, ...]:
        return self._stored, self._writing, self._fresh

    def _names(self, kind: str) -> list[str]:
        keys = {key for source in self._sources() for key in source}
        return sorted({name for known, name, _where in keys if known == kind})

    def _total(self, kind: str) -> Tally:
        total = Tally()
        for name in self._names(kind):
            total.add(self._tally(kind, name))
        return total

    def _view(self, kind: str, view: Callable[[Tally], Doc]) -> dict[str, Doc]:
        return {name: view(self._tally(kind, name)) for name in self._names(kind)}


async def stored(store: Store) -> Tallies:
    """What is written down."""
    docs = await store.scan(STATS.name)
    return {(d["kind"], d["name"], d["where"]): Tally.from_doc(d["tally"]) for d in docs}


def document(key: Key, tally: Tally, revision: int) -> Doc:
    """A tally as it is written down."""
    kind, name, where = key
    return {
        "kind": kind,
        "name": name,
        "where": where,
        "revision": revision,
        "tally": tally.to_doc(),
    }


def place(key: Key) -> str:
    """The key of its document."""
    return "/".join((key[2], key[0], key[1]))


def _count_task(task: Task, tally: Tally) -> None:
    if task.status is Status.CANCELLED:
        tally.cancelled += 1
    else:
        tokens = task.usage.tokens_in + task.usage.tokens_out
        tally.note(task.status is Status.COMPLETED, max(task.usage.seconds, 0.0), tokens)


def _task_view(tally: Tally) -> Doc:
    return {
        "tasks_completed": tally.completed,
        "tasks_failed": tally.failed,
        "tasks_cancelled": tally.cancelled,
        "success_rate": tally.success_rate,
        "avg_duration": tally.avg_duration,
        "p50_duration": tally.percentile(0.5),
        "p95_duration": tally.percentile(0.95),
        "tokens": tally.tokens,
    }


def _use_view(tally: Tally) -> Doc:
    return {
        "usage_count": tally.count,
        "success_rate": tally.success_rate,
        "avg_duration": tally.avg_duration,
        "p50_duration": tally.percentile(0.5),
        "p95_duration": tally.percentile(0.95),
    }


def _request_view(tally: Tally) -> Doc:
    return {
        "requests": tally.count,
        "success_rate": tally.success_rate,
        "avg_latency": tally.avg_duration,
        "p50_latency": tally.percentile(0.5),
        "p95_latency": tally.percentile(0.95),
        "tokens_generated": tally.tokens,
    }


def _class_of(duration_s: float) -> int:
    return math.floor(math.log(max(duration_s, SHORTEST_S) / SHORTEST_S, CLASS_RATIO))
