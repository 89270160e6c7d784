"""Exit codes: every class of error, every code that has one of its own."""

from datetime import UTC, datetime

import pytest
import typer

from aios.contracts import errors
from aios.contracts.errors import AiosError
from aios.contracts.task import Priority, Status, Task, TaskError
from aios.interfaces.cli.exits import exit_of_error, exit_of_task
from aios.interfaces.cli.session import guarded

BY_CLASS: dict[type[AiosError], int] = {
    errors.AiosError: 1,
    errors.CallerError: 2,
    errors.BadRequest: 2,
    errors.NotFound: 2,
    errors.Conflict: 2,
    errors.Denied: 3,
    errors.LimitReached: 1,
    errors.TimedOut: 1,
    errors.Cancelled: 130,
    errors.WorldError: 1,
    errors.NoModel: 4,
    errors.ModelFailed: 1,
    errors.MachineFailed: 1,
    errors.IsolationUnavailable: 5,
    errors.StoreFailed: 1,
    errors.ActionFailed: 1,
    errors.Bug: 1,
}
BY_CODE = {
    "denied": 3,
    "read_denied": 3,
    "host_denied": 3,
    "not_granted": 3,
    "machines_off": 3,
    "no_model": 4,
    "isolation_unavailable": 5,
    "cancelled": 130,
    "timed_out": 1,
    "file_not_found": 1,
}


def ended(status: Status, code: str = "") -> Task:
    return Task(
        id="t1",
        type="",
        description="统计",
        priority=Priority.NORMAL,
        agent="analyst",
        skills=(),
        status=status,
        created_at=datetime.now(UTC),
        error=TaskError(code=code, message="It was not done.") if code else None,
    )


def test_every_class_of_error_has_an_exit_code() -> None:
    known = {kind for kind in vars(errors).values() if isinstance(kind, type)}
    assert {kind for kind in known if issubclass(kind, AiosError)} == set(BY_CLASS)


@pytest.mark.parametrize("kind", BY_CLASS)
def test_the_class_decides(kind: type[AiosError]) -> None:
    assert exit_of_error(kind("It failed.")) == BY_CLASS[kind]
    assert exit_of_error(kind("It failed.", code="something_new")) == BY_CLASS[kind]


@pytest.mark.parametrize("code", BY_CODE)
def test_a_code_of_its_own_decides_first(code: str) -> None:
    assert exit_of_task(ended(Status.FAILED, code)) == BY_CODE[code]
    assert exit_of_error(AiosError("It failed.", code=code)) == BY_CODE[code]


def test_tasks_end_as_they_ended() -> None:
    assert exit_of_task(ended(Status.COMPLETED)) == 0
    assert exit_of_task(ended(Status.FAILED)) == 1
    assert exit_of_task(ended(Status.CANCELLED, "cancelled")) == 130


def raising(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Denied("Not yours."), 3),
        (errors.BadRequest("What?"), 2),
        (KeyboardInterrupt(), 130),
        (ValueError("odd"), 1),
    ],
)
def test_a_command_leaves_with_the_code_and_one_sentence(
    error: BaseException,
    code: int,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AIOS_DEBUG", raising=False)
    with pytest.raises(typer.Exit) as left:
        guarded(lambda: raising(error), as_json=False)
    assert left.value.exit_code == code
    assert "Traceback" not in capfd.readouterr().err
