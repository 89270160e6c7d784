"""A machine that runs nothing: it keeps files in memory and answers with scripted outcomes."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from inspect import isawaitable
from typing import Any

from aios.code.machines.guest_paths import below_workspace
from aios.contracts.errors import LimitReached, MachineFailed, NotFound
from aios.contracts.machine import (
    Command,
    FileInfo,
    Kept,
    Level,
    MachineSpec,
    Probe,
    RunOutcome,
    Snapshot,
)
from aios.contracts.ports import Connection, Machine, MachineBackend, OnOutput

Answer = RunOutcome | Exception
Script = Callable[[Command, "DryMachine"], Answer | Awaitable[Answer]]

_LIST_MAX = 10_000


class DryMachine(Machine):
    """Answers each command from `script`; `commands` holds what it was asked, `files` its files."""

    limits_not_enforced: tuple[str, ...] = ()

    def __init__(self, id: str, spec: MachineSpec, maker: "DryBackend", files: dict[str, bytes]):
        self.id = id
        self.spec = spec
        self.backend = maker.name
        self.level = maker.level
        self.commands: list[Command] = []
        self.files = files
        self.alive = True
        self._maker = maker

    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """The script's answer; an exception in it is raised."""
        self._check()
        self.commands.append(command)
        for path, content in command.files.items():
            self.files[below_workspace(path)] = content
        answer = self._maker.script(command, self)
        outcome = await answer if isawaitable(answer) else answer
        if isinstance(outcome, Exception):
            raise outcome
        for stream, text in (("stdout", outcome.stdout), ("stderr", outcome.stderr)):
            if on_output and text:
                on_output(stream, text.encode())
        return outcome.but(backend=self.backend, level=self.level)

    async def write(self, path: str, content: bytes) -> None:
        """Keep the content under the path."""
        self._check()
        self.files[below_workspace(path)] = content

    async def read(self, path: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """What was written or scripted."""
        self._check()
        content = self.files.get(below_workspace(path))
        if content is None:
            raise NotFound(f"there is no file {path} in the machine")
        if len(content) > limit:
            raise LimitReached(f"{path} holds {len(content)} bytes, more than {limit}")
        return content

    async def stream(self, path: str) -> AsyncIterator[bytes]:
        """The content in one piece."""
        yield await self.read(path, limit=1 << 62)

    async def list(self, path: str = ".") -> list[FileInfo]:
        """The files below the path; folders are not kept, so none are listed."""
        self._check()
        folder = below_workspace(path)
        prefix = "" if folder == "." else f"{folder}/"
        inside = [
            FileInfo(path=name.removeprefix(prefix), bytes=len(content))
            for name, content in sorted(self.files.items())
            if name.startswith(prefix)
        ]
        if prefix and not inside:
            raise NotFound(f"there is no folder {path} in the machine")
        return inside[:_LIST_MAX]

    async def dial(self, port: int) -> Connection:
        """Nothing runs here, so that nothing listens."""
        self._check()
        raise NotFound(f"nothing answers on port {port} in the machine")

    @property
    def ready(self) -> bool:
        """Whether it was not destroyed."""
        return self.alive

    async def adopt(self, spec: MachineSpec) -> bool:
        """It can be told anything, unless its backend was told otherwise."""
        if self._maker.adopts:
            self.spec = spec
        return self._maker.adopts

    async def snapshot(self, snapshot_id: str) -> Snapshot:
        """Its files, kept in memory by the backend."""
        self._check()
        self._maker.kept[snapshot_id] = dict(self.files)
        size = sum(map(len, self.files.values()))
        return Snapshot(id=snapshot_id, backend=self.backend, holds=Kept.FILES, bytes=size)

    async def posture(self) -> Mapping[str, Any]:
        """That it is dry."""
        self._check()
        return {"dry": True, "level": self.level}

    async def destroy(self) -> bool:
        """Forget everything but the commands."""
        was_alive, self.alive = self.alive, False
        self.files.clear()
        return was_alive

    def _check(self) -> None:
        if not self.alive:
            raise MachineFailed(f"machine {self.id} is gone", code="machine_gone")


class DryBackend(MachineBackend):
    """Makes DryMachines, and keeps them all in `made`.

    `script` is a function of the command and the machine (sync or async), or the outcomes to
    give in turn, over all machines; when they run out, an empty success is given. With
    `failures`, that many first creations raise MachineFailed. An `unprepared` one works after
    `prepare`.
    """

    profiles = frozenset({"linux", "python"})
    snapshots = Kept.FILES

    def __init__(
        self,
        script: Script | Iterable[Answer] = (),
        *,
        name: str = "dry",
        level: int = Level.NAMESPACES,
        ok: bool = True,
        failures: int = 0,
        unprepared: bool = False,
        adopts: bool = True,
    ) -> None:
        self.name = name
        self.unprepared = unprepared
        self.level = level
        self.ok = ok
        self.failures = failures
        self.adopts = adopts
        self.made: list[DryMachine] = []
        self.kept: dict[str, dict[str, bytes]] = {}
        self.script: Script = script if callable(script) else _in_turn(script)
        self._numbers = itertools.count(1)

    async def probe(self, *, deep: bool = False) -> Probe:
        """As it was told to be."""
        ok = self.ok and not self.unprepared
        reason, fix = ("", "") if ok else ("told to be unavailable", "DryBackend(ok=True)")
        return Probe(name=self.name, level=self.level, ok=ok, reason=reason, fix=fix)

    async def prepare(self, on_progress: Callable[[str], None] | None = None) -> str:
        """Be prepared."""
        was, self.unprepared = self.unprepared, False
        if was and on_progress:
            on_progress(f"preparing {self.name}")
        return self.name if was else ""

    async def create(self, spec: MachineSpec) -> DryMachine:
        """A new dry machine."""
        if self.failures:
            self.failures -= 1
            raise MachineFailed("a scripted failure to make a machine")
        if spec.snapshot and spec.snapshot not in self.kept:
            raise NotFound(f"there is no snapshot {spec.snapshot}", code="snapshot_unknown")
        id = f"{self.name}-{next(self._numbers)}"
        machine = DryMachine(id, spec, self, dict(self.kept.get(spec.snapshot, {})))
        self.made.append(machine)
        return machine

    async def forget(self, snapshot_id: str) -> bool:
        """Drop the kept files."""
        return self.kept.pop(snapshot_id, None) is not None

    async def reap(self) -> int:
        """Nothing is ever left behind."""
        return 0

    async def close(self) -> None:
        """Destroy every machine."""
        for machine in self.made:
            await machine.destroy()


def _in_turn(answers: Iterable[Answer]) -> Script:
    waiting = iter(answers)

    def answer(command: Command, machine: DryMachine) -> Answer:
        return next(waiting, RunOutcome())

    return answer
