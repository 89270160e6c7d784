"""Follows tasks: live in this process, else by what the process that works on them writes down."""

from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from aios.contracts.events import Event, StepFinished, TaskAccepted, TaskEnded
from aios.contracts.task import Step, Task
from aios.kernel.journal import STARTED, Journal
from aios.kernel.services import Services

LOOK_EVERY_S = 0.2
Find = Callable[[str], Awaitable[Task]]


async def watch(
    task_id: str, services: Services, find: Find, is_here: Callable[[str], bool]
) -> AsyncIterator[Event]:
    """Every event, or one task's from its beginning to its end; NotFound for an unknown one."""
    bus = services.bus
    ended = any(isinstance(event, TaskEnded) for event in bus.history(task_id))
    live = not task_id or ended or is_here(task_id)
    events = bus.watch(task_id) if live else _from_journal(task_id, services, find)
    async for event in events:
        yield event


async def _from_journal(task_id: str, services: Services, find: Find) -> AsyncIterator[Event]:
    task = await find(task_id)
    yield TaskAccepted(task_id=task_id, task=task)
    told: set[str] = set()
    while True:
        done = task.steps if task.status.final else await _finished(services.journal, task_id)
        for step in done:
            if step.call_id not in told:
                told.add(step.call_id)
                yield StepFinished(task_id=task_id, step=step)
        if task.status.final:
            yield TaskEnded(task_id=task_id, task=task)
            return
        await services.clock.sleep(LOOK_EVERY_S)
        task = await find(task_id)


async def _finished(journal: Journal, task_id: str) -> list[Step]:
    calls = await journal.calls(task_id)
    return [msgspec.convert(call.output, Step) for call in calls if call.status != STARTED]
