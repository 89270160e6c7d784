"""The sockets: what the layers ask of the outside world, each promise written here."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol

from aios.contracts.changes import Change, ChangeSet
from aios.contracts.errors import BadRequest
from aios.contracts.machine import (
    Command,
    FileInfo,
    Kept,
    MachineSpec,
    Probe,
    Program,
    RunOutcome,
    Snapshot,
)
from aios.contracts.messages import Generation, Message, ModelChunk, ModelInfo, ModelRequest
from aios.contracts.messages import ToolSpec as ToolSpec
from aios.contracts.record import Record
from aios.contracts.stores import Add as Add
from aios.contracts.stores import Doc as Doc
from aios.contracts.stores import Drop as Drop
from aios.contracts.stores import Put as Put
from aios.contracts.stores import Store as Store
from aios.contracts.stores import Table as Table
from aios.contracts.stores import TextIndex as TextIndex
from aios.contracts.stores import VectorIndex as VectorIndex
from aios.contracts.task import Artifact, Result, Task, TaskSpec, Turn

OnOutput = Callable[[str, bytes], None]


class Clock(Protocol):
    """Time, so that tests can hold it still."""

    def now(self) -> datetime:
        """The wall time, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        ...


# ---------------------------------------------------------------- models


class ModelDriver(ABC):
    """One model endpoint. Every failure is NoModel, ModelFailed, TimedOut or Denied."""

    name: str
    slots: int
    continues: ClassVar[bool] = False
    """Whether it tells the tokens of its answers and goes on after `ModelRequest.continued`."""
    keeps_prefixes: ClassVar[bool] = False
    """Whether the start of a prompt that it has read lately is read for nothing."""
    models_held: int = 0
    """How many models it has in memory at once, others being swapped in; 0: no matter."""

    @abstractmethod
    def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""

    @abstractmethod
    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""

    @abstractmethod
    async def models(self) -> list[ModelInfo]:
        """What this endpoint offers now; NoModel when it cannot be reached."""

    @abstractmethod
    async def count_tokens(self, model: str, text: str) -> int | None:
        """Exactly, or None where only an estimate is possible."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of connections. Idempotent."""


@dataclass(frozen=True, kw_only=True, eq=True)
class Endpoint(Record):
    """A place where a model can be asked now, as the scheduler of calls has to know it.

    `model` is the model's full name there. A `spare` one (of a model to fall back to) is asked
    when those before it have failed; one that is not `ready` (it failed lately) when no other is
    left. The rest is as in ModelDriver.
    """

    name: str
    model: str
    slots: int = 1
    ready: bool = True
    spare: bool = False
    continues: bool = False
    keeps_prefixes: bool = False
    models_held: int = 0


# ---------------------------------------------------------------- machines


class Connection(Protocol):
    """A connection to a server in a machine."""

    async def read(self) -> bytes:
        """What has arrived, as soon as anything has; b"" at the end. MachineFailed."""
        ...

    async def write(self, data: bytes) -> None:
        """Send all of it, as fast as the server takes it; nothing at all ends this half."""
        ...

    async def close(self) -> None:
        """Let go of it. Idempotent."""
        ...


class Machine(ABC):
    """An isolated machine. A program's failure is an outcome; its own is MachineFailed."""

    id: str
    backend: str
    level: int
    limits_not_enforced: tuple[str, ...]

    @abstractmethod
    async def run(self, command: Command, on_output: OnOutput | None = None) -> RunOutcome:
        """Run a program to its end, its deadline or its output limit.

        `on_output(stream, bytes)` is called as output arrives. Cancelling stops the program
        and all its children. The host owns the deadline.
        """

    @abstractmethod
    async def write(self, path: str, content: bytes) -> None:
        """Write a file below /workspace; BadRequest for a path that leaves it."""

    @abstractmethod
    async def read(self, path: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """A regular file's content; NotFound, or LimitReached beyond `limit` bytes."""

    @abstractmethod
    def stream(self, path: str) -> AsyncIterator[bytes]:
        """A regular file of any size, in pieces."""

    @abstractmethod
    async def list(self, path: str = ".") -> list[FileInfo]:
        """Everything below the folder `path`, at most 10,000 entries, links not followed.

        NotFound where there is no such folder.
        """

    @abstractmethod
    async def dial(self, port: int) -> Connection:
        """Connect to a server in it; NotFound when none listens on that TCP port."""

    @property
    def ready(self) -> bool:
        """Whether it lives, as far as is known without asking it."""
        return True

    async def adopt(self, spec: MachineSpec) -> bool:
        """Be the machine of a spec that differs from its own in name, hosts and variables only.

        False where those are settled when a machine is made; BadRequest for hosts that are none.
        """
        return False

    async def snapshot(self, snapshot_id: str) -> Snapshot:
        """Keep what the backend's snapshots hold under that id; the machine goes on.

        BadRequest (code `no_snapshots`) where the backend has none.
        """
        raise BadRequest(
            f"machines of the backend {self.backend} have no snapshots",
            hint="make the machine with a backend that has them: namespaces or qemu",
            code="no_snapshots",
        )

    @abstractmethod
    async def posture(self) -> Mapping[str, Any]:
        """What is measured inside: uid, capabilities, seccomp, namespaces, network, limits."""

    @abstractmethod
    async def destroy(self) -> bool:
        """Kill and remove it; True when it was there. Idempotent."""


class MachineBackend(ABC):
    """A way of making machines."""

    name: str
    level: int
    profiles: frozenset[str]
    snapshots: Kept = Kept.NOTHING
    native: bool = False
    """Whether it was seen to run programs at the host's speed, whatever its rung says."""

    @abstractmethod
    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` builds a machine and checks it from inside."""

    async def prepare(self, on_progress: Callable[[str], None] | None = None) -> str:
        """Make what it needs once on a host, minutes long, unless it is there; where it lies.

        "" for a backend that needs nothing. MachineFailed (code `image_missing`).
        """
        return ""

    @abstractmethod
    async def create(self, spec: MachineSpec) -> Machine:
        """A fresh machine, ready; MachineFailed when it cannot be made."""

    async def forget(self, snapshot_id: str) -> bool:
        """Remove a snapshot; False when there is none of that id. Its machines go on."""
        return False

    @abstractmethod
    async def reap(self) -> int:
        """Remove what dead controllers left behind; how many."""

    @abstractmethod
    async def close(self) -> None:
        """Destroy every machine and helper process. Idempotent."""


# ---------------------------------------------------------------- the user's own files


class Changer(ABC):
    """Changes the user's own files as a change-set says, and undoes it.

    Refusals are Denied, Conflict or ActionFailed, and leave every file as it was.
    """

    @abstractmethod
    async def apply(self, changes: ChangeSet) -> None:
        """All of it or nothing; what it removes or replaces is kept so that `undo` finds it."""

    @abstractmethod
    async def undo(self, changes: ChangeSet) -> None:
        """Everything as it was; Conflict when what it made was changed by others since.

        Also brings back what an `apply` that was killed midway had done. Idempotent.
        """

    @abstractmethod
    async def forget(self, change_set_id: str) -> None:
        """Drop what was kept for undoing. Idempotent."""


# ---------------------------------------------------------------- what agents may do


class Calls(Protocol):
    """The calls an agent may make: each is checked, takes its turn, is metered, journaled and told.

    Each raises Denied when access is refused, LimitReached when a budget is spent, and
    Cancelled when the task was cancelled. `before` are the ended tasks that this one follows
    (`TaskSpec.after`), oldest first.
    """

    task: Task
    spec: TaskSpec
    language: str
    before: tuple[Turn, ...]

    @property
    def may_delegate(self) -> bool:
        """Whether work may still be handed to another agent."""
        ...

    async def think(
        self,
        messages: Sequence[Message],
        *,
        title: str = "",
        format: Mapping[str, Any] | None = None,
        tools: Sequence[ToolSpec] = (),
        max_tokens: int | None = None,
        temperature: float | None = None,
        priority: str = "",
    ) -> Generation:
        """Ask the task's model. With `priority`, as if the task had that one."""
        ...

    async def delegate(self, agent: str, text: str) -> Result:
        """Have another agent do a piece of the task, with no more rights and budget than it has."""
        ...

    async def run(self, program: Program) -> "RunResult":
        """Run a program in a fresh machine; the files it collected become artifacts."""
        ...

    async def use_tool(
        self,
        name: str,
        arguments: Mapping[str, Any],
        *,
        title: str = "",
        skill: str = "",
        action: str = "",
    ) -> Any:
        """Use a tool on the host."""
        ...

    async def invoke(
        self,
        function: Callable[..., Any],
        arguments: Mapping[str, Any],
        *,
        title: str,
        skill: str,
        idempotent: bool = False,
    ) -> Any:
        """Call a Python function that the user registered as a skill's executor."""
        ...

    async def read(self, path: str) -> bytes:
        """A file the user named, or one of the task's artifacts."""
        ...

    async def write(self, name: str, content: bytes, media_type: str = "") -> Any:
        """Keep content as an artifact of the task."""
        ...

    async def remember(self, text: str, **facts: Any) -> str:
        """Store a memory of this agent; its id."""
        ...

    async def recall(self, query: str, k: int = 5) -> list[Mapping[str, Any]]:
        """Memories that this agent may see."""
        ...

    async def recollect(self, text: str, k: int = 5) -> list[Mapping[str, Any]]:
        """What similar tasks left, and what the person said they like; [] and no step if none."""
        ...

    async def ask(self, question: str, details: Mapping[str, Any] | None = None) -> bool:
        """Ask the person in charge; False when they refuse or nobody is there."""
        ...

    async def change(self, changes: Sequence[Change], title: str, *, skill: str = "") -> ChangeSet:
        """Do the changes to the user's files, all or none, and keep what undoes them.

        Denied: `change_denied` for a path that the task, or the skill in whose name it asks, may
        not change; `changes_not_granted` when nobody granted them. Then nothing was changed.
        """
        ...

    def note(self, *, origin: str = "") -> None:
        """Add a fact to the last step's evidence."""
        ...


@dataclass(frozen=True, kw_only=True, eq=True)
class RunResult(Record):
    """A run's outcome and what it left; `result` is the parsed result file, or None."""

    outcome: RunOutcome
    artifacts: tuple[Artifact, ...] = ()
    result: Any = None
    call_id: str = ""


class SkillPicker(Protocol):
    """Finds the skill and action that fit a text; what planners see of the skills library."""

    def rank(self, text: str, *, allowed: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Skill ids with scores, best first; only `allowed` ones when given."""
        ...
