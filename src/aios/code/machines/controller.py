"""The VM controller: named machines for people and programs, leased ones for the kernel."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aios.code.machines import arguments, transfer
from aios.code.machines import language as languages
from aios.code.machines.forwarding import Forward, Forwards
from aios.code.machines.image import ImageStore
from aios.code.machines.ladder import Ladder
from aios.code.machines.pool import Pool
from aios.contracts.errors import (
    BadRequest,
    Cancelled,
    Conflict,
    Denied,
    MachineFailed,
    NotFound,
)
from aios.contracts.events import Event, ResourceUsed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import (
    Command,
    MachineSpec,
    NetworkPolicy,
    Probe,
    RunOutcome,
)
from aios.contracts.ports import Machine, MachineBackend, OnOutput
from aios.contracts.record import Record

_NAME_MAX = 256
_NO_IMAGE = ("", "bare")  # nothing beside the standard library


@dataclass(frozen=True, kw_only=True, eq=True)
class VM(Record):
    """A named machine; `status` is created, running or stopped."""

    id: str
    name: str
    backend: str
    level: int
    image: str
    status: str
    created_at: datetime


@dataclass
class _Guest:
    """A named machine and what is needed to start it again."""

    record: VM
    spec: MachineSpec
    machine: Machine | None = None
    forwards: Forwards | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


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
        self._backends = tuple(backends)
        self._ladder = Ladder(backends, min_isolation=min_isolation)
        self._pool = Pool(self._create, size=pool_size)
        self._cwd = cwd
        self._copy_from_cwd = copy_from_cwd
        self._on_event = on_event or (lambda event: None)
        self._on_progress = on_progress
        self._guests: dict[str, _Guest] = {}
        self._runs: dict[str, tuple[int, float]] = {}

    async def open(self) -> None:
        """Remove what dead controllers left behind."""
        if self.enabled:
            for backend in self._backends:
                await backend.reap()

    async def close(self) -> None:
        """Destroy every machine. Idempotent."""
        for id in list(self._guests):
            await self.delete_vm(id)
        await self._pool.close()
        for backend in self._backends:
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
    ) -> str:
        """Settle what the machine will be; its id. It starts with `start_vm` or its first command.

        `network` lists the hosts it may reach. Raises Conflict when the name is taken,
        IsolationUnavailable when no backend here is strong enough.
        """
        self._check()
        self._check_name(name)
        spec = MachineSpec(
            name=name,
            image="python" if image is None else image,
            backend=backend or "",
            limits=arguments.limits_of(limits),
            network=arguments.network_of(network),
        )
        if self.images and spec.image not in _NO_IMAGE:
            self.images.digest(spec.image)  # NotFound now rather than at the start
        chosen = await self._ladder.choose(spec)
        self._check_name(name)  # again: somebody may have taken it meanwhile
        record = VM(
            id=f"vm-{secrets.token_hex(4)}",
            name=name,
            backend=chosen.name,
            level=int(chosen.level),
            image=spec.image,
            status="created",
            created_at=datetime.now(UTC),
        )
        self._guests[record.id] = _Guest(record, spec.but(backend=chosen.name))
        return record.id

    async def start_vm(self, vm: str) -> VM:
        """Start it, if it is not running; what it is now."""
        guest = self._guest(vm)
        async with guest.turn:
            await self._started(guest)
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
        on_output: OnOutput | None = None,
    ) -> RunOutcome:
        """Run a shell command or Python code to its end, one at a time in each machine.

        What it is says `language` ("python" or "shell"), else `language.detect`; the outcome
        carries the choice. Files in /workspace stay for the next one. A program that listens on
        a port is left running after 2 s and reported so. A machine that is not running is started.
        """
        guest = self._guest(vm)
        chosen = arguments.checked(command_or_code, language, timeout_s)
        text = languages.flush(command_or_code)
        async with guest.turn:
            machine = await self._started(guest)
            started = time.monotonic()
            done = False
            try:
                chosen = chosen or await self._detect(machine, text)
                if self._copy_from_cwd:
                    named = transfer.files_named(text, chosen)
                    await transfer.copy_missing(
                        machine,
                        named,
                        self._cwd or Path.cwd(),
                        disk_mb=guest.spec.limits.disk_mb,
                    )
                command = arguments.command_for(text, chosen, stdin, files, timeout_s)
                outcome = await machine.run(command, on_output)
                done = not outcome.timed_out
            except MachineFailed as error:
                if guest.machine is machine:
                    raise
                raise Cancelled(f"{guest.record.name} was stopped while it worked") from error
            finally:
                self._count(guest.record.backend, done, time.monotonic() - started)
        return outcome.but(language=chosen)

    async def stop_vm(self, vm: str) -> VM:
        """Kill what runs in it and let go of it; /workspace goes with it. What it is now."""
        guest = self._guest(vm)
        await self._stopped(guest)
        return guest.record

    async def delete_vm(self, vm: str) -> bool:
        """Stop it and forget it; False when there is none of that name or id."""
        self._check()
        found = self._find(vm)
        if found is None:
            return False
        del self._guests[found.record.id]
        await self._stopped(found)
        return True

    async def list_vms(self) -> list[VM]:
        """Every named machine, oldest first."""
        return [guest.record for guest in self._guests.values()]

    async def upload(self, vm: str, local_path: str | Path, guest_path: str | None = None) -> str:
        """Copy a file or folder of this host below /workspace; the path it has there.

        Relative local paths start at the caller's folder.
        """
        guest = self._guest(vm)
        source = (self._cwd or Path.cwd()) / local_path
        async with guest.turn:
            machine = await self._started(guest)
            return await transfer.upload(
                machine, source, guest_path, disk_mb=guest.spec.limits.disk_mb
            )

    async def download(
        self, vm: str, guest_path: str, local_path: str | Path | None = None
    ) -> Path | bytes:
        """A file of the machine: its content, or with `local_path` the path it was written to."""
        guest = self._guest(vm)
        async with guest.turn:
            machine = await self._started(guest)
            if local_path is None:
                return await machine.read(guest_path)
            target = (self._cwd or Path.cwd()) / local_path
            return await transfer.download(machine, guest_path, target)

    async def forward(self, vm: str, port: int, host_port: int = 0) -> Forward:
        """Lead a port of this host (0: a free one) to a server that listens in the machine.

        It ends with the machine. NotFound when nothing listens on `port` there, BadRequest when
        the host's port is taken.
        """
        guest = self._guest(vm)
        arguments.check_port(port)
        if guest.machine is None or guest.forwards is None:
            raise NotFound(
                f"{guest.record.name} is not running, so that nothing listens in it",
                hint="start its server first, with execute_in_vm",
            )
        return await guest.forwards.open(port, host_port)

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
        running = sum(guest.machine is not None for guest in self._guests.values())
        return {
            "vms": len(self._guests),
            "running": running,
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

    def _check_name(self, name: str) -> None:
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise BadRequest(f"{name!r} is not a name for a machine", hint="use a short word")
        if self._find(name):
            raise Conflict(
                f"there is already a machine named {name!r}",
                hint=f"take another name, or delete that one first: delete_vm({name!r})",
            )

    def _find(self, vm: str) -> _Guest | None:
        return next((g for g in self._guests.values() if vm in (g.record.id, g.record.name)), None)

    def _guest(self, vm: str) -> _Guest:
        self._check()
        guest = self._find(vm)
        if guest is None:
            known = ", ".join(g.record.name for g in self._guests.values()) or "none yet"
            raise NotFound(
                f"there is no machine {vm!r}; known: {known}", hint="make one: create_vm(name)"
            )
        return guest

    async def _started(self, guest: _Guest) -> Machine:
        """The guest's machine, made if need be; its `turn` is held."""
        if guest.machine is None:
            machine = await self._made(guest.spec)
            if guest.record.id not in self._guests:
                await machine.destroy()
                raise Cancelled(f"{guest.record.name} was deleted while it started")
            guest.machine = machine
            guest.forwards = Forwards(guest.record.id, machine)
            guest.record = guest.record.but(status="running")
        return guest.machine

    async def _stopped(self, guest: _Guest) -> None:
        """Without waiting for its turn: what runs is to be killed."""
        machine, guest.machine = guest.machine, None
        forwards, guest.forwards = guest.forwards, None
        guest.record = guest.record.but(status="stopped")
        if forwards:
            await forwards.close()
        if machine:
            await machine.destroy()

    async def _made(self, spec: MachineSpec) -> Machine:
        backend = await self._ladder.choose(spec)
        if self.images and spec.image not in _NO_IMAGE:
            await self.images.ensure(spec.image, self._on_progress)
        return await self._pool.lease(spec.but(backend=backend.name))

    async def _create(self, spec: MachineSpec) -> Machine:
        backend = next(backend for backend in self._backends if backend.name == spec.backend)
        return await backend.create(spec)

    async def _detect(self, machine: Machine, text: str) -> str:
        answers = {languages.detect(text, is_program=known) for known in (True, False)}
        if len(answers) > 1:
            word = languages.first_word(text)
            look = Command(argv=("sh", "-c", 'command -v -- "$1"', "sh", word), timeout_s=10.0)
            known = len(word) < _NAME_MAX and (await machine.run(look)).exit_code == 0
            return languages.detect(text, is_program=known)
        return answers.pop()

    def _count(self, backend: str, done: bool, duration_s: float) -> None:
        runs, seconds = self._runs.get(backend, (0, 0.0))
        self._runs[backend] = (runs + 1, seconds + duration_s)
        self._on_event(
            ResourceUsed(resource="machine", name=backend, ok=done, duration_s=duration_s)
        )
