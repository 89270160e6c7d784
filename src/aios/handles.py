"""What the front door hands out: strings that carry records, tasks to wait for, steps by hand."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Self

from aios.contracts.errors import AiosError, Cancelled
from aios.contracts.failures import error_from
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.task import Result, Status, Task

if TYPE_CHECKING:
    from aios.contracts.planner import Planner
    from aios.contracts.ports import Calls


class Told(str):
    """A string that carries the record it stands for: `status == "failed"`, `status.error`."""

    record: Any

    def __new__(cls, text: str, record: Any) -> Self:
        """The text, with its record."""
        told = super().__new__(cls, text)
        told.record = record
        return told

    def __getitem__(self, key: Any) -> Any:
        return self.record[key] if isinstance(key, str) else super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.record, name)


class TaskHandle(str):
    """A task that was handed in: its id, and ways to follow it. Wherever an id fits, this does."""

    def __new__(cls, task: Task, system: Any) -> Self:
        """The handle of a task of this system."""
        handle = super().__new__(cls, task.id)
        handle._task = task
        handle._system = system
        return handle

    _task: Task
    _system: Any

    @property
    def id(self) -> str:
        """The task's id."""
        return self._task.id

    @property
    def record(self) -> Task:
        """The task as this process last knew it."""
        self._task = self._system.known(self._task)
        return self._task

    @property
    def status(self) -> Status:
        """Where the task stands."""
        return self.record.status

    @property
    def result(self) -> Result | None:
        """The result, None before the task has completed."""
        return self.record.result

    def wait(self, timeout: float | None = None) -> Any:
        """The result. TimedOut after `timeout` seconds; what made the task fail is raised.

        From AsyncAIOS this is awaitable.
        """
        return self._system.wait_for(self._task.id, timeout)

    def cancel(self) -> Any:
        """Stop it; False when it had ended."""
        return self._system.cancel(self._task.id)

    def approve(self, *, always: bool = False) -> Any:
        """Say yes to what it asks; `always`: to every such question of its agent from now on."""
        return self._system.approve(self._task.id, always=always)

    def refuse(self) -> Any:
        """Say no to what it asks."""
        return self._system.refuse(self._task.id)

    def watch(self) -> Any:
        """Its events, from the beginning to the end."""
        return self._system.watch(self._task.id)

    def __getitem__(self, key: Any) -> Any:
        return self.record[key] if isinstance(key, str) else super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.record, name)

    def __repr__(self) -> str:
        return f"<task {self._task.id} {self.status}>"


def result_of(task: Task) -> Result:
    """The result of a task that has ended; raises what made it fail."""
    if task.error is not None:
        error = error_from(task.error)
        error.partial = task.result
        raise error
    if task.result is not None:
        return task.result
    raise Cancelled(
        f"Task {task.id} was put back when AIOS closed.",
        hint="It goes on at the next start.",
        code="closed",
    )


class AgentHandle(Told):
    """An agent chosen for a task, with the two steps it takes itself."""

    _run: "ManualRun"

    @classmethod
    def of(cls, agent: Any, run: "ManualRun") -> Self:
        """The handle of an agent that works on a run."""
        handle = cls(agent.id, agent)
        handle._run = run
        return handle

    def plan(self, task: Any = None) -> Any:
        """The subtasks of the task it was chosen for."""
        return self._run.drive(self._run.plan())

    def integrate_results(self, results: Sequence[Outcome]) -> Any:
        """One result out of what its subtasks brought; the task is completed with it."""
        return self._run.drive(self._run.integrate(results))


class SkillHandle(Told):
    """A skill chosen for a subtask."""

    _run: "ManualRun"

    @classmethod
    def of(cls, skill: Any, run: "ManualRun") -> Self:
        """The handle of a skill that serves a run."""
        handle = cls(skill.id, skill)
        handle._run = run
        return handle

    def execute(self, subtask: Subtask) -> Any:
        """What came of the subtask; raises what made it fail."""
        return self._run.drive(self._run.perform(subtask.but(skill=self.record.id)))


class ManualRun:
    """A task worked off by hand: plan, perform, integrate, all through the kernel's calls."""

    def __init__(
        self,
        calls: "Calls",
        planner: "Planner",
        finish: Callable[[Result | AiosError], Awaitable[None]],
        drive: Callable[[Any], Any],
    ) -> None:
        self.drive = drive
        self._calls = calls
        self._planner = planner
        self._finish = finish
        self.task_id = calls.task.id
        self.cwd = calls.spec.cwd
        self._outcomes: list[Outcome] = []

    async def plan(self) -> tuple[Subtask, ...]:
        """The subtasks, each stamped with the task it belongs to."""
        task = self._calls.task
        subtasks = await self._guarded(self._planner.plan(task, self._calls))
        return tuple(s.but(task_id=task.id) for s in subtasks)

    async def perform(self, subtask: Subtask) -> Outcome:
        """One subtask's outcome."""
        outcome: Outcome = await self._guarded(
            self._planner.perform(subtask, tuple(self._outcomes), self._calls)
        )
        if outcome.error is not None:
            error = error_from(outcome.error)
            await self._finish(error)
            raise error
        self._outcomes.append(outcome)
        return outcome

    async def integrate(self, results: Sequence[Outcome]) -> Result:
        """The result; the task ends completed."""
        task = self._calls.task
        result: Result = await self._guarded(
            self._planner.integrate(task, tuple(results), self._calls)
        )
        await self._finish(result)
        return result

    async def _guarded(self, work: Awaitable[Any]) -> Any:
        try:
            return await work
        except AiosError as error:
            await self._finish(error)
            raise
