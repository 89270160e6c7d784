"""Programs as plain processes of this host: the way round isolation, for `--unsafe-host-exec` only.

Covered:
- an own folder for /workspace and /tmp, removed with the machine
- none of the host's environment: no secrets in variables
- memory, open files and file size where the shell has `ulimit`; output and time always
- a program's process group is killed at its end, its deadline, a cancel and `destroy`

Not covered:
- isolation: a program may read, write and reach whatever its user may; network policies are ignored
- programs that leave their process group, limits on the sum of several processes, disk size
- guest paths inside the text of a program or script: only arguments and variables are translated
- a shell, where the host has none (Windows)
"""

import asyncio
import contextlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aios.code.machines import scratch
from aios.code.machines.child import Child
from aios.code.machines.dialing import dialed
from aios.code.machines.guest_paths import WORKSPACE, below_workspace
from aios.code.machines.places import Places
from aios.contracts.errors import BadRequest, LimitReached, MachineFailed, NotFound
from aios.contracts.machine import Command, FileInfo, Level, MachineSpec, Probe, RunOutcome
from aios.contracts.ports import Connection, Machine, MachineBackend, OnOutput

_PIECE = 64 * 1024
_LIST_MAX = 10_000
_POSIX = os.name == "posix"
_NOT_ENFORCED = ("isolation", "network", "processes", "disk", "cpus")
_PYTHON = getattr(sys, "_base_executable", sys.executable)  # not the one with AIOS's packages
_LAUNCH = '{ ulimit -c 0; ulimit -v "$1"; ulimit -n "$2"; } 2>/dev/null; shift 2; exec "$@"'


class ProcessBackend(MachineBackend):
    """Makes machines that are folders; `images` finds the packages of a guest image."""

    name = "process"
    level = Level.PROCESS
    profiles = frozenset({"linux", "python"})

    def __init__(
        self, *, state_dir: Path, images: Callable[[str], Path | None] = lambda name: None
    ) -> None:
        self._state_dir = state_dir
        self._images = images
        self._numbers = itertools.count(1)
        self._machines: set[ProcessMachine] = set()

    async def probe(self, *, deep: bool = False) -> Probe:
        """It works wherever processes do; the reason says what it does not do."""
        return Probe(
            name=self.name,
            level=self.level,
            ok=True,
            reason="programs run on this host without isolation",
            limits_not_enforced=_NOT_ENFORCED,
        )

    async def create(self, spec: MachineSpec) -> "ProcessMachine":
        """A fresh folder."""
        id = f"process-{os.getpid()}-{next(self._numbers)}"
        try:
            self._state_dir.mkdir(parents=True, exist_ok=True)
            root = Path(tempfile.mkdtemp(prefix=f"{id}-", dir=self._state_dir)).resolve()
            (root / "workspace").mkdir()
            (root / "tmp").mkdir()
        except OSError as error:
            raise MachineFailed(
                f"no folder for a machine could be made in {self._state_dir}: {error.strerror}",
                hint="free some space there, or choose another workspace",
            ) from error
        machine = ProcessMachine(
            id, root, spec, self._images(spec.image), on_destroy=self._machines.discard
        )
        self._machines.add(machine)
        return machine

    async def reap(self) -> int:
        """Remove the folders of processes that are gone."""
        import psutil

        count = 0
        for folder in self._state_dir.glob("process-*"):
            owner = folder.name.split("-")[1]
            if owner.isdigit() and not psutil.pid_exists(int(owner)):
                await asyncio.to_thread(remove_tree, folder)
                count += 1
        return count

    async def close(self) -> None:
        """Destroy every machine."""
        for machine in list(self._machines):
            await machine.destroy()


class ProcessMachine(Machine):
    """A folder on this host; see the module for what it does not protect from."""

    backend = ProcessBackend.name
    level = Level.PROCESS
    limits_not_enforced = _NOT_ENFORCED

    def __init__(
        self,
        id: str,
        root: Path,
        spec: MachineSpec,
        image: Path | None,
        *,
        on_destroy: Callable[["ProcessMachine"], None],
    ) -> None:
        self.id = id
        self._root = root
        self._spec = spec
        self._on_destroy = on_destroy
        self._runs: set[Child] = set()
        self._alive = True
        self._places = Places(root, spec, image, _PYTHON)

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """Run it as a child of this process."""
        running = False
        try:
            outcome = await self._ran(command, on_output)
            running = outcome.running
        finally:
            if command.scratch and not running:
                await asyncio.to_thread(self._remove, scratch.to_remove(command.scratch))
        return outcome

    async def _ran(self, command: Command, on_output: OnOutput | None) -> RunOutcome:
        self._check()
        for path, content in {**command.files, **command.scratch}.items():
            await self.write(path, content)
        cwd = self._places.host(command.cwd)
        if not os.path.isdir(cwd):
            raise BadRequest(f"there is no folder {command.cwd} in the machine to work in")
        run = Child(command, self._spec.limits.output_bytes, on_output)
        self._runs.add(run)
        try:
            await run.start(self._argv(command), self._env(command), cwd)
            outcome = await run.outcome()
        except FileNotFoundError:
            outcome = RunOutcome(exit_code=127, stderr=f"{command.argv[0]}: not found\n")
        except BaseException:
            self._runs.discard(run)
            await run.stop()
            raise
        self._check()  # destroyed meanwhile: what came out is no outcome
        if not outcome.running:
            self._runs.discard(run)
        return outcome.but(
            level=self.level, backend=self.backend, limits_not_enforced=self.limits_not_enforced
        )

    async def write(self, path: str, content: bytes) -> None:
        """Write a file below the machine's folder."""
        target = self._path(path)

        def put() -> None:
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(scratch.new_name("part"))
            try:
                part.write_bytes(content)
                if target.is_file():
                    shutil.copymode(target, part)
                os.replace(part, target.resolve())
            except BaseException:
                part.unlink(missing_ok=True)
                raise

        try:
            await asyncio.to_thread(put)
        except OSError as error:
            raise _unusable(path, error) from error

    async def read(self, path: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """A regular file's content."""
        target = self._file(path)
        size = target.stat().st_size
        if size > limit:
            raise LimitReached(
                f"{path} holds {size} bytes, more than {limit}", hint="read it in pieces"
            )
        return await asyncio.to_thread(target.read_bytes)

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """A regular file, 64 KiB at a time."""
        with self._file(path).open("rb") as source:
            while piece := await asyncio.to_thread(source.read, _PIECE):
                yield piece

    async def list(self, path: str = ".") -> list[FileInfo]:
        """Everything below the path."""
        folder = self._path(path)
        if not folder.is_dir():
            raise NotFound(f"there is no folder {path} in the machine")
        return await asyncio.to_thread(_listing, folder)

    async def dial(self, port: int) -> Connection:
        """See `Machine.dial`; the port is the host's."""
        self._check()
        return await dialed(port)

    async def posture(self) -> Mapping[str, Any]:
        """That nothing is isolated."""
        self._check()
        return {"isolated": False, "uid": os.getuid() if _POSIX else None, "level": self.level}

    async def destroy(self) -> bool:
        """Kill what runs and remove the folder."""
        was_alive, self._alive = self._alive, False
        self._on_destroy(self)
        for run in list(self._runs):
            await run.stop()
        self._runs.clear()
        if was_alive:
            await asyncio.to_thread(remove_tree, self._root)
        return was_alive

    def _remove(self, paths: Sequence[str]) -> None:
        """Remove files, and folders that are empty then."""
        for path in (self._root / "workspace" / path for path in paths):
            with contextlib.suppress(OSError):  # it is gone, or the program put files there
                path.rmdir() if path.is_dir() else path.unlink()

    def _check(self) -> None:
        if not self._alive:
            raise MachineFailed(f"machine {self.id} is gone", code="machine_gone")

    def _path(self, path: str) -> Path:
        """Where a guest path lies on this host; links that lead out are refused."""
        self._check()
        workspace = self._root / "workspace"
        target = workspace / below_workspace(path)
        try:
            inside = target.resolve().is_relative_to(workspace)
        except (OSError, RuntimeError, ValueError) as error:
            raise _unusable(path, error) from error
        if not inside:
            raise BadRequest(f"{path!r} leads out of {WORKSPACE}")
        return target

    def _file(self, path: str) -> Path:
        target = self._path(path)
        if not target.is_file():
            raise NotFound(f"there is no file {path} in the machine")
        return target

    def _argv(self, command: Command) -> Sequence[str]:
        argv = self._places.argv(command.argv)
        if not _POSIX:
            return argv
        limits = self._spec.limits
        numbers = [str(limits.memory_mb * 1024), str(limits.open_files)]
        return ["/bin/sh", "-c", _LAUNCH, "sh", *numbers, *argv]

    def _env(self, command: Command) -> dict[str, str]:
        own = {}
        if "SYSTEMROOT" in os.environ:  # without it, Windows starts no program
            own["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        return self._places.env(own, command.env)


def _listing(folder: Path) -> list[FileInfo]:
    found: list[FileInfo] = []
    waiting = [folder]
    while waiting and len(found) < _LIST_MAX:
        with os.scandir(waiting.pop()) as entries:
            shown = (entry for entry in entries if not scratch.is_ours(entry.name))
            for entry in itertools.islice(shown, _LIST_MAX - len(found)):
                is_dir = entry.is_dir(follow_symlinks=False)
                is_file = entry.is_file(follow_symlinks=False)
                path = Path(entry.path)
                if is_dir:
                    waiting.append(path)
                found.append(
                    FileInfo(
                        path=path.relative_to(folder).as_posix(),
                        bytes=entry.stat(follow_symlinks=False).st_size if is_file else 0,
                        kind="dir" if is_dir else "file" if is_file else "other",
                    )
                )
    return sorted(found, key=lambda info: info.path)


def remove_tree(folder: Path) -> None:
    """Remove a folder that a program filled, however deep it nested it."""
    if _POSIX:  # `rm` does not recurse on our stack
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _unusable(path: str, error: Exception) -> BadRequest:
    reason = getattr(error, "strerror", None) or str(error)
    return BadRequest(f"{path!r} cannot be used as a file name in the machine: {reason}")
