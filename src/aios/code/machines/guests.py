"""Named machines: what each is to be, the machine that is it now, and its forwarded ports."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aios.code.machines.forwarding import Forwards
from aios.contracts.errors import BadRequest, Cancelled, Conflict, MachineFailed, NotFound
from aios.contracts.machine import MachineSpec
from aios.contracts.ports import Machine
from aios.contracts.record import Record

Make = Callable[[MachineSpec], Awaitable[Machine]]


@dataclass(frozen=True, kw_only=True, eq=True)
class VM(Record):
    """A named machine; `status` is created, running, stopped, or failed: it ended by itself."""

    id: str
    name: str
    backend: str
    level: int
    image: str
    status: str
    created_at: datetime


@dataclass
class Guest:
    """A named machine and what is needed to start it again."""

    record: VM
    spec: MachineSpec
    machine: Machine | None = None
    forwards: Forwards | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def seen(self) -> VM:
        """What it is at this moment."""
        ended = self.machine is not None and not self.machine.ready
        return self.record.but(status="failed") if ended else self.record

    def alive(self) -> Machine | None:
        """Its machine, None where it was not started; MachineFailed when that ended by itself."""
        if self.machine is not None and not self.machine.ready:
            raise MachineFailed(
                f"the machine {self.record.name!r} has ended, and what was in it is gone",
                hint="begin anew: aios vm rm, aios vm create (stop_vm); or restore a snapshot",
            )
        return self.machine

    def become(self, machine: Machine) -> None:
        """That machine is it from now on; its `turn` is held."""
        self.machine = machine
        self.forwards = Forwards(self.record.id, machine)
        self.record = self.record.but(status="running")

    async def stop(self) -> None:
        """Without waiting for its turn: what runs is to be killed. Idempotent."""
        machine, self.machine = self.machine, None
        forwards, self.forwards = self.forwards, None
        self.record = self.record.but(status="stopped")
        if forwards:
            await forwards.close()
        if machine:
            await machine.destroy()


class Guests:
    """All named machines; `make` makes the machine of a spec."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._guests: dict[str, Guest] = {}

    def __iter__(self) -> Iterator[Guest]:
        return iter(list(self._guests.values()))

    def __contains__(self, guest: Guest) -> bool:
        return guest.record.id in self._guests

    def add(self, spec: MachineSpec, level: int) -> Guest:
        """A new one, not started; BadRequest or Conflict for its name."""
        self.check_name(spec.name)
        record = VM(
            id=f"vm-{secrets.token_hex(4)}",
            name=spec.name,
            backend=spec.backend,
            level=level,
            image=spec.image,
            status="created",
            created_at=datetime.now(UTC),
        )
        guest = self._guests[record.id] = Guest(record, spec)
        return guest

    def check_name(self, name: str) -> None:
        """BadRequest for what is no name, Conflict for one that is taken."""
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise BadRequest(f"{name!r} is not a name for a machine", hint="use a short word")
        if self.find(name):
            raise Conflict(
                f"there is already a machine named {name!r}",
                hint=f"take another name, or remove that one first: aios vm rm {name} (delete_vm)",
            )

    def find(self, vm: str) -> Guest | None:
        """The one of that id or name."""
        return next((g for g in self if vm in (g.record.id, g.record.name)), None)

    def get(self, vm: str) -> Guest:
        """The one of that id or name; NotFound."""
        guest = self.find(vm)
        if guest is None:
            known = ", ".join(g.record.name for g in self) or "none yet"
            raise NotFound(
                f"there is no machine {vm!r}; known: {known}",
                hint="make one: aios vm create NAME (create_vm)",
            )
        return guest

    async def start(self, guest: Guest) -> Machine:
        """Its machine, made if need be; its `turn` is held."""
        machine = guest.alive()
        if machine is None:
            machine = await self._make(guest.spec)
            if guest not in self:
                await machine.destroy()
                raise Cancelled(f"{guest.record.name} was deleted while it started")
            guest.become(machine)
        return machine

    async def delete(self, guest: Guest) -> None:
        """Stop it and forget it."""
        self._guests.pop(guest.record.id, None)
        await guest.stop()
