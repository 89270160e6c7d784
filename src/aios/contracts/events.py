"""What happened: one frozen class per fact, read alike by page, journal, metrics and tests."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aios.contracts.changes import ChangeSet
from aios.contracts.machine import Access
from aios.contracts.plan import Subtask
from aios.contracts.record import Record
from aios.contracts.task import Step, Task


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, eq=True)
class Event(Record):
    """Something that happened; `task_id` is "" when no task is concerned."""

    task_id: str = ""
    at: datetime = field(default_factory=_now)

    @property
    def kind(self) -> str:
        """The name of the fact."""
        return type(self).__name__

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, with the kind."""
        return {"kind": self.kind, **super().to_dict()}


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskAccepted(Event):
    """The task is in the journal; it will not be lost."""

    task: Task


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskRouted(Event):
    """The kernel chose an agent, for these reasons."""

    agent: str
    type: str
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskStarted(Event):
    """An agent works on the task now."""

    agent: str
    planner: str


@dataclass(frozen=True, kw_only=True, eq=True)
class PlanMade(Event):
    """The subtasks the agent will work through."""

    subtasks: tuple[Subtask, ...]


@dataclass(frozen=True, kw_only=True, eq=True)
class StepStarted(Event):
    """A call began."""

    step: Step


@dataclass(frozen=True, kw_only=True, eq=True)
class StepFinished(Event):
    """A call ended; its status says how."""

    step: Step


@dataclass(frozen=True, kw_only=True, eq=True)
class OutputArrived(Event):
    """A program printed something. `stream` is stdout or stderr."""

    call_id: str
    stream: str
    text: str


@dataclass(frozen=True, kw_only=True, eq=True)
class HostAsked(Event):
    """A program tried to reach a host: which address, how much went through, or why not."""

    call_id: str
    access: Access


@dataclass(frozen=True, kw_only=True, eq=True)
class TokenArrived(Event):
    """A model said something more."""

    call_id: str
    text: str


@dataclass(frozen=True, kw_only=True, eq=True)
class AnswerBroken(Event):
    """A model's answer was broken off, by a critical call or a failure, and is taken up again.

    It goes on where it was if `kept`; else what was told of it so far counts for nothing.
    """

    call_id: str
    kept: bool


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskWaiting(Event):
    """The task asks a person and goes on when answered."""

    question: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskResumed(Event):
    """The task goes on after a question, or after the process that ran it died."""

    reason: str


@dataclass(frozen=True, kw_only=True, eq=True)
class ChangesApplied(Event):
    """The user's own files were changed, as was granted."""

    change_set: ChangeSet


@dataclass(frozen=True, kw_only=True, eq=True)
class ChangesUndone(Event):
    """The user's own files are as they were before a change-set."""

    change_set: ChangeSet


@dataclass(frozen=True, kw_only=True, eq=True)
class TaskEnded(Event):
    """The task is completed, failed or cancelled; nothing about it will change any more."""

    task: Task


@dataclass(frozen=True, kw_only=True, eq=True)
class AgentChanged(Event):
    """An agent's status changed."""

    agent: str
    status: str


@dataclass(frozen=True, kw_only=True, eq=True)
class ResourceUsed(Event):
    """A skill, tool, model or machine backend did a piece of work.

    `resource` is skill, tool, model or machine; `name` which one.
    """

    resource: str
    name: str
    ok: bool
    duration_s: float
    tokens: int = 0
