"""Who goes next: pure functions over waiting tickets.

A ticket's class is its priority, raised by one for every `AGEING_S` seconds it has waited.
Inside a class the account that has had the least service goes first, then the older ticket.
Starvation is bounded: a ticket that has waited `starvation_bound_s()` outranks every newcomer.
Where moving costs something (a model to be loaded, a prompt to be read anew), those who need
no move may go before others of their priority, for so many seconds at a stretch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aios.contracts.task import Priority

AGEING_S = 20.0
RANK = {Priority.LOW: 0, Priority.NORMAL: 1, Priority.HIGH: 2, Priority.CRITICAL: 3}

# How long a server stays with one model while calls for another wait for it: so many times what
# it takes to load one, so that a tenth of its time goes into loading; before that is known, 10 s.
BATCH_LOADS = 10.0
SHORTEST_BATCH_S, USUAL_BATCH_S, LONGEST_BATCH_S = 1.0, 10.0, 30.0
# How many calls' length of service a run whose prompt is in the cache may be ahead of the one it
# passes, and within which bounds a free slot is kept for it: as long as it is usually away.
BURST_CALLS = 8
AWAY_TIMES = 3.0
SHORTEST_HOLD_S, LONGEST_HOLD_S = 0.002, 0.25
# A new run is served as if it had had all but so many seconds of what those now served have had.
LEAD_S = 60.0
# After so many preemptions a call is left alone, so that it ends.
MAX_PREEMPTIONS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """A wish for a turn; `since` is the monotonic second it was made.

    `run` is the agent run whose service counts, the agent itself when it is empty.
    """

    id: str
    priority: Priority = Priority.NORMAL
    agent: str = ""
    since: float = 0.0
    run: str = ""

    @property
    def account(self) -> str:
        """Whose service counts."""
        return self.run or self.agent


def urgency(ticket: Ticket, now: float) -> int:
    """The ticket's class now: its priority and what it gained by waiting.

    It is higher than a class from the very second that `rises_at` tells for that class on: what
    a division rounds away must not keep back one whose time has come.
    """
    level = RANK[ticket.priority] + int(max(0.0, now - ticket.since) / AGEING_S)
    if rises_at(ticket, level) <= now:
        return level + 1
    early = level > RANK[ticket.priority] and rises_at(ticket, level - 1) > now
    return level - 1 if early else level


def rises_at(ticket: Ticket, above: int) -> float:
    """The second from which on the ticket's class is higher than `above`."""
    return ticket.since + (above + 1 - RANK[ticket.priority]) * AGEING_S


def starvation_bound_s() -> float:
    """After so many seconds a ticket of any priority outranks whatever arrives."""
    return AGEING_S * (max(RANK.values()) + 1)


def choose(
    tickets: Iterable[Ticket], now: float, attained_s: Callable[[str], float]
) -> Ticket | None:
    """The ticket that goes next, or None; `attained_s` tells the service an account has had."""

    def order(ticket: Ticket) -> tuple[int, float, float]:
        return (-urgency(ticket, now), attained_s(ticket.account), ticket.since)

    return min(tickets, key=order, default=None)


def stays(ready: Ticket, best: Ticket) -> bool:
    """Whether one that needs no move may go before the one whose turn it would be."""
    return RANK[ready.priority] >= RANK[best.priority]


def is_within_burst(warm_s: float, best_s: float, expected_s: float) -> bool:
    """Whether a run that has had `warm_s` of service may go before one that has had `best_s`."""
    return warm_s <= best_s + BURST_CALLS * expected_s


def batch_s(load_s: float | None) -> float:
    """How long a server that takes `load_s` to load a model stays with one while others wait."""
    if load_s is None:
        return USUAL_BATCH_S
    return min(LONGEST_BATCH_S, max(SHORTEST_BATCH_S, BATCH_LOADS * load_s))


def hold_s(away_s: float, saves_s: float | None) -> float:
    """How long a slot is kept for a run that is usually away so long; 0 when that saves less."""
    seconds = min(LONGEST_HOLD_S, max(SHORTEST_HOLD_S, AWAY_TIMES * away_s))
    return 0.0 if saves_s is not None and saves_s < seconds else seconds


def gives_way(running: Ticket, to: Ticket, now: float, times: int) -> bool:
    """Whether a running call is broken off for another: a low one for a critical one.

    One that was broken off `MAX_PREEMPTIONS` times, or has aged so far that it would be chosen
    before the other, is left alone.
    """
    return (
        running.priority is Priority.LOW
        and to.priority is Priority.CRITICAL
        and times < MAX_PREEMPTIONS
        and urgency(running, now) < urgency(to, now)
    )
