"""The book of change-sets: what was done to the user's own files, so that it can be undone."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from typing import TypeVar

import msgspec

from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import ActionFailed, AiosError, Conflict, NotFound
from aios.contracts.events import ChangesApplied, ChangesUndone
from aios.contracts.ports import Changer, Clock, Drop, Put, Store, Table
from aios.kernel.bus import Bus

CHANGE_SETS = Table(name="change_sets", indexes=("task_id", "status", "owner"))
TABLES: tuple[Table, ...] = (CHANGE_SETS,)
KEPT_SETS = 50
IN_FLIGHT = ("applying", "undoing")

T = TypeVar("T")


class ChangeBook:
    """Change-sets in the store, in the name of one process.

    A set is written down before the first file is touched; those that a dead process left in
    flight are put back by `recover`. `living` tells the processes that are alive.
    """

    def __init__(
        self,
        store: Store,
        changer: Changer,
        clock: Clock,
        bus: Bus,
        *,
        owner: str,
        living: Callable[[], Awaitable[Collection[str]]],
        keep_days: int = 30,
    ) -> None:
        self._store = store
        self._changer = changer
        self._clock = clock
        self._bus = bus
        self._owner = owner
        self._living = living
        self._keep = timedelta(days=keep_days)

    async def apply(
        self, task_id: str, title: str, changes: Sequence[Change], *, change_id: str = ""
    ) -> ChangeSet:
        """Do the changes, all or none; what the Changer refuses is raised as it is.

        Under a `change_id` they are done once: when they stand already, nothing happens again.
        """
        known = await self._store.get(CHANGE_SETS.name, change_id) if change_id else None
        if known is not None and known["status"] == "applied":
            return _read(known)
        wanted = ChangeSet(
            id=change_id or f"changes-{secrets.token_hex(4)}",
            task_id=task_id,
            title=title,
            changes=tuple(changes),
            status="applying",
            created_at=self._clock.now(),
        )
        await self._save(wanted)
        done = await _to_its_end(self._applied(wanted))
        self._bus.publish(ChangesApplied(task_id=task_id, change_set=done))
        await self._forget_old()
        return done

    async def undo(self, change_id: str = "") -> list[ChangeSet]:
        """Undo a change-set, all of a task's, or the newest; those undone, newest first.

        NotFound when there is none; Conflict (`undo_conflict`) when a file was changed since,
        and then that set stays as it is. One that is undone already is no error.
        """
        return [await self._undone(found) for found in await self._meant(change_id)]

    async def known(self) -> list[ChangeSet]:
        """All that are known, the newest first, whatever the clock said when they were made."""
        docs = await self._store.scan(CHANGE_SETS.name, descending=True)
        return [_read(doc) for doc in docs]

    async def recover(self) -> list[str]:
        """Put back what dead processes left half done, forget what is old; what went wrong.

        A set that cannot be put back now stays as it is, and the next start tries again.
        """
        living = await self._living()
        docs = await self._store.scan(CHANGE_SETS.name, where={"status": IN_FLIGHT})
        dead = [_read(doc) for doc in docs if doc["owner"] not in living]
        problems = []
        for found in dead:
            try:
                await self._undone(found)
            except (Conflict, ActionFailed) as error:
                problems.append(f"{found.id}: {error.message} {error.hint}")
        await self._forget_old()
        return problems

    async def _applied(self, wanted: ChangeSet) -> ChangeSet:
        try:
            await self._changer.apply(wanted)
        except AiosError as error:
            if error.code != "change_stuck":  # else the next start tries to put it back
                await self._drop(wanted)
            raise
        done = wanted.but(status="applied")
        try:
            await self._save(done)
        except AiosError:  # what cannot be written down is not done
            await self._changer.undo(wanted)
            raise
        return done

    async def _meant(self, change_id: str) -> list[ChangeSet]:
        known = await self.known()
        if not change_id:
            found = [s for s in known if s.status == "applied"][:1]
        else:
            found = [s for s in known if change_id in (s.id, s.task_id)]
        if found:
            return found
        raise NotFound(
            f"There is no change-set {change_id}." if change_id else "There is nothing to undo.",
            hint="`aios undo --list` shows the changes that were made.",
            code="nothing_to_undo",
            details={"id": change_id},
        )

    async def _undone(self, found: ChangeSet) -> ChangeSet:
        if found.status == "undone":
            return found
        undone = await _to_its_end(self._put_back(found))
        self._bus.publish(ChangesUndone(task_id=found.task_id, change_set=undone))
        return undone

    async def _put_back(self, found: ChangeSet) -> ChangeSet:
        await self._save(found.but(status="undoing"))
        try:
            await self._changer.undo(found)
        except AiosError:
            await self._save(found)
            raise
        undone = found.but(status="undone", undone_at=self._clock.now())
        await self._save(undone)
        await self._changer.forget(found.id)
        return undone

    async def _forget_old(self) -> None:
        """Keep the newest sets, none longer than the user wants; never one that is in flight."""
        oldest = self._clock.now() - self._keep
        for place, known in enumerate(await self.known()):
            old = place >= KEPT_SETS or known.created_at < oldest
            if old and known.status not in IN_FLIGHT:
                await self._drop(known)

    async def _save(self, changes: ChangeSet) -> None:
        doc = {
            "task_id": changes.task_id,
            "status": changes.status,
            "owner": self._owner,
            "set": msgspec.to_builtins(changes),
        }
        await self._store.write(Put(table=CHANGE_SETS.name, key=changes.id, doc=doc))

    async def _drop(self, changes: ChangeSet) -> None:
        await self._changer.forget(changes.id)
        await self._store.write(Drop(table=CHANGE_SETS.name, key=changes.id))


def _read(doc: dict[str, object]) -> ChangeSet:
    return msgspec.convert(doc["set"], ChangeSet)


async def _to_its_end(work: Awaitable[T]) -> T:
    """Whoever is cancelled meanwhile: files are not left half changed, nor unrecorded."""
    running = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
