"""Decides a task's questions: by what is remembered, by the person in charge, or by nobody."""

import asyncio
from collections.abc import Awaitable, Callable

from aios.contracts.errors import BadRequest
from aios.contracts.events import TaskResumed, TaskWaiting
from aios.contracts.questions import Question
from aios.contracts.task import Status, Task, TaskSpec
from aios.kernel.answers import Answer, Answers
from aios.kernel.bus import Bus
from aios.kernel.services import ALWAYS, Asker

Show = Callable[[Question | None], Awaitable[Task]]


class Decider:
    """Asks for all tasks; `asker` is who answers in this process."""

    def __init__(self, answers: Answers, bus: Bus) -> None:
        self.asker: Asker | None = None
        self._answers = answers
        self._bus = bus

    def hears(self, spec: TaskSpec) -> bool:
        """Whether anybody may answer what the task asks."""
        return self.asker is not None or spec.answer_within_s > 0

    async def decide(self, task: Task, spec: TaskSpec, question: Question, show: Show) -> bool:
        """Yes or no; `show` puts the question on the task while it waits, and takes it off.

        Nobody there means no, once `answer_within_s` has passed.
        """
        if spec.assume_yes and question.covered:
            return await self._decided(task, question, True, "option")
        if await self._answers.granted(task.agent, question.subject):
            return await self._decided(task, question, True, "memory")
        if not self.hears(spec):
            return await self._decided(task, question, False, "nobody")
        waiting = await show(question)
        self._bus.publish(
            TaskWaiting(task_id=task.id, question=question.text, details=question.details)
        )
        answer: Answer | None = None
        try:
            answer = await self._heard(waiting, spec, question)
        except asyncio.CancelledError:  # no longer asked: the task ends, or has what it asks for
            self._bus.publish(TaskResumed(task_id=task.id, reason="the question is settled"))
            raise
        finally:
            await show(None)
        yes = answer is not None and answer.yes
        reason = "granted" if yes else "refused" if answer is not None else "nobody answered"
        self._bus.publish(TaskResumed(task_id=task.id, reason=reason))
        if answer is not None and answer.yes and answer.always and question.subject:
            await self._answers.remember(task.agent, question.subject)
        return await self._decided(task, question, yes, "nobody" if answer is None else "person")

    async def answer(self, task: Task, answer: Answer) -> None:
        """Pass on what a person says to a task that waits; BadRequest when it asks nothing."""
        if task.status is not Status.WAITING:
            raise BadRequest(
                f"Task {task.id} asks nothing; it is {task.status}.",
                hint="Those that do: aios task list --status waiting",
                code="task_not_waiting",
                details={"task": task.id},
            )
        await self._answers.give(task.id, answer)

    async def _heard(self, task: Task, spec: TaskSpec, question: Question) -> Answer | None:
        if self.asker is None:
            return await self._answers.heard(task.id, spec.answer_within_s)
        said = await self.asker(task, question.text, question.details)
        return Answer(yes=bool(said), always=said == ALWAYS)

    async def _decided(self, task: Task, question: Question, answer: bool, by: str) -> bool:
        await self._answers.record(task, question, answer, by)
        return answer
