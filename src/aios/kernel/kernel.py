"""The kernel: takes tasks, has them worked on when their turn comes, and tells how they ended."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aios.contracts.agent import Agent
from aios.contracts.errors import AiosError, BadRequest, Bug, Cancelled, NotFound, TimedOut
from aios.contracts.events import Event, TaskAccepted, TaskEnded, TaskResumed, TaskRouted
from aios.contracts.failures import as_record
from aios.contracts.messages import Generation, ModelRequest
from aios.contracts.questions import Question
from aios.contracts.route import Route
from aios.contracts.task import Result, Status, Task, TaskSpec
from aios.kernel.answers import Answer
from aios.kernel.calls import KernelCalls
from aios.kernel.conversation import LAST, conversation, newest
from aios.kernel.deciding import Decider
from aios.kernel.elsewhere import cancel_stored, stored_end
from aios.kernel.ending import ended, interrupted
from aios.kernel.following import watch
from aios.kernel.intake import accept, bounded
from aios.kernel.journal import CallRecord
from aios.kernel.lessons import learn
from aios.kernel.policy import Ticket
from aios.kernel.replay import last_useful, patience_s, resumed
from aios.kernel.resources import Resources
from aios.kernel.services import Asker, Services
from aios.kernel.thinking import think, wish

MAX_VAIN_ATTEMPTS = 5  # one after the other that did not finish a single call
RECENT_TASKS = 1000
FinishByHand = Callable[[Result | AiosError], Awaitable[None]]


@dataclass
class Running:
    """A task this process works on."""

    task: Task
    spec: TaskSpec
    finished: Sequence[CallRecord] = ()
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    work: asyncio.Task[None] | None = None
    calls: KernelCalls | None = None
    stopping: bool = False


class Kernel:
    """The one door to tasks. Opened and closed by the system; belongs to one event loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._running: dict[str, Running] = {}
        self._recent: OrderedDict[str, Task] = OrderedDict()
        self._decider = Decider(services.answers, services.bus)
        self._closing = False
        self._resources = Resources(services, self._agent_slots)

    # ------------------------------------------------------------ the door

    async def submit(
        self, spec: TaskSpec, finished: Sequence[CallRecord] = (), *, task_id: str = ""
    ) -> Task:
        """Accept a task: once this returns it is in the journal and will not be lost.

        `finished` are calls that an earlier task made already. Conflict when the id is taken.
        """
        if self._closing:
            raise BadRequest("This AIOS is closing and takes no more tasks.", code="closing")
        if spec.after == LAST:
            spec = spec.but(after=await newest(self.tasks))
        before = await conversation(spec.after, self._find)
        task, route = accept(spec, self._services, before, task_id)
        spec = self._bounded(spec, task)
        await self._services.journal.save_task(task, spec)
        for call in finished:
            await self._services.journal.record_call(task.id, call)
        self._launch(task, spec, route, finished)
        return task

    async def wait(self, task_id: str, timeout_s: float | None = None) -> Task:
        """The task when it has ended; TimedOut leaves it running."""
        running = self._running.get(task_id)
        if running is None:
            return await stored_end(self.get, self._services.clock, task_id, timeout_s)
        try:
            async with asyncio.timeout(timeout_s):
                await running.ended.wait()
        except TimeoutError:
            raise TimedOut(
                f"Task {task_id} is still {running.task.status} after {timeout_s:g} s.",
                hint="Wait longer, or cancel it; it goes on meanwhile.",
                details={"task": task_id},
            ) from None
        return running.task

    def peek(self, task_id: str) -> Task | None:
        """The task if this process works on it or lately did; nothing is read."""
        running = self._running.get(task_id)
        return running.task if running is not None else self._recent.get(task_id)

    async def get(self, task_id: str) -> Task:
        """The task as it stands; NotFound names the nearest ids."""
        return (await self._find(task_id))[0]

    async def tasks(self, status: Status | None = None, limit: int = 100) -> list[Task]:
        """Tasks, newest first."""
        return await self._services.journal.list_tasks(status=status, limit=limit)

    async def cancel(self, task_id: str) -> bool:
        """Stop a task; False when it had ended already."""
        running = self._running.get(task_id)
        if running is None:
            journal, clock = self._services.journal, self._services.clock
            return await cancel_stored(self.get, journal, clock, task_id)
        await self._stop(running)
        return running.task.status is Status.CANCELLED

    async def retry(self, task_id: str) -> Task:
        """A new task that asks for the same as one that has ended.

        Of one that was interrupted, the calls that had finished are not made again.
        """
        task, spec = await self._find(task_id)
        if not task.status.final:
            raise BadRequest(
                f"Task {task_id} is {task.status}; only an ended task can be retried.",
                hint="Wait for it, or cancel it first.",
            )
        broken_off = task.error is not None and task.error.code == "interrupted"
        finished = await self._services.journal.calls(task.id) if broken_off else ()
        return await self.submit(spec, finished)

    async def think(
        self,
        request: ModelRequest,
        agent: str = "",
        priority: str = "normal",
        timeout_s: float | None = None,
    ) -> Generation:
        """One model call outside any task; it waits for its turn like all others."""
        ticket = wish(agent, priority, self._services.clock.monotonic())
        return await think(self._services, self._resources.models, request, ticket, timeout_s)

    async def embed(self, model: str, texts: Sequence[str], priority: str) -> list[list[float]]:
        """One vector per text, in its turn like every model call."""
        ticket = wish("memory", priority, self._services.clock.monotonic())
        return await self._resources.models.embed(model, texts, ticket)

    def watch(self, task_id: str = "") -> AsyncIterator[Event]:
        """What happens, live; for one task from its beginning to its end."""
        return watch(task_id, self._services, self.get, self._running.__contains__)

    def answer_with(self, asker: Asker | None) -> None:
        """Who answers questions; without anybody every answer is no."""
        self._decider.asker = asker

    async def answer(self, task_id: str, *, yes: bool, always: bool = False) -> None:
        """Answer what a task asks, in whichever process; BadRequest when it asks nothing."""
        await self._decider.answer(await self.get(task_id), Answer(yes=yes, always=always))

    def lanes(self) -> dict[str, dict[str, int]]:
        """Every resource: its slots, how many are busy, how many wait."""
        return self._resources.state()

    async def recover(self, *, restart: bool) -> list[Task]:
        """Take over the tasks of dead processes: go on with each, or fail it with the reason.

        A task that was tried several times in vain is given up: it may be what kills the process.
        """
        recovered, journal = [], self._services.journal
        for task_id in await journal.orphans():
            if not await journal.adopt(task_id):
                continue
            task, spec = await self._find(task_id)
            finished = await journal.calls(task_id)
            # One that waits, for its turn or for an answer, kills no process: that is no attempt.
            attempt = task.attempt + (task.status is Status.RUNNING)
            if restart and attempt - last_useful(finished) < MAX_VAIN_ATTEMPTS:
                recovered.append(await self._restart(task.but(attempt=attempt), spec, finished))
            else:
                recovered.append(await self._give_up(task, spec))
        return recovered

    async def close(self) -> None:
        """Put back what runs: the next start goes on with it. Every waiter is told."""
        self._closing = True
        for running in tuple(self._running.values()):
            if running.work is None:  # by hand: nobody is left to take its next step
                await self._put_back(running)
                running.ended.set()
        await asyncio.gather(*(self._stop(r) for r in tuple(self._running.values())))
        self._resources.close()
        self._services.bus.close()

    async def by_hand(self, spec: TaskSpec) -> tuple[KernelCalls, FinishByHand]:
        """A task whose steps the caller takes: its calls, and what ends it. It takes no turn."""
        before = await conversation(spec.after, self._find)
        task, _route = accept(spec, self._services, before)
        spec = self._bounded(spec, task)
        await self._services.journal.save_task(task, spec)
        running = self._running[task.id] = Running(task=task, spec=spec)
        self._services.bus.publish(TaskAccepted(task_id=task.id, task=task))
        await self._begin(running)
        assert running.calls is not None

        async def finish(outcome: Result | AiosError) -> None:
            if not running.task.status.final:
                await self._end(running, outcome)
                self._leave(running)

        return running.calls, finish

    # ------------------------------------------------------------ from accepted to ended

    def _launch(
        self,
        task: Task,
        spec: TaskSpec,
        route: Route | None,
        finished: Sequence[CallRecord] = (),
    ) -> None:
        running = self._running[task.id] = Running(task=task, spec=spec, finished=finished)
        publish = self._services.bus.publish
        publish(TaskAccepted(task_id=task.id, task=task))
        if route is not None:
            publish(
                TaskRouted(
                    task_id=task.id,
                    agent=task.agent,
                    type=task.type or "none",
                    confidence=route.confidence,
                    reasons=route.reasons,
                )
            )
        running.work = asyncio.create_task(self._live(running), name=task.id)

    async def _stop(self, running: Running) -> None:
        await asyncio.sleep(0)  # a task cancelled before its first step would never tell its end
        if not running.stopping and running.work is not None:
            running.stopping = True
            running.work.cancel()
        await running.ended.wait()

    async def _live(self, running: Running) -> None:
        try:
            outcome = await self._outcome_of(running)
            running.stopping = True  # from here on its end is written down, whoever cancels
            await self._end(running, outcome)
        finally:
            self._leave(running)

    def _leave(self, running: Running) -> None:
        running.ended.set()
        self._running.pop(running.task.id, None)
        self._resources.ended(running.task.id)

    async def _outcome_of(self, running: Running) -> Result | AiosError:
        """The result, or the error that stands for whatever went wrong."""
        limit_s = running.spec.timeout_s or self._services.task_timeout_s
        try:
            async with asyncio.timeout(limit_s):
                return await self._in_turn(running)
        except AiosError as error:
            return error
        except TimeoutError:
            return TimedOut(
                f"The task did not end within {limit_s:g} s.",
                hint="Give it more time with --timeout, or make it smaller.",
                details={"timeout_s": limit_s},
            )
        except asyncio.CancelledError:
            return Cancelled("The task was cancelled.")
        except Exception as problem:  # noqa: BLE001 - whatever an agent raises ends its task only
            return Bug(
                f"The agent {running.task.agent} stopped with {type(problem).__name__}: {problem}",
                hint="Please report it with the task's steps: aios task show " + running.task.id,
            )

    async def _in_turn(self, running: Running) -> Result:
        task, services = running.task, self._services
        if pause_s := patience_s(task.attempt - last_useful(running.finished)):
            await services.clock.sleep(pause_s)
        since = services.clock.monotonic()
        ticket = Ticket(id=task.id, priority=task.priority, agent=task.agent, since=since)
        lane = self._resources.tasks
        async with lane.turn(ticket):
            agent = services.agents.get(task.agent)
            services.agents.set_status(agent.id, "busy")
            try:
                return await self._work(running, agent)
            finally:
                if lane.held_by(agent.id) <= 1:
                    services.agents.set_status(agent.id, "idle")

    async def _work(self, running: Running, agent: Agent) -> Result:
        calls = await self._begin(running)
        result = await self._services.work(running.task, agent, calls)
        return result.but(artifacts=result.artifacts or calls.artifacts)

    async def _begin(self, running: Running) -> KernelCalls:
        services = self._services
        running.task = running.task.move(Status.RUNNING, started_at=services.clock.now())
        await services.journal.save_task(running.task, running.spec)
        running.calls = KernelCalls(
            running.task,
            running.spec,
            services,
            self._resources,
            partial(self._decide, running),
            await conversation(running.spec.after, self._find),
            running.finished,
        )
        return running.calls

    async def _end(self, running: Running, outcome: Result | AiosError) -> None:
        if self._closing and isinstance(outcome, Cancelled):
            await self._put_back(running)
            return
        services = self._services
        log = running.calls.log if running.calls is not None else None
        running.task = ended(running.task, log, outcome, services.clock)
        try:
            await services.journal.save_task(running.task, running.spec)
            await learn(services.memory, services.journal, running.task)
        except AiosError as error:
            # The store failed at the very end: whoever waits is told that instead.
            running.task = running.task.but(
                status=Status.FAILED, result=None, error=as_record(error)
            )
        self._recent[running.task.id] = running.task
        if len(self._recent) > RECENT_TASKS:
            self._recent.popitem(last=False)
        services.bus.publish(TaskEnded(task_id=running.task.id, task=running.task))

    async def _put_back(self, running: Running) -> None:
        if running.task.status is not Status.PENDING:
            running.task = running.task.move(Status.PENDING, started_at=None)
        await self._services.journal.save_task(running.task, running.spec)

    # ------------------------------------------------------------ the rest

    def _agent_slots(self, agent_id: str) -> int:
        try:
            return self._services.agents.get(agent_id).slots
        except NotFound:
            return 1

    def _bounded(self, spec: TaskSpec, task: Task) -> TaskSpec:
        asked = self._decider.hears(spec)
        return bounded(spec, self._services.agents.get(task.agent), asked=asked)

    async def _decide(self, running: Running, question: Question) -> bool:
        async def show(asked: Question | None) -> Task:
            status = Status.RUNNING if asked is None else Status.WAITING
            running.task = running.task.move(status, question=asked)
            await self._services.journal.save_task(running.task, running.spec)
            return running.task

        return await self._decider.decide(running.task, running.spec, question, show)

    async def _find(self, task_id: str) -> tuple[Task, TaskSpec]:
        running = self._running.get(task_id)
        if running is not None:
            return running.task, running.spec
        found = await self._services.journal.load_task(task_id)
        if found is None:
            raise NotFound(
                f"There is no task {task_id} in this workspace.",
                hint="List them with: aios task list",
                details={"task": task_id},
            )
        return found

    async def beat(self) -> None:
        """Say that this process is alive, and heed what others ask of it."""
        await self._services.journal.beat()
        for task_id in await self._services.journal.asked_cancels():
            running = self._running.get(task_id)
            if running is not None:
                await self._stop(running)

    async def _restart(self, task: Task, spec: TaskSpec, finished: Sequence[CallRecord]) -> Task:
        again = task.but(status=Status.PENDING, started_at=None, question=None)
        await self._services.journal.save_task(again, spec)
        self._launch(again, spec, None, finished)
        self._services.bus.publish(TaskResumed(task_id=task.id, reason=resumed(finished)))
        return again

    async def _give_up(self, task: Task, spec: TaskSpec) -> Task:
        failed = interrupted(task, self._services.clock.now())
        await self._services.journal.save_task(failed, spec)
        self._services.bus.publish(TaskEnded(task_id=task.id, task=failed))
        return failed
