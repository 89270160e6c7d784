"""Exit codes, and how an error becomes one."""

from aios.contracts.errors import (
    AiosError,
    Bug,
    CallerError,
    Cancelled,
    Denied,
    IsolationUnavailable,
    NoModel,
)
from aios.contracts.task import Status, Task

COMPLETED, FAILED, BAD_USAGE, REFUSED, NO_MODEL, NO_ISOLATION, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

BY_CODE = {
    "denied": REFUSED,
    "read_denied": REFUSED,
    "host_denied": REFUSED,
    "not_granted": REFUSED,
    "change_denied": REFUSED,
    "changes_not_granted": REFUSED,
    "machines_off": REFUSED,
    "no_model": NO_MODEL,
    "isolation_unavailable": NO_ISOLATION,
    "cancelled": INTERRUPTED,
}
BY_CLASS: tuple[tuple[type[AiosError], int], ...] = (
    (Denied, REFUSED),
    (CallerError, BAD_USAGE),
    (NoModel, NO_MODEL),
    (IsolationUnavailable, NO_ISOLATION),
    (Cancelled, INTERRUPTED),
    (Bug, FAILED),
)


def exit_of_task(task: Task) -> int:
    """The exit code a task's end stands for."""
    if task.status is Status.COMPLETED:
        return COMPLETED
    return BY_CODE.get(task.error.code, FAILED) if task.error is not None else FAILED


def exit_of_error(error: AiosError) -> int:
    """The exit code of an error that no task carries."""
    if error.code in BY_CODE:
        return BY_CODE[error.code]
    return next((code for kind, code in BY_CLASS if isinstance(error, kind)), FAILED)
