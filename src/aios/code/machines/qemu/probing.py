"""Whether virtual machines work on this host, what runs them, and whether they are as announced.

Covered:
- what is missing is found without starting anything, with the line that installs or builds it
- an accelerator counts when a guest has booted with it, not when its device is there
- `deep` compares what a program finds inside with what is announced, and looks at QEMU's own
  process from outside: its user, rights, filter and namespaces

Not covered:
- attacks the self-test does not try; tests/integration/machines tries more
"""

import asyncio
import json
import os
import platform
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines import posture
from aios.code.machines.qemu import initramfs, tools
from aios.code.machines.qemu.command import EMULATED, accelerators
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.errors import AiosError, MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, Probe
from aios.contracts.ports import Machine, MachineBackend

_TRIAL = MachineLimits(memory_mb=256, disk_mb=32, processes=16, open_files=64, inodes=1024)
_KERNEL = "cat /proc/sys/kernel/osrelease /proc/sys/kernel/random/boot_id"
_NAMESPACES = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
_JAILED = {"CapEff": "0000000000000000", "NoNewPrivs": "1", "Seccomp": "2"}


def obstacle(images: GuestImages) -> tuple[str, str] | None:
    """What stands in the way, in one sentence, and the command that mends it; None when nothing."""
    if sys.platform != "linux":
        return f"AIOS drives QEMU on Linux only so far, and this is {sys.platform}", ""
    if platform.machine() != "x86_64":
        return f"there is no guest for {platform.machine()} processors yet", ""
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
            await asyncio.to_thread(_keep, images, "probe", answer.to_dict())
            answer = answer.but(reason=_what_runs_it(images))
    return answer.but(took_ms=(time.perf_counter() - started) * 1000)


async def find_accelerator(images: GuestImages, boots: Callable[[str], Awaitable[None]]) -> str:
    """The best accelerator that boots a guest here; MachineFailed when none does."""
    kept = await asyncio.to_thread(_recall, images, "accelerator")
    if kept is not None:
        return str(kept["name"])
    refused = {}
    for name in accelerators(sys.platform):
        if name == "kvm" and not os.path.exists("/dev/kvm"):
            refused[name] = "there is no /dev/kvm"
            continue
        try:
            await boots(name)
        except MachineFailed as error:
            refused[name] = error.message
            continue
        facts = {"name": name, "refused": refused}
        await asyncio.to_thread(_keep, images, "accelerator", facts)
        return name
    reasons = "; ".join(f"{name}: {reason}" for name, reason in refused.items())
    raise MachineFailed(f"QEMU boots no guest here: {reasons}")


def known_native(images: GuestImages) -> bool:
    """Whether hardware has been seen to run a guest here since the host started."""
    try:
        kept = json.loads((images.templates / "accelerator.json").read_text())
    except (OSError, ValueError):
        return False  # never tried, or half written
    # What is emulated needs no further look, and it is what most hosts without hardware say.
    return bool(kept["what"]["name"] != EMULATED and kept["key"] == _key(images))


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


def _what_runs_it(images: GuestImages) -> str:
    """How the guest is run here, and why not by the processor itself; "" when it is."""
    kept = _recall(images, "accelerator") or {"name": EMULATED, "refused": {}}
    if kept["name"] != EMULATED:
        return ""
    why = "; ".join(f"{name}: {reason}" for name, reason in kept["refused"].items())
    return f"QEMU emulates the processor, which is several times slower ({why})"


async def _recalled(images: GuestImages, name: str, answer: Probe) -> Probe | None:
    kept = await asyncio.to_thread(_recall, images, name)
    if kept is None:
        return None
    return answer.but(facts=kept["facts"], limits_not_enforced=tuple(kept["limits_not_enforced"]))


def _recall(images: GuestImages, name: str) -> dict[str, Any] | None:
    """What was kept under a name, if it was in this boot and nothing has changed since."""
    try:
        kept = json.loads((images.templates / f"{name}.json").read_text())
        return dict(kept["what"]) if kept["key"] == _key(images) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never kept, or by another version, or half written: find out again


def _keep(images: GuestImages, name: str, what: Mapping[str, Any]) -> None:
    images.templates.mkdir(parents=True, exist_ok=True)
    draft = images.templates / f".{name}-{os.getpid()}"
    draft.write_text(json.dumps({"key": _key(images), "what": what}))
    draft.replace(images.templates / f"{name}.json")


def _key(images: GuestImages) -> list[Any]:
    """Changes with the boot, the user, QEMU, the image and what of ours runs in it."""
    program = tools.find(tools.EMULATOR)
    facts = program.stat() if program else None
    return [
        Path("/proc/sys/kernel/random/boot_id").read_text(),
        os.geteuid(),
        images.digest,
        initramfs.digest(),
        facts and [facts.st_size, facts.st_mtime_ns],
    ]
