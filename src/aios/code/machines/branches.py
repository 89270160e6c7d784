"""Snapshots of named machines, and machines that start from them: restored, forked, new ones."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from aios.code.machines.guests import Guest, Guests, Make
from aios.code.machines.snapshots import Note, SnapshotBook
from aios.contracts.errors import AiosError, BadRequest, Cancelled, Conflict
from aios.contracts.machine import Kept, MachineSpec, Snapshot
from aios.contracts.ports import Machine, MachineBackend

_MOST_FORKS = 1000


class Branches:
    """`make` makes the machine of a spec; `digest` tells which build of an image is used now."""

    def __init__(
        self,
        book: SnapshotBook,
        guests: Guests,
        backends: Mapping[str, MachineBackend],
        make: Make,
        digest: Callable[[str], str],
    ) -> None:
        self.book = book
        self._guests = guests
        self._backends = backends
        self._make = make
        self._digest = digest

    async def sweep(self) -> None:
        """Remove what processes that died left half made or half removed."""
        for note in await self.book.left_behind():
            backend = self._backends.get(note.snapshot.backend)
            if backend is not None:  # else the draft stays for a controller that has it
                await backend.forget(note.snapshot.id)
                self.book.forget_draft(note)

    async def take(self, guest: Guest, name: str | None) -> Snapshot:
        """A snapshot of its machine, which is started if it is not running, and goes on."""
        if name is not None and (not isinstance(name, str) or not name.strip().isprintable()):
            raise BadRequest(f"{name!r} is not a name for a snapshot", hint="use a short word")
        machine = await self._running(guest)
        plan = self._plan(guest, (name or "").strip())
        async with self.book.drafting(plan):
            note = await self._taken(machine, plan)
            try:
                await self.book.keep(note)
            except BaseException:
                await self._forget(plan)
                raise
        return note.snapshot

    async def remove(self, reference: str) -> None:
        """Forget a snapshot of that id or name; NotFound. Machines that it started go on."""
        note = await self.book.get(reference)
        self._backend(note)
        async with self.book.removing(note):
            await self._forget(note)

    async def restore(self, guest: Guest, reference: str) -> None:
        """Make it as it was then; it stays as it is when that fails. What runs in it is killed."""
        note = await self.book.get(reference)
        self.check(note, backend=guest.record.backend, image=guest.record.image)
        spec = guest.spec.but(snapshot=note.snapshot.id)
        machine = await self._make(spec)
        try:
            await guest.stop()
            async with guest.turn:
                await guest.stop()  # again: it may have been started in between
                if guest not in self._guests:
                    raise Cancelled(f"{guest.record.name} was deleted while it was restored")
                guest.spec = spec
                guest.become(machine)
        except BaseException:
            await machine.destroy()
            raise

    async def fork(self, guest: Guest, names: Sequence[str]) -> list[str | AiosError]:
        """A running machine per name that is as this one is now: its id, or why it is not."""
        machine = await self._running(guest)
        plan = self._plan(guest, "")
        async with self.book.drafting(plan):
            await self._taken(machine, plan)
            try:
                forks = (self._forked(guest, plan.snapshot.id, name) for name in names)
                return list(await asyncio.gather(*forks))
            finally:
                await asyncio.shield(self._forget(plan))

    def check(self, note: Note, *, backend: str, image: str) -> None:
        """Conflict (code `snapshot_differs`) unless it is of that backend and image ("": any)."""
        self._backend(note)
        taken = note.snapshot
        wanted = {"backend": (backend, taken.backend), "image": (image, taken.image)}
        for what, (asked, kept) in wanted.items():
            if asked and asked != kept:
                raise _differs(taken, f"is of the {what} {kept}, not {asked}")
        if note.image_digest != self._digest(taken.image):
            raise _differs(taken, f"was taken on another build of the image {taken.image}")

    def fork_names(self, guest: Guest, count: int, names: Sequence[str] | None) -> list[str]:
        """The names of `count` forks: those given, else the machine's own with a number."""
        if names is not None and (isinstance(names, str) or len(set(names)) != len(names)):
            raise BadRequest("the names of forks are a list in which each stands once")
        if names is not None and count not in (1, len(names)):
            raise BadRequest(f"{count} forks were asked for, and {len(names)} names given")
        count = count if names is None else len(names)
        if isinstance(count, bool) or not isinstance(count, int) or not 0 < count <= _MOST_FORKS:
            raise BadRequest(f"a machine is forked once to {_MOST_FORKS:,} times at once")
        if names is not None:
            return list(names)
        taken = {other.record.name for other in self._guests}
        numbered = (f"{guest.record.name}-{n}" for n in range(2, count + len(taken) + 3))
        return [name for name in numbered if name not in taken][:count]

    # ------------------------------------------------------------ inside

    async def _running(self, guest: Guest) -> Machine:
        """Without waiting for a turn where it runs: programs go on."""
        if (machine := guest.alive()) is not None:
            return machine
        async with guest.turn:
            return await self._guests.start(guest)

    def _plan(self, guest: Guest, name: str) -> Note:
        snapshot = Snapshot(
            id=f"snap-{secrets.token_hex(6)}",
            name=name,
            backend=guest.record.backend,
            holds=Kept.NOTHING,
            bytes=0,
            machine=guest.record.name,
            image=guest.record.image,
            created_at=datetime.now(UTC),
        )
        return Note(snapshot=snapshot, image_digest=self._digest(snapshot.image))

    async def _taken(self, machine: Machine, plan: Note) -> Note:
        """What the backend kept, under the plan's names."""
        try:
            kept = await machine.snapshot(plan.snapshot.id)
        except BaseException:
            await self._forget(plan)
            raise
        return plan.but(snapshot=plan.snapshot.but(holds=kept.holds, bytes=kept.bytes))

    async def _forget(self, note: Note) -> None:
        await self._backends[note.snapshot.backend].forget(note.snapshot.id)

    async def _forked(self, parent: Guest, snapshot: str, name: str) -> str | AiosError:
        try:
            fork = self._guests.add(parent.spec.but(name=name), parent.record.level)
        except AiosError as error:
            return error
        own, fork.spec = fork.spec, fork.spec.but(snapshot=snapshot)
        try:
            async with fork.turn:
                await self._guests.start(fork)
            fork.spec = own  # stopped and started again, it begins as its parent would
        except AiosError as error:
            await self._guests.delete(fork)
            return error
        except BaseException:
            await self._guests.delete(fork)
            raise
        return fork.record.id

    def _backend(self, note: Note) -> MachineBackend:
        """Conflict for a snapshot of a backend that is not there (any more)."""
        backend = self._backends.get(note.snapshot.backend)
        if backend is None:
            raise _differs(note.snapshot, f"is of the backend {note.snapshot.backend}, not here")
        return backend


def of_snapshot(spec: MachineSpec, note: Note) -> MachineSpec:
    """`spec` for a machine that starts from it."""
    taken = note.snapshot
    return spec.but(snapshot=taken.id, image=taken.image, backend=taken.backend)


def _differs(taken: Snapshot, how: str) -> Conflict:
    return Conflict(
        f"the snapshot {taken.name or taken.id!r} {how}",
        hint="restore it to a machine like the one it was taken of (list_snapshots shows which)",
        code="snapshot_differs",
    )
