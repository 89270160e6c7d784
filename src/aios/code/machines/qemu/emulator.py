"""One QEMU process, started in its jail by the spawner; the connections to it and to its guest."""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines.launcher import Launcher
from aios.code.machines.qemu import tools
from aios.code.machines.qemu.accelerators import KNOWN
from aios.code.machines.qemu.command import (
    FILES,
    MEMORY,
    NETWORK,
    Shape,
    arguments,
    port_for_network,
)
from aios.code.machines.qemu.qmp import Qmp
from aios.code.machines.qemu.warding import Warding
from aios.code.machines.wire import Kind, Splitter, unpack_json
from aios.contracts.errors import MachineFailed

_PIECE = 1 << 20
_STATE_S = 120.0
_LOG_BYTES = 64 * 1024
_BANDWIDTH = 64 << 30  # bytes a second: as fast as the disk takes it


@dataclass(frozen=True)
class Order:
    """What QEMU is started with; `memory` is a descriptor, its pages `shared` or copied."""

    id: str
    shape: Shape
    files: Mapping[str, Path]
    memory: int
    shared: bool = False
    incoming: bool = False
    jailed: bool = True
    cgroups: Sequence[str] = ()
    staging: str = ""


class Emulator:
    """QEMU and our ends of its connections; `end` it after use."""

    def __init__(self, order: Order, launcher: Launcher) -> None:
        self.order = order
        self._launcher = launcher
        self._log = os.memfd_create("log")
        self.agent, self._their_agent = socket.socketpair()
        warden, self._their_warden = socket.socketpair()
        qmp, self._their_qmp = socket.socketpair()
        self.qmp = Qmp(qmp)
        self._warden_end = warden
        self.warden: Warding | None = None
        self.network: socket.socket | None = None

    async def start(self) -> Warding:
        """Be there, and answering; MachineFailed, with what QEMU said, when it does not come up."""
        order = self.order
        # QEMU takes a descriptor for a file only if it is open for just what it wants to do.
        log = os.open(f"/proc/self/fd/{self._log}", os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        try:
            self.warden = await Warding.over(self._warden_end)
            await self._launcher.make(
                order.id,
                self._their_agent,
                cgroups=list(order.cgroups),
                staging=order.staging,
                emulated=True,
            )
            given = [self._their_warden.fileno(), self._their_qmp.fileno(), order.memory, log]
            socket.send_fds(self.agent, [json.dumps(self._request()).encode()], given)
        finally:
            os.close(log)
            for end in (self._their_agent, self._their_warden, self._their_qmp):
                end.close()
        try:
            await self.qmp.open()
        except MachineFailed as error:
            said = self.said() or self._refusal() or error
            raise MachineFailed(f"QEMU did not start: {said}") from error
        return self.warden

    async def load(self, state: Path, *, shared: bool) -> None:
        """Go on from a saved state; `shared` as it was saved."""
        await self._prepare_state(shared)
        read, write = os.pipe()
        try:
            await self.qmp.command("getfd", descriptor=read, fdname="state")
        finally:
            os.close(read)
        source = os.open(state, os.O_RDONLY | os.O_CLOEXEC)
        feeding = asyncio.create_task(asyncio.to_thread(_pump, source, write))
        try:
            await self.qmp.command("migrate-incoming", uri="fd:state")
            await asyncio.shield(feeding)
        except BrokenPipeError as error:
            raise MachineFailed(f"QEMU did not take the state: {self.said()}") from error
        # It was saved standing still, and so it is loaded.
        await self.qmp.migrated(_STATE_S)
        await self.qmp.command("cont")

    async def save(self, target: Path, *, shared: bool) -> None:
        """Stop, and write the state to a file; without the memory when that is `shared`."""
        await self._prepare_state(shared)
        await self.qmp.command("migrate-set-parameters", **{"max-bandwidth": _BANDWIDTH})
        await self.qmp.command("stop")
        read, write = os.pipe()
        try:
            await self.qmp.command("getfd", descriptor=write, fdname="state")
        finally:
            os.close(write)
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        copying = asyncio.create_task(asyncio.to_thread(_pump, read, file))
        try:
            await self.qmp.command("migrate", uri="fd:state")
            await self.qmp.migrated(_STATE_S)
        except BaseException:
            await self.end()  # which ends what is copied, too
            raise
        finally:
            await asyncio.shield(copying)

    async def plug(self) -> socket.socket:
        """Give the guest a port that leads out; our end of it. Idempotent.

        A state that was saved with the port can be loaded only where it is plugged in already.
        """
        if self.network is None:
            self.network, theirs = socket.socketpair()
            chardev, device = port_for_network()
            with theirs:
                await self.qmp.command("getfd", descriptor=theirs.fileno(), fdname=NETWORK)
            await self.qmp.command("chardev-add", **chardev)
            await self.qmp.command("device_add", **device)
        return self.network

    async def unplug(self) -> None:
        """Take that port away. Idempotent."""
        if self.network is not None:
            await self.qmp.command("device_del", id=NETWORK)
            self.network.close()  # so QEMU closes the other end
            self.network = None

    async def go_on(self) -> None:
        """After a state was saved."""
        await self.qmp.command("cont")

    def said(self) -> str:
        """The last line that QEMU, or the guest's kernel, had to say."""
        raw = os.pread(self._log, _LOG_BYTES, max(0, os.fstat(self._log).st_size - _LOG_BYTES))
        lines = raw.decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""

    async def end(self) -> None:
        """Kill it and let go of everything. Idempotent."""
        self.qmp.close()
        if self.warden is not None:
            await self.warden.close()
        else:
            self._warden_end.close()
        for end in (self.agent, self._their_agent, self._their_warden, self._their_qmp):
            end.close()
        if self.network is not None:
            self.network.close()
        if self._log >= 0:
            os.close(self._log)
            self._log = -1
        await self._launcher.remove(self.order.id)

    # -------------------------------------------------------------- inside

    def _refusal(self) -> str:
        """What the jail said, before there was a QEMU to say anything."""
        self.agent.setblocking(False)
        with contextlib.suppress(OSError):  # it said nothing
            for kind, _, payload in Splitter().feed(self.agent.recv(_LOG_BYTES)):
                if kind is Kind.FAILED:
                    return str(unpack_json(payload).get("message", ""))
        return ""

    def _request(self) -> dict[str, Any]:
        order = self.order
        program = tools.find(tools.EMULATOR)
        if program is None:
            raise MachineFailed("QEMU is not installed", hint="run `aios doctor` to see how")
        inside = {name: Path("/files") / name for name in order.files}
        if not order.jailed:
            numbers = enumerate(order.files, start=FILES)
            inside = {name: Path(f"/proc/self/fd/{number}") for number, name in numbers}
        binds = [(str(path), str(inside[name])) for name, path in order.files.items()]
        if order.jailed and not program.is_relative_to("/usr"):
            binds.append((str(program), str(program)))
        device = KNOWN[order.shape.accelerator].device
        share = "on" if order.shared else "off"
        memory = f"memory-backend-file,mem-path=/proc/self/fd/{MEMORY},share={share}"
        argv = arguments(
            str(program), order.id, order.shape, inside, incoming=order.incoming, memory=memory
        )
        return {
            "argv": argv,
            "jailed": order.jailed,
            "cgroups": list(order.cgroups),
            "staging": order.staging,
            "binds": binds,
            "devices": [device] if device else [],
        }

    async def _prepare_state(self, shared: bool) -> None:
        wanted = {"x-ignore-shared": shared, "events": True}
        capabilities = [{"capability": name, "state": state} for name, state in wanted.items()]
        await self.qmp.command("migrate-set-capabilities", capabilities=capabilities)


def _pump(source: int, target: int) -> None:
    """Copy all there is from one descriptor to another, and close both."""
    try:
        while data := os.read(source, _PIECE):
            view = memoryview(data)
            while view:
                view = view[os.write(target, view) :]
    finally:
        os.close(source)
        os.close(target)
