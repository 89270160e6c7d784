"""Errors as records, and back: what a task or a call keeps of what went wrong."""

from typing import Any

from aios.contracts import errors
from aios.contracts.errors import ActionFailed, AiosError
from aios.contracts.task import TaskError


def as_record(error: AiosError) -> TaskError:
    """The error as it is written down."""
    return TaskError(
        code=error.code,
        message=error.message,
        hint=error.hint,
        details=error.details,
        kind=error.default_code,
    )


def error_from(record: TaskError) -> AiosError:
    """The error a record stands for, of the class that has its code."""
    kinds = {k.default_code: k for k in vars(errors).values() if _is_error(k)}
    kind: type[AiosError] = kinds.get(record.kind or record.code, ActionFailed)
    return kind(record.message, hint=record.hint, details=record.details, code=record.code)


def _is_error(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, AiosError)
