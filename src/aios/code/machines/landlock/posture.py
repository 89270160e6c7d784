"""Whether Landlock machines work on this host, and whether they are as strong as announced.

Covered:
- what stands in the way is found without building anything: system, architecture, kernel
- `deep` builds a machine and looks from inside: user, capabilities, filters, and a list of
  things that have to be refused, a file laid out for it among them

Not covered:
- attacks the self-test does not try; tests/integration/machines tries more
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines import cgroups, posture, seccomp
from aios.code.machines.guest import files
from aios.contracts.errors import AiosError
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, Probe
from aios.contracts.ports import Machine, MachineBackend

_TRIAL = MachineLimits(memory_mb=256, disk_mb=32, processes=16, open_files=64)
_NO_LANDLOCK = (
    "start Linux 5.13 or newer with landlock among its security modules: add lsm=landlock,… to"
    " the kernel's command line"
)


async def measure(machine: Machine, canary: str = "") -> dict[str, Any]:
    """What a program finds when it looks around; MachineFailed when it cannot."""
    script = (Path(files.__file__).parent / "measure_confined.py").read_text()
    argv = ("python3", "-I", "-S", "-c", script, canary)
    return posture.facts_in(await machine.run(Command(argv=argv, timeout_s=20)))


def deviations(
    facts: Mapping[str, Any], limits: MachineLimits, told: Collection[str] = ()
) -> list[str]:
    """What a machine's measured posture lacks of what level 20 announces, in words.

    `told` are the limits said not to be held to.
    """
    known = {"signal_watcher"} if "signals" in told else set()
    checks = facts["refused"].items()
    found = [f"{name} was not refused" for name, no in checks if not (no or name in known)]
    if facts["uid"] == 0:
        found.append("programs are root")
    if facts["capabilities"] & ~facts["reading"]:
        found.append("programs have capabilities")
    if not facts["no_new_privileges"] or facts["seccomp"] != 2:
        found.append("system calls are not filtered")
    wanted = {"open_files": limits.open_files, "file_bytes": limits.disk_mb << 20, "core": 0}
    return found + [
        f"the limit on {name} is {facts['limits'][name]}, not {most}"
        for name, most in wanted.items()
        if not 0 <= facts["limits"][name] <= most
    ]


async def probe(
    backend: MachineBackend, state: Path, python: Path, abi: int, *, deep: bool
) -> Probe:
    """Whether `backend` works on this host; a deep answer is kept until the next boot."""
    started = time.perf_counter()
    obstacle = find_obstacle(abi)
    missing: tuple[str, ...] = ()
    if obstacle is None:
        missing = not_enforced(cgroups.find(), abi, own_user=os.geteuid() == 0)
    answer = Probe(
        name=backend.name,
        level=int(Level.LSM),
        ok=obstacle is None,
        reason=obstacle[0] if obstacle else "",
        fix=obstacle[1] if obstacle else "",
        limits_not_enforced=missing,
        facts={"abi": abi},
    )
    if deep and answer.ok:
        shallow = answer
        answer = await posture.once_a_boot(state, python, lambda: _try_out(backend, state, shallow))
    return answer.but(took_ms=(time.perf_counter() - started) * 1000)


def not_enforced(caps: cgroups.Cgroups, abi: int, *, own_user: bool) -> tuple[str, ...]:
    """The limits that such machines do not hold programs to, on this host."""
    counted = () if own_user else ("processes",)
    missing = [name for name in caps.missing if name != "processes" or name in counted]
    signals = ["signals"] if abi < 6 and not own_user else []
    return ("disk", "inodes", *missing, *signals)


def find_obstacle(abi: int) -> tuple[str, str] | None:
    """What stands in the way, in one sentence, and what mends it; None when nothing."""
    if sys.platform != "linux":
        return f"Landlock is a part of Linux, and this is {sys.platform}", "run AIOS on Linux"
    if not seccomp.supported(platform.machine()):
        reason = f"there is no system call filter for {platform.machine()} processors yet"
        return reason, "use a computer with an x86_64 or aarch64 processor"
    if abi < 1:
        return "this kernel has no Landlock, or it is switched off", _NO_LANDLOCK
    return None


async def _try_out(backend: MachineBackend, state: Path, answer: Probe) -> Probe:
    state.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix="canary-", dir=state) as canary:
        os.chmod(canary.name, 0o644)
        try:
            machine = await backend.create(MachineSpec(image="bare", limits=_TRIAL))
            try:
                facts = await measure(machine, canary.name)
            finally:
                await machine.destroy()
        except AiosError as error:
            return answer.but(ok=False, reason=error.message, fix=error.hint)
    lacking = deviations(facts, _TRIAL, answer.limits_not_enforced)
    if lacking:
        reason = f"a machine is weaker than announced: {'; '.join(lacking)}"
        return answer.but(ok=False, reason=reason, fix="use a newer kernel")
    return answer.but(facts={**answer.facts, **facts})
