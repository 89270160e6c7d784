"""A model call outside any task: it waits for its turn and is counted like all others."""

import asyncio
from itertools import count

from aios.contracts.errors import BadRequest, TimedOut, WorldError
from aios.contracts.events import ResourceUsed
from aios.contracts.messages import Generation, ModelRequest, Usage
from aios.contracts.task import OWNER, Priority
from aios.kernel.drawing import Drawing
from aios.kernel.ledger import NOBODY
from aios.kernel.model_calls import ModelCalls
from aios.kernel.policy import Ticket
from aios.kernel.services import Services


async def think(
    services: Services,
    models: ModelCalls,
    request: ModelRequest,
    ticket: Ticket,
    timeout_s: float | None,
) -> Generation:
    """The model's answer; NoModel, ModelFailed, TimedOut, LimitReached (`busy`)."""

    def used(name: str, ok: bool, duration_s: float, tokens: int = 0) -> None:
        fact = ResourceUsed(
            resource="model", name=name, ok=ok, duration_s=duration_s, tokens=tokens
        )
        services.bus.publish(fact)

    drawing = Drawing(services.allowances, services.clock, ticket.agent, OWNER, None)
    drawn = await drawing.begin()

    async def drew(usage: Usage) -> None:
        if drawn:
            seconds = services.clock.monotonic() - ticket.since
            await services.allowances.count(drawing.end(drawn, usage, seconds))

    try:
        async with asyncio.timeout(timeout_s):
            answer = await models.make(request, ticket)
    except TimeoutError:
        raise TimedOut(
            f"The model {request.model}".rstrip() + f" did not answer within {timeout_s:g} s.",
            hint="Give it more time, or a higher priority.",
            details={"timeout_s": timeout_s},
        ) from None
    except WorldError:
        used(request.model or NOBODY, False, services.clock.monotonic() - ticket.since)
        await drew(Usage())
        raise
    used(answer.model, True, answer.usage.seconds, answer.usage.tokens_out)
    await drew(answer.usage)
    return answer


_NUMBERS = count(1)


def wish(agent: str, priority: str, now: float) -> Ticket:
    """A ticket for a call outside any task: its agent's calls are one run."""
    try:
        rank = Priority(priority)
    except ValueError:
        raise BadRequest(
            f"There is no priority {priority!r}.",
            hint=f"Use one of: {', '.join(Priority)}.",
            code="priority_unknown",
        ) from None
    return Ticket(id=f"think-{next(_NUMBERS)}", priority=rank, agent=agent, since=now)
