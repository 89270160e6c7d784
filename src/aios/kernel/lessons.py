"""What the kernel remembers of a task that has ended: its result, what failed, and what helped."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from aios.contracts.task import Status, Task
from aios.contracts.text import normalise
from aios.kernel.journal import CallRecord, Journal
from aios.kernel.memory import MemoryManager
from aios.kernel.wishes import wishes_in

MAX_MEMORY_CHARS = 4000
MAX_REASON_CHARS = 400
MAX_CODE_CHARS = 1200
# Kinds of errors that say something about the task, and not about what was down or not granted.
TELLING = frozenset(
    {"action_failed", "bad_request", "not_found", "conflict", "timed_out", "machine_failed"}
)


async def learn(memory: MemoryManager, journal: Journal, task: Task) -> None:
    """Keep what similar tasks can use: answers, failures and their repairs, the person's wishes.

    Whatever is newer about the same words of a task takes the place of the older.
    """
    for wish in wishes_in(task.description):
        await memory.store(wish, kind="preference", importance=0.9, source=task.id)
    if task.status is Status.COMPLETED:
        await _learn_success(memory, journal, task)
    elif task.error is not None and (task.error.kind or task.error.code) in TELLING:
        reason = f"{task.error.message} {task.error.hint}".strip()[:MAX_REASON_CHARS]
        text = f"{task.description}\nFailed: {reason}"
        await _keep(memory, task, text, "failure", 0.4, {"reason": reason})


async def _learn_success(memory: MemoryManager, journal: Journal, task: Task) -> None:
    answer = task.result.answer if task.result is not None else ""
    await _keep(memory, task, f"{task.description}\n{answer}", "result", 0.5, {})
    before = await memory.about(_subject("failure", task))
    reasons = [str(before.data.get("reason", ""))] if before and before.kind == "failure" else []
    if repaired(task):
        reasons += failures_of(await journal.calls(task.id))
    if reasons:
        told = "\n".join(f"Failed first: {reason}" for reason in reasons if reason)
        text = f"{task.description}\n{told}\nWorked at last: {_what_worked(task)}"
        await _keep(memory, task, text, "lesson", 0.7, {"reason": reasons[-1]})


def repaired(task: Task) -> bool:
    """Whether a program of the task failed and a later one of the same skill did not."""
    runs = [step for step in task.steps if step.kind == "run"]
    failed = [(n, step.skill) for n, step in enumerate(runs) if step.status == "failed"]
    worked = [(n, step.skill) for n, step in enumerate(runs) if step.status == "completed"]
    return any(b > a and skill == later for a, skill in failed for b, later in worked)


def failures_of(calls: Sequence[CallRecord]) -> list[str]:
    """Why programs failed, each in the last line that it wrote to its error output."""
    reasons = []
    for call in calls:
        outcome: Any = call.value.get("outcome") if isinstance(call.value, dict) else None
        if call.kind == "run" and isinstance(outcome, dict) and outcome.get("exit_code"):
            lines = str(outcome.get("stderr") or "").strip().splitlines()
            reasons.append(lines[-1][:MAX_REASON_CHARS] if lines else "no error output")
    return list(dict.fromkeys(reasons))[-3:]


def _what_worked(task: Task) -> str:
    done = [s for s in task.steps if s.kind in ("run", "tool") and s.status == "completed"]
    names = dict.fromkeys(f"{s.skill}/{s.action}".strip("/") or s.title for s in done)
    code = task.result.code if task.result is not None else ""
    return ", ".join(names) + (f"\n{code[:MAX_CODE_CHARS]}" if code else "")


async def _keep(
    memory: MemoryManager,
    task: Task,
    text: str,
    kind: str,
    importance: float,
    facts: dict[str, Any],
) -> None:
    about = "failure" if kind == "lesson" else kind
    await memory.store(
        {"text": text[:MAX_MEMORY_CHARS], "asked": task.description[:MAX_MEMORY_CHARS], **facts},
        agent=task.agent,
        task_id=task.id,
        kind=kind,
        importance=importance,
        source=task.id,
        subject=_subject(about, task),
    )


def _subject(about: str, task: Task) -> str:
    """The same for the same words of a task."""
    asked = " ".join(normalise(task.description).split())
    return f"{about} of task {sha256(asked.encode()).hexdigest()[:24]}"
