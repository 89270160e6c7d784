"""A lane: turns at a resource with a number of slots; event driven, no polling.

Whoever holds a turn gives it back by leaving the context; the next one is chosen by `policy` at
that moment. A waiter that is cancelled leaves the line, and a turn granted to it in the same
instant is passed on. Tasks take turns at agents this way, and programs at machines.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aios.contracts.errors import LimitReached
from aios.contracts.ports import Clock
from aios.kernel.accounts import Accounts
from aios.kernel.line import Line
from aios.kernel.policy import Ticket


class Lane:
    """A resource with a number of slots, and those who wait for one.

    `slots_of` bounds how many turns an agent holds at once; while `room` says no, one turn at a
    time is given. A full line answers LimitReached.
    """

    def __init__(
        self,
        name: str,
        slots: int,
        clock: Clock,
        *,
        slots_of: Callable[[str], int] | None = None,
        room: Callable[[], bool] | None = None,
        max_waiting: int = 100_000,
    ) -> None:
        self.name = name
        self.slots = slots
        self._clock = clock
        self._slots_of = slots_of
        self._room = room
        self._max_waiting = max_waiting
        self._accounts = Accounts()
        self._line = Line(self._accounts.attained_s)
        self._turns: dict[str, asyncio.Future[float]] = {}
        self._held: dict[str, int] = {}
        self._busy = 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    @property
    def busy(self) -> int:
        """How many hold a turn."""
        return self._busy

    def held_by(self, agent: str) -> int:
        """How many turns the agent holds."""
        return self._held.get(agent, 0)

    def attained_s(self, account: str) -> float:
        """How many seconds of turns the account has had."""
        return self._accounts.attained_s(account)

    @asynccontextmanager
    async def turn(self, ticket: Ticket) -> AsyncIterator[None]:
        """Wait for a turn, hold it while inside."""
        if len(self._line) >= self._max_waiting:
            raise busy(self.name, len(self._line), self.slots, self._accounts.expected_s)
        self._accounts.join(ticket.account, self._clock.monotonic())
        try:
            charged_s = await self._enter(ticket)
            began = self._clock.monotonic()
            try:
                yield
            finally:
                seconds = self._clock.monotonic() - began
                self._accounts.end(ticket.account, seconds, charged_s)
                self._line.touch(ticket.account)
                self._give_back(ticket)
        finally:
            self._accounts.leave(ticket.account, self._clock.monotonic())

    async def _enter(self, ticket: Ticket) -> float:
        granted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._turns[ticket.id] = granted
        self._line.push(ticket)
        self.dispatch()
        try:
            return await granted
        except asyncio.CancelledError:
            if not granted.cancelled():
                self._give_back(ticket)
            elif self._turns.pop(ticket.id, None) is not None:
                self._line.leave(ticket)
            raise

    def dispatch(self) -> None:
        """Hand out every free slot; called whenever something may have become possible."""
        eligible = self._has_room if self._slots_of is not None else None
        while self._busy < self.slots:
            ticket = self._line.first(self._clock.monotonic(), eligible)
            if ticket is None or (self._busy and self._room is not None and not self._room()):
                return
            self._line.take(ticket)
            granted = self._turns.pop(ticket.id)
            if granted.cancelled():
                continue  # its waiter has not run yet, but will not come
            self._busy += 1
            self._held[ticket.agent] = self.held_by(ticket.agent) + 1
            granted.set_result(self._accounts.begin(ticket.account))

    def _has_room(self, ticket: Ticket) -> bool:
        assert self._slots_of is not None
        return self.held_by(ticket.agent) < self._slots_of(ticket.agent)

    def _give_back(self, ticket: Ticket) -> None:
        self._busy -= 1
        self._held[ticket.agent] -= 1
        if not self._held[ticket.agent]:
            del self._held[ticket.agent]
        self.dispatch()


def busy(name: str, waiting: int, slots: int, expected_s: float) -> LimitReached:
    """The answer of a full line: it tells in how many seconds to come again."""
    again_s = max(1, math.ceil(waiting * expected_s / max(1, slots)))
    return LimitReached(
        f"{name} is full: {waiting} are waiting already.",
        hint=f"Try again in about {again_s} s.",
        code="busy",
        details={"waiting": waiting, "slots": slots, "retry_after_s": again_s},
    )
