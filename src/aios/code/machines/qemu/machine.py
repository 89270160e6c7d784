"""One virtual machine; see `Machine`."""

import asyncio
import contextlib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines.launcher import Launcher
from aios.code.machines.qemu import probing
from aios.code.machines.qemu.emulator import Emulator
from aios.code.machines.qemu.states import States
from aios.code.machines.qemu.uplink import Uplink
from aios.code.machines.workshop import MadeMachine
from aios.contracts.machine import (
    Access,
    Command,
    Kept,
    Level,
    MachineSpec,
    RunOutcome,
    Snapshot,
)
from aios.contracts.ports import OnOutput

NAME = "qemu"
_ANSWER_S = 30.0


class QemuMachine(MadeMachine):
    """A guest of its own kernel. `destroy` it after use: it is never handed out again."""

    backend = NAME
    level = int(Level.NO_SHARED_KERNEL)

    def __init__(
        self,
        machine_id: str,
        spec: MachineSpec,
        launcher: Launcher,
        on_destroyed: Callable[[str], None],
    ) -> None:
        super().__init__(machine_id, spec, launcher, on_destroyed)
        self.emulator: Emulator | None = None
        self.uplink: Uplink | None = None
        self.states: States | None = None
        self.key = ""
        self.binds: Path | None = None
        self.staging: Path | None = None
        self._oom_kills = 0
        self._snapshots = asyncio.Lock()

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """See `Machine.run`. The guest's kernel tells whether memory was the reason."""
        outcome = await super().run(command, on_output)
        if outcome.oom or self._ending is not None:
            return outcome
        before, self._oom_kills = self._oom_kills, await self._count_oom_kills()
        return outcome.but(oom=self._oom_kills > before)

    async def snapshot(self, snapshot_id: str) -> Snapshot:
        """See `Machine.snapshot`: all of its memory, running programs too; they pause meanwhile.

        LimitReached (code `snapshot_quota`) when snapshots would hold too much.
        """
        channel, emulator, states = self._talk(), self.emulator, self.states
        assert emulator is not None and states is not None
        async with self._snapshots, channel.still() as told, self._network_still():

            async def save(target: Path) -> Mapping[str, Any]:
                await emulator.save(target, shared=False)
                await emulator.go_on()
                facts = {"network": self.uplink is not None, "oom_kills": self._oom_kills}
                return {"key": self.key, **facts, **told}

            most = emulator.order.shape.memory_bytes
            size = await states.make(snapshot_id, save, self.binds, most)
        return Snapshot(id=snapshot_id, backend=self.backend, holds=Kept.MEMORY, bytes=size)

    async def posture(self) -> Mapping[str, Any]:
        """What a program measures inside, and what the host knows of QEMU."""
        facts = await probing.measure(self)
        jail = await asyncio.to_thread(probing.jail_of, self.launcher.pid, self.id)
        shape = self.emulator.order.shape if self.emulator else None
        how = {"accelerator": shape.accelerator, "native": shape.native} if shape else {}
        return {**facts, **how, "jail": jail}

    # -------------------------------------------------------------- inside

    async def _count_oom_kills(self) -> int:
        if self.emulator is None or self.emulator.warden is None:
            return self._oom_kills
        return await self.emulator.warden.oom_kills(_ANSWER_S)

    def _network_still(self) -> contextlib.AbstractAsyncContextManager[None]:
        return self.uplink.still() if self.uplink else contextlib.nullcontext()

    async def _accesses(self) -> tuple[Access, ...]:
        if self.uplink is not None and self._ending is None:
            await self.uplink.settle()
        return await super()._accesses()

    async def _end(self) -> None:
        try:
            if self.channel is not None:
                await self.channel.close()
            if self.uplink is not None:
                await self.uplink.close()
        finally:
            if self.emulator is not None:
                await self.emulator.end()
            if self.staging is not None:  # what was copied for a machine that was never made
                await asyncio.to_thread(shutil.rmtree, self.staging, True)
