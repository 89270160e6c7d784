"""Whether virtual machines work on this host, and whether they are as announced.

Covered:
- what is missing is found without starting anything, with the line that installs or builds it
- `deep` compares what a program finds inside with what is announced, and looks at QEMU's own
  process from outside: its user, rights, filter and namespaces

Not covered:
- attacks the self-test does not try; tests/integration/machines tries more
"""

import asyncio
import os
import platform
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aios.code.machines import posture
from aios.code.machines.ladder import ON_LINUX
from aios.code.machines.qemu import accelerators, findings, tools
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import AiosError
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, Probe
from aios.contracts.ports import Machine, MachineBackend

_TRIAL = MachineLimits(memory_mb=256, disk_mb=32, processes=16, open_files=64, inodes=1024)
_KERNEL = "cat /proc/sys/kernel/osrelease /proc/sys/kernel/random/boot_id"
_NAMESPACES = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
_JAILED = {"CapEff": "0000000000000000", "NoNewPrivs": "1", "Seccomp": "2"}


def unsupported(
    system: str = sys.platform, processor: str = platform.machine()
) -> tuple[str, str] | None:
    """Why this computer has none whatever is installed, and what to do instead; None: it can."""
    if system != "linux":
        lacking = (
            "its jail, the memory that copies share, and how it is talked to are made of Linux"
        )
        return f"AIOS drives QEMU on Linux only so far, and this is {system}: {lacking}", ON_LINUX
    if processor not in accelerators.OF_GUESTS:
        return f"there is no guest for {processor} processors yet", "choose another backend"
    return None


def obstacle(images: GuestImages) -> tuple[str, str] | None:
    """What stands in the way, in one sentence, and the command that mends it; None when nothing."""
    if (found := unsupported()) is not None:
        return found
    missing = tools.missing_to_run()
    if missing:
        return missing
    if images.find() is None:
        return "the guest's image is not built", "aios vm build qemu"
    return None


async def probe(backend: MachineBackend, images: GuestImages, *, deep: bool) -> Probe:
    """See `MachineBackend.probe`; a deep answer is kept until the next boot, for all workspaces."""
    started = time.perf_counter()
    found = obstacle(images)
    answer = Probe(
        name=backend.name,
        level=int(Level.NO_SHARED_KERNEL),
        ok=found is None,
        reason=found[0] if found else "",
        fix=found[1] if found else "",
    )
    if deep and answer.ok:
        answer = await _recalled(images, "probe", answer) or await _try_out(backend, answer)
        if answer.ok:
            await asyncio.to_thread(findings.keep, images, "probe", answer.to_dict())
            answer = answer.but(reason=accelerators.why_emulated(images))
    return answer.but(took_ms=(time.perf_counter() - started) * 1000)


async def measure(machine: Machine) -> dict[str, Any]:
    """What a program finds inside, and the guest's kernel."""
    facts = await posture.measure(machine)
    outcome = await machine.run(Command(argv=("sh", "-c", _KERNEL), timeout_s=20))
    release, boot_id, *_ = (*outcome.stdout.split(), "", "")
    return {**facts, "kernel": release, "boot_id": boot_id}


def deviations(facts: Mapping[str, Any], limits: MachineLimits) -> list[str]:
    """What a machine's measured posture lacks of what level 40 announces, in words."""
    # The numbers of another kernel's namespaces mean nothing here.
    found = posture.deviations({**facts, "namespaces": {}}, limits)
    here = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    if facts["boot_id"] in ("", here):
        found.append("it runs on the host's kernel")
    return found


def jail_of(spawner: int, machine_id: str) -> dict[str, Any]:
    """What the host knows of a machine's QEMU: user, rights, filter, namespaces of its own."""
    pid = next(pid for pid in _below(spawner) if machine_id in _command_line(pid))
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    facts = dict(line.split(":\t", 1) for line in status if ":\t" in line)
    own = [
        name
        for name in _NAMESPACES
        if os.readlink(f"/proc/{pid}/ns/{name}") != os.readlink(f"/proc/self/ns/{name}")
    ]
    held = {name: facts[name].strip() for name in _JAILED}
    return {"pid": pid, "uid": int(facts["Uid"].split()[0]), "namespaces": own, **held}


def _below(pid: int) -> list[int]:
    """A process's descendants."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (line := _read(f"/proc/{name}/stat")):
            parent = int(line.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        waiting += below
        found += below
    return found


def _command_line(pid: int) -> str:
    return _read(f"/proc/{pid}/cmdline")


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""  # it ended meanwhile


def _jail_deviations(jail: Mapping[str, Any]) -> list[str]:
    found = [
        f"QEMU's {name} is {jail[name]}" for name, wanted in _JAILED.items() if jail[name] != wanted
    ]
    if jail["uid"] == 0:
        found.append("QEMU runs as root")
    shared = set(_NAMESPACES) - set(jail["namespaces"])
    return [*found, *(f"QEMU shares the host's {name} namespace" for name in sorted(shared))]


async def _try_out(backend: MachineBackend, answer: Probe) -> Probe:
    try:
        machine = await backend.create(MachineSpec(image="bare", limits=_TRIAL))
        try:
            facts = dict(await machine.posture())
        finally:
            await machine.destroy()
    except AiosError as error:
        return answer.but(ok=False, reason=error.message, fix=error.hint)
    lacking = deviations(facts, _TRIAL)
    if "jail" not in machine.limits_not_enforced:
        lacking += _jail_deviations(facts["jail"])
    if lacking:
        reason = f"a machine is weaker than announced: {'; '.join(lacking)}"
        return answer.but(ok=False, reason=reason, fix="")
    return answer.but(facts=facts, limits_not_enforced=machine.limits_not_enforced)


async def _recalled(images: GuestImages, name: str, answer: Probe) -> Probe | None:
    kept = await asyncio.to_thread(findings.recall, images, name)
    if kept is None:
        return None
    return answer.but(facts=kept["facts"], limits_not_enforced=tuple(kept["limits_not_enforced"]))
