"""How tasks end: the record of a task that completed, failed, was cancelled or interrupted."""

from datetime import datetime
from typing import Any

from aios.contracts.errors import AiosError, Cancelled
from aios.contracts.failures import as_record
from aios.contracts.messages import Usage
from aios.contracts.task import Result, Status, Task, TaskError
from aios.kernel.ledger import StepLog
from aios.kernel.memory import MemoryManager

MAX_MEMORY_CHARS = 4000


def ended(task: Task, log: StepLog | None, outcome: Result | AiosError, now: datetime) -> Task:
    """The task in its final state, with its steps, its usage and its result or error."""
    seconds = (now - (task.started_at or now)).total_seconds()
    facts: dict[str, Any] = {"completed_at": now, "usage": Usage(seconds=seconds)}
    if log is not None:
        facts["steps"] = tuple(log.steps)
        facts["usage"] = log.usage.but(seconds=seconds)
        facts["isolation"] = log.isolation
    if isinstance(outcome, Result):
        return task.move(Status.COMPLETED, result=outcome, **facts)
    ending = Status.CANCELLED if isinstance(outcome, Cancelled) else Status.FAILED
    return task.move(ending, error=as_record(outcome), result=outcome.partial, **facts)


async def remember(memory: MemoryManager, task: Task, result: Result) -> None:
    """Keep what was asked and answered, so that similar tasks can be told of it."""
    text = f"{task.description}\n{result.answer}"[:MAX_MEMORY_CHARS]
    await memory.store(text, agent=task.agent, task_id=task.id, kind="result", source=task.id)


def interrupted(task: Task, now: datetime) -> Task:
    """The task of a process that died, failed with that reason."""
    error = TaskError(
        code="interrupted",
        message=f"The process that worked on this task died while it was {task.status}.",
        hint=f"Run it again: aios task retry {task.id}",
        details={"attempts": task.attempt + 1},
    )
    return task.move(Status.FAILED, error=error, completed_at=now)
