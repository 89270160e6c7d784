"""Calls draw on what their agent and their owner may spend: at the limit they wait and ask."""

import asyncio
from collections.abc import Sequence

from aios.contracts.errors import LimitReached
from aios.contracts.limits import Allowance, Balance
from aios.contracts.messages import Usage
from aios.contracts.ports import Add, Clock
from aios.kernel.allowances import Allowances
from aios.kernel.asking import Asking
from aios.kernel.budget_words import more, spent

LOOK_EVERY_S = 0.2


class Drawing:
    """The calls of one agent for one owner; `asking` is None where there is no task to ask."""

    def __init__(
        self, allowances: Allowances, clock: Clock, agent: str, owner: str, asking: Asking | None
    ) -> None:
        self._allowances = allowances
        self._clock = clock
        self._agent = agent
        self._owner = owner
        self._asking = asking

    async def begin(self) -> Sequence[Allowance]:
        """Count a call that is about to be made; the allowances it draws on.

        LimitReached (`budget_spent`) where one is spent and nobody grants more of it.
        """
        drawn = await self._allowances.of(self._agent, self._owner)
        for allowance in drawn:
            await self._draw(allowance)
        return drawn

    def end(self, drawn: Sequence[Allowance], usage: Usage, seconds: float) -> Sequence[Add]:
        """What to write down of a call that has ended."""
        return self._allowances.used(drawn, usage, seconds)

    async def _draw(self, allowance: Allowance) -> None:
        while True:
            balance = await self._allowances.balance(allowance)
            if what := balance.exhausted:
                await self._ask_for_more(balance, what)
            elif await self._allowances.take_call(balance):
                return

    async def _ask_for_more(self, balance: Balance, what: str) -> None:
        allowance, limit = balance.allowance, balance.limits[what]
        details = {
            "budget": what,
            "limit": limit,
            "used": balance.spent[what],
            "of": allowance.of,
            "name": allowance.name,
            "period": balance.period,
        }
        language = self._asking.language if self._asking is not None else "en"
        told = spent(language, what, limit, allowance)
        question = f"{told} {more(language, what, allowance.budget[what])}"
        if not await self._granted(balance, what, question, details):
            raise LimitReached(
                told,
                hint="Look with `aios budget list`; give more with `aios budget set`, or answer "
                "when the task asks.",
                code="budget_spent",
                details=details,
            )

    async def _granted(
        self, balance: Balance, what: str, question: str, details: dict[str, object]
    ) -> bool:
        """Whether there is more to spend: somebody says so here, or it was raised elsewhere."""
        if self._asking is None:
            return False
        asked = asyncio.ensure_future(self._asking.ask(question, details, covered=False))
        raised = asyncio.ensure_future(self._raised(balance.allowance, what))
        try:
            await asyncio.wait({asked, raised}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done() and asked.result():
                await self._allowances.grant_again(balance, what)
            return raised.done() or asked.result()
        finally:
            for waiter in (asked, raised):
                waiter.cancel()
            await asyncio.gather(asked, raised, return_exceptions=True)

    async def _raised(self, allowance: Allowance, what: str) -> None:
        """Until there is something to spend again: another said yes, or a new period began."""
        while (await self._allowances.balance(allowance)).exhausted == what:
            await self._clock.sleep(LOOK_EVERY_S)
