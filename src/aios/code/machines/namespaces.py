"""Machines made of Linux namespaces: strong isolation in milliseconds, standard library only.

Covered (by `sandbox`, `seccomp`, `cgroups`, `channel`; measured inside by `posture`):
- programs see nothing of the host but /usr, the interpreter and what was named, all read-only
- sockets that lie in a folder that was named lead nowhere
- no network but an allow-list proxy behind a socket, when hosts were named; every attempt to
  reach a host is in the outcome, and secrets are placeholders
- no capability, no new privilege, no uid of the host's root; a short list of system calls less
- a controller that dies takes its machines along
- snapshots hold /workspace (what was installed there too), and machines start on top of them

Not covered:
- bugs in the host's kernel, which programs share; levels 40 and 50 are for that
- limits the host gives us no means for: each machine names them in `limits_not_enforced`
"""

import asyncio
import contextlib
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from aios.code.machines import cgroups, owners, posture, scopes
from aios.code.machines.agent_machine import AgentMachine
from aios.code.machines.binding import OUR_FOLDERS, checked_bind
from aios.code.machines.channel import Channel
from aios.code.machines.doors import Doors, open_exit
from aios.code.machines.launcher import Launcher, base_interpreter
from aios.code.machines.packing import PackError
from aios.code.machines.rootfs import OUTSIDE_UID
from aios.code.machines.trees import QUOTA_BYTES, Trees, Use, refused
from aios.contracts.errors import MachineFailed
from aios.contracts.machine import (
    Kept,
    Level,
    MachineSpec,
    Probe,
    Snapshot,
)
from aios.contracts.ports import MachineBackend

NAME = "namespaces"
_BUILD_S = 30.0


class NamespaceBackend(MachineBackend):
    """Makes machines on this Linux host; `images` maps an image's name to its site-packages."""

    name = NAME
    level = int(Level.NAMESPACES)
    profiles = frozenset({"linux", "python"})
    snapshots = Kept.FILES

    def __init__(
        self,
        *,
        state_dir: Path,
        images: Callable[[str], Path | None],
        doors: Doors | None = None,
        python: Path | None = None,
        snapshot_bytes: int = QUOTA_BYTES,
    ) -> None:
        self._state = Path(state_dir).absolute() / NAME
        self._images = images
        self._doors = doors
        self._python = python or base_interpreter()
        self._owners = owners.Owners(self._state)
        self._launcher: Launcher | None = None
        self._starting = asyncio.Lock()
        self._cgroups: cgroups.Cgroups | None = None
        self._machines: dict[str, NamespaceMachine] = {}
        owner = OUTSIDE_UID if os.geteuid() == 0 else None
        self._trees = Trees(self._state / "snapshots", quota_bytes=snapshot_bytes, owner=owner)

    @property
    def spawner(self) -> int:
        """The process that its machines descend from; 0 while there is none."""
        return self._launcher.pid if self._launcher else 0

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` looks from inside a machine, once a boot."""
        return await posture.probe(self, self._state, self._python, deep=deep)

    async def create(self, spec: MachineSpec) -> "NamespaceMachine":
        """A fresh machine. BadRequest or NotFound for a bind that cannot be, else MachineFailed."""
        binds = [checked_bind(bind) for bind in spec.binds]
        image = None if spec.image == "bare" else self._images(spec.image)
        if image is not None:
            binds.append((str(image.absolute()), "/aios/image"))
        launcher = await self._launched()
        machine_id = f"{NAME}-{secrets.token_hex(4)}"
        machine = NamespaceMachine(machine_id, spec, launcher, self._trees, self._forget)
        try:
            if spec.snapshot:
                machine.base = await self._trees.use(spec.snapshot)
            machine.exit = await open_exit(self._doors, spec, machine_id)
            if machine.exit:
                binds += machine.exit.binds
            await self._build(machine, binds)
        except BaseException:
            await machine.destroy()
            raise
        self._machines[machine_id] = machine
        return machine

    async def reap(self) -> int:
        """Remove what dead controllers left behind; how many things."""
        count = await asyncio.to_thread(self._owners.reap, self._caps().leftovers())
        return count + await asyncio.to_thread(self._trees.reap)

    async def forget(self, snapshot_id: str) -> bool:
        """See `MachineBackend.forget`; machines that started from it go on."""
        return await self._trees.forget(snapshot_id)

    async def close(self) -> None:
        """Destroy every machine and the spawner. Idempotent."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines.values())))
        async with self._starting:
            launcher, self._launcher = self._launcher, None
            if launcher is not None:
                await launcher.close()
                self._owners.release()

    # -------------------------------------------------------------- inside

    async def _launched(self) -> Launcher:
        async with self._starting:
            if self._launcher is None or not self._launcher.alive:
                if self._launcher is not None:
                    await self._launcher.close()
                self._launcher = await self._launch()
                self._owners.register(self._launcher.pid)
            return self._launcher

    async def _launch(self) -> Launcher:
        """In a scope of the user's systemd where no cgroup can be had otherwise, else plainly."""
        log = self._state / "spawner.log"
        if "memory" in cgroups.find().missing:
            launcher = Launcher(self._python, log, scoped=True)
            with contextlib.suppress(MachineFailed):  # systemd refused: what is missing is told
                await launcher.open()
                self._cgroups = await asyncio.to_thread(scopes.adopt, launcher.pid)
                return launcher
        launcher = Launcher(self._python, log)
        await launcher.open()
        return launcher

    def _caps(self) -> cgroups.Cgroups:
        if self._cgroups is None:
            self._cgroups = cgroups.find()
        return self._cgroups

    async def _build(self, machine: "NamespaceMachine", binds: list[tuple[str, str]]) -> None:
        limits = machine.spec.limits
        name = f"{self._owners.label}-{machine.id}"
        caps = self._caps()
        if os.geteuid() == 0 and not machine.launcher.privileged:
            caps = cgroups.Cgroups({})  # the dropped uid may not enter what root made
        folders = caps.create(name, limits)
        machine.cgroups = folders
        staging = str(self._owners.staging(machine.id))
        ours, theirs = socket.socketpair()
        try:
            await machine.launcher.make(machine.id, theirs, cgroups=folders, staging=staging)
        except MachineFailed:
            ours.close()
            cgroups.remove(folders)
            raise
        finally:
            theirs.close()
        # Processes are counted per user namespace too, so that limit always holds.
        machine.limits_not_enforced = tuple(w for w in caps.missing if w != "processes")
        machine.channel = await Channel.over(ours)
        setup = {
            "cgroups": folders,
            "staging": staging,
            "binds": binds,
            "base": str(machine.base.files) if machine.base else "",
            # In a folder of the user's there may be sockets that lead back to the host.
            "local_sockets": not any(
                os.path.isdir(bind.host) and not bind.target.startswith(OUR_FOLDERS)
                for bind in machine.spec.binds
            ),
            "disk_bytes": limits.disk_mb * 1024 * 1024,
            "inodes": limits.inodes,
            "processes": limits.processes,
            "open_files": limits.open_files,
            "memory_bytes": limits.memory_mb * 1024 * 1024 if "memory" in caps.missing else 0,
        }
        await machine.channel.set_up(setup, _BUILD_S)

    def _forget(self, machine_id: str) -> None:
        self._machines.pop(machine_id, None)


class NamespaceMachine(AgentMachine):
    """One machine; see `Machine`. `destroy` it after use: it is never handed out again."""

    backend = NAME
    level = int(Level.NAMESPACES)

    def __init__(
        self,
        machine_id: str,
        spec: MachineSpec,
        launcher: Launcher,
        trees: Trees,
        on_destroyed: Callable[[str], None],
    ) -> None:
        super().__init__(machine_id, spec, on_destroyed)
        self.launcher = launcher
        self.base: Use | None = None
        self._trees = trees
        self._one_at_a_time = asyncio.Lock()

    async def snapshot(self, snapshot_id: str) -> Snapshot:
        """See `Machine.snapshot`: /workspace as it is now. Programs pause while it is read.

        LimitReached (code `snapshot_quota`) when snapshots would hold too much.
        """
        async with self._one_at_a_time:
            pieces = self._talk().keep()
            try:
                async with contextlib.aclosing(pieces):
                    size = await self._trees.make(
                        snapshot_id, pieces, self.spec.limits.disk_mb << 20
                    )
            except PackError as error:
                await self.destroy()
                raise refused(error) from error
        return Snapshot(id=snapshot_id, backend=self.backend, holds=Kept.FILES, bytes=size)

    # -------------------------------------------------------------- inside

    async def _end(self) -> None:
        try:
            if self.channel is not None:
                await self.channel.close()
            await self.launcher.remove(self.id)
        finally:
            if self.base is not None:
                await self.base.end()

    async def _fate(self) -> bool:
        """After the machine broke: whether it ended for want of memory."""
        with contextlib.suppress(MachineFailed):
            return bool((await self.launcher.gone(self.id, timeout_s=2.0)).get("oom_kills"))
        return False
