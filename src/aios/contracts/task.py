"""The task: its fields, its states and the legal moves between them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from aios.contracts.errors import Bug
from aios.contracts.limits import Budget
from aios.contracts.machine import Access
from aios.contracts.messages import Usage
from aios.contracts.questions import Question
from aios.contracts.record import Record


class Status(StrEnum):
    """Where a task stands."""

    PENDING = "pending"
    RUNNING = "running"
    WAITING = "waiting"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def final(self) -> bool:
        """True when nothing will change any more."""
        return not MOVES[self]


MOVES: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.RUNNING: frozenset(
        {Status.PENDING, Status.WAITING, Status.COMPLETED, Status.FAILED, Status.CANCELLED}
    ),
    Status.WAITING: frozenset({Status.PENDING, Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.COMPLETED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
}


class Priority(StrEnum):
    """How urgent a task is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


TASK_TYPES = (
    "code_generation",
    "data_analysis",
    "monitoring",
    "research",
    "file_operations",
)


@dataclass(frozen=True, kw_only=True, eq=True)
class Artifact(Record):
    """A file that a task made; `path` is where the user finds it, `bytes` its size."""

    name: str
    path: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskError(Record):
    """Why a task did not complete; `kind` is the default code of the error's class."""

    code: str
    message: str
    hint: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True, kw_only=True, eq=True)
class Isolation(Record):
    """How strongly the programs of a task were isolated; level 0 when none was run."""

    level: int = 0
    backend: str = "none"
    limits_not_enforced: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Step(Record):
    """One call of a task, with its evidence.

    `kind` is one of plan, think, run, tool, read, write, remember, recall, ask, change.
    `network` is which hosts its program tried to reach, each once for every address and answer.
    """

    index: int
    kind: str
    title: str
    skill: str = ""
    action: str = ""
    call_id: str = ""
    status: str = "running"
    started_at: datetime | None = None
    duration_s: float = 0.0
    program_sha256: str = ""
    exit_code: int | None = None
    origin: str = ""
    artifacts: tuple[str, ...] = ()
    network: tuple[Access, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class Result(Record):
    """What a task returns. `code` is the program that was really run."""

    answer: str = ""
    code: str = ""
    explanation: str = ""
    output: str = ""
    data: Any = None
    artifacts: tuple[Artifact, ...] = ()


OWNER = "local"  # whose tasks are, where nobody says


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskSpec(Record):
    """A task as it was asked for, checked. `cwd` is where relative paths in the text start.

    `grants` are the paths the caller lets the task write to; `hosts` those it may reach
    beside the ones named in the text. Where nobody is asked directly, a question waits
    `answer_within_s` for an answer from elsewhere. `after` is the id of an ended task that this
    one refers to.
    """

    description: str
    type: str = ""
    priority: Priority = Priority.NORMAL
    agent: str = ""
    skills: tuple[str, ...] = ()
    model: str = ""
    timeout_s: float | None = None
    budget: Budget = field(default_factory=Budget)
    cwd: str = ""
    grants: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    assume_yes: bool = False
    answer_within_s: float = 0.0
    owner: str = OWNER
    parent: str = ""
    after: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=True)
class Task(Record):
    """A task as the kernel keeps it."""

    id: str
    type: str
    description: str
    priority: Priority
    agent: str
    skills: tuple[str, ...]
    status: Status
    created_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    result: Result | None = None
    error: TaskError | None = None
    usage: Usage = field(default_factory=Usage)
    parent: str = ""
    after: str = ""
    question: Question | None = None
    steps: tuple[Step, ...] = ()
    isolation: Isolation = field(default_factory=Isolation)
    attempt: int = 0

    def move(self, status: Status, **changes: Any) -> "Task":
        """The task in its next state; an illegal move is a bug of ours."""
        if status not in MOVES[self.status]:
            raise Bug(f"task {self.id} cannot go from {self.status} to {status}")
        return self.but(status=status, **changes)


@dataclass(frozen=True, kw_only=True, eq=True)
class Turn(Record):
    """A task that a later one follows, and how it was asked for."""

    task: Task
    spec: TaskSpec
