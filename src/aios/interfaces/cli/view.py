"""Shows a task while it is worked on: plan, steps, output, answer, evidence."""

from collections.abc import Callable
from typing import Any

from aios.contracts.events import (
    AnswerBroken,
    Event,
    OutputArrived,
    PlanMade,
    StepFinished,
    StepStarted,
    TaskEnded,
    TaskResumed,
    TaskRouted,
    TaskStarted,
    TaskWaiting,
    TokenArrived,
)
from aios.contracts.machine import Access
from aios.contracts.questions import Question
from aios.contracts.task import Result, Step, Task
from aios.contracts.text import language
from aios.interfaces.cli.records import cell
from aios.interfaces.cli.terminal import console, safe

WORDS = {
    "zh": {
        "agent": "智能体",
        "builtin": "内置规划器（未使用模型）",
        "model": "模型规划器",
        "plan": "计划",
        "answer": "答案",
        "files": "文件",
        "evidence": "证据",
        "reached": "访问",
        "refused": "拒绝访问",
        "secrets": "密钥",
        "failed": "失败",
        "cancelled": "已取消",
        "machine": "隔离机器",
        "level": "级别",
        "none": "未运行程序",
        "more": "行未显示",
    },
    "en": {
        "agent": "Agent",
        "builtin": "built-in planner (no model)",
        "model": "model planner",
        "plan": "Plan",
        "answer": "Answer",
        "files": "Files",
        "evidence": "Evidence",
        "reached": "reached",
        "refused": "refused",
        "secrets": "secrets",
        "failed": "Failed",
        "cancelled": "Cancelled",
        "machine": "machine",
        "level": "level",
        "none": "no program was run",
        "more": "lines not shown",
    },
}
MAX_OUTPUT_LINES = 12
MAX_FILES = 50
# What a model says in these steps is for the planner: a plan is shown as one.
UNSPOKEN = ("plan", "sum up")
ANSWERING = "integrate"
MARKS = {"completed": ("✓", "green"), "failed": ("✗", "red"), "refused": ("✗", "yellow")}


class TaskView:
    """Prints a task's events as they come."""

    def __init__(self, description: str) -> None:
        self._words = WORDS[language(description)]
        self._lines: dict[str, int] = {}
        self._unfinished: dict[tuple[str, str], str] = {}
        self._routed: TaskRouted | None = None
        self._in_tokens = False
        self._unspoken: set[str] = set()
        self._answering = ""
        self._answered: list[str] = []
        self._show: dict[type[Event], Callable[[Any], None]] = {
            TaskRouted: self._keep_route,
            TaskStarted: self._started,
            PlanMade: self._plan,
            StepStarted: self._step_started,
            OutputArrived: self._output,
            TokenArrived: self._token,
            AnswerBroken: self._broken,
            StepFinished: self._step_finished,
            TaskWaiting: lambda e: self._say(f"? {e.question}", "yellow"),
            TaskResumed: lambda e: self._say(f"↻ {e.reason}", "yellow"),
            TaskEnded: lambda e: self._ended(e.task),
        }

    def show(self, event: Event) -> None:
        """Print what the event says, if a person wants to see it."""
        shown = self._show.get(type(event))
        if shown is not None:
            shown(event)

    def _say(self, text: str, style: str = "") -> None:
        if self._in_tokens:
            console().print()
            self._in_tokens = False
        console().print(safe(text), style=style)

    def _keep_route(self, event: TaskRouted) -> None:
        self._routed = event

    def _started(self, event: TaskStarted) -> None:
        planner = self._words.get(event.planner, event.planner)
        self._say(f"{self._words['agent']} {event.agent} · {planner}", "bold")
        for reason in self._routed.reasons[:2] if self._routed else ():
            self._say(f"  {reason}", "dim")
        self._routed = None  # those it hands work to were not routed

    def _plan(self, event: PlanMade) -> None:
        self._say(self._words["plan"], "bold")
        for subtask in event.subtasks:
            by = "/".join(part for part in (subtask.skill, subtask.action) if part)
            self._say(f"  {subtask.index + 1}. {subtask.text}" + (f"  [{by}]" if by else ""))

    def _step_started(self, event: StepStarted) -> None:
        if event.step.title in UNSPOKEN:
            self._unspoken.add(event.step.call_id)
        self._say(f"  • {_called(event.step)}", "cyan")
        if event.step.kind == "think" and event.step.title == ANSWERING:
            self._answering, self._answered = event.step.call_id, []
            self._say(self._words["answer"], "bold")

    def _output(self, event: OutputArrived) -> None:
        # It comes in pieces that end anywhere: a line is shown when it is whole.
        stream = (event.call_id, event.stream)
        *lines, self._unfinished[stream] = (self._unfinished.get(stream, "") + event.text).split(
            "\n"
        )
        for line in lines:
            self._line(event.call_id, line)

    def _line(self, call_id: str, line: str) -> None:
        seen = self._lines[call_id] = self._lines.get(call_id, 0) + 1
        if seen <= MAX_OUTPUT_LINES:
            drawn = line.rstrip().rpartition("\r")[2]  # of a bar that is drawn over and over
            self._say(f"    │ {drawn}", "dim")

    def _token(self, event: TokenArrived) -> None:
        if event.call_id in self._unspoken:
            return
        answer = event.call_id == self._answering
        if answer:
            self._answered.append(event.text)
        console().print(safe(event.text), end="", style="" if answer else "dim")
        self._in_tokens = True

    def _broken(self, event: AnswerBroken) -> None:
        if event.kept or event.call_id in self._unspoken:
            return
        if event.call_id == self._answering:
            self._answered = []
        self._say("  ↻", "yellow")  # what stands above is said anew

    def _step_finished(self, event: StepFinished) -> None:
        step = event.step
        for call_id, stream in [key for key in self._unfinished if key[0] == step.call_id]:
            if line := self._unfinished.pop((call_id, stream)):
                self._line(call_id, line)
        hidden = self._lines.get(step.call_id, 0) - MAX_OUTPUT_LINES
        if hidden > 0:
            self._say(f"    │ … {hidden} {self._words['more']}", "dim")
        mark, style = MARKS.get(step.status, ("·", ""))
        self._say(f"  {mark} {_called(step)}  {step.duration_s:.2f} s", style)

    def heading(self, task: Task) -> None:
        """Print who works on what."""
        self._say(f"{self._words['agent']} {task.agent}  {task.description}", "bold")

    def whole(self, task: Task) -> None:
        """Print a task that has its steps already."""
        self.heading(task)
        for step in task.steps:
            mark, style = MARKS.get(step.status, ("·", ""))
            self._say(f"  {mark} {_called(step)}  {step.duration_s:.2f} s", style)
        if task.question is not None:
            self._asks(task.id, task.question)
        self._ended(task)

    def _asks(self, task_id: str, question: Question) -> None:
        """What a waiting task asks, and how to answer."""
        self._say(f"? {question.text}", "yellow")
        if question.details:
            self._say(f"  {cell(question.details)}", "dim")
        self._say(f"  aios task approve {task_id}  ·  aios task approve {task_id} --no", "dim")

    def _ended(self, task: Task) -> None:
        if task.result is not None:
            self._result(task, task.result)
        if task.error is not None:
            word = "cancelled" if task.status.value == "cancelled" else "failed"
            self._say(f"{self._words[word]}: {task.error.message}", "red")
            if task.error.hint:
                self._say(task.error.hint, "dim")
        self._say(f"{task.id}  {task.status.value}  {task.usage.seconds:.2f} s", "dim")

    def _result(self, task: Task, result: Result) -> None:
        if "".join(self._answered).strip() != result.answer.strip() or not result.answer:
            self._say(self._words["answer"], "bold")
            self._say(result.answer)
        if result.artifacts:
            self._say(self._words["files"], "bold")
            for artifact in result.artifacts[:MAX_FILES]:
                self._say(f"  {artifact.path}  ({artifact.bytes:,} B)")
            if (more := len(result.artifacts) - MAX_FILES) > 0:
                self._say(f"  … +{more:,}")
        self._say(self._words["evidence"], "bold")
        for line in result.explanation.splitlines():
            self._say(f"  {line}", "dim")
        for step in task.steps:
            self._evidence(step)
        self._isolation(task)

    def _evidence(self, step: Step) -> None:
        facts = [step.call_id, step.kind]
        if step.program_sha256:
            facts.append(f"sha256 {step.program_sha256[:16]}…")
        if step.exit_code is not None:
            facts.append(f"exit {step.exit_code}")
        if step.origin:
            facts.append(step.origin)
        self._say("  " + " · ".join(facts), "dim")
        for access in step.network:
            self._say("    " + self._reached(access), "dim")

    def _reached(self, access: Access) -> str:
        """A host that a program tried to reach, on one line."""
        where = f"{access.host}:{access.port}"
        if access.address and access.address != access.host:
            where += f" ({access.address})"
        facts = [where, f"{access.requests:,} × ↑{access.sent:,} B ↓{access.received:,} B"]
        if access.secrets:
            facts.append(f"{self._words['secrets']}: {', '.join(access.secrets)}")
        if access.reason:
            facts.append(access.reason)
        return f"{self._words['reached' if access.allowed else 'refused']} {' · '.join(facts)}"

    def _isolation(self, task: Task) -> None:
        words, isolation = self._words, task.isolation
        if not isolation.level:
            self._say(f"  {words['none']}", "dim")
            return
        text = f"  {words['machine']}: {isolation.backend}, {words['level']} {isolation.level}"
        if isolation.limits_not_enforced:
            text += f" (− {', '.join(isolation.limits_not_enforced)})"
        self._say(text, "dim")


def _called(step: Step) -> str:
    """Kind and title of a step; the kind once, where the title begins with it."""
    return step.title if step.title.split(" ")[0] == step.kind else f"{step.kind} {step.title}"
