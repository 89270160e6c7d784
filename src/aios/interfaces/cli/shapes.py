"""The JSON shapes that others rely on; a field here is a promise."""

from collections.abc import Mapping
from typing import Any

from aios.contracts.changes import ChangeSet
from aios.contracts.errors import AiosError
from aios.contracts.record import plain
from aios.contracts.route import Route
from aios.contracts.task import Artifact, Result, Step, Task, TaskError

STEP_FIELDS = (
    "index",
    "kind",
    "title",
    "skill",
    "action",
    "call_id",
    "status",
    "started_at",
    "duration_s",
    "program_sha256",
    "exit_code",
    "origin",
    "artifacts",
    "network",
)
USAGE_FIELDS = ("seconds", "machine_seconds", "model_calls", "tokens_in", "tokens_out", "cost")


def task_shape(task: Task) -> dict[str, Any]:
    """What `aios run --json` and `aios task show --json` print."""
    return {
        "id": task.id,
        "status": task.status.value,
        "type": task.type or "none",
        "description": task.description,
        "priority": task.priority.value,
        "agent": task.agent,
        "skills": list(task.skills),
        "created_at": plain(task.created_at),
        "started_at": plain(task.started_at),
        "completed_at": plain(task.completed_at),
        "result": _result(task.result) if task.result is not None else None,
        "error": _error(task.error) if task.error is not None else None,
        "question": plain(task.question),
        "usage": {name: task.usage[name] for name in USAGE_FIELDS},
        "steps": [_step(step) for step in task.steps],
        "isolation": plain(task.isolation),
    }


def refused_shape(error: AiosError) -> dict[str, Any]:
    """The same shape for a task that was never accepted."""
    return {
        "id": None,
        "status": "failed",
        "type": "none",
        "agent": "",
        "skills": [],
        "result": None,
        "error": error_shape(error),
        "usage": dict.fromkeys(USAGE_FIELDS, 0),
        "steps": [],
        "isolation": {"level": 0, "backend": "none", "limits_not_enforced": []},
    }


def error_shape(error: AiosError) -> dict[str, Any]:
    """An error as JSON."""
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "details": plain(error.details),
    }


def route_shape(route: Route) -> dict[str, Any]:
    """What `aios route` prints for one task."""
    return {
        "task": route.task,
        "type": route.type,
        "agent": route.agent,
        "skills": list(route.skills),
        "confidence": round(route.confidence, 4),
        "reasons": list(route.reasons),
        "ms": round(route.ms, 3),
    }


def changes_shape(changes: ChangeSet) -> dict[str, Any]:
    """A change-set, as `aios undo` and `aios undo --list` print it."""
    return {
        "id": changes.id,
        "task_id": changes.task_id,
        "title": changes.title,
        "status": changes.status,
        "created_at": plain(changes.created_at),
        "undone_at": plain(changes.undone_at),
        "changes": [
            {name: change[name] for name in ("kind", "path", "to") if change[name]}
            for change in changes.changes
        ],
    }


def short_task(task: Task) -> dict[str, Any]:
    """A task in a list."""
    whole = task_shape(task)
    kept = ("id", "status", "type", "agent", "priority", "created_at", "description", "error")
    return {name: whole[name] for name in kept}


def _result(result: Result) -> dict[str, Any]:
    return {
        "answer": result.answer,
        "code": result.code,
        "explanation": result.explanation,
        "output": result.output,
        "data": plain(result.data),
        "artifacts": [_artifact(a) for a in result.artifacts],
    }


def _error(error: TaskError) -> dict[str, Any]:
    return {name: plain(error[name]) for name in ("code", "message", "hint", "details")}


def _artifact(artifact: Artifact) -> dict[str, Any]:
    return {name: artifact[name] for name in ("name", "path", "media_type", "bytes")}


def _step(step: Step) -> Mapping[str, Any]:
    return {name: plain(step[name]) for name in STEP_FIELDS}
