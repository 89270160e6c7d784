"""Plans: the subtasks of a task, and what came of each."""

from dataclasses import dataclass, field
from typing import Any

from aios.contracts.changes import Change
from aios.contracts.record import Record
from aios.contracts.task import Artifact, Isolation, TaskError


@dataclass(frozen=True, kw_only=True, eq=True)
class Subtask(Record):
    """One piece of a task. `inputs` are the indices of the subtasks whose artifacts it takes.

    A planner that already knows how, names the `skill`, the `action` and its `parameters`.
    """

    index: int
    text: str
    type: str = ""
    skill: str = ""
    action: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    inputs: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    task_id: str = ""


@dataclass(frozen=True, kw_only=True, eq=True)
class Outcome(Record):
    """What came of one action: the same fields as a result, and its evidence.

    `undone` is the text of a subtask that nothing here can do; "" for all others. `changes` are
    those it asks for on the user's own files: they are done only when granted (calls.change).
    """

    answer: str = ""
    code: str = ""
    explanation: str = ""
    output: str = ""
    data: Any = None
    artifacts: tuple[Artifact, ...] = ()
    notes: tuple[str, ...] = ()
    origin: str = ""
    undone: str = ""
    changes: tuple[Change, ...] = ()
    error: TaskError | None = None
    exit_code: int | None = None
    isolation: Isolation = field(default_factory=Isolation)

    @property
    def ok(self) -> bool:
        """True when the action did its job."""
        return self.error is None
