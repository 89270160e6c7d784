"""A model call outside any task: it waits for its turn and is counted like all others."""

import secrets
from collections.abc import Callable

from aios.contracts.errors import BadRequest
from aios.contracts.events import ResourceUsed
from aios.contracts.messages import Generation, ModelRequest
from aios.contracts.task import Priority
from aios.kernel.policy import Ticket
from aios.kernel.scheduler import Lane
from aios.kernel.services import Services


async def think(
    services: Services,
    lane: Callable[[str, int], Lane],
    request: ModelRequest,
    agent: str,
    priority: str,
) -> Generation:
    """The model's answer; NoModel, ModelFailed, TimedOut."""
    place = (await services.models.endpoints(request.model))[0]
    async with lane(f"model:{place.name}", place.slots).turn(_ticket(services, agent, priority)):
        began, tokens, ok = services.clock.monotonic(), 0, False
        try:
            answer = await services.models.generate(request)
            tokens, ok = answer.usage.tokens_out, True
            return answer
        finally:
            spent_s = services.clock.monotonic() - began
            services.bus.publish(
                ResourceUsed(
                    resource="model", name=request.model, ok=ok, duration_s=spent_s, tokens=tokens
                )
            )


def _ticket(services: Services, agent: str, priority: str) -> Ticket:
    if priority not in set(Priority):
        raise BadRequest(
            f"There is no priority {priority!r}.",
            hint=f"Use one of: {', '.join(Priority)}.",
            code="priority_unknown",
        )
    return Ticket(
        id=f"call-{secrets.token_hex(6)}",
        priority=Priority(priority),
        agent=agent,
        since=services.clock.monotonic(),
    )
