"""Machines with hardware virtualization, driven through the microsandbox SDK.

Covered:
- a kernel of its own behind the processor's virtualization, on Linux (KVM), macOS on Apple
  silicon and Windows; the image is ours, loaded from an archive, without a registry
- no network, or the named hosts alone (`policy`); memory, processors, disk, processes, files
- each machine is driven by a process of its own: what breaks in the SDK does not reach AIOS
- snapshots hold what runs in the machine; new machines start from them without a copy of memory
- machines of a controller that is gone are removed at the next start
- a missing or broken hypervisor is told with the cause that the machine's own log names

Not covered:
- that it works: it was written against the SDK's types, and its loading, refusals and clearing up
  were tried, but no computer at hand could start a machine; the self-test decides on yours
- dialling into a machine; the host's proxy with its log and its secrets; inodes
"""

import asyncio
import contextlib
import hashlib
import json
import math
import os
import platform
import secrets
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aios.code.machines import owners, workers
from aios.code.machines.agent_machine import AgentMachine
from aios.code.machines.binding import checked_bind
from aios.code.machines.channel import Channel
from aios.code.machines.doors import refuse_secrets
from aios.code.machines.microsandbox import archive
from aios.code.machines.microsandbox.errands import LABEL
from aios.contracts.errors import AiosError, MachineFailed, TimedOut
from aios.contracts.machine import Command, Kept, Level, MachineSpec, Probe, Snapshot
from aios.contracts.ports import MachineBackend

NAME = "microsandbox"
_INSTALL = "pip install 'aios[vm]'"
_BUILD = f"aios vm build {NAME}"
_BOOT_ID = "/proc/sys/kernel/random/boot_id"
_BOOT_S = 90.0
_END_S = 15.0
_ERRAND_S = 300.0
_NO_HYPERVISOR = {
    "linux": "enable virtualization in the firmware (in a rented computer: nested virtualization),"
    " and let this user use /dev/kvm: sudo usermod -aG kvm $USER",
    "darwin": "it needs a Mac with Apple silicon",
    "win32": "in an administrator's terminal: msb doctor --fix, then restart Windows",
}


def _mend(reason: str) -> str:
    """What to do about a machine that did not start."""
    if "path is too long" in reason:
        return "set AIOS_IMAGES to a folder with a shorter path"
    return _NO_HYPERVISOR.get(sys.platform, "")


Tell = Callable[[str], None]
Parts = Callable[[Tell], Awaitable[tuple[Path, Path]]]


class MicrosandboxBackend(MachineBackend):
    """Makes machines out of the archive in `home`, where microsandbox keeps what is its own.

    `parts` builds and tells the two squashfs files that the archive is made of.
    """

    name = NAME
    level = int(Level.MICROVM)
    profiles = frozenset({"linux", "python"})
    snapshots = Kept.MEMORY

    def __init__(
        self,
        *,
        state_dir: Path,
        home: Path,
        parts: Parts | None = None,
    ) -> None:
        self._state = Path(state_dir).absolute() / NAME
        self._home = Path(home).absolute()
        self._parts = parts
        self._machines: dict[str, MicrosandboxMachine] = {}

    @property
    def archive(self) -> Path:
        """Where the image's archive lies, or is to be put."""
        return self._home / "aios-guest.tar"

    # -------------------------------------------------------------- whether it works

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` boots a machine, once for each boot of this computer."""
        started = time.perf_counter()
        reason, fix = self._obstacle() or ("", "")
        answer = Probe(
            name=NAME,
            level=self.level,
            ok=not reason,
            reason=reason,
            fix=fix,
            limits_not_enforced=MicrosandboxMachine.not_enforced,
        )
        if deep and answer.ok:
            answer = await self._canary(answer)
        return answer.but(took_ms=(time.perf_counter() - started) * 1000)

    def _obstacle(self) -> tuple[str, str] | None:
        """What stands in the way, found without starting anything."""
        if sys.platform == "darwin" and platform.machine() != "arm64":
            return "it needs a Mac with Apple silicon", "use another backend"
        if find_spec("microsandbox") is None:
            return "the package microsandbox is not installed", _INSTALL
        if sys.platform == "linux" and not os.access("/dev/kvm", os.R_OK | os.W_OK):
            found = os.path.exists("/dev/kvm")
            reason = "this user may not use /dev/kvm" if found else "there is no /dev/kvm"
            return f"{reason}: no hardware virtualization", _NO_HYPERVISOR["linux"]
        if not self.archive.is_file():
            return "its image is not built", _BUILD
        return None

    async def _canary(self, answer: Probe) -> Probe:
        """What starting a machine shows; it is kept until the next boot, failures too."""
        kept, key = self._home / "canary.json", self._key()
        with contextlib.suppress(OSError, ValueError, KeyError):  # never kept, or half written
            known = json.loads(kept.read_text())
            if known["key"] == key:
                return answer.but(ok=known["ok"], reason=known["reason"], fix=known["fix"])
        try:
            machine = await self.create(MachineSpec())
            try:
                answer = await self._looked(machine, answer)
            finally:
                await machine.destroy()
        except AiosError as error:
            fix = error.hint or _NO_HYPERVISOR.get(sys.platform, "")
            answer = answer.but(ok=False, reason=error.message, fix=fix)
        shown = {"key": key, "ok": answer.ok, "reason": answer.reason, "fix": answer.fix}
        await asyncio.to_thread(kept.write_text, json.dumps(shown))
        return answer

    @staticmethod
    async def _looked(machine: "MicrosandboxMachine", answer: Probe) -> Probe:
        """What a program finds there: a kernel of its own, no way out, no root."""
        facts = await machine.posture()
        boot = await machine.run(Command(argv=("cat", _BOOT_ID)))
        host = Path(_BOOT_ID)
        lacking = {
            "it runs on the host's kernel": host.exists() and boot.stdout == host.read_text(),
            "its programs are root": facts["uid"] == 0,
            "it reaches the internet": not facts["refused"]["internet"],
        }
        found = [what for what, wrong in lacking.items() if wrong]
        if found:
            reason = f"a machine is weaker than announced: {'; '.join(found)}"
            return answer.but(ok=False, reason=reason, fix=_INSTALL)
        return answer.but(facts=dict(facts))

    def _key(self) -> str:
        """Changes with the boot, the kernel, the SDK, the archive and our own code."""
        from importlib.metadata import version

        import psutil

        digest = hashlib.sha256()
        facts = (int(psutil.boot_time()), platform.release(), version("microsandbox"), self._tag())
        digest.update(repr(facts).encode())
        for source in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(source.read_bytes())
        return digest.hexdigest()

    def _tag(self) -> str:
        """The image's name there; another archive has another one."""
        facts = self.archive.stat()
        return f"aios-guest:{facts.st_size:x}-{facts.st_mtime_ns:x}"

    # -------------------------------------------------------------- the image

    async def prepare(self, on_progress: Callable[[str], None] | None = None) -> str:
        """Build the image's archive and load it. See `MachineBackend.prepare`."""
        tell = on_progress or (lambda line: None)
        if obstacle := self._obstacle():
            if obstacle[1] != _BUILD:
                raise MachineFailed(obstacle[0], hint=obstacle[1], code="image_missing")
            await self._build(tell)
        tell("loading the image into microsandbox")
        await self._load()
        return str(self.archive)

    async def _build(self, tell: Callable[[str], None]) -> None:
        if self._parts is None or sys.platform != "linux":
            raise MachineFailed(
                "the image for microsandbox is built on Linux, of Debian packages",
                hint=f"build it there with `{_BUILD}`, and copy it here as {self.archive}",
                code="image_missing",
            )
        system, packages = await self._parts(tell)
        tell("packing the image for microsandbox")
        self._home.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(
            archive.build, self.archive, "aios-guest:1", system=system, packages=packages
        )

    async def _load(self) -> str:
        tag = self._tag()
        await self.errand("load", {"tag": tag, "archive": str(self.archive)})
        return tag

    # -------------------------------------------------------------- machines

    async def create(self, spec: MachineSpec) -> "MicrosandboxMachine":
        """A fresh machine; BadRequest for secrets, MachineFailed with the cause its log tells."""
        refuse_secrets(spec, NAME)
        binds = [checked_bind(bind) for bind in spec.binds]
        tag = await self._load()
        name = f"aios-{owners.label_of(os.getpid())}-{secrets.token_hex(4)}"
        machine = MicrosandboxMachine(name, spec, self)
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                machine.worker = await workers.start(
                    f"{__package__}.worker",
                    theirs,
                    scratch=self._state,
                    readable=None,
                    env=self._environment(),
                )
            machine.worker.patience_s = _END_S
            machine.channel = await Channel.over(ours)
            await machine.channel.set_up(self._setup(name, tag, spec, binds), _BOOT_S)
        except BaseException as error:
            ours.close()
            await machine.destroy()
            if isinstance(error, MachineFailed):
                raise MachineFailed(error.message, hint=_mend(error.message)) from error
            raise
        self._machines[name] = machine
        return machine

    @staticmethod
    def _setup(
        name: str, tag: str, spec: MachineSpec, binds: list[tuple[str, str]]
    ) -> dict[str, Any]:
        limits = spec.limits
        return {
            "name": name,
            "image": tag,
            "snapshot": spec.snapshot,
            "labels": {LABEL: "machine"},
            "binds": binds,
            "network": {"hosts": spec.network.hosts, "private": spec.network.private},
            "memory_mb": limits.memory_mb,
            "cpus": max(1, math.ceil(limits.cpus)),
            "disk_mb": limits.disk_mb,
            "processes": limits.processes,
            "open_files": limits.open_files,
        }

    def _environment(self) -> dict[str, str]:
        return {
            "MSB_HOME": str(self._home),
            "HOME": str(Path.home()),
            "PATH": os.environ.get("PATH", os.defpath),
        }

    async def errand(self, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Have the SDK do one job in a process thrown away; MachineFailed with its reason."""
        self._home.mkdir(parents=True, exist_ok=True)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", f"{__package__}.errands", name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **self._environment()},
        )
        try:
            async with asyncio.timeout(_ERRAND_S):
                output, _ = await process.communicate(json.dumps(facts).encode())
        except TimeoutError as error:
            raise TimedOut(f"microsandbox did not finish to {name} in {_ERRAND_S:g} s") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            told = json.loads(output)
        except ValueError:
            told = {"failed": f"its process ended with code {process.returncode}"}
        if "failed" in told:
            raise MachineFailed(f"microsandbox failed to {name}: {told['failed']}")
        return dict(told["done"])

    async def forget(self, snapshot_id: str) -> bool:
        """See `MachineBackend.forget`."""
        return bool((await self.errand("forget", {"snapshot": snapshot_id}))["there"])

    async def reap(self) -> int:
        """Remove the machines of controllers that are gone."""
        count = await asyncio.to_thread(workers.reap, self._state)
        if count == 0 or self._obstacle():
            return count  # only a controller that left a worker's folder can have left machines
        return count + int((await self.errand("reap", {}))["count"])

    def gone(self, name: str) -> None:
        """A machine was destroyed."""
        self._machines.pop(name, None)

    async def close(self) -> None:
        """Destroy every machine."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines.values())))


class MicrosandboxMachine(AgentMachine):
    """One machine; see `Machine`."""

    backend = NAME
    level = int(Level.MICROVM)
    not_enforced = ("inodes",)
    worker: workers.Worker | None = None

    def __init__(self, name: str, spec: MachineSpec, maker: MicrosandboxBackend) -> None:
        super().__init__(name, spec, maker.gone)
        self.limits_not_enforced = self.not_enforced
        self._maker = maker

    async def snapshot(self, snapshot_id: str) -> Snapshot:
        """See `Machine.snapshot`: the whole machine, its memory included."""
        self._talk()
        made = await self._maker.errand("snapshot", {"snapshot": snapshot_id, "name": self.id})
        return Snapshot(id=snapshot_id, backend=NAME, holds=Kept.MEMORY, bytes=int(made["bytes"]))

    async def _end(self) -> None:
        if self.channel is not None:
            await self.channel.close()
        if self.worker is not None:
            await self.worker.end()

    async def _fate(self) -> bool:
        return False
