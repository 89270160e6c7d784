"""A machine with our agent in it, whatever isolates it: runs and files over a channel."""

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from aios.code.machines import posture
from aios.code.machines.channel import Channel
from aios.code.machines.doors import Exit, proxy_variables
from aios.code.machines.guest_paths import below_workspace
from aios.code.machines.runs import Runner, check_command, whole_file
from aios.code.machines.wire import Kind
from aios.contracts.errors import LimitReached, MachineFailed
from aios.contracts.machine import Access, Command, FileInfo, MachineSpec, RunOutcome
from aios.contracts.ports import Connection, Machine, OnOutput


class AgentMachine(Machine):
    """See `Machine`. A backend sets `channel` as soon as the agent answers."""

    def __init__(
        self, machine_id: str, spec: MachineSpec, on_destroyed: Callable[[str], None]
    ) -> None:
        self.id = machine_id
        self.spec = spec
        self.limits_not_enforced: tuple[str, ...] = ()
        self.cgroups: tuple[str, ...] = ()
        self.channel: Channel | None = None
        self.exit: Exit | None = None
        self._on_destroyed = on_destroyed
        self._ending: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """See `Machine.ready`."""
        return self.channel is not None and self.channel.alive and self._ending is None

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """See `Machine.run`. BadRequest for a malformed command."""
        check_command(command)
        if len(command.stdin) > self.spec.limits.disk_mb << 20:
            raise LimitReached(
                f"the input of {len(command.stdin)} bytes is over the machine's disk limit of"
                f" {self.spec.limits.disk_mb} MiB",
                hint="raise disk_mb, or bind the input as a file",
            )
        runner = Runner(self._talk(), self.cgroups, self._fate, self.destroy)
        environment = {**self._environment(), **self.spec.env, **command.env}
        outcome = await runner.run(command, environment, on_output)
        return outcome.but(
            level=self.level,
            backend=self.backend,
            limits_not_enforced=self.limits_not_enforced,
            network=await self._accesses(),
        )

    async def write(self, path: str, content: bytes) -> None:
        """See `Machine.write`."""
        await self._talk().write(below_workspace(path), content)

    async def read(self, path: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """See `Machine.read`."""
        return await whole_file(self.stream(path), path, limit)

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """See `Machine.stream`."""
        offset, inner = 0, below_workspace(path)
        while piece := await self._talk().read(inner, offset):
            yield piece
            offset += len(piece)

    async def list(self, path: str = ".") -> list[FileInfo]:
        """See `Machine.list`."""
        answer = await self._talk().ask(Kind.LIST, {"path": below_workspace(path)})
        try:
            return [
                FileInfo(path=str(name), bytes=int(size), kind=str(kind))
                for name, size, kind in answer["entries"]
            ]
        except (KeyError, TypeError, ValueError) as error:
            await self.destroy()
            raise MachineFailed("the machine failed: its agent sent no list of files") from error

    async def dial(self, port: int) -> Connection:
        """See `Machine.dial`."""
        return await self._talk().dial(port)

    async def posture(self) -> Mapping[str, Any]:
        """What a program measures inside."""
        return await posture.measure(self)

    async def adopt(self, spec: MachineSpec) -> bool:
        """See `Machine.adopt`."""
        if self.exit is not None:
            self.exit.admit(spec.network)
        elif not spec.network.closed:
            return False
        self.spec = spec
        return True

    async def destroy(self) -> bool:
        """Kill and remove it; True when it was there. Idempotent, and goes on when cancelled."""
        was_there = self._ending is None
        if self._ending is None:
            self._ending = asyncio.create_task(self._end_and_tell())
        await asyncio.shield(self._ending)
        return was_there

    # -------------------------------------------------------------- inside

    @abstractmethod
    async def _end(self) -> None:
        """Kill it, and let go of all that was opened for it."""

    @abstractmethod
    async def _fate(self) -> bool:
        """After the machine broke: whether it ended for want of memory."""

    async def _accesses(self) -> tuple[Access, ...]:
        """What programs tried to reach since this was asked last."""
        return await self.exit.accesses() if self.exit else ()

    async def _end_and_tell(self) -> None:
        try:
            await self._end()
        finally:
            if self.exit is not None:
                await self.exit.close()
            self._on_destroyed(self.id)

    def _talk(self) -> Channel:
        if self.channel is None or self._ending is not None:
            raise MachineFailed(f"the machine {self.id} was removed", hint="create another one")
        return self.channel

    def _environment(self) -> dict[str, str]:
        # A /tmp of the host's that was named takes the place of the writable one.
        temporary = "/dev/shm" if any(b.target == "/tmp" for b in self.spec.binds) else "/tmp"
        threads = str(max(1, int(self.spec.limits.cpus)))
        environment = {
            "PATH": "/aios/bin:/usr/local/bin:/usr/bin:/bin",
            "HOME": "/workspace",
            "USER": "user",
            "LANG": "C.UTF-8",
            "TMPDIR": temporary,
            "MPLCONFIGDIR": temporary,
            "PYTHONPATH": "/aios/sdk:/aios/carried:/aios/image",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
        }
        if self.exit is None:
            return environment
        return {**environment, **proxy_variables(self.spec.network), **self.exit.variables}
