"""What a task may spend: at the limit it asks for as much again, and ends where nobody gives it."""

from aios.contracts.errors import LimitReached
from aios.contracts.limits import Budget
from aios.contracts.messages import Usage
from aios.contracts.ports import Clock
from aios.kernel.allowances import Allowances
from aios.kernel.asking import Asking
from aios.kernel.budget_words import more, spent


class Purse:
    """The budget of one task; `--yes` grants none. What was granted anew outlives the process.

    Its seconds are those the task was worked on, `before_s` of them by earlier processes: neither
    waiting for a person's answer nor setting the clock uses any.
    """

    def __init__(
        self,
        task_id: str,
        budget: Budget,
        clock: Clock,
        asking: Asking,
        allowances: Allowances,
        before_s: float = 0.0,
    ) -> None:
        self._task_id = task_id
        self._budget = budget
        self._clock = clock
        self._asking = asking
        self._allowances = allowances
        self._began_s = clock.monotonic() - before_s
        self._granted = dict.fromkeys(budget, 0)

    async def check(self, usage: Usage, calls: int) -> None:
        """LimitReached (`budget_spent`) when something is spent and nobody grants more of it."""
        used_up = {
            "seconds": self._clock.monotonic() - self._began_s - self._asking.waited_s,
            "calls": calls,
            "tokens": usage.tokens_in + usage.tokens_out,
            "money": usage.cost,
        }
        for what, used in used_up.items():
            while self._reached(what, used):
                self._granted = await self._allowances.granted(self._task_id)
                if self._reached(what, used):
                    await self._ask_for_more(what, used)

    def _reached(self, what: str, used: float) -> bool:
        limit = self._limit(what)
        return limit is not None and used >= limit

    def _limit(self, what: str) -> float | None:
        first: float | None = self._budget[what]
        return None if first is None else first * (1 + self._granted[what])

    async def _ask_for_more(self, what: str, used: float) -> None:
        language, limit = self._asking.language, self._limit(what) or 0
        told = spent(language, what, limit)
        details = {"budget": what, "limit": limit, "used": used}
        question = f"{told} {more(language, what, self._budget[what])}"
        if not await self._asking.ask(question, details, covered=False):
            raise LimitReached(
                told,
                hint=f"Give it a larger budget of {what}, or answer when it asks.",
                code="budget_spent",
                details=details,
            )
        await self._allowances.grant_to(self._task_id, what)
