"""How tasks end: the record of a task that completed, failed, was cancelled or interrupted."""

from datetime import datetime
from typing import Any

from aios.contracts.errors import AiosError, Cancelled
from aios.contracts.failures import as_record
from aios.contracts.messages import Usage
from aios.contracts.ports import Clock
from aios.contracts.task import Result, Status, Task, TaskError
from aios.kernel.ledger import StepLog


def ended(task: Task, log: StepLog | None, outcome: Result | AiosError, clock: Clock) -> Task:
    """The task in its final state, with its steps, its usage and its result or error.

    How long it took is told by the clock that nobody sets: the two moments may say otherwise.
    """
    facts: dict[str, Any] = {"completed_at": clock.now(), "usage": Usage()}
    if log is not None:
        facts["steps"] = tuple(log.steps)
        facts["usage"] = log.usage.but(seconds=clock.monotonic() - log.began)
        facts["isolation"] = log.isolation
    if isinstance(outcome, Result):
        return task.move(Status.COMPLETED, result=outcome, **facts)
    ending = Status.CANCELLED if isinstance(outcome, Cancelled) else Status.FAILED
    return task.move(ending, error=as_record(outcome), result=outcome.partial, **facts)


def interrupted(task: Task, now: datetime) -> Task:
    """The task of a process that died, failed with that reason."""
    error = TaskError(
        code="interrupted",
        message=f"The process that worked on this task died while it was {task.status}.",
        hint=f"Run it again: aios task retry {task.id}",
        details={"attempts": task.attempt + 1},
    )
    return task.move(Status.FAILED, error=error, completed_at=now)
