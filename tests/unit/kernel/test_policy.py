"""Who goes next: the laws of the policy."""

import math

from hypothesis import given
from hypothesis import strategies as st

from aios.contracts.task import Priority
from aios.kernel.policy import (
    AGEING_S,
    RANK,
    Ticket,
    choose,
    rises_at,
    starvation_bound_s,
    urgency,
)

priorities = st.sampled_from(list(Priority))
times = st.floats(min_value=0, max_value=1000, allow_nan=False)


def tickets() -> st.SearchStrategy[list[Ticket]]:
    one = st.builds(
        lambda number, priority, agent, since: Ticket(
            id=str(number), priority=priority, agent=agent, since=since
        ),
        st.integers(0, 10**9),
        priorities,
        st.sampled_from("abc"),
        times,
    )
    return st.lists(one, min_size=1, max_size=20, unique_by=lambda t: t.id)


def no_service(_agent: str) -> float:
    return 0.0


@given(tickets())
def test_a_more_urgent_ticket_goes_first(waiting: list[Ticket]) -> None:
    chosen = choose(waiting, 1000.0, no_service)
    assert chosen is not None
    assert urgency(chosen, 1000.0) == max(urgency(t, 1000.0) for t in waiting)


@given(priorities, priorities, times)
def test_whoever_waited_for_the_bound_outranks_every_newcomer(
    old: Priority, new: Priority, since: float
) -> None:
    now = since + starvation_bound_s() + 1e-6
    waiting = Ticket(id="old", priority=old, since=since)
    newcomer = Ticket(id="new", priority=new, since=now)
    assert choose([newcomer, waiting], now, no_service) is waiting


@given(priorities, times, times)
def test_waiting_never_makes_a_ticket_less_urgent(p: Priority, one: float, other: float) -> None:
    ticket = Ticket(id="t", priority=p, since=0.0)
    early, late = sorted((one, other))
    assert urgency(ticket, early) <= urgency(ticket, late)
    assert urgency(ticket, 0.0) == RANK[p]


@given(
    p=st.sampled_from(Priority),
    since=st.floats(0, 1e6, allow_nan=False),
    classes=st.integers(0, 30),
)
def test_a_ticket_rises_at_the_second_that_is_told(p: Priority, since: float, classes: int) -> None:
    ticket, above = Ticket(id="a", priority=p, since=since), RANK[p] + classes
    moment = rises_at(ticket, above)
    assert urgency(ticket, moment) == above + 1
    assert urgency(ticket, math.nextafter(moment, 0.0)) == above


def test_ageing_raises_a_ticket_by_one_class_at_a_time() -> None:
    ticket = Ticket(id="t", priority=Priority.LOW, since=0.0)
    assert [urgency(ticket, AGEING_S * n) for n in range(4)] == [0, 1, 2, 3]


def test_inside_a_class_the_agent_with_the_least_service_goes_first() -> None:
    greedy = Ticket(id="1", agent="greedy", since=0.0)
    modest = Ticket(id="2", agent="modest", since=1.0)
    served = {"greedy": 30.0, "modest": 1.0}
    assert choose([greedy, modest], 2.0, served.__getitem__) is modest


def test_equal_tickets_go_in_the_order_of_their_arrival() -> None:
    first, second = Ticket(id="1", since=0.0), Ticket(id="2", since=1.0)
    assert choose([second, first], 2.0, no_service) is first


def test_nobody_waits() -> None:
    assert choose([], 0.0, no_service) is None
