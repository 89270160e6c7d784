"""Machines where user namespaces are forbidden: a folder, Landlock and filters of system calls.

Covered (by `rules`, `calls`, `confine`; measured inside by `posture`):
- programs read the system's programs and libraries, the interpreter and what was named, write in
  their own folder, and open nothing else
- no network, or the host's allow-list proxy alone, where every connection leads (`crossing`)
- no socket that leads out of the machine otherwise
- no capability, no new privilege, no signal to others; where AIOS is root, a user of its own for
  each machine; an empty environment
- memory, processes and processor time where a cgroup can be had
- what a program leaves behind ends with it, and with a controller that dies

Not covered:
- names, sizes, modes and times of the host's files can be looked at (not what is in them)
- the space that files take, but for the size of each one
- servers in the machine: nothing may listen, so nothing can be dialled
- /workspace as a path: it is a folder of the host's, and only whole arguments and variables are
  translated; /proc of processes; shared memory and semaphores
- bugs in the host's kernel; levels 30 and up keep more of it away
- where programs share AIOS's user, or need to read past modes: chmod, chown and utime fail, also
  on their own files; where they share its user, before ABI 6, they can signal its programs
"""

import asyncio
import contextlib
import itertools
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines import cgroups, owners, scratch
from aios.code.machines.child import Child, kill_group
from aios.code.machines.declined import refusal_of
from aios.code.machines.doors import Doors, Exit, open_exit, proxy_variables
from aios.code.machines.guest import files
from aios.code.machines.guest_paths import WORKSPACE, below_workspace
from aios.code.machines.landlock import posture, rules, starting, users
from aios.code.machines.launcher import base_interpreter
from aios.code.machines.places import SYSTEM, Places
from aios.code.machines.process import remove_tree
from aios.code.machines.runs import check_command, whole_file
from aios.code.machines.wire import CHUNK
from aios.contracts.errors import AiosError, BadRequest, MachineFailed, NotFound
from aios.contracts.machine import Bind, Command, FileInfo, Level, MachineSpec, Probe, RunOutcome
from aios.contracts.ports import Connection, Machine, MachineBackend, OnOutput

NAME = "landlock"
_END_S = 5.0
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


class LandlockBackend(MachineBackend):
    """Makes machines that are folders; `images` finds the packages of a guest image."""

    name = NAME
    level = int(Level.LSM)
    profiles = frozenset({"linux", "python"})

    def __init__(
        self,
        *,
        state_dir: Path,
        images: Callable[[str], Path | None] = lambda name: None,
        doors: Doors | None = None,
        python: Path | None = None,
        abi: Callable[[], int] = rules.version,
    ) -> None:
        self._state = Path(state_dir).absolute() / NAME
        self._images = images
        self._doors = doors
        self._python = python or base_interpreter()
        self._abi = abi
        self._numbers = itertools.count(1)
        self._machines: set[LandlockMachine] = set()

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` looks from inside a machine, once a boot."""
        return await posture.probe(self, self._state, self._python, self._abi(), deep=deep)

    async def create(self, spec: MachineSpec) -> "LandlockMachine":
        """A fresh folder and, for root, a user of its own."""
        for bind in spec.binds:
            if not os.path.exists(bind.host):
                raise NotFound(f"there is no {bind.host} on this host", hint="check the path")
        id = f"{NAME}-{owners.label_of(os.getpid())}-{next(self._numbers)}"
        caps = cgroups.find()
        machine = LandlockMachine(
            id, spec, self._places, caps, abi=self._abi(), on_destroy=self._machines.discard
        )
        try:
            machine.exit = await open_exit(self._doors, spec, id)
            await asyncio.to_thread(machine.build, self._state)
        except OSError as error:
            await machine.destroy()
            raise MachineFailed(
                f"no machine could be made in {self._state}: {error.strerror}",
                hint="free some space there, or choose another workspace",
            ) from error
        except BaseException:
            await machine.destroy()
            raise
        self._machines.add(machine)
        return machine

    def _places(self, root: Path, spec: MachineSpec) -> tuple[Places, list[str]]:
        """Where a machine's paths lie, and what its programs may read."""
        image = None if spec.image == "bare" else self._images(spec.image)
        python = str(self._python)
        readable = [os.path.realpath(os.path.dirname(os.path.dirname(python)))]
        readable += [bind.host for bind in spec.binds] + ([str(image)] if image else [])
        return Places(root, spec, image, python), readable

    async def reap(self) -> int:
        """Remove the folders and cgroups of controllers that are gone."""
        return await asyncio.to_thread(_reap, self._state)

    async def close(self) -> None:
        """Destroy every machine."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines)))


class LandlockMachine(Machine):
    """One machine; see `Machine`, and the module for what it does not keep apart."""

    backend = NAME
    level = int(Level.LSM)

    def __init__(
        self,
        id: str,
        spec: MachineSpec,
        places: Callable[[Path, MachineSpec], tuple[Places, list[str]]],
        caps: cgroups.Cgroups,
        *,
        abi: int,
        on_destroy: Callable[["LandlockMachine"], None],
    ) -> None:
        self.id = id
        self.spec = spec
        self._find_places = places
        self._caps = caps
        self._abi = abi
        self._on_destroy = on_destroy
        self._root: Path | None = None
        self._user: users.User | None = None
        self.exit: Exit | None = None
        self._cgroups: tuple[str, ...] = ()
        self._runs: set[_Confined] = set()
        self._alive = True
        own_user = os.geteuid() == 0
        self.limits_not_enforced = posture.not_enforced(caps, abi, own_user=own_user)

    def build(self, state: Path) -> None:
        """Make its folder, its user and its cgroup; blocks."""
        state.mkdir(parents=True, exist_ok=True)
        self._root = Path(tempfile.mkdtemp(prefix=f"{self.id}-", dir=state)).resolve()
        spec = self.spec
        if self.exit is not None:
            _, *bundles = self.exit.binds
            spec = spec.but(binds=(*spec.binds, *(Bind(host=h, guest=g) for h, g in bundles)))
        self._places, self._readable = self._find_places(self._root, spec)
        self._user = users.take([*self._readable, str(self._root.parent)])
        self._cgroups = self._caps.create(self.id, self.spec.limits)
        os.chmod(self._root, 0o711)
        for name in ("workspace", "tmp"):
            folder = self._root / name
            folder.mkdir(mode=0o700)
            os.chown(folder, self._owner, self._owner)

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """See `Machine.run`. A program cannot listen on a port, so `linger_s` changes nothing."""
        check_command(command)
        try:
            return await self._ran(command, on_output)
        finally:
            if command.scratch and self._alive:
                await self._file(files.remove, scratch.to_remove(command.scratch))

    async def _ran(self, command: Command, on_output: OnOutput | None) -> RunOutcome:
        root = self._check()
        for path, content in {**command.files, **command.scratch}.items():
            await self.write(path, content)
        cwd = self._places.host(command.cwd)
        if not os.path.isdir(cwd):
            raise BadRequest(f"there is no folder {command.cwd} in the machine to work in")
        killed_before = cgroups.oom_kills(self._cgroups)
        run = _Confined(command.but(linger_s=None), self.spec.limits.output_bytes, on_output)
        self._runs.add(run)
        try:
            await run.begin(self._order(command, cwd, root), str(root))
            outcome = await run.outcome()
            self._check()  # destroyed meanwhile: what came out is no outcome
            run.check()
        except BaseException:
            await run.stop()
            raise
        finally:
            run.let_go()
            self._runs.discard(run)
        accesses = await self.exit.accesses() if self.exit else ()
        return outcome.but(
            network=accesses,
            oom=cgroups.oom_kills(self._cgroups) > killed_before,
            level=self.level,
            backend=self.backend,
            limits_not_enforced=self.limits_not_enforced,
        )

    async def write(self, path: str, content: bytes) -> None:
        """See `Machine.write`."""
        inside = below_workspace(path)
        part = scratch.part_of(inside)
        request = {"path": inside, "part": part, "offset": 0, "last": True}
        try:
            await self._file(files.write_piece, request, content, owner=self._owner)
        except AiosError:
            if self._alive:
                await self._file(files.remove, [part])
            raise

    async def read(self, path: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """See `Machine.read`."""
        return await whole_file(self.stream(path), path, limit)

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """See `Machine.stream`."""
        request: dict[str, Any] = {"path": below_workspace(path), "offset": 0, "size": CHUNK}
        while piece := await self._file(files.read_piece, request):
            yield piece
            request["offset"] += len(piece)

    async def list(self, path: str = ".") -> list[FileInfo]:
        """See `Machine.list`."""
        entries = await self._file(files.list_below, below_workspace(path))
        return [FileInfo(path=name, bytes=size, kind=kind) for name, size, kind in entries]

    async def dial(self, port: int) -> Connection:
        """Nothing can listen in such a machine."""
        self._check()
        raise NotFound(
            f"nothing listens on port {port}: programs in machines of the backend landlock cannot",
            hint="run servers in a machine of the backend namespaces or qemu",
        )

    async def posture(self) -> Mapping[str, Any]:
        """What a program measures inside."""
        return await posture.measure(self)

    async def destroy(self) -> bool:
        """See `Machine.destroy`."""
        was_alive, self._alive = self._alive, False
        self._on_destroy(self)
        for run in list(self._runs):
            await run.stop()
        if was_alive:
            if self.exit is not None:
                await self.exit.close()
            await asyncio.to_thread(self._remove)
        return was_alive

    # -------------------------------------------------------------- inside

    def _remove(self) -> None:
        cgroups.remove(self._cgroups)
        if self._root is not None:
            remove_tree(self._root)
        if self._user is not None:
            self._user.release()

    @property
    def _owner(self) -> int:
        """Whose the files are: -1 is this process's own user."""
        return -1 if self._user is None or self._user.uid is None else self._user.uid

    def _check(self) -> Path:
        if not self._alive or self._root is None:
            raise MachineFailed(f"machine {self.id} is gone", code="machine_gone")
        return self._root

    async def _file(self, work: Callable[..., Any], *given: Any, **facts: Any) -> Any:
        """One step of work on files, in this machine's folder."""
        top = str(self._check() / "workspace")
        try:
            return await asyncio.to_thread(work, *given, top=top, **facts)
        except files.FileRefused as refused:
            raise refusal_of(refused.code, str(refused).replace(top, WORKSPACE)) from refused

    def _order(self, command: Command, cwd: str, root: Path) -> dict[str, Any]:
        limits, user = self.spec.limits, self._user
        assert user is not None
        threads = str(max(1, int(limits.cpus)))
        own = {"USER": "user", "PYTHONUNBUFFERED": "1"}
        if self.exit is not None:
            own |= proxy_variables(self.spec.network) | self.exit.variables
        own |= {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        return {
            "argv": self._places.argv(command.argv),
            "env": self._places.env(own, command.env),
            "cwd": cwd,
            "abi": self._abi,
            "uid": user.uid,
            "keep_reading": user.keep_reading,
            "readable": [*SYSTEM, *self._readable],
            "devices": _DEVICES,
            "writable": [str(root / "workspace"), str(root / "tmp")],
            "cgroups": self._cgroups,
            "door": self.exit.binds[0][0] if self.exit else "",
            "processes": limits.processes + (0 if user.uid else users.threads_of(os.geteuid())),
            "open_files": limits.open_files,
            "disk_bytes": limits.disk_mb << 20,
            "memory_bytes": limits.memory_mb << 20 if "memory" in self._caps.missing else 0,
        }


class _Confined(Child):
    """A program behind its watcher; hanging up on the watcher ends it."""

    _line: socket.socket | None = None

    async def begin(self, order: Mapping[str, Any], cwd: str) -> None:
        """Start the watcher and tell it what to start."""
        self._line, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            await self.start(starting.watcher(number), {}, cwd, pass_fds=(number,))
        await starting.give(self._line, order)

    def check(self) -> None:
        """MachineFailed when the program was never started."""
        assert self._line is not None
        reason = b""
        with contextlib.suppress(OSError):  # nothing was said
            reason = self._line.recv(65536)
        if reason:
            raise MachineFailed(
                f"the program could not be confined: {reason.decode(errors='replace')}",
                hint="run `aios doctor` to see what this host allows",
            )

    def let_go(self) -> None:
        """Close the line to the watcher. Idempotent."""
        if self._line is not None:
            self._line.close()

    async def _end(self, pid: int, exited: asyncio.Event) -> None:
        if self._line is None or exited.is_set():
            return
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)
        try:
            async with asyncio.timeout(_END_S):
                await exited.wait()
        except TimeoutError:
            kill_group(pid)


def _reap(state: Path) -> int:
    count = 0
    for folder in state.glob(f"{NAME}-*"):
        pid, start = folder.name.split("-")[1:3]
        if not owners.alive(f"{pid}-{start}"):
            remove_tree(folder)
            count += 1
    for group in cgroups.find().leftovers():
        label = group.name.removeprefix(f"{cgroups.PREFIX}{NAME}-")
        if label != group.name and not owners.alive("-".join(label.split("-")[:2])):
            cgroups.remove([str(group)])
            count += 1
    return count
