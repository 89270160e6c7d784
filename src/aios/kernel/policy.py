"""Who goes next: pure functions over waiting tickets.

A ticket's class is its priority, raised by one for every `AGEING_S` seconds it has waited.
Inside a class the agent that has had the least service goes first, then the older ticket.
Starvation is bounded: a ticket that has waited `starvation_bound_s()` outranks every newcomer.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aios.contracts.task import Priority

AGEING_S = 20.0
RANK = {Priority.LOW: 0, Priority.NORMAL: 1, Priority.HIGH: 2, Priority.CRITICAL: 3}


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A wish for a turn; `since` is the monotonic second it was made."""

    id: str
    priority: Priority = Priority.NORMAL
    agent: str = ""
    since: float = 0.0


def urgency(ticket: Ticket, now: float) -> int:
    """The ticket's class now: its priority and what it gained by waiting."""
    return RANK[ticket.priority] + int(max(0.0, now - ticket.since) / AGEING_S)


def starvation_bound_s() -> float:
    """After so many seconds a ticket of any priority outranks whatever arrives."""
    return AGEING_S * (max(RANK.values()) + 1)


def choose(
    tickets: Iterable[Ticket], now: float, attained_s: Callable[[str], float]
) -> Ticket | None:
    """The ticket that goes next, or None; `attained_s` tells the service an agent has had."""

    def order(ticket: Ticket) -> tuple[int, float, float]:
        return (-urgency(ticket, now), attained_s(ticket.agent), ticket.since)

    return min(tickets, key=order, default=None)
