"""What a task may spend: at the limit it asks for as much again, and ends where nobody gives it."""

from collections import Counter

from aios.contracts.errors import LimitReached
from aios.contracts.limits import Budget
from aios.contracts.messages import Usage
from aios.contracts.ports import Clock
from aios.contracts.task import Task
from aios.kernel.asking import Asking


class Purse:
    """The budget of one task, and how often it was granted anew; `--yes` grants no budget."""

    def __init__(self, task: Task, budget: Budget, clock: Clock, asking: Asking) -> None:
        self._task = task
        self._budget = budget
        self._clock = clock
        self._asking = asking
        self._granted: Counter[str] = Counter()

    async def check(self, usage: Usage, calls: int) -> None:
        """LimitReached (`budget_spent`) when something is spent and nobody grants more of it."""
        began = self._task.started_at or self._task.created_at
        spent = {
            "seconds": (self._clock.now() - began).total_seconds(),
            "calls": calls,
            "tokens": usage.tokens_in + usage.tokens_out,
            "money": usage.cost,
        }
        for what, used in spent.items():
            while (limit := self._limit(what)) is not None and used >= limit:
                await self._ask_for_more(what, limit, used)

    def _limit(self, what: str) -> float | None:
        first: float | None = self._budget[what]
        return None if first is None else first * (1 + self._granted[what])

    async def _ask_for_more(self, what: str, limit: float, used: float) -> None:
        spent = f"The task has spent its budget of {limit:g} {what}."
        details = {"budget": what, "limit": limit, "used": used}
        more = f"{spent} May it spend {self._budget[what]:g} more?"
        if not await self._asking.ask(more, details, covered=False):
            raise LimitReached(
                spent,
                hint=f"Give it a larger budget of {what}, or answer when it asks.",
                code="budget_spent",
                details=details,
            )
        self._granted[what] += 1
