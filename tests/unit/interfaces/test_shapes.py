"""The JSON shapes: exactly the promised fields, for every end a task can have."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from aios.contracts.errors import Denied
from aios.contracts.route import Route
from aios.contracts.task import Artifact, Priority, Result, Status, Step, Task, TaskError
from aios.interfaces.cli.records import cell, without_code
from aios.interfaces.cli.shapes import (
    error_shape,
    refused_shape,
    route_shape,
    short_task,
    task_shape,
)

PROMISED = {
    "id",
    "status",
    "type",
    "agent",
    "skills",
    "result",
    "error",
    "usage",
    "steps",
    "isolation",
}
RESULT = {"answer", "code", "explanation", "output", "data", "artifacts"}
ERROR = {"code", "message", "hint", "details"}
USAGE = {"seconds", "machine_seconds", "model_calls", "tokens_in", "tokens_out", "cost"}
STEP = {
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
}
MADE = Artifact(name="图.png", path="/w/图.png", media_type="image/png", bytes=5, sha256="0")
DONE = Result(answer="共 3 行", data={"rows": 3}, artifacts=(MADE,))
WRONG = TaskError(code="file_not_found", message="No x.csv.", hint="Name another.")
STOPPED = TaskError(code="cancelled", message="Stopped.")


def task(status: Status, **facts: Any) -> Task:
    return Task(
        id="t1",
        type="",
        description="统计 x.csv",
        priority=Priority.HIGH,
        agent="analyst",
        skills=("data-analysis",),
        status=status,
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
        steps=(Step(index=0, kind="run", title="统计", call_id="c1"),),
        **facts,
    )


ENDS = [
    task(Status.COMPLETED, result=DONE),
    task(Status.FAILED, error=WRONG),
    task(Status.FAILED, error=WRONG, result=DONE),
    task(Status.CANCELLED, error=STOPPED),
]


@pytest.mark.parametrize("ended", ENDS, ids=range(len(ENDS)))
def test_a_task_has_the_promised_fields(ended: Task) -> None:
    shape = json.loads(json.dumps(task_shape(ended)))
    assert set(shape) - PROMISED == {
        "description",
        "priority",
        "created_at",
        "started_at",
        "completed_at",
        "question",
    }
    assert set(shape) >= PROMISED
    assert (shape["type"], shape["status"]) == ("none", ended.status.value)
    assert set(shape["usage"]) == USAGE
    assert set(shape["steps"][0]) == STEP
    assert set(shape["isolation"]) == {"level", "backend", "limits_not_enforced"}
    assert (shape["result"] is None) == (ended.result is None)
    assert (shape["error"] is None) == (ended.error is None)
    assert set(shape["error"] or ERROR) == ERROR
    assert set(shape["result"] or RESULT) == RESULT


def test_files_carry_where_they_are_and_no_more() -> None:
    [file] = task_shape(ENDS[0])["result"]["artifacts"]
    assert file == {"name": "图.png", "path": "/w/图.png", "media_type": "image/png", "bytes": 5}


def test_a_refused_task_has_the_same_shape() -> None:
    shape = refused_shape(Denied("Not yours.", hint="Grant it.", details={"path": "/etc"}))
    assert set(shape) == PROMISED
    assert (shape["id"], shape["status"], shape["result"]) == (None, "failed", None)
    assert set(shape["usage"]) == USAGE
    assert shape["error"] == error_shape(
        Denied("Not yours.", hint="Grant it.", details={"path": "/etc"})
    )


def test_a_route_and_a_task_in_a_list() -> None:
    shape = route_shape(Route(task="统计", type="none"))
    assert set(shape) == {"task", "type", "agent", "skills", "confidence", "reasons", "ms"}
    kept = {"id", "status", "type", "agent", "priority", "created_at", "description", "error"}
    assert set(short_task(ENDS[1])) == kept


def test_cells_and_records_are_what_a_person_reads() -> None:
    assert cell({"a": [1, 2.50], "b": None}) == "a 1, 2.5, b "
    assert cell(("中", "文")) == "中, 文"
    assert without_code({"actions": [{"name": "a", "executor": print}]}) == {
        "actions": [{"name": "a"}]
    }
