"""Takes a task in: checks it, asks the router, and makes the record the kernel keeps."""

import secrets
from collections.abc import Sequence

from aios.contracts.agent import Agent
from aios.contracts.errors import BadRequest, NotFound
from aios.contracts.limits import strictest
from aios.contracts.route import Route
from aios.contracts.task import Status, Task, TaskSpec, Turn
from aios.kernel.access import checked_path
from aios.kernel.services import Services

MAX_DESCRIPTION = 20_000
# Below this the router only guesses.
SURE = 0.6


def accept(
    spec: TaskSpec, services: Services, before: Sequence[Turn] = (), task_id: str = ""
) -> tuple[Task, Route]:
    """The pending task, and why it goes where it goes. BadRequest, or NotFound for the agent.

    A follow-up that says too little to be routed goes where the task before it went.
    """
    _check(spec)
    route = services.route(spec.description)
    if before and (route.type == "none" or route.confidence < SURE):
        route = _as_before(route, before[-1].task)
    agent = services.agents.get(spec.agent or route.agent or _fallback(spec, services))
    task = Task(
        id=task_id or f"task-{secrets.token_hex(6)}",
        type=spec.type or (route.type if route.type != "none" else ""),
        description=spec.description,
        priority=spec.priority,
        agent=agent.id,
        skills=spec.skills or route.skills[:3],
        status=Status.PENDING,
        created_at=services.clock.now(),
        parent=spec.parent,
        after=spec.after,
    )
    return task, route


def _as_before(route: Route, last: Task) -> Route:
    reason = f"it follows {last.id}, which {last.agent} worked on"
    return route.but(
        type=last.type or "none", agent=last.agent, skills=last.skills, reasons=(reason,)
    )


def bounded(spec: TaskSpec, agent: Agent, *, asked: bool) -> TaskSpec:
    """The spec within its agent's budget: of two limits the tighter one holds.

    With nobody to be `asked` for more, its seconds are a deadline; else its next call waits.
    """
    budget = strictest(spec.budget, agent.budget)
    limits = [s for s in (spec.timeout_s, None if asked else budget.seconds) if s is not None]
    return spec.but(budget=budget, timeout_s=min(limits, default=None))


def _check(spec: TaskSpec) -> None:
    if not spec.description.strip():
        raise BadRequest(
            "The task is empty.",
            hint='Say what you want, for example: aios run "summarise sales.csv"',
            code="task_empty",
        )
    if len(spec.description) > MAX_DESCRIPTION:
        raise BadRequest(
            f"The task has {len(spec.description)} characters; {MAX_DESCRIPTION} are the most.",
            hint="Put the long text into a file and name the file.",
            code="task_too_long",
        )
    for path in (spec.cwd, *spec.grants):
        checked_path(path)


def _fallback(spec: TaskSpec, services: Services) -> str:
    agents = services.agents.list()
    if not agents:
        raise NotFound("No agent is registered.", hint="Create one with create_agent({...}).")
    fitting = [a for a in agents if spec.type and a.type == spec.type]
    return (fitting or agents)[0].id
