"""What a person sees of a task, and tables, on 80 columns."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from aios.contracts.events import (
    AnswerBroken,
    Event,
    OutputArrived,
    PlanMade,
    StepFinished,
    StepStarted,
    TaskEnded,
    TaskRouted,
    TaskStarted,
    TokenArrived,
)
from aios.contracts.machine import Access
from aios.contracts.plan import Subtask
from aios.contracts.task import Artifact, Priority, Result, Status, Step, Task, TaskError
from aios.interfaces.cli import terminal, view
from aios.interfaces.cli.view import MAX_OUTPUT_LINES, WORDS, TaskView

ZH, EN = "统计 sales.csv 的行数", "count the rows of sales.csv"
RUN = Step(index=1, kind="run", title="analyze", call_id="c2", status="completed", duration_s=1.5)
MADE = Artifact(name="a.png", path="/w/a.png", media_type="image/png", bytes=1234, sha256="0")
DONE = Result(answer="共 3 行", explanation="read sales.csv", artifacts=(MADE,))


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    shown = StringIO()
    paper = Console(width=80, file=shown, highlight=False, markup=False, soft_wrap=True)
    for module in (view, terminal):
        monkeypatch.setattr(module, "console", lambda: paper)
    return shown


def task(text: str, status: Status = Status.COMPLETED, **facts: Any) -> Task:
    return Task(
        id="t1",
        type="",
        description=text,
        priority=Priority.NORMAL,
        agent="analyst",
        skills=(),
        status=status,
        created_at=datetime.now(UTC),
        steps=(RUN.but(program_sha256="ab" * 32, exit_code=0, origin="sales.csv"),),
        **facts,
    )


def story(text: str) -> list[Event]:
    plan = Step(index=0, kind="think", title="plan", call_id="c1")
    lines = "".join(f"line {n}\n" for n in range(MAX_OUTPUT_LINES + 5))
    why = ("Rows speak for it.", "So does a file.", "And more.")
    return [
        TaskRouted(agent="analyst", type="data_analysis", confidence=1.0, reasons=why),
        TaskStarted(agent="analyst", planner="builtin"),
        StepStarted(step=plan),
        TokenArrived(call_id="c1", text='{"subtasks": []}'),
        PlanMade(subtasks=(Subtask(index=0, text=text, skill="data-analysis", action="analyze"),)),
        StepStarted(step=RUN.but(status="running")),
        OutputArrived(call_id="c2", stream="stdout", text=lines),
        TokenArrived(call_id="c3", text="thinking aloud"),
        StepFinished(step=RUN),
        TaskEnded(task=task(text, result=DONE)),
    ]


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")])
def test_the_whole_story_is_told_in_the_language_of_the_task(
    screen: StringIO, text: str, language: str
) -> None:
    shown = TaskView(text)
    for event in story(text):
        shown.show(event)
    told, words = screen.getvalue(), WORDS[language]
    for part in ("agent", "builtin", "plan", "answer", "files", "evidence", "none"):
        assert words[part] in told
    assert "\n  Rows speak for it.\n  So does a file.\n" in told
    assert "And more." not in told
    assert f"1. {text}  [data-analysis/analyze]" in told
    assert "✓ run analyze  1.50 s" in told
    assert "共 3 行" in told
    assert "/w/a.png  (1,234 B)" in told
    assert "sha256 abababababababab… · exit 0 · sales.csv" in told
    assert f"line {MAX_OUTPUT_LINES - 1}\n" in told
    assert f"line {MAX_OUTPUT_LINES}\n" not in told
    assert f"… 5 {words['more']}" in told
    assert "thinking aloud\n" in told
    assert "subtasks" not in told


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")])
def test_hosts_that_programs_tried_to_reach_are_shown(
    screen: StringIO, text: str, language: str
) -> None:
    shown = TaskView(text)
    reached = Access(
        machine_id="m",
        host="a.test",
        port=443,
        allowed=True,
        address="192.0.2.7",
        sent=1200,
        received=34567,
        requests=3,
        secrets=("TOKEN",),
    )
    refused = Access(machine_id="m", host="b.test", port=80, allowed=False, reason="not listed")
    ended = task(text, result=DONE)
    ended = ended.but(steps=(RUN.but(network=(reached, refused)),))
    shown.show(TaskEnded(task=ended))
    told, words = screen.getvalue(), WORDS[language]
    line = f"{words['reached']} a.test:443 (192.0.2.7) · 3 × ↑1,200 B ↓34,567 B"
    assert f"{line} · {words['secrets']}: TOKEN\n" in told
    assert f"{words['refused']} b.test:80 · 1 × ↑0 B ↓0 B · not listed\n" in told


def integrated(text: str, *tokens: str) -> str:
    """What is shown of a task whose answer a model said in these tokens."""
    step = Step(index=2, kind="think", title="integrate", call_id="c9")
    shown = TaskView(text)
    shown.show(StepStarted(step=step))
    for token in tokens:
        shown.show(TokenArrived(call_id="c9", text=token))
    shown.show(StepFinished(step=step.but(status="completed")))
    shown.show(TaskEnded(task=task(text, result=DONE)))
    return terminal.console().file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kept", "marks"), [(True, 0), (False, 1)])
def test_an_answer_broken_off_is_marked_when_it_is_said_anew(
    screen: StringIO, kept: bool, marks: int
) -> None:
    shown = TaskView(ZH)
    shown.show(StepStarted(step=Step(index=2, kind="think", title="integrate", call_id="c9")))
    shown.show(TokenArrived(call_id="c9", text="共 "))
    shown.show(AnswerBroken(call_id="c9", kept=kept))
    for token in ("3 ", "行\n") if kept else ("共 ", "3 ", "行\n"):
        shown.show(TokenArrived(call_id="c9", text=token))
    shown.show(TaskEnded(task=task(ZH, result=DONE)))
    told = screen.getvalue()
    assert told.count("↻") == marks and told.count("共 3 行") == 1


@pytest.mark.usefixtures("screen")
def test_an_answer_is_shown_while_it_is_said_and_not_twice() -> None:
    told = integrated(ZH, "共 ", "3 ", "行\n")
    assert told.count("共 3 行") == 1 and told.count(WORDS["zh"]["answer"]) == 1
    assert told.index("共 3 行") < told.index("✓ think integrate")
    assert "/w/a.png" in told and "read sales.csv" in told


@pytest.mark.usefixtures("screen")
def test_an_answer_that_was_said_otherwise_is_shown_as_it_is() -> None:
    told = integrated(EN, "<think>3 rows?</think>", "共 3 行")
    assert told.rindex("共 3 行") > told.index("✓ think integrate")


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")])
def test_a_failed_task_shows_what_was_done_nonetheless(
    screen: StringIO, text: str, language: str
) -> None:
    wrong = TaskError(code="x", message="No chart.", hint="Name a column.")
    TaskView(text).whole(task(text, Status.FAILED, error=wrong, result=DONE))
    told = screen.getvalue()
    assert told.index("共 3 行") < told.index(f"{WORDS[language]['failed']}: No chart.")
    assert "/w/a.png" in told
    assert "Name a column." in told


def test_output_is_shown_line_by_line_however_it_comes(screen: StringIO) -> None:
    shown = TaskView(EN)
    for stream, text in (
        ("stdout", "a"),
        ("stderr", "Trace"),
        ("stdout", "b\n\nc"),
        ("stderr", "back\r\n10%\r90%\r\n"),
    ):
        shown.show(OutputArrived(call_id="c2", stream=stream, text=text))
    shown.show(StepFinished(step=RUN))
    lines = [line.strip() for line in screen.getvalue().splitlines()]
    assert lines == ["│ ab", "│", "│ Traceback", "│ 90%", "│ c", "✓ run analyze  1.50 s"]


def test_a_cancelled_task_is_called_so(screen: StringIO) -> None:
    stopped = TaskError(code="cancelled", message="Stopped.")
    TaskView(EN).whole(task(EN, Status.CANCELLED, error=stopped))
    assert "Cancelled: Stopped." in screen.getvalue()
    assert "Failed" not in screen.getvalue()


def test_control_characters_are_seen_and_do_nothing(screen: StringIO) -> None:
    shown = TaskView(EN)
    shown.show(
        OutputArrived(call_id="c", stream="stdout", text="\x1b[2Jgone\x07 [bold]kept[/bold]\n")
    )
    shown.show(TokenArrived(call_id="d", text="\x1b]0;title\x07"))
    assert "\x1b" not in screen.getvalue()
    assert "\x07" not in screen.getvalue()
    assert "\ufffd[2Jgone\ufffd [bold]kept[/bold]" in screen.getvalue()


def test_wide_characters_stay_in_their_columns(screen: StringIO) -> None:
    terminal.table(
        ["id", "description"], [["t1", "统计" * 60], ["中文名", "short"], ["t3", "\x1b[31mred"]]
    )
    lines = screen.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert "\x1b" not in screen.getvalue()
    second = [
        cell_len(line[: line.index(word)])
        for line in lines
        for word in ("desc", "short", "\ufffd[31m")
        if word in line
    ]
    assert len(second) == 3
    assert len(set(second)) == 1
    assert screen.getvalue().count("统") == 60
