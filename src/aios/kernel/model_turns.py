"""Turns at models: which waiting call goes onto which slot of which endpoint, and who gives way.

Work conserving: no slot is free while a call that may use it waits, but for the short moments that
`Slots.hold_s` tells, at endpoints that keep prompts, after a call of a run that may come back.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from aios.contracts.errors import Cancelled
from aios.contracts.ports import Clock, Endpoint
from aios.contracts.task import Priority
from aios.kernel.accounts import Accounts
from aios.kernel.line import Line
from aios.kernel.policy import Ticket, choose, gives_way, is_within_burst, stays
from aios.kernel.scheduler import busy
from aios.kernel.slots import Slots, Stint

MAX_WAITING = 10_000


@dataclass(slots=True)
class Queue:
    """The calls that wait for the same endpoints; there it is that model they ask."""

    line: Line
    places: dict[str, Endpoint]


@dataclass(slots=True, eq=False)
class Waiter:
    """A waiting call, and who is told of its stint."""

    ticket: Ticket
    queue: Queue
    granted: "asyncio.Future[Stint]"
    times: int


class ModelTurns:
    """The slots of all model endpoints, and the calls that wait for them."""

    def __init__(self, clock: Clock, *, max_waiting: int = MAX_WAITING) -> None:
        self._clock = clock
        self._max_waiting = max_waiting
        self._accounts = Accounts()
        self._slots: dict[str, Slots] = {}
        self._queues: dict[tuple[tuple[str, str], ...], Queue] = {}
        self._waiters: dict[str, Waiter] = {}
        self._closed = False

    # ------------------------------------------------------------ taking and giving back

    async def enter(
        self,
        ticket: Ticket,
        endpoints: Sequence[Endpoint],
        times: int = 0,
        *,
        again: bool = False,
    ) -> Stint:
        """Wait for a slot at one of the endpoints; LimitReached (`busy`) when too many wait.

        One that comes `again`, after a break or a failure, is always let in. Whoever has got a
        turn gives it back with `leave`.
        """
        if self._closed:
            raise closing()
        now = self._clock.monotonic()
        slots = self._free_for(ticket, endpoints, now)
        if slots is None:
            return await self._wait(ticket, self._admitted(endpoints, again), times, now)
        self._accounts.join(ticket.account, now)
        place = next(e for e in endpoints if e.name == slots.endpoint.name)
        return self._put(slots, ticket, place, times, now)

    def leave(self, stint: Stint) -> None:
        """The call has ended, one way or the other; its slot goes to the next. Idempotent."""
        ticket, slots = stint.ticket, self._slots[stint.endpoint.name]
        if slots.stints.get(ticket.id) is not stint:
            return
        del slots.stints[ticket.id]
        now = self._clock.monotonic()
        self._accounts.end(ticket.account, now - stint.began, stint.charged_s)
        self._accounts.leave(ticket.account, now)
        for queue in self._queues.values():
            queue.line.touch(ticket.account)
        hold_s = self._hold_s(slots, stint, now)
        if hold_s:
            slots.keep(ticket, hold_s, lambda account: self._expire(slots, account))
        if self._waiters:
            self._dispatch(slots)

    def forget(self, account: str) -> None:
        """A run has ended: nothing is kept for it any more."""
        self._accounts.forget(account)
        for slots in self._slots.values():
            slots.warm.pop(account, None)
            if account in slots.kept:
                self._expire(slots, account)

    def close(self) -> None:
        """Tell everyone who waits, or is on a slot, that it is over. Idempotent."""
        self._closed = True
        for waiter in self._waiters.values():
            if not waiter.granted.done():
                waiter.granted.set_exception(closing())
        for slots in self._slots.values():
            for account in tuple(slots.kept):
                slots.let_go(account)
            for stint in slots.stints.values():
                stint.interrupt.fire()

    @property
    def closed(self) -> bool:
        """Whether no more turns are given."""
        return self._closed

    def heard(self, stint: Stint) -> None:
        """The first word of a call has come."""
        after_s = self._clock.monotonic() - stint.began
        self._slots[stint.endpoint.name].note_first_word(stint, after_s)

    def slots_at(self, endpoint: str) -> Slots:
        """The slots of an endpoint that was used."""
        return self._slots[endpoint]

    def state(self) -> dict[str, dict[str, int]]:
        """Every endpoint that was used: slots, how many are busy, how many wait."""
        return {
            f"model:{name}": {
                "slots": slots.size,
                "busy": len(slots.stints),
                "waiting": sum(len(queue.line) for queue in self._queues_at(slots)),
            }
            for name, slots in self._slots.items()
        }

    # ------------------------------------------------------------ waiting

    async def _wait(self, ticket: Ticket, queue: Queue, times: int, now: float) -> Stint:
        granted: asyncio.Future[Stint] = asyncio.get_running_loop().create_future()
        waiter = Waiter(ticket, queue, granted, times)
        self._accounts.join(ticket.account, now)
        self._waiters[ticket.id] = waiter
        queue.line.push(ticket)
        self._make_way(ticket, queue, now)
        try:
            return await granted
        except BaseException:
            self._withdraw(waiter)
            raise

    def _admitted(self, endpoints: Sequence[Endpoint], again: bool) -> Queue:
        """The queue for these endpoints; LimitReached when too many wait in it."""
        queue = self._queue_for(endpoints)
        if again or len(queue.line) < self._max_waiting:
            return queue
        slots = sum(self._slots[name].size for name in queue.places)
        name = f"The model {endpoints[0].model} at {', '.join(queue.places)}"
        raise busy(name, len(queue.line), slots, self._accounts.expected_s)

    def _withdraw(self, waiter: Waiter) -> None:
        granted, ticket = waiter.granted, waiter.ticket
        if granted.done() and not granted.cancelled() and granted.exception() is None:
            self.leave(granted.result())  # the turn came in the same instant: pass it on
            return
        if self._waiters.pop(ticket.id, None) is not None:
            waiter.queue.line.leave(ticket)
        self._accounts.leave(ticket.account, self._clock.monotonic())

    def _queue_for(self, endpoints: Sequence[Endpoint]) -> Queue:
        key = tuple(sorted((e.name, e.model) for e in endpoints))
        queue = self._queues.get(key)
        if queue is None:
            for old in [k for k, q in self._queues.items() if not q.line]:
                del self._queues[old]
            queue = self._queues[key] = Queue(Line(self._accounts.attained_s), {})
        queue.places = {e.name: e for e in endpoints}
        return queue

    def _make_way(self, ticket: Ticket, queue: Queue, now: float) -> None:
        """Break off the call that gives way to this one and loses least by it, if there is one."""
        if ticket.priority is not Priority.CRITICAL:
            return
        able = [
            stint
            for name in queue.places
            for stint in self._slots[name].stints.values()
            if not stint.interrupt.fired and gives_way(stint.ticket, ticket, now, stint.times)
        ]
        if able:
            loser = min(able, key=lambda stint: (not stint.endpoint.continues, -stint.began))
            loser.interrupt.fire()

    # ------------------------------------------------------------ choosing

    def _free_for(self, ticket: Ticket, endpoints: Sequence[Endpoint], now: float) -> Slots | None:
        """The endpoint with a slot for this ticket where least has to be moved, or None."""
        able = [s for s in map(self._slots_of, endpoints) if s.admits(ticket)]
        if len(able) < 2:
            return able[0] if able else None
        models = {e.name: e.model for e in endpoints}

        def cost(slots: Slots) -> tuple[bool, bool, float]:
            moved = not slots.has_loaded(models[slots.endpoint.name])
            used = len(slots.stints) / slots.size
            return (moved, ticket.account not in slots.warm, used)

        return min(able, key=cost)

    def _slots_of(self, endpoint: Endpoint) -> Slots:
        slots = self._slots.get(endpoint.name)
        if slots is None:
            slots = self._slots[endpoint.name] = Slots(endpoint)
        else:
            slots.endpoint = endpoint  # how many calls it takes at once may have changed
        return slots

    def _dispatch(self, slots: Slots) -> None:
        """Fill the free slots of an endpoint."""
        now = self._clock.monotonic()
        while slots.free > 0:
            ticket = self._next(slots, now)
            if ticket is None:
                return
            waiter = self._waiters.pop(ticket.id)
            waiter.queue.line.take(ticket)
            if waiter.granted.cancelled():
                continue  # it has not run since, but will not come
            place = waiter.queue.places[slots.endpoint.name]
            waiter.granted.set_result(self._put(slots, ticket, place, waiter.times, now))

    def _next(self, slots: Slots, now: float) -> Ticket | None:
        """The waiting call that a free slot goes to, or None."""
        queues = self._queues_at(slots)
        best = self._best(queues, now)
        if best is None:
            return None
        name = slots.endpoint.name
        near = [q for q in queues if slots.has_loaded(q.places[name].model)]
        if len(near) < len(queues) and slots.stays_with_model(now):
            staying = self._best(near, now)
            if staying is not None and stays(staying, best):
                best = staying
        if slots.prefers_warm:
            best = self._warm(slots, near, best) or best
        return best if slots.admits(best) else None

    def _best(self, queues: Sequence[Queue], now: float) -> Ticket | None:
        firsts = [t for t in (q.line.first(now) for q in queues) if t is not None]
        return firsts[0] if len(firsts) == 1 else choose(firsts, now, self._accounts.attained_s)

    def _warm(self, slots: Slots, queues: Sequence[Queue], best: Ticket) -> Ticket | None:
        """A call whose prompt is in the cache and that may go before the best, or None."""
        for account in reversed(slots.warm):
            for queue in queues:
                found = queue.line.first_of(account)
                if found is not None and self._may_pass(found, best) and slots.admits(found):
                    return found
        return None

    def _may_pass(self, warm: Ticket, best: Ticket) -> bool:
        attained_s, expected_s = self._accounts.attained_s, self._accounts.expected_s
        return stays(warm, best) and is_within_burst(
            attained_s(warm.account), attained_s(best.account), expected_s
        )

    def _queues_at(self, slots: Slots) -> list[Queue]:
        name = slots.endpoint.name
        return [q for q in self._queues.values() if q.line and name in q.places]

    def _put(self, slots: Slots, ticket: Ticket, place: Endpoint, times: int, now: float) -> Stint:
        charged_s = self._accounts.begin(ticket.account)
        back = self._accounts.away_s(ticket.account) is not None
        stint = Stint(ticket, place, now, charged_s, times, back)
        slots.put(stint)
        return stint

    # ------------------------------------------------------------ coming back

    def _hold_s(self, slots: Slots, stint: Stint, now: float) -> float:
        """How long the slot is kept for the next call of this run; 0: not at all."""
        ticket, account = stint.ticket, stint.ticket.account
        if slots.free > len(slots.kept) + 1:  # whoever comes first takes another one
            return 0.0
        if not account or not slots.prefers_warm or self._closed or stint.interrupt.fired:
            return 0.0
        hold_s, away_s = slots.hold_s(self._accounts.usual_away_s), self._accounts.away_s(account)
        if away_s is None:  # of a task it is known when it ends, of others not
            away_s = 0.0 if ticket.run else hold_s + 1.0
        if away_s > hold_s:
            return 0.0
        best = self._best(self._queues_at(slots), now)
        return hold_s if best is None or self._may_pass(ticket, best) else 0.0

    def _expire(self, slots: Slots, account: str) -> None:
        slots.let_go(account)
        if self._waiters:
            self._dispatch(slots)


def closing() -> Cancelled:
    """The answer to whoever calls, waits or is answered while AIOS closes."""
    return Cancelled("AIOS is closing, and the model call was stopped.", code="closing")
