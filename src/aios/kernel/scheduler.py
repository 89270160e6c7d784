"""The scheduler: tasks onto agents, calls onto resources; event driven, no polling.

A `Lane` has slots and a waiting line. Whoever holds a turn gives it back by leaving the
context; the next one is chosen by `policy` at that moment. A waiter that is cancelled leaves
the line, and a turn granted to it in the same instant is passed on.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from aios.contracts.errors import LimitReached
from aios.contracts.ports import Clock
from aios.contracts.task import Priority
from aios.kernel.policy import Ticket, choose

Eligible = Callable[[Ticket], bool]


class Line:
    """Waiting tickets; per priority and agent the oldest first, so choosing looks at heads only."""

    def __init__(self) -> None:
        self._queues: dict[tuple[Priority, str], deque[Ticket]] = {}
        self._gone: set[str] = set()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def push(self, ticket: Ticket) -> None:
        """Stand at the end."""
        self._queues.setdefault((ticket.priority, ticket.agent), deque()).append(ticket)
        self._size += 1

    def leave(self, ticket: Ticket) -> None:
        """Go away without a turn; the place is cleared when it comes to the front."""
        self._gone.add(ticket.id)
        self._size -= 1

    def pick(
        self, now: float, attained_s: Callable[[str], float], eligible: Eligible
    ) -> Ticket | None:
        """Take out the eligible ticket that goes next, or None."""
        ticket = choose((t for t in self._heads() if eligible(t)), now, attained_s)
        if ticket is not None:
            self._queues[ticket.priority, ticket.agent].popleft()
            self._size -= 1
        return ticket

    def _heads(self) -> Iterator[Ticket]:
        for key in list(self._queues):
            queue = self._queues[key]
            while queue and queue[0].id in self._gone:
                self._gone.discard(queue.popleft().id)
            if queue:
                yield queue[0]
            else:
                del self._queues[key]


class Lane:
    """A resource with a number of slots, and those who wait for one.

    `slots_of` bounds how many turns an agent holds at once. A full line answers LimitReached.
    """

    def __init__(
        self,
        name: str,
        slots: int,
        clock: Clock,
        *,
        slots_of: Callable[[str], int] | None = None,
        max_waiting: int = 100_000,
    ) -> None:
        self.name = name
        self.slots = slots
        self._clock = clock
        self._slots_of = slots_of or (lambda _agent: slots)
        self._max_waiting = max_waiting
        self._line = Line()
        self._turns: dict[str, asyncio.Future[None]] = {}
        self._held: dict[str, int] = {}
        self._busy = 0
        self._attained_s: dict[str, float] = {}

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

    def attained_s(self, agent: str) -> float:
        """How many seconds of turns the agent has had."""
        return self._attained_s.get(agent, 0.0)

    @asynccontextmanager
    async def turn(self, ticket: Ticket) -> AsyncIterator[None]:
        """Wait for a turn, hold it while inside."""
        await self._enter(ticket)
        began = self._clock.monotonic()
        try:
            yield
        finally:
            self._attained_s[ticket.agent] = self.attained_s(ticket.agent) + (
                self._clock.monotonic() - began
            )
            self._give_back(ticket)

    async def _enter(self, ticket: Ticket) -> None:
        if len(self._line) >= self._max_waiting:
            raise LimitReached(
                f"{self.name} is full: {len(self._line)} are waiting already.",
                hint="Try again when some of them are done.",
                code="busy",
            )
        granted = asyncio.get_running_loop().create_future()
        self._turns[ticket.id] = granted
        self._line.push(ticket)
        self.dispatch()
        try:
            await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                self._give_back(ticket)
            else:
                del self._turns[ticket.id]
                self._line.leave(ticket)
            raise

    def dispatch(self) -> None:
        """Hand out every free slot; called whenever something may have become possible."""
        while self._busy < self.slots:
            ticket = self._line.pick(self._clock.monotonic(), self.attained_s, self._has_room)
            if ticket is None:
                return
            self._busy += 1
            self._held[ticket.agent] = self.held_by(ticket.agent) + 1
            self._turns.pop(ticket.id).set_result(None)

    def _has_room(self, ticket: Ticket) -> bool:
        return self.held_by(ticket.agent) < self._slots_of(ticket.agent)

    def _give_back(self, ticket: Ticket) -> None:
        self._busy -= 1
        self._held[ticket.agent] -= 1
        if not self._held[ticket.agent]:
            del self._held[ticket.agent]
        self.dispatch()
