"""Whether namespace machines work on this host, and whether they are as strong as announced.

Covered:
- what stands in the way is found without building anything: system, architecture, kernel,
  settings; each with one sentence and the command that mends it
- `deep` builds a machine and compares what a program finds inside with what is announced

Not covered:
- attacks the self-test does not try; tests/integration/machines tries more
"""

import asyncio
import hashlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines import cgroups, seccomp
from aios.contracts.errors import AiosError, MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, Level, MachineSpec, Probe, RunOutcome
from aios.contracts.ports import Machine, MachineBackend

_MIN_KERNEL = (5, 12)
_TRIAL = MachineLimits(memory_mb=256, disk_mb=32, processes=16, open_files=64, inodes=1024)
_PROC_SYS = Path("/proc/sys")
_CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"))
_CONTAINER_FIX = (
    "start the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined"
    " --security-opt systempaths=unconfined"
)


async def measure(machine: Machine) -> dict[str, Any]:
    """What a program finds when it looks around in a machine; MachineFailed when it cannot."""
    script = (Path(__file__).parent / "guest" / "measure.py").read_text()
    # The full path starts a fresh interpreter, so that it is known to work as well.
    outcome = await machine.run(Command(argv=("/aios/bin/python3", "-c", script), timeout_s=20))
    return facts_in(outcome)


def facts_in(outcome: RunOutcome) -> dict[str, Any]:
    """What the measuring program printed; MachineFailed when it is nothing that can be read."""
    try:
        facts = json.loads(outcome.stdout)
        if outcome.exit_code != 0 or not isinstance(facts, dict):
            raise ValueError
    except ValueError as error:
        raise MachineFailed(
            f"the machine could not be measured: {outcome.stderr.strip()[-200:]}"
        ) from error
    return facts


def deviations(facts: Mapping[str, Any], limits: MachineLimits) -> list[str]:
    """What a machine's measured posture lacks of what level 30 announces, in words."""
    outside = {
        name: os.readlink(f"/proc/self/ns/{name}")
        for name in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
        if os.path.exists(f"/proc/self/ns/{name}")
    }
    found = [
        f"it shares the host's {name} namespace"
        for name, link in outside.items()
        if facts["namespaces"].get(name) == link
    ]
    found += [f"{name} is not empty" for name, bits in facts["capabilities"].items() if bits]
    found += [
        f"{name} was not refused" for name, refused in facts["refused"].items() if not refused
    ]
    if facts["uid"] == 0 or any(outer == 0 for _, outer, _ in facts["uid_map"]):
        found.append("the host's root is mapped")
    if not facts["no_new_privileges"] or facts["seccomp"] != 2:
        found.append("system calls are not filtered")
    if set(facts["interfaces"]) - {"lo"}:
        found.append("it has a network interface")
    wanted = {
        "processes": limits.processes,
        "open_files": limits.open_files,
        "disk_bytes": limits.disk_mb * 1024 * 1024,
        "inodes": limits.inodes,
        "core": 0,
    }
    found += [
        f"the limit on {name} is {facts['limits'][name]}, not {most}"
        for name, most in wanted.items()
        if not 0 <= facts["limits"][name] <= most
    ]
    return found


async def probe(backend: MachineBackend, state: Path, python: Path, *, deep: bool) -> Probe:
    """Whether `backend` works on this host; a deep answer is kept until the next boot."""
    started = time.perf_counter()
    obstacle = find_obstacle(python)
    missing = () if obstacle else tuple(w for w in cgroups.find().missing if w != "processes")
    answer = Probe(
        name=backend.name,
        level=int(Level.NAMESPACES),
        ok=obstacle is None,
        reason=obstacle[0] if obstacle else "",
        fix=obstacle[1] if obstacle else "",
        limits_not_enforced=missing,
    )
    if deep and answer.ok:
        shallow = answer
        answer = await once_a_boot(state, python, lambda: _try_out(backend, shallow))
    return answer.but(took_ms=(time.perf_counter() - started) * 1000)


async def once_a_boot(state: Path, python: Path, try_out: Callable[[], Awaitable[Probe]]) -> Probe:
    """What trying out has told since the last boot, kept below `state`; only success is kept."""
    kept, key = state / "probe.json", _host_key(python)
    known = await asyncio.to_thread(_recall, kept, key)
    answer = known or await try_out()
    if known is None and answer.ok:
        await asyncio.to_thread(_keep, kept, key, answer)
    return answer


def find_obstacle(python: Path) -> tuple[str, str] | None:
    """What stands in the way, in one sentence, and the command that mends it; None when nothing."""
    if sys.platform != "linux":
        return "namespaces are a part of Linux, and this host runs another system", ""
    if not seccomp.supported(platform.machine()):
        return f"there is no system call filter for {platform.machine()} processors yet", ""
    kernel = tuple(int(part) for part in re.findall(r"\d+", platform.release())[:2])
    if kernel < _MIN_KERNEL:
        return f"the kernel is {platform.release()}, and 5.12 is the oldest that will do", ""
    if _setting("user/max_user_namespaces") == "0":
        return (
            "this host allows no user namespaces",
            "sudo sysctl -w user.max_user_namespaces=15000",
        )
    if os.geteuid() != 0 and _setting("kernel/unprivileged_userns_clone") == "0":
        return (
            "this host allows user namespaces to root only",
            "sudo sysctl -w kernel.unprivileged_userns_clone=1",
        )
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1" and not _profiled():
        return (
            "AppArmor lets no unprivileged program make a user namespace on this host",
            "printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\n"
            f"profile aios {python} flags=(unconfined) {{ userns, }}\\n'"
            " | sudo tee /etc/apparmor.d/aios && sudo apparmor_parser -r /etc/apparmor.d/aios",
        )
    return None


def _setting(name: str) -> str:
    try:
        return (_PROC_SYS / name).read_text().strip()
    except OSError:
        return ""


def _profiled() -> bool:
    """Whether an AppArmor profile of our own, which may allow it, is in force."""
    try:
        return "aios" in Path("/proc/self/attr/current").read_text()
    except OSError:
        return False


async def _try_out(backend: MachineBackend, answer: Probe) -> Probe:
    try:
        machine = await backend.create(MachineSpec(image="bare", limits=_TRIAL))
        try:
            facts = await machine.posture()
        finally:
            await machine.destroy()
    except AiosError as error:
        fix = _CONTAINER_FIX if any(path.exists() for path in _CONTAINER_MARKS) else error.hint
        return answer.but(ok=False, reason=error.message, fix=fix)
    lacking = deviations(facts, _TRIAL)
    if lacking:
        return answer.but(
            ok=False, reason=f"a machine is weaker than announced: {'; '.join(lacking)}", fix=""
        )
    return answer.but(facts=dict(facts), limits_not_enforced=machine.limits_not_enforced)


def _host_key(python: Path) -> str:
    """Changes with the boot, the user, the interpreter and our own code."""
    digest = hashlib.sha256()
    for part in (
        Path("/proc/sys/kernel/random/boot_id").read_text(),
        str(os.geteuid()),
        str(python),
    ):
        digest.update(part.encode() + b"\0")
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _recall(kept: Path, key: str) -> Probe | None:
    try:
        stored = json.loads(kept.read_text())
        if stored["key"] != key:
            return None
        facts = stored["probe"]
        return Probe(**{**facts, "limits_not_enforced": tuple(facts["limits_not_enforced"])})
    except (OSError, ValueError, KeyError, TypeError):
        # Never kept, or by another version, or half written: try it out again.
        return None


def _keep(kept: Path, key: str, answer: Probe) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"key": key, "probe": answer.to_dict()}))
    draft.replace(kept)
