"""Work that one agent hands to another: within the same task, budget and rights."""

from collections.abc import Sequence

from aios.contracts.agent import Agent
from aios.contracts.errors import BadRequest, LimitReached
from aios.contracts.task import Task, TaskSpec, Turn

MAX_DEPTH = 2


def handed_on(
    task: Task, spec: TaskSpec, before: Sequence[Turn], agent: Agent, text: str, depth: int
) -> tuple[Task, TaskSpec, tuple[Turn, ...]]:
    """The task as the other agent gets it, after what was said so far.

    BadRequest (`delegation_empty`), or LimitReached (`delegation_too_deep`).
    """
    if depth >= MAX_DEPTH:
        raise LimitReached(
            f"Work was handed on {depth} times already.",
            hint="Do it yourself.",
            code="delegation_too_deep",
            details={"depth": depth},
        )
    if agent.id == task.agent or not text.strip():
        raise BadRequest(
            f"{task.agent} cannot hand this to {agent.id}.",
            hint="Name another agent, and say what it is to do.",
            code="delegation_empty",
        )
    wanted = spec.but(description=text, agent=agent.id, type="", skills=(), parameters={})
    taken = task.but(agent=agent.id, description=text, type=agent.type, skills=())
    return taken, wanted, (*before, Turn(task=task, spec=spec))
