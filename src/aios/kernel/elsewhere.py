"""Tasks that another process works on: waited for and stopped through what both write down."""

from collections.abc import Awaitable, Callable

from aios.contracts.errors import TimedOut
from aios.contracts.ports import Clock
from aios.contracts.task import Status, Task
from aios.kernel.journal import Journal

OTHER_PROCESS_S = 15.0
LOOK_EVERY_S = 0.2
Find = Callable[[str], Awaitable[Task]]


async def stored_end(find: Find, clock: Clock, task_id: str, timeout_s: float | None) -> Task:
    """The task when it has ended; TimedOut leaves it running."""
    until = clock.monotonic() + timeout_s if timeout_s is not None else None
    while True:
        task = await find(task_id)
        if task.status.final:
            return task
        if until is not None and clock.monotonic() >= until:
            raise TimedOut(f"Task {task_id} is still {task.status} after {timeout_s:g} s.")
        await clock.sleep(LOOK_EVERY_S)


async def cancel_stored(find: Find, journal: Journal, clock: Clock, task_id: str) -> bool:
    """Have the process that works on it stop it; False when it had ended already."""
    if (await find(task_id)).status.final:
        return False
    await journal.ask_cancel(task_id)
    try:
        ended = await stored_end(find, clock, task_id, OTHER_PROCESS_S)
    except TimedOut as error:
        raise TimedOut(
            f"The process that works on {task_id} did not stop it in {OTHER_PROCESS_S:g} s.",
            hint="It was asked to; look again with: aios task show " + task_id,
            details={"task": task_id},
        ) from error
    return ended.status is Status.CANCELLED
