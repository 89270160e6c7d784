"""Runs an agent on a task: plan, perform each subtask, integrate."""

from collections.abc import Awaitable, Callable, Sequence

from aios.agents.library import AgentLibrary
from aios.agents.readings import may_be_read_anew, read_anew
from aios.agents.refusals import partly_done
from aios.agents.report import integrate
from aios.contracts.agent import Agent
from aios.contracts.errors import ActionFailed, AiosError, BadRequest
from aios.contracts.events import Event, PlanMade, TaskStarted
from aios.contracts.plan import Outcome, Subtask
from aios.contracts.planner import Planner
from aios.contracts.ports import Calls
from aios.contracts.record import Record
from aios.contracts.task import Result, Task, TaskError

ChoosePlanner = Callable[[Task, Agent, Calls], Awaitable[Planner]]


class Runner:
    """The work of every agent; which planner thinks for it is decided per task."""

    def __init__(
        self, agents: AgentLibrary, choose: ChoosePlanner, publish: Callable[[Event], None]
    ) -> None:
        self._agents = agents
        self._choose = choose
        self._publish = publish

    async def work(self, task: Task, agent: Agent, calls: Calls) -> Result:
        """The task's result; raises the first error that no planner could mend."""
        custom = self._agents.runner(agent.id)
        if custom is not None:
            self._tell_start(task, agent, type(custom).__name__)
            return as_result(await custom.run(task, calls))
        planner = await self._choose(task, agent, calls)
        self._tell_start(task, agent, planner.name)
        return await self._follow(planner, task, calls)

    async def _follow(self, planner: Planner, task: Task, calls: Calls) -> Result:
        subtasks = await planner.plan(task, calls)
        outcomes: list[Outcome] = []
        try:
            return await self._carried_out(planner, task, calls, subtasks, outcomes)
        except AiosError as error:
            result = None
            if may_be_read_anew(error, subtasks, outcomes):
                result = await self._read_anew(planner, task, calls, subtasks, error)
            if result is None:
                raise
            return result

    async def _read_anew(
        self,
        planner: Planner,
        task: Task,
        calls: Calls,
        failed: Sequence[Subtask],
        error: AiosError,
    ) -> Result | None:
        """The result of the first other plan that succeeds; None when none does."""
        for subtasks in await planner.others(task, calls, failed):
            try:
                result = await self._carried_out(planner, task, calls, subtasks, [])
            except AiosError:
                continue  # the error of what was most likely meant is the one to be told
            note = read_anew(error, subtasks, calls.language)
            return result.but(answer=f"{result.answer}\n{note}".strip())
        return None

    async def _carried_out(
        self,
        planner: Planner,
        task: Task,
        calls: Calls,
        subtasks: tuple[Subtask, ...],
        outcomes: list[Outcome],
    ) -> Result:
        """The result of a plan; `outcomes` is left with what its subtasks brought."""
        self._publish(PlanMade(task_id=task.id, subtasks=subtasks))
        for subtask in subtasks:
            outcomes.append(await self._performed(planner, subtask, outcomes, calls))
        result = await planner.integrate(task, outcomes, calls)
        undone = [outcome.undone for outcome in outcomes if outcome.undone]
        if undone:
            raise _with_partial(partly_done(undone, calls.language), result)
        return result

    async def _performed(
        self, planner: Planner, subtask: Subtask, earlier: list[Outcome], calls: Calls
    ) -> Outcome:
        """The subtask's outcome; an error carries what the subtasks before it brought."""
        try:
            outcome = await planner.perform(subtask, earlier, calls)
            if outcome.error is not None:
                raise _raised(outcome.error)
        except AiosError as error:
            done = [e for e in earlier if not e.undone]
            before = integrate(done, calls.language) if done else None
            raise _with_partial(error, error.partial or before) from None
        return outcome

    def _tell_start(self, task: Task, agent: Agent, planner: str) -> None:
        self._publish(TaskStarted(task_id=task.id, agent=agent.id, planner=planner))


def _raised(error: TaskError) -> AiosError:
    return ActionFailed(error.message, hint=error.hint, details=error.details, code=error.code)


def _with_partial(error: AiosError, result: Result | None) -> AiosError:
    error.partial = result
    return error


def as_result(value: object) -> Result:
    """What a user's own agent returned, as a result."""
    if isinstance(value, Result):
        return value
    if isinstance(value, str):
        return Result(answer=value)
    if isinstance(value, dict):
        unknown = set(value) - set(Result())
        if unknown:
            raise BadRequest(
                f"An agent returned unknown fields: {', '.join(sorted(map(str, unknown)))}.",
                hint=f"A result has: {', '.join(Result())}.",
            )
        return Result(**value)
    data = value.to_dict() if isinstance(value, Record) else value
    return Result(answer=str(value), data=data)
