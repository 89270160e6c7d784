"""Lanes: turns are given, bounded, passed on, and never lost."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.contracts.clock import ManualClock
from aios.contracts.errors import LimitReached
from aios.contracts.task import Priority
from aios.kernel.policy import Ticket
from aios.kernel.scheduler import Lane


def ticket(name: str, priority: Priority = Priority.NORMAL, agent: str = "a") -> Ticket:
    return Ticket(id=name, priority=priority, agent=agent)


async def finish(*work: "asyncio.Task[None]") -> None:
    await asyncio.wait_for(asyncio.gather(*work, return_exceptions=True), 5)


class Workers:
    """Tasks that hold a turn until they are told to leave; `order` is who got one."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.order: list[str] = []
        self.leave: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, wish: Ticket) -> None:
        self.leave[wish.id] = asyncio.Event()

        async def hold() -> None:
            async with self.lane.turn(wish):
                self.order.append(wish.id)
                await self.leave[wish.id].wait()

        self.tasks[wish.id] = asyncio.create_task(hold())

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def let_go(self, name: str) -> None:
        self.leave[name].set()
        await self.settle()


async def test_turns_never_exceed_the_slots() -> None:
    workers = Workers(Lane("l", 2, ManualClock()))
    for name in "wxyz":
        workers.start(ticket(name))
    await workers.settle()
    assert workers.order == ["w", "x"]
    assert (workers.lane.busy, workers.lane.waiting) == (2, 2)
    await workers.let_go("w")
    assert workers.order == ["w", "x", "y"]
    for name in "xyz":
        workers.leave[name].set()
    await finish(*workers.tasks.values())
    assert (workers.lane.busy, workers.lane.waiting) == (0, 0)


async def test_without_room_one_turn_at_a_time_is_given() -> None:
    room = False
    workers = Workers(Lane("l", 3, ManualClock(), room=lambda: room))
    for name in "wxyz":
        workers.start(ticket(name))
    await workers.settle()
    assert workers.order == ["w"]
    await workers.let_go("w")
    assert workers.order == ["w", "x"]
    room = True
    await workers.let_go("x")
    assert workers.order == ["w", "x", "y", "z"]
    for name in "yz":
        await workers.let_go(name)
    await finish(*workers.tasks.values())


async def test_a_critical_ticket_passes_those_who_wait() -> None:
    workers = Workers(Lane("l", 1, ManualClock()))
    workers.start(ticket("first"))
    await workers.settle()
    workers.start(ticket("low", Priority.LOW, "b"))
    workers.start(ticket("critical", Priority.CRITICAL, "c"))
    await workers.let_go("first")
    assert workers.order == ["first", "critical"]
    await workers.let_go("critical")
    workers.leave["low"].set()
    await finish(*workers.tasks.values())


async def test_an_agent_at_its_limit_keeps_nobody_else_waiting() -> None:
    workers = Workers(Lane("l", 3, ManualClock(), slots_of=lambda agent: 1 if agent == "a" else 3))
    for name, agent in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        workers.start(ticket(name, agent=agent))
    await workers.settle()
    assert workers.order == ["a1", "b1"]
    await workers.let_go("a1")
    assert workers.order == ["a1", "b1", "a2"]
    for name in ("a2", "b1"):
        workers.leave[name].set()
    await finish(*workers.tasks.values())


async def test_a_cancelled_waiter_leaves_the_line() -> None:
    workers = Workers(Lane("l", 1, ManualClock()))
    for name in "xyz":
        workers.start(ticket(name))
    await workers.settle()
    workers.tasks["y"].cancel()
    await workers.settle()
    await workers.let_go("x")
    assert workers.order == ["x", "z"]
    workers.leave["z"].set()
    await finish(*workers.tasks.values())
    assert (workers.lane.busy, workers.lane.waiting) == (0, 0)


async def test_a_turn_granted_to_a_cancelled_waiter_is_passed_on() -> None:
    workers = Workers(Lane("l", 1, ManualClock()))
    for name in "xyz":
        workers.start(ticket(name))
    await workers.settle()
    workers.leave["x"].set()
    await asyncio.sleep(0)  # x leaves and y is granted its turn, but has not run yet
    workers.tasks["y"].cancel()
    await workers.settle()
    assert workers.order[-1] == "z" and workers.lane.busy == 1
    workers.leave["z"].set()
    await finish(*workers.tasks.values())


async def test_a_waiter_cancelled_just_before_its_turn_is_passed_over() -> None:
    workers = Workers(Lane("l", 1, ManualClock()))
    for name in "xyz":
        workers.start(ticket(name))
    await workers.settle()
    workers.leave["x"].set()
    workers.tasks["y"].cancel()  # it has not run since when x leaves
    await workers.settle()
    assert workers.order == ["x", "z"] and workers.lane.busy == 1
    workers.leave["z"].set()
    await finish(*workers.tasks.values())
    assert (workers.lane.busy, workers.lane.waiting) == (0, 0)


async def test_a_full_line_answers_at_once() -> None:
    lane = Lane("model calls", 1, ManualClock(), max_waiting=1)
    workers = Workers(lane)
    workers.start(ticket("x"))
    workers.start(ticket("y"))
    await workers.settle()
    with pytest.raises(LimitReached, match="model calls is full") as caught:
        async with lane.turn(ticket("z")):
            raise AssertionError("a full line gave a turn")
    assert caught.value.code == "busy"
    for name in "xy":
        workers.leave[name].set()
    await finish(*workers.tasks.values())


async def test_a_worker_that_raises_gives_its_turn_back() -> None:
    lane = Lane("l", 1, ManualClock())
    with pytest.raises(ValueError, match="broken"):
        async with lane.turn(ticket("x")):
            raise ValueError("broken")
    assert lane.busy == 0


actions = st.lists(
    st.tuples(
        st.sampled_from(("start", "leave", "cancel", "wait")),
        st.sampled_from(list(Priority)),
        st.sampled_from("abc"),
        st.integers(0, 30),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(actions, st.integers(1, 4), st.integers(1, 3))
def test_no_turn_is_lost_whatever_happens(
    script: list[tuple[str, Priority, str, int]], slots: int, per_agent: int
) -> None:
    asyncio.run(play(script, slots, per_agent))


async def play(script: list[tuple[str, Priority, str, int]], slots: int, per_agent: int) -> None:
    clock = ManualClock()
    lane = Lane("l", slots, clock, slots_of=lambda _agent: per_agent)
    workers = Workers(lane)
    agents: dict[str, str] = {}
    for number, (what, priority, agent, pick) in enumerate(script):
        names = list(workers.tasks)
        if what == "start":
            agents[str(number)] = agent
            workers.start(Ticket(id=str(number), priority=priority, agent=agent))
        elif what == "leave" and names:
            workers.leave[names[pick % len(names)]].set()
        elif what == "cancel" and names:
            workers.tasks[names[pick % len(names)]].cancel()
        else:
            await clock.advance(pick)
        await workers.settle()
        check(lane, workers, agents, slots, per_agent)
    for event in workers.leave.values():
        event.set()
    await finish(*workers.tasks.values())
    assert (lane.busy, lane.waiting) == (0, 0)
    assert len(workers.order) == len(set(workers.order))


def check(lane: Lane, workers: Workers, agents: dict[str, str], slots: int, per_agent: int) -> None:
    """Never too many turns, and no free slot while somebody who could use it waits."""
    alive = [name for name, task in workers.tasks.items() if not task.done()]
    holding = [name for name in alive if name in workers.order]
    assert lane.busy == len(holding) <= slots
    held = {a: sum(agents[n] == a for n in holding) for a in "abc"}
    assert all(count <= per_agent for count in held.values())
    could = [n for n in alive if n not in workers.order and held[agents[n]] < per_agent]
    assert lane.busy == slots or not could
