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
from typing import Any

from aios.code.machines import cgroups, posture
from aios.code.machines.binding import OUR_FOLDERS, checked_bind
from aios.code.machines.channel import Channel
from aios.code.machines.doors import Doors, open_exit
from aios.code.machines.launcher import Launcher, base_interpreter
from aios.code.machines.packing import PackError
from aios.code.machines.rootfs import OUTSIDE_UID
from aios.code.machines.trees import QUOTA_BYTES, Trees, Use, refused
from aios.code.machines.workshop import MadeMachine, Workshop
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
        self._shop = Workshop(self._state, self._python, scoped=True)
        self._machines: dict[str, NamespaceMachine] = {}
        owner = OUTSIDE_UID if os.geteuid() == 0 else None
        self._trees = Trees(self._state / "snapshots", quota_bytes=snapshot_bytes, owner=owner)

    @property
    def spawner(self) -> int:
        """The process that its machines descend from; 0 while there is none."""
        return self._shop.spawner

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` looks from inside a machine, once a boot."""
        return await posture.probe(self, self._state, self._python, deep=deep)

    async def create(self, spec: MachineSpec) -> "NamespaceMachine":
        """A fresh machine. BadRequest or NotFound for a bind that cannot be, else MachineFailed."""
        binds = [checked_bind(bind) for bind in spec.binds]
        image = None if spec.image == "bare" else self._images(spec.image)
        if image is not None:
            binds.append((str(image.absolute()), "/aios/image"))
        launcher = await self._shop.launcher()
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
        return await self._shop.reap() + await asyncio.to_thread(self._trees.reap)

    async def forget(self, snapshot_id: str) -> bool:
        """See `MachineBackend.forget`; machines that started from it go on."""
        return await self._trees.forget(snapshot_id)

    async def close(self) -> None:
        """Destroy every machine and the spawner. Idempotent."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines.values())))
        await self._shop.close()

    # -------------------------------------------------------------- inside

    async def _build(self, machine: "NamespaceMachine", binds: list[tuple[str, str]]) -> None:
        limits = machine.spec.limits
        owners, caps = self._shop.owners, self._shop.caps(machine.launcher)
        folders = caps.create(f"{owners.label}-{machine.id}", limits)
        machine.cgroups = folders
        staging = str(owners.staging(machine.id))
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
            "memory_bytes": limits.memory_mb << 20 if "memory" in caps.missing else 0,
        }
        await machine.channel.set_up({**setup, **_settled(machine.spec)}, _BUILD_S)

    def _forget(self, machine_id: str) -> None:
        self._machines.pop(machine_id, None)


def _settled(spec: MachineSpec) -> dict[str, Any]:
    """What the agent is told of what was asked for."""
    limits = spec.limits
    return {
        # In a folder of the user's there may be sockets that lead back to the host.
        "local_sockets": not any(
            os.path.isdir(bind.host) and not bind.target.startswith(OUR_FOLDERS)
            for bind in spec.binds
        ),
        "disk_bytes": limits.disk_mb << 20,
        "inodes": limits.inodes,
        "processes": limits.processes,
        "open_files": limits.open_files,
    }


class NamespaceMachine(MadeMachine):
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
        super().__init__(machine_id, spec, launcher, on_destroyed)
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
