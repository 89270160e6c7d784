"""Caps on all programs of a machine together, by cgroup v1 or v2, wherever we may make one.

Covered: memory (files in the machine count too), processes, processor time.
Not covered: hosts that let this user make no cgroup; what is missing is named, never guessed.
"""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aios.contracts.limits import MachineLimits

PREFIX = "aios-"
_PERIOD_US = 100_000
_WANTED = ("memory", "processes", "cpu")
_V1_NAMES = {"memory": "memory", "processes": "pids", "cpu": "cpu"}
# The guard and the agent are processes of the machine, too.
_OWN_PROCESSES = 2
_OWN_MEMORY_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Cgroups:
    """Folders below which this process may make cgroups: what is capped there, to the folder."""

    bases: dict[str, Path]
    version: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The caps that cannot be had here."""
        return tuple(name for name in _WANTED if name not in self.bases)

    def create(self, name: str, limits: MachineLimits) -> tuple[str, ...]:
        """Make the cgroups of a machine and set its caps; the folders to join."""
        folders = {what: base / (PREFIX + name) for what, base in self.bases.items()}
        for folder in dict.fromkeys(folders.values()):
            folder.mkdir()
        for what, folder in folders.items():
            _set_cap(self.version, what, folder, limits)
        return tuple(dict.fromkeys(str(folder) for folder in folders.values()))

    def leftovers(self) -> list[Path]:
        """The cgroups of machines, by whomever they were made."""
        bases = dict.fromkeys(self.bases.values())
        return [folder for base in bases for folder in base.glob(PREFIX + "*") if folder.is_dir()]


def find(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> Cgroups:
    """Where caps can be had, tried out by making a cgroup."""
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return Cgroups({})
    paths = {}
    for line in lines:
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            paths[controller] = path
    if (root / "cgroup.controllers").exists():
        return _find_unified(root, paths.get("", "/"))
    bases = {}
    for what, controller in _V1_NAMES.items():
        for base in (root / controller, root / controller / paths.get(controller, "/").strip("/")):
            if controller in paths and _usable(base, "cgroup.procs"):
                bases[what] = base
                break
    return Cgroups(bases, version=1)


def _find_unified(root: Path, own: str) -> Cgroups:
    """The nearest folder above us that holds no process and hands on the controllers."""
    here = root / own.strip("/")
    for base in (here, *here.parents):
        if not base.is_relative_to(root) or not os.access(base / "cgroup.procs", os.W_OK):
            break
        handed_on = _handed_on(base)
        bases = {what: base for what, name in _V1_NAMES.items() if name in handed_on}
        if "memory" in bases and _usable(base, "memory.max"):
            return Cgroups(bases, version=2)
    return Cgroups({}, version=2)


def _handed_on(base: Path) -> list[str]:
    try:
        return (base / "cgroup.subtree_control").read_text().split()
    except OSError:
        return []


def _usable(base: Path, file: str) -> bool:
    trial = base / f"{PREFIX}trial-{os.getpid()}"
    try:
        trial.mkdir()
        usable = os.access(trial / file, os.W_OK)
        trial.rmdir()
    except OSError:
        return False
    return usable


def _set_cap(version: int, what: str, folder: Path, limits: MachineLimits) -> None:
    quota = max(1000, int(limits.cpus * _PERIOD_US))
    memory = str(limits.memory_mb * 1024 * 1024 + _OWN_MEMORY_BYTES)
    processes = str(limits.processes + _OWN_PROCESSES)
    if what == "processes":
        (folder / "pids.max").write_text(processes)
    elif what == "memory" and version == 1:
        (folder / "memory.limit_in_bytes").write_text(memory)
        _write_if_there(folder / "memory.memsw.limit_in_bytes", memory)
    elif what == "memory":
        (folder / "memory.max").write_text(memory)
        _write_if_there(folder / "memory.swap.max", "0")
    elif version == 1:
        (folder / "cpu.cfs_period_us").write_text(str(_PERIOD_US))
        (folder / "cpu.cfs_quota_us").write_text(str(quota))
    else:
        (folder / "cpu.max").write_text(f"{quota} {_PERIOD_US}")


def _write_if_there(file: Path, text: str) -> None:
    if file.exists():
        file.write_text(text)


def oom_kills(folders: Sequence[str]) -> int:
    """How many programs the kernel killed for want of memory."""
    for folder in folders:
        for name in ("memory.events", "memory.oom_control"):
            path = Path(folder, name)
            if path.exists():
                counts = dict(line.split() for line in path.read_text().splitlines())
                return int(counts.get("oom_kill", 0))
    return 0


def remove(folders: Sequence[str]) -> None:
    """Remove a machine's cgroups; kills what is left in them."""
    for folder in folders:
        for _ in range(50):
            try:
                os.rmdir(folder)
            except FileNotFoundError:
                break
            except OSError:
                _kill_members(folder)
                time.sleep(0.002)
            else:
                break


def _kill_members(folder: str) -> None:
    try:
        members = Path(folder, "cgroup.procs").read_text().split()
    except OSError:
        return
    for pid in members:
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            continue
