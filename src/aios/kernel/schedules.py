"""Schedules: kept, found due, and each due one handed in once, however many processes look."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from aios.contracts.errors import AiosError, BadRequest, Conflict, NotFound, StoreFailed
from aios.contracts.ports import Clock, Doc, Drop, Put, Store, Table
from aios.contracts.schedule import OVERLAPS, Schedule
from aios.contracts.task import Task, TaskSpec
from aios.kernel.timetable import checked_zone, local_zone, next_after

SCHEDULES = Table(name="schedules", indexes=("next", "claimed"))
TABLES: tuple[Table, ...] = (SCHEDULES,)
log = logging.getLogger(__name__)

SET_BACK = timedelta(hours=3)
LOOK_EVERY_S = 5.0  # others may add some meanwhile


class Tasks(Protocol):
    """What schedules need of the kernel."""

    async def submit(self, spec: TaskSpec, *, task_id: str = "") -> Task:
        """Accept a task under this id, which no other has."""
        ...

    async def get(self, task_id: str) -> Task:
        """The task as it stands; NotFound."""
        ...


class Schedules:
    """The schedules of a workspace, looked after in the name of one process.

    A due one is claimed with the id its task will have, then handed in: a process that dies in
    between leaves a claim that the next one carries out, and never a second task.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        tasks: Tasks,
        *,
        owner: str,
        living: Callable[[], Awaitable[Collection[str]]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._owner = owner
        self._living = living

    # ------------------------------------------------------------ keeping them

    async def add(
        self, cron: str, spec: TaskSpec, *, zone: str = "", overlap: str = "skip"
    ) -> Schedule:
        """Keep a schedule; "": the zone of this computer.

        BadRequest: `cron_wrong`, `zone_unknown`, or an overlap that is neither skip nor queue.
        """
        if overlap not in OVERLAPS:
            raise BadRequest(
                f"There is no overlap {overlap!r}.", hint=f"Use one of: {', '.join(OVERLAPS)}."
            )
        if not spec.description.strip():
            raise BadRequest("A schedule needs a task in words.", code="task_empty")
        now, zone = self._clock.now(), checked_zone(zone or local_zone()).key
        schedule = Schedule(
            id=f"schedule-{secrets.token_hex(4)}",
            cron=cron,
            zone=zone,
            spec=spec,
            overlap=overlap,
            created_at=now,
            next_at=next_after(cron, zone, now),
        )
        await self._store.write(_put(schedule, expect={}))
        return schedule

    async def list(self) -> Sequence[Schedule]:
        """All of them, the next due first."""
        return [_read(doc) for doc in await self._store.scan(SCHEDULES.name, order="next")]

    async def get(self, schedule_id: str) -> Schedule:
        """One of them; NotFound."""
        return _read(await self._doc(schedule_id))

    async def remove(self, schedule_id: str) -> None:
        """Forget it; a task of it that runs goes on. NotFound."""
        await self._doc(schedule_id)
        await self._store.write(Drop(table=SCHEDULES.name, key=schedule_id))

    async def pause(self, schedule_id: str) -> Schedule:
        """Leave it out until it is resumed; what is missed meanwhile is not caught up."""
        return await self._changed(schedule_id, lambda old: old.but(paused=True))

    async def resume(self, schedule_id: str) -> Schedule:
        """Go on with it, from now."""
        now = self._clock.now()
        return await self._changed(
            schedule_id,
            lambda old: old.but(paused=False, next_at=next_after(old.cron, old.zone, now)),
        )

    # ------------------------------------------------------------ looking after them

    async def run(self, on_task: Callable[[Schedule, Task], None] = lambda *_: None) -> None:
        """Hand in what is due, for as long as this is not cancelled.

        While the store fails it looks again and again: what is due stays due.
        """
        while True:
            pause_s = LOOK_EVERY_S
            try:
                for schedule, task in await self.tick():
                    on_task(schedule, task)
                pause_s = await self._pause_s()
            except StoreFailed as error:  # a disk that is full now may have room at the next look
                log.warning("schedules are not looked after now: %s", error.message)
            await self._clock.sleep(pause_s)

    async def tick(self) -> Sequence[tuple[Schedule, Task]]:
        """Hand in what is due now, and what a dead process had claimed; the tasks."""
        handed_in = []
        living, now = await self._living(), self._clock.now()
        for doc in await self._store.scan(SCHEDULES.name, order="next"):
            schedule, claimed = _read(doc), doc["claimed"]
            task: Task | None = None
            if claimed == self._owner or (claimed and claimed not in living):
                task = await self._carry_out(schedule, doc)
            elif not claimed and not schedule.paused:
                task = await self._looked_at(schedule, doc, now)
            if task is not None:
                handed_in.append((schedule, task))
        return handed_in

    async def _looked_at(self, schedule: Schedule, doc: Doc, now: datetime) -> Task | None:
        try:
            if doc["next"] <= now.timestamp():
                return await self._due(schedule, doc, now)
            if _was_ahead(schedule, now):
                right = next_after(schedule.cron, schedule.zone, now)
                if right != schedule.next_at:
                    await self._won(schedule.but(next_at=right), doc)
        except BadRequest as problem:  # its time zone is gone, say: the others go on
            told = f"{problem.message} {problem.hint}".strip()
            await self._won(schedule.but(paused=True, problem=told), doc)
        return None

    async def _due(self, schedule: Schedule, doc: Doc, now: datetime) -> Task | None:
        still_runs = await self._runs(schedule.last_task)
        if still_runs and schedule.overlap == "queue":
            return None  # it stays due
        later = schedule.but(next_at=next_after(schedule.cron, schedule.zone, now))
        if still_runs:
            await self._won(later.but(skipped=schedule.skipped + 1), doc)
            return None
        claim = later.but(problem="", last_task=f"task-{secrets.token_hex(6)}", last_at=now)
        if not await self._won(claim, doc, claimed=self._owner):
            return None
        return await self._hand_in(claim)

    async def _carry_out(self, schedule: Schedule, doc: Doc) -> Task | None:
        """What a process claimed before it died."""
        if await self._won(schedule, doc, claimed=self._owner):
            return await self._hand_in(schedule)
        return None

    async def _hand_in(self, claim: Schedule) -> Task | None:
        """The task; where the store fails the claim stays, and is carried out at the next look."""
        try:
            task = await self._known(claim.last_task)
            if task is None:
                task = await self._tasks.submit(claim.spec, task_id=claim.last_task)
        except StoreFailed:
            raise
        except AiosError as problem:  # told at the schedule; the others go on
            await self._release(claim.but(problem=f"{problem.message} {problem.hint}".strip()))
            return None
        await self._release(claim)
        return task

    async def _release(self, claim: Schedule) -> None:
        """Give up the claim; whatever others changed meanwhile stays."""
        while (doc := await self._store.get(SCHEDULES.name, claim.id)) is not None:
            if await self._won(_read(doc).but(problem=claim.problem), doc):
                return

    async def _won(self, schedule: Schedule, seen: Doc, *, claimed: str = "") -> bool:
        """Write it, unless another process was faster."""
        expect = {"next": seen["next"], "claimed": seen["claimed"]}
        try:
            await self._store.write(_put(schedule, expect=expect, claimed=claimed))
        except Conflict:
            return False
        return True

    async def _runs(self, task_id: str) -> bool:
        task = await self._known(task_id) if task_id else None
        return task is not None and not task.status.final

    async def _known(self, task_id: str) -> Task | None:
        """The task, if it was handed in already."""
        try:
            return await self._tasks.get(task_id)
        except NotFound:
            return None

    async def _pause_s(self) -> float:
        moments = [s.next_at for s in await self.list() if s.next_at and not s.paused]
        now = self._clock.now()
        waits = [(moment - now).total_seconds() for moment in moments]
        return max(0.05, min([LOOK_EVERY_S, *(w for w in waits if w > 0)]))

    async def _changed(self, schedule_id: str, change: Callable[[Schedule], Schedule]) -> Schedule:
        while True:
            doc = await self._doc(schedule_id)
            changed = change(_read(doc))
            if await self._won(changed, doc, claimed=doc["claimed"]):
                return changed
            await asyncio.sleep(0)  # it was due just now: look again

    async def _doc(self, schedule_id: str) -> Doc:
        doc = await self._store.get(SCHEDULES.name, schedule_id)
        if doc is None:
            raise NotFound(
                f"There is no schedule {schedule_id}.", hint="List them with: aios schedule list"
            )
        return doc


def _was_ahead(schedule: Schedule, now: datetime) -> bool:
    """Whether the clock was far ahead when the next moment was found: that would be years off.

    One that is set back by less is waited for, so that nothing comes twice.
    """
    known = [moment for moment in (schedule.created_at, schedule.last_at) if moment is not None]
    return any(moment - now > SET_BACK for moment in known)


def _put(schedule: Schedule, *, expect: Doc, claimed: str = "") -> Put:
    moment = schedule.next_at
    doc = {
        "next": moment.timestamp() if moment is not None else 0.0,
        "claimed": claimed,
        "schedule": msgspec.to_builtins(schedule),
    }
    return Put(table=SCHEDULES.name, key=schedule.id, doc=doc, expect=expect)


def _read(doc: Doc) -> Schedule:
    return msgspec.convert(doc["schedule"], Schedule)
