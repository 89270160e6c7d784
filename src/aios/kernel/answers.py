"""Answers to questions: given from any process, remembered if wished, and all of them on record."""

import hashlib
import secrets
from dataclasses import dataclass

import msgspec

from aios.contracts.ports import Clock, Drop, Put, Store, Table
from aios.contracts.questions import Decision, Grant, Question
from aios.contracts.record import Record
from aios.contracts.task import Task

ANSWERS = Table(name="answers")
GRANTS = Table(name="grants", indexes=("agent",))
DECISIONS = Table(name="decisions", indexes=("task_id", "decided"))
TABLES: tuple[Table, ...] = (ANSWERS, GRANTS, DECISIONS)
LOOK_EVERY_S = 0.2


@dataclass(frozen=True, kw_only=True, eq=True)
class Answer(Record):
    """What a person said; `always` means: for every such question of this agent."""

    yes: bool
    always: bool = False


class Answers:
    """The answers in the store, which all processes on the workspace share."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def give(self, task_id: str, answer: Answer) -> None:
        """Answer the question that a task waits with, whichever process works on it."""
        await self._store.write(
            Put(table=ANSWERS.name, key=task_id, doc=msgspec.to_builtins(answer))
        )

    async def heard(self, task_id: str, within_s: float) -> Answer | None:
        """The answer, as soon as somebody gives it; None when nobody does in time."""
        until = self._clock.monotonic() + within_s
        while True:
            doc = await self._store.get(ANSWERS.name, task_id)
            if doc is not None:
                await self._store.write(Drop(table=ANSWERS.name, key=task_id))
                return msgspec.convert(doc, Answer)
            if self._clock.monotonic() >= until:
                return None
            await self._clock.sleep(LOOK_EVERY_S)

    async def granted(self, agent: str, subject: str) -> bool:
        """Whether a remembered yes covers the question."""
        return bool(subject) and await self._store.get(GRANTS.name, _id(agent, subject)) is not None

    async def remember(self, agent: str, subject: str) -> None:
        """Say yes to every such question of this agent from now on."""
        grant = Grant(
            id=_id(agent, subject), agent=agent, subject=subject, granted_at=self._clock.now()
        )
        await self._store.write(
            Put(table=GRANTS.name, key=grant.id, doc=msgspec.to_builtins(grant))
        )

    async def grants(self) -> list[Grant]:
        """Every remembered yes."""
        docs = await self._store.scan(GRANTS.name)
        return [msgspec.convert(doc, Grant) for doc in docs]

    async def forget(self, grant_id: str) -> bool:
        """Ask again from now on; False when nothing was remembered under that id."""
        known = await self._store.get(GRANTS.name, grant_id) is not None
        await self._store.write(Drop(table=GRANTS.name, key=grant_id))
        return known

    async def record(self, task: Task, question: Question, answer: bool, by: str) -> None:
        """Write down who decided what."""
        now = self._clock.now()
        decision = Decision(
            id=f"decision-{secrets.token_hex(6)}",
            task_id=task.id,
            agent=task.agent,
            question=question.text,
            subject=question.subject,
            answer=answer,
            by=by,
            decided_at=now,
        )
        doc = {
            "task_id": task.id,
            "decided": now.timestamp(),
            "decision": msgspec.to_builtins(decision),
        }
        await self._store.write(Put(table=DECISIONS.name, key=decision.id, doc=doc))

    async def decisions(self, task_id: str = "", limit: int = 100) -> list[Decision]:
        """What was decided, newest first; of one task, or of all."""
        docs = await self._store.scan(
            DECISIONS.name,
            where={"task_id": task_id} if task_id else None,
            order="decided",
            descending=True,
            limit=limit,
        )
        return [msgspec.convert(doc["decision"], Decision) for doc in docs]


def _id(agent: str, subject: str) -> str:
    return "grant-" + hashlib.sha256(f"{agent}\n{subject}".encode()).hexdigest()[:12]
