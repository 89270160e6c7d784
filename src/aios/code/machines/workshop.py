"""Where a backend's machines are made: its spawner, what it may cap, what dead ones left behind."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from aios.code.machines import cgroups, scopes
from aios.code.machines.agent_machine import AgentMachine
from aios.code.machines.launcher import Launcher
from aios.code.machines.owners import Owners
from aios.contracts.errors import MachineFailed
from aios.contracts.machine import MachineSpec

_FATE_S = 2.0


class MadeMachine(AgentMachine):
    """A machine whose processes the spawner of a workshop has made."""

    def __init__(
        self,
        machine_id: str,
        spec: MachineSpec,
        launcher: Launcher,
        on_destroyed: Callable[[str], None],
    ) -> None:
        super().__init__(machine_id, spec, on_destroyed)
        self.launcher = launcher

    async def _fate(self) -> bool:
        with contextlib.suppress(MachineFailed):
            return bool((await self.launcher.gone(self.id, _FATE_S)).get("oom_kills"))
        return False


class Workshop:
    """One of a backend, below its folder `state`; `close` it after use.

    With `scoped`, caps are asked of the user's systemd where none can be had otherwise.
    """

    def __init__(self, state: Path, python: Path, *, scoped: bool = False) -> None:
        self.owners = Owners(state)
        self._python, self._log = python, state / "spawner.log"
        self._scoped = scoped
        self._launcher: Launcher | None = None
        self._starting = asyncio.Lock()
        self._found: cgroups.Cgroups | None = None

    @property
    def spawner(self) -> int:
        """The process that makes machines, 0 while there is none."""
        return self._launcher.pid if self._launcher else 0

    async def launcher(self) -> Launcher:
        """Its spawner, started if it does not run; MachineFailed when it does not come up."""
        async with self._starting:
            if self._launcher is None or not self._launcher.alive:
                if self._launcher is not None:
                    await self._launcher.close()
                self._launcher = await self._launched()
                self.owners.register(self._launcher.pid)
            return self._launcher

    def caps(self, launcher: Launcher) -> cgroups.Cgroups:
        """Where machines of that spawner can be capped."""
        if os.geteuid() == 0 and not launcher.privileged:
            return cgroups.Cgroups({})  # the dropped uid may not enter what root made
        return self._cgroups()

    async def reap(self) -> int:
        """Remove what dead controllers left behind; how many things."""
        return await asyncio.to_thread(self.owners.reap, self._cgroups().leftovers())

    async def close(self) -> None:
        """End the spawner, and all its machines with it. Idempotent."""
        async with self._starting:
            launcher, self._launcher = self._launcher, None
            if launcher is not None:
                await launcher.close()
                self.owners.release()

    def _cgroups(self) -> cgroups.Cgroups:
        if self._found is None:
            self._found = cgroups.find()
        return self._found

    async def _launched(self) -> Launcher:
        if self._scoped and "memory" in cgroups.find().missing:
            launcher = Launcher(self._python, self._log, scoped=True)
            with contextlib.suppress(MachineFailed):  # systemd refused: what is missing is told
                await launcher.open()
                self._found = await asyncio.to_thread(scopes.adopt, launcher.pid)
                return launcher
        launcher = Launcher(self._python, self._log)
        await launcher.open()
        return launcher
