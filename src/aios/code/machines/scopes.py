"""A cgroup for our machines by way of the user's systemd, where we may make none directly.

Covered: cgroup v2, a user with a systemd of its own (`systemd-run --user --scope`), whose scope
is handed over to us with whatever it has to hand on: memory, processes, mostly no processor time.

Not covered: hosts without that. What is missing stays named on every result.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from aios.code.machines.cgroups import Cgroups

_ROOT = Path("/sys/fs/cgroup")
_OURS = "aios-keeper"  # where the spawner itself stays: a folder with children holds no process
_CONTROLLERS = {"memory": "memory", "processes": "pids", "cpu": "cpu"}


def wrapped(argv: list[str], environ: Mapping[str, str], root: Path = _ROOT) -> list[str]:
    """The command that runs `argv` in a scope of its own; [] where none can be had."""
    tool = shutil.which("systemd-run", path=environ.get("PATH"))
    bus = Path(environ.get("XDG_RUNTIME_DIR", "/nowhere"), "systemd", "private")
    if not tool or not bus.exists() or not (root / "cgroup.controllers").exists():
        return []
    scope = [tool, "--user", "--scope", "--quiet", "--collect", "--property=Delegate=yes", "--"]
    # What systemd-run needs of the environment, machines must not see.
    return [*scope, "env", "-i", "LANG=C.UTF-8", *argv]


def adopt(pid: int, root: Path = _ROOT, proc: Path = Path("/proc")) -> Cgroups:
    """The scope that the process runs in, ready for machines beside it; nothing when it is none."""
    try:
        lines = (proc / str(pid) / "cgroup").read_text().splitlines()
        own = next(line.split("::", 1)[1] for line in lines if line.startswith("0::"))
        scope = root / own.strip("/")
        if scope.suffix != ".scope" or not os.access(scope / "cgroup.procs", os.W_OK):
            return Cgroups({})
        (scope / _OURS).mkdir(exist_ok=True)
        (scope / _OURS / "cgroup.procs").write_text(str(pid))
        there = (scope / "cgroup.controllers").read_text().split()
        wanted = {what: name for what, name in _CONTROLLERS.items() if name in there}
        (scope / "cgroup.subtree_control").write_text(" ".join(f"+{n}" for n in wanted.values()))
    except (OSError, StopIteration, IndexError):  # no such scope, or not ours to change
        return Cgroups({})
    return Cgroups(dict.fromkeys(wanted, scope), version=2)
