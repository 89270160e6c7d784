"""What agents and owners may spend in a period, all their tasks together: kept, and counted.

Covered:
- what was spent outlives the process, and is counted together for all processes;
- calls are counted when they begin: never more than the limit are begun, however many race;
- tokens, seconds and money are counted when a call has ended, in one write with its record.

Not covered:
- calls under way when a limit is reached come to their end: tokens, seconds and money may
  overshoot by what they use; what a call used that was killed midway is not known, nor counted.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from aios.contracts.errors import Conflict
from aios.contracts.limits import Allowance, Balance, Budget
from aios.contracts.messages import Usage
from aios.contracts.ports import Add, Clock, Doc, Drop, Put, Store, Table

if TYPE_CHECKING:  # what knows time zones is imported where a budget counts by them
    from zoneinfo import ZoneInfo

ALLOWANCES = Table(name="allowances")
SPENT = Table(name="spent", indexes=("allowance",))
TABLES: tuple[Table, ...] = (ALLOWANCES, SPENT)

FRESH_S = 2.0  # so soon an allowance that another process keeps is heeded here
PERIOD_FORMS = {"hour": "%Y-%m-%dT%H%z", "day": "%Y-%m-%d", "month": "%Y-%m", "ever": "ever"}


class Allowances:
    """The allowances of a workspace; `configured` are those of the settings."""

    def __init__(self, store: Store, clock: Clock, configured: Sequence[Allowance] = ()) -> None:
        self._store = store
        self._clock = clock
        self._configured = tuple(configured)
        self._kept: tuple[Allowance, ...] = ()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    # ------------------------------------------------------------ keeping them

    async def keep(self, allowance: Allowance) -> Balance:
        """Have it hold from now on, in the place of one for the same name and period.

        What was spent in this period under the one before still counts.
        """
        doc = msgspec.to_builtins(allowance)
        await self._store.write(Put(table=ALLOWANCES.name, key=allowance.id, doc=doc))
        self._read_at = float("-inf")
        return await self.balance(allowance)

    async def forget(self, allowance_id: str) -> bool:
        """Let it hold no longer, and forget what was spent of it; False when it was not kept."""
        if await self._store.get(ALLOWANCES.name, allowance_id) is None:
            return False
        spent = await self._store.scan(SPENT.name, where={"allowance": allowance_id})
        drops = [Drop(table=SPENT.name, key=_key(allowance_id, doc["period"])) for doc in spent]
        await self._store.write(Drop(table=ALLOWANCES.name, key=allowance_id), *drops)
        self._read_at = float("-inf")
        return True

    async def list(self) -> Sequence[Balance]:
        """Every allowance, and how it stands."""
        self._read_at = float("-inf")
        return [await self.balance(each) for each in await self._all()]

    # ------------------------------------------------------------ counting

    async def of(self, agent: str, owner: str) -> Sequence[Allowance]:
        """Those that a call of this agent, for this owner, draws on."""
        names = {("agent", agent), ("owner", owner)}
        return [each for each in await self._all() if (each.of, each.name) in names]

    async def balance(self, allowance: Allowance) -> Balance:
        """How it stands now."""
        period = self._period(allowance)
        doc = await self._store.get(SPENT.name, _key(allowance.id, period)) or {}
        return Balance(
            allowance=allowance,
            period=period,
            spent=Budget(**{what: doc.get(what, 0) for what in Budget()}),
            limits=_raised(allowance.budget, doc),
        )

    async def take_call(self, balance: Balance) -> bool:
        """Count one more call; False when that would be one too many."""
        most = balance.limits.calls
        bound = {} if most is None else {"calls": most}
        try:
            await self._store.write(self._add(balance.allowance, {"calls": 1}, bound))
        except Conflict:
            return False
        return True

    async def grant_again(self, balance: Balance, what: str) -> None:
        """Once more as much for this period; granted once, however many answered at once."""
        extra = balance.limits[what] - balance.allowance.budget[what]
        times = round(extra / balance.allowance.budget[what]) + 1
        key = f"raised_{what}"
        try:
            await self._store.write(self._add(balance.allowance, {key: 1}, {key: times}))
        except Conflict:  # somebody else said yes to the same
            return

    def used(self, allowances: Iterable[Allowance], usage: Usage, seconds: float) -> Sequence[Add]:
        """What to write when a call has ended."""
        amounts = {
            "tokens": usage.tokens_in + usage.tokens_out,
            "seconds": seconds,
            "money": usage.cost,
        }
        return [self._add(each, amounts, {}) for each in allowances]

    async def count(self, used: Sequence[Add]) -> None:
        """Write what was used by a call that has no record."""
        await self._store.write(*used)

    # ------------------------------------------------------------ the budgets of single tasks

    async def granted(self, task_id: str) -> dict[str, int]:
        """How often each of the task's limits was granted anew."""
        doc = await self._store.get(SPENT.name, _of_task(task_id)) or {}
        return {what: int(doc.get(f"raised_{what}", 0)) for what in Budget()}

    async def grant_to(self, task_id: str, what: str) -> None:
        """Once more as much for the task."""
        amounts = {f"raised_{what}": 1}
        await self._store.write(Add(table=SPENT.name, key=_of_task(task_id), amounts=amounts))

    # ------------------------------------------------------------ inside

    def _is_old(self) -> bool:
        return self._clock.monotonic() - self._read_at > FRESH_S

    async def _all(self) -> tuple[Allowance, ...]:
        if self._is_old():
            async with self._reading:  # of hundreds who ask at once, one reads
                if self._is_old():
                    docs = await self._store.scan(ALLOWANCES.name)
                    self._kept = tuple(msgspec.convert(doc, Allowance) for doc in docs)
                    self._read_at = self._clock.monotonic()
        return (*self._configured, *self._kept)

    def _add(self, allowance: Allowance, amounts: dict[str, float], bound: Doc) -> Add:
        period = self._period(allowance)
        return Add(
            table=SPENT.name,
            key=_key(allowance.id, period),
            amounts=amounts,
            doc={"allowance": allowance.id, "period": period},
            at_most=bound,
        )

    def _period(self, allowance: Allowance) -> str:
        if allowance.per == "ever":
            return "ever"
        now = self._clock.now().astimezone(_zone(allowance.zone))
        return now.strftime(PERIOD_FORMS[allowance.per])


def _zone(name: str) -> "ZoneInfo":
    from aios.kernel.timetable import checked_zone

    return checked_zone(name)


def _raised(budget: Budget, doc: Doc) -> Budget:
    """The limits as often as they were granted."""
    limited = {what: most for what, most in budget.items() if most is not None}
    return budget.but(**{w: m * (1 + int(doc.get(f"raised_{w}", 0))) for w, m in limited.items()})


def _key(allowance_id: str, period: str) -> str:
    return f"{allowance_id}/{period}"


def _of_task(task_id: str) -> str:
    return f"task/{task_id}"
