"""Follow-ups: the ended tasks that a task refers to, found by their ids."""

from collections.abc import Awaitable, Callable

from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.task import Task, TaskSpec, Turn

# What was said longer ago is not what "now by month" means.
MAX_TURNS = 20
# Stands for the id of the newest task that has ended.
LAST = "last"

Find = Callable[[str], Awaitable[tuple[Task, TaskSpec]]]


async def newest(tasks: Callable[[], Awaitable[list[Task]]]) -> str:
    """The id of the newest task that has ended; NotFound when there is none."""
    ended = [task for task in await tasks() if task.status.final]
    if not ended:
        raise NotFound(
            "No task has ended in this workspace yet, so none can be followed.",
            hint="Hand in a task first, without --after.",
        )
    return ended[0].id


async def conversation(after: str, find: Find) -> tuple[Turn, ...]:
    """The task `after` and those it follows in its turn, oldest first; none for "".

    NotFound for an id that is unknown, BadRequest (`after_unfinished`) for one still at work.
    """
    turns: list[Turn] = []
    seen: set[str] = set()
    while after and after not in seen and len(turns) < MAX_TURNS:
        seen.add(after)
        task, spec = await find(after)
        if not task.status.final:
            raise BadRequest(
                f"Task {after} is {task.status}; a task can only follow one that has ended.",
                hint=f"Wait for it first: aios task wait {after}",
                code="after_unfinished",
            )
        turns.append(Turn(task=task, spec=spec))
        after = spec.after
    return tuple(reversed(turns))
