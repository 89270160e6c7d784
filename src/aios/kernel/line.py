"""A waiting line that knows who is next, at the cost of a few heap moves however many wait."""

import heapq
from collections import deque
from collections.abc import Callable
from itertools import count

from aios.contracts.task import Priority
from aios.kernel.policy import RANK, Ticket, rises_at, urgency

Eligible = Callable[[Ticket], bool]


class Group:
    """The waiting tickets of one account and priority, oldest first: only the first can be next.

    `entry` is the number of its one valid place in a heap; all others are remains.
    """

    __slots__ = ("account", "entry", "priority", "tickets")

    def __init__(self, priority: Priority, account: str) -> None:
        self.priority = priority
        self.account = account
        self.tickets: deque[Ticket] = deque()
        self.entry = -1


Entry = tuple[float, float, int, Group]  # service attained, since, number of the entry


class Line:
    """Waiting tickets in the order of `policy.choose`.

    There is a heap for each class. A group rises when its first ticket has waited long enough.
    Where an account's service has grown, its place is too far in front, and is put right when it
    comes to the top; where it has shrunk, `touch` must be told.
    """

    def __init__(self, attained_s: Callable[[str], float]) -> None:
        self._attained_s = attained_s
        self._groups: dict[str, dict[Priority, Group]] = {}  # by account
        self._classes: dict[int, list[Entry]] = {}
        self._rising: list[tuple[float, int, Group]] = []
        self._gone: set[str] = set()
        self._numbers = count()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def push(self, ticket: Ticket) -> None:
        """Stand at the end; one that was here before stands where it stood."""
        groups = self._groups.setdefault(ticket.account, {})
        group = groups.get(ticket.priority)
        if group is None:
            group = groups[ticket.priority] = Group(ticket.priority, ticket.account)
        tickets, place = group.tickets, len(group.tickets)
        while place and tickets[place - 1].since > ticket.since:
            place -= 1
        tickets.insert(place, ticket)
        self._size += 1
        if not place:
            self._enter(group, RANK[ticket.priority])

    def leave(self, ticket: Ticket) -> None:
        """Go away without a turn; a place behind others is cleared when it comes to the front."""
        self._size -= 1
        group = self._groups[ticket.account][ticket.priority]
        if group.tickets[0] is ticket:
            self._advance(group)
        else:
            self._gone.add(ticket.id)

    def take(self, ticket: Ticket) -> None:
        """Take out a ticket that `first` or `first_of` has named."""
        self._size -= 1
        self._advance(self._groups[ticket.account][ticket.priority])

    def touch(self, account: str) -> None:
        """The account's service is less than it was."""
        for priority, group in self._groups.get(account, {}).items():
            self._enter(group, RANK[priority])

    def first(self, now: float, eligible: Eligible | None = None) -> Ticket | None:
        """The ticket that goes next, or None; it stays in the line."""
        self._rise(now)
        for level in sorted(self._classes, reverse=True):
            ticket = self._best_of(level, eligible)
            if ticket is not None:
                return ticket
        return None

    def first_of(self, account: str) -> Ticket | None:
        """The first ticket of an account, of its highest priority; None if none waits."""
        groups = self._groups.get(account)
        return groups[max(groups, key=RANK.__getitem__)].tickets[0] if groups else None

    # ------------------------------------------------------------ heaps

    def _enter(self, group: Group, level: int) -> None:
        first = group.tickets[0]
        group.entry = next(self._numbers)
        entry = (self._attained_s(group.account), first.since, group.entry, group)
        heapq.heappush(self._classes.setdefault(level, []), entry)
        heapq.heappush(self._rising, (rises_at(first, level), group.entry, group))

    def _advance(self, group: Group) -> None:
        """The first of the group has gone; the next one who is still there takes its place."""
        tickets = group.tickets
        tickets.popleft()
        while tickets and tickets[0].id in self._gone:
            self._gone.discard(tickets.popleft().id)
        if tickets:
            self._enter(group, RANK[tickets[0].priority])  # what it waited counts at the next look
        else:
            group.entry = -1
            groups = self._groups[group.account]
            del groups[group.priority]
            if not groups:
                del self._groups[group.account]

    def _rise(self, now: float) -> None:
        while self._rising and self._rising[0][0] <= now:
            _due, entry, group = heapq.heappop(self._rising)
            if entry == group.entry:
                self._enter(group, urgency(group.tickets[0], now))

    def _best_of(self, level: int, eligible: Eligible | None) -> Ticket | None:
        heap, aside = self._classes[level], list[Entry]()
        found = self._top(heap)
        while found is not None and eligible is not None and not eligible(found):
            aside.append(heapq.heappop(heap))
            found = self._top(heap)
        for entry in aside:
            heapq.heappush(heap, entry)
        if not heap:
            del self._classes[level]
        return found

    def _top(self, heap: list[Entry]) -> Ticket | None:
        """The first ticket of a heap once its top is up to date; None when it is empty."""
        while heap:
            attained_s, since, number, group = heap[0]
            if number != group.entry:
                heapq.heappop(heap)
                continue
            now_s = self._attained_s(group.account)
            if attained_s == now_s:
                return group.tickets[0]
            heapq.heapreplace(heap, (now_s, since, number, group))
        return None
