"""The VM controller: named machines for people and programs, leased ones for the kernel."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aios.code.machines import arguments, transfer
from aios.code.machines import language as languages
from aios.code.machines.branches import Branches, of_snapshot
from aios.code.machines.execution import Wish, prepared
from aios.code.machines.forwarding import Forward
from aios.code.machines.guests import VM, Guest, Guests
from aios.code.machines.image import ImageStore
from aios.code.machines.ladder import Ladder
from aios.code.machines.pool import Pool
from aios.code.machines.snapshots import SnapshotBook
from aios.code.machines.terminal import Terminal
from aios.contracts.errors import AiosError, Cancelled, Denied, MachineFailed, NotFound
from aios.contracts.events import Event, ResourceUsed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import (
    MachineSpec,
    NetworkPolicy,
    Probe,
    RunOutcome,
    Snapshot,
)
from aios.contracts.ports import Machine, MachineBackend, OnOutput

_AGE_S = 30.0  # how often warm machines are looked at
_NO_IMAGE = ("", "bare")  # nothing beside the standard library


class VMController:
    """Makes machines with the strongest backend that works here, and lets go of all at `close`.

    `vm` arguments are ids or names. `cwd` is the caller's folder (None: that of the process at
    the time of the call): with `copy_from_cwd`, a relative file that a command names and the
    machine lacks is copied from there. Every method raises Denied (code `machines_off`) when
    `enabled` is False.
    """

    def __init__(
        self,
        backends: Sequence[MachineBackend],
        *,
        images: ImageStore | None,
        snapshots: Path | None = None,
        min_isolation: int = 30,
        pool_size: int = 3,
        enabled: bool = True,
        cwd: Path | None = None,
        copy_from_cwd: bool = True,
        on_event: Callable[[Event], None] | None = None,
        on_progress: Callable[[str], None] | None = None,
    ) -> None:
        self.enabled = enabled
        self.images = images
        self.backends = tuple(backends)
        self._ladder = Ladder(backends, min_isolation=min_isolation, on_progress=on_progress)
        self._pool = Pool(self._create, size=pool_size)
        self._cwd = cwd
        self._copy_from_cwd = copy_from_cwd
        self._on_event = on_event or (lambda event: None)
        self._on_progress = on_progress
        self._guests = Guests(self._made)
        by_name = {backend.name: backend for backend in backends}
        book = SnapshotBook(snapshots)
        self._branches = Branches(book, self._guests, by_name, self._made, self._digest)
        self._runs: dict[str, tuple[int, float]] = {}
        self._ageing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Remove what dead controllers left behind."""
        if self.enabled:
            for backend in self.backends:
                await backend.reap()
            await self._branches.sweep()
            self._ageing = asyncio.create_task(self._age(), name="ageing")

    async def close(self) -> None:
        """Destroy every machine; snapshots stay. Idempotent."""
        for guest in self._guests:
            await self._guests.delete(guest)
        if self._ageing is not None:
            self._ageing.cancel()
            await asyncio.gather(self._ageing, return_exceptions=True)
        await self._pool.close()
        for backend in self.backends:
            await backend.close()

    # ------------------------------------------------------------ named machines

    async def create_vm(
        self,
        name: str,
        *,
        backend: str | None = None,
        image: str | None = None,
        limits: MachineLimits | Mapping[str, Any] | None = None,
        network: NetworkPolicy | Sequence[str] | None = None,
        snapshot: str | None = None,
        secrets: str | Sequence[str] = (),
    ) -> str:
        """Settle what the machine will be; its id. It starts with `start_vm` or its first command.

        `network` lists the hosts it may reach; `secrets` the names of those (in the settings) that
        its programs use as placeholders. With `snapshot` (an id or name) it starts as that
        machine was, whenever it starts. Raises Conflict when the name is taken, or the snapshot
        is of another backend or image; IsolationUnavailable when no backend is strong enough.
        """
        self._check()
        self._guests.check_name(name)
        spec = MachineSpec(
            name=name,
            image="python" if image is None else image,
            backend=backend or "",
            limits=arguments.limits_of(limits),
            network=arguments.network_of(network),
            secrets=(secrets,) if isinstance(secrets, str) else tuple(secrets),
        )
        if snapshot is not None:
            note = await self._branches.book.get(snapshot)
            self._branches.check(note, backend=backend or "", image=image or "")
            spec = of_snapshot(spec, note)
        self._digest(spec.image)  # NotFound now rather than at the start
        chosen = await self._ladder.choose(spec)
        guest = self._guests.add(spec.but(backend=chosen.name), int(chosen.level))
        return guest.record.id

    async def start_vm(self, vm: str) -> VM:
        """Start it, if it is not running; what it is now."""
        guest = self._guest(vm)
        async with guest.turn:
            await self._guests.start(guest)
        return guest.record

    async def execute_in_vm(
        self,
        vm: str,
        command_or_code: str,
        *,
        language: str | None = None,
        stdin: str | bytes | None = None,
        files: Mapping[str, str | bytes] | None = None,
        timeout_s: float = 60.0,
        cwd: Path | None = None,
        on_output: OnOutput | None = None,
    ) -> RunOutcome:
        """Run a shell command or Python code to its end, one at a time in each machine.

        What it is says `language` (python, shell, javascript, c, c++, go, rust, java), else
        `language.detect`; the outcome carries the choice. BadRequest (code `language_missing`)
        where the machine has nothing to run it with. Files in /workspace stay for the next one. A
        program that listens on a port is left running after 2 s and reported so. A machine that
        is not running is started. `cwd` stands in for the caller's folder.
        """
        guest = self._guest(vm)
        wish = Wish(
            language=arguments.checked(command_or_code, language, timeout_s),
            text=languages.flush(command_or_code),
            how={"stdin": stdin, "files": files, "timeout_s": timeout_s},
            folder=(cwd or self._cwd or Path.cwd()) if self._copy_from_cwd else None,
        )
        async with guest.turn:
            machine = await self._guests.start(guest)
            started = time.monotonic()
            done = False
            try:
                alone = "linux" not in self._backend(machine.backend).profiles
                found, command = await prepared(machine, wish, guest.spec.limits, alone=alone)
                outcome = await machine.run(command, on_output)
                done = not outcome.timed_out
            except MachineFailed as error:
                if guest.machine is machine:
                    raise
                raise Cancelled(f"{guest.record.name} was stopped while it worked") from error
            finally:
                self._count(guest.record.backend, done, time.monotonic() - started)
        return outcome.but(language=found)

    async def stop_vm(self, vm: str) -> VM:
        """Kill what runs in it and let go of it; /workspace goes with it. What it is now."""
        guest = self._guest(vm)
        await guest.stop()
        return guest.record

    async def delete_vm(self, vm: str) -> bool:
        """Stop it and forget it; False when there is none of that name or id."""
        self._check()
        found = self._guests.find(vm)
        if found is not None:
            await self._guests.delete(found)
        return found is not None

    async def list_vms(self) -> list[VM]:
        """Every named machine, oldest first."""
        return [guest.seen() for guest in self._guests]

    async def upload(
        self,
        vm: str,
        local_path: str | Path,
        guest_path: str | None = None,
        *,
        on_left_out: transfer.OnLeftOut = transfer.nobody_asks,
    ) -> str:
        """Copy a file or folder of this host below /workspace; the path it has there.

        Relative local paths start at the caller's folder. Links, pipes, devices and empty folders
        in a folder are left out: `on_left_out` is called with the path of each.
        """
        guest = self._guest(vm)
        source = (self._cwd or Path.cwd()) / local_path
        async with guest.turn:
            machine = await self._guests.start(guest)
            disk_mb = guest.spec.limits.disk_mb
            return await transfer.upload(
                machine, source, guest_path, disk_mb=disk_mb, on_left_out=on_left_out
            )

    async def download(
        self,
        vm: str,
        guest_path: str,
        local_path: str | Path | None = None,
        *,
        on_left_out: transfer.OnLeftOut = transfer.nobody_asks,
    ) -> Path | bytes:
        """A file of the machine: its content, or with `local_path` the path it was written to.

        Links, pipes and devices in a folder are left out: `on_left_out` is told the path of each.
        """
        guest = self._guest(vm)
        async with guest.turn:
            machine = await self._guests.start(guest)
            if local_path is None:
                return await machine.read(guest_path)
            target = (self._cwd or Path.cwd()) / local_path
            return await transfer.download(machine, guest_path, target, on_left_out)

    async def forward(self, vm: str, port: int, host_port: int = 0) -> Forward:
        """Lead a port of this host (0: a free one) to a server that listens in the machine.

        It ends with the machine. NotFound when nothing listens on `port` there, BadRequest when
        the host's port is taken.
        """
        guest = self._guest(vm)
        arguments.check_port(port)
        if guest.alive() is None or guest.forwards is None:
            raise NotFound(
                f"{guest.record.name} is not running, so that nothing listens in it",
                hint="start its server first, with execute_in_vm",
            )
        return await guest.forwards.open(port, host_port)

    async def terminal(
        self, vm: str, *, columns: int = 80, rows: int = 24, argv: Sequence[str] = ()
    ) -> Terminal:
        """A login shell, or `argv`, at a terminal of that many cells; the caller closes it.

        Beside what else runs in the machine, which is started if it is not running.
        """
        guest = self._guest(vm)
        async with guest.turn:
            machine = await self._guests.start(guest)
        return await Terminal.open(machine, columns=columns, rows=rows, argv=argv)

    # ------------------------------------------------------------ snapshots

    async def snapshot(self, vm: str, name: str | None = None) -> Snapshot:
        """Keep what the machine is now, on disk; programs in it go on.

        `holds` says what was kept: "files" (/workspace as it was then; programs are not) or
        "memory" (what runs as well). Raises Conflict (code `snapshot_exists`) when the name is
        taken, BadRequest (code `no_snapshots`) where the backend has none.
        """
        return await self._branches.take(self._guest(vm), name)

    async def list_snapshots(self) -> list[Snapshot]:
        """Every snapshot of this workspace, oldest first."""
        self._check()
        return await self._branches.book.all()

    async def delete_snapshot(self, snapshot: str) -> bool:
        """Remove one, by id or name; False when there is none. What started from it goes on."""
        self._check()
        try:
            await self._branches.remove(snapshot)
        except NotFound:
            return False
        return True

    async def restore(self, vm: str, snapshot: str) -> VM:
        """Make the machine as it was when the snapshot (id or name) was taken; what it is now.

        What runs in it is killed, and when it is stopped and started it is as then again. Raises
        NotFound (code `snapshot_unknown`), Conflict (code `snapshot_differs`) for a snapshot of
        another backend, image or build of the image; then nothing has changed.
        """
        guest = self._guest(vm)
        await self._branches.restore(guest, snapshot)
        return guest.record

    async def fork(
        self, vm: str, count: int = 1, names: Sequence[str] | None = None
    ) -> list[str | AiosError]:
        """Make `count` machines that are as this one is now; their ids, errors in their places.

        Where the backend keeps memory its programs go on in each of them; else each has its
        files. Limits and network are the machine's own. With no `names`: its own with a number.
        """
        guest = self._guest(vm)
        return await self._branches.fork(guest, self._branches.fork_names(guest, count, names))

    # ------------------------------------------------------------ for the kernel

    @contextlib.asynccontextmanager
    async def lease(self, spec: MachineSpec) -> AsyncIterator[Machine]:
        """A fresh machine for the time of the context, destroyed at its end whatever happened."""
        self._check()
        machine = await self._made(spec)
        try:
            yield machine
        finally:
            await asyncio.shield(machine.destroy())

    async def doctor(self, *, deep: bool = True) -> list[Probe]:
        """Every rung of the ladder: whether it works here, why not, what would mend it."""
        return await self._ladder.doctor(deep=deep)

    def stats(self) -> dict[str, Any]:
        """Named machines, the pool, and per backend how many commands ran and how long."""
        guests = list(self._guests)
        return {
            "vms": len(guests),
            "running": sum(guest.machine is not None for guest in guests),
            "pool": self._pool.stats(),
            "backends": {
                name: {"runs": runs, "avg_duration": seconds / runs}
                for name, (runs, seconds) in self._runs.items()
            },
        }

    # ------------------------------------------------------------ inside

    def _check(self) -> None:
        if not self.enabled:
            raise Denied(
                "machines are switched off (use_vm=False), and nothing runs on the host instead",
                hint="allow them: AIOS(use_vm=True)",
                code="machines_off",
            )

    def _guest(self, vm: str) -> Guest:
        self._check()
        return self._guests.get(vm)

    def _digest(self, image: str) -> str:
        """Which build of an image is used now, "" where there is none; NotFound."""
        return self.images.digest(image) if self.images and image not in _NO_IMAGE else ""

    async def _made(self, spec: MachineSpec) -> Machine:
        backend = await self._ladder.choose(spec)
        if self.images and spec.image not in _NO_IMAGE:
            await self.images.ensure(spec.image, self._on_progress)
        return await self._pool.lease(spec.but(backend=backend.name))

    async def _age(self) -> None:
        while True:
            await asyncio.sleep(_AGE_S)
            await self._pool.age()

    async def _create(self, spec: MachineSpec) -> Machine:
        return await self._backend(spec.backend).create(spec)

    def _backend(self, name: str) -> MachineBackend:
        return next(backend for backend in self.backends if backend.name == name)

    def _count(self, backend: str, done: bool, duration_s: float) -> None:
        runs, seconds = self._runs.get(backend, (0, 0.0))
        self._runs[backend] = (runs + 1, seconds + duration_s)
        self._on_event(
            ResourceUsed(resource="machine", name=backend, ok=done, duration_s=duration_s)
        )
