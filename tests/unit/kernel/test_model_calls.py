"""Model calls: who goes first, who gives way and goes on, what stays where it is warm."""

import asyncio
import itertools
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.doubles.models import Said, TimedModels, asking
from tests.doubles.virtual_time import LoopClock, run

from aios.contracts.errors import AiosError, Cancelled, LimitReached, ModelFailed
from aios.contracts.messages import Generation
from aios.contracts.ports import Endpoint
from aios.contracts.task import Priority
from aios.kernel.model_calls import ModelCalls
from aios.kernel.model_turns import ModelTurns
from aios.kernel.policy import (
    LEAD_S,
    MAX_PREEMPTIONS,
    USUAL_BATCH_S,
    Ticket,
    starvation_bound_s,
)

LOW, NORMAL, HIGH, CRITICAL = Priority


class World:
    """Models in virtual time, and calls made to them by name."""

    def __init__(self, *places: Endpoint) -> None:
        self.models = TimedModels(places)
        self.calls = ModelCalls(self.models, LoopClock())
        self.breaks: list[tuple[str, bool]] = []

    @property
    def order(self) -> list[str]:
        """Whose answers began, in order."""
        return [prompt for prompt, _endpoint, _at in self.models.began]

    def began_at(self, name: str) -> float:
        return next(at for prompt, _endpoint, at in self.models.began if prompt == name)

    async def call(
        self,
        name: str,
        said: Said | None = None,
        *,
        agent: str = "",
        priority: Priority = NORMAL,
        model: str = "m",
        run: str = "",
        **asked: object,
    ) -> Generation:
        self.models.script[name] = said or Said()
        now = asyncio.get_running_loop().time()
        ticket = Ticket(id=name, priority=priority, agent=agent, since=now, run=run)

        def broken(kept: bool) -> None:
            self.breaks.append((name, kept))

        return await self.calls.make(asking(name, model, **asked), ticket, on_break=broken)

    def start(
        self, name: str, said: Said | None = None, **how: object
    ) -> "asyncio.Task[Generation]":
        return asyncio.create_task(self.call(name, said, **how))  # type: ignore[arg-type]


def one(slots: int = 1, **facts: object) -> Endpoint:
    return Endpoint(name="e", model="m", slots=slots, **facts)  # type: ignore[arg-type]


def words(name: str, count: int) -> str:
    return "".join(f"{name}.{n} " for n in range(count))


# ---------------------------------------------------------------- giving way


def preempted(place: Endpoint, **asked: object) -> tuple[World, Generation]:
    """A low call of six words, broken off by a critical one in its third."""
    world = World(place)

    async def play() -> Generation:
        low = world.start("low", Said(words=6), priority=LOW, **asked)
        await asyncio.sleep(2.5)
        await world.call("critical", priority=CRITICAL)
        return await low

    return world, run(play())


def test_a_low_call_gives_way_at_once_and_goes_on_after_its_tokens() -> None:
    world, answer = preempted(one(continues=True), max_tokens=20)
    assert world.began_at("critical") == 2.5
    assert answer.text == words("low", 6) and answer.usage.tokens_out == 6
    assert world.breaks == [("low", True)]
    assert [at for prompt, _e, at in world.models.began if prompt == "low"] == [0.0, 3.5]
    assert world.models.said["low"] == 6, "no word was said twice"


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        (one(), {}),
        (one(continues=True), {"format": {"type": "object"}}),
    ],
    ids=["no tokens known", "constrained"],
)
def test_what_cannot_be_gone_on_with_is_said_anew(
    place: Endpoint, asked: dict[str, object]
) -> None:
    world, answer = preempted(place, **asked)
    assert world.began_at("critical") == 2.5
    assert answer.text == words("low", 6)
    assert world.breaks == [("low", False)]
    assert world.models.said["low"] == 2 + 6


def test_one_broken_off_at_its_last_word_has_said_it_all() -> None:
    world = World(one(continues=True))

    async def play() -> Generation:
        low = world.start("low", Said(words=9), priority=LOW, max_tokens=2)
        await asyncio.sleep(2.0)
        await world.call("critical", priority=CRITICAL)
        return await low

    answer = run(play())
    assert answer.text == words("low", 2)


@pytest.mark.parametrize("priority", [NORMAL, HIGH, CRITICAL])
def test_only_low_calls_give_way(priority: Priority) -> None:
    world = World(one())

    async def play() -> None:
        first = world.start("first", Said(words=6), priority=priority)
        await asyncio.sleep(2.5)
        await world.call("critical", priority=CRITICAL)
        await first

    run(play())
    assert world.began_at("critical") == 6.0 and not world.breaks


def test_a_call_gives_way_only_so_often() -> None:
    world = World(one())

    async def play() -> Generation:
        low = world.start("low", Said(words=4), priority=LOW)
        for number in range(9):
            await asyncio.sleep(1.5)
            await world.call(f"critical-{number}", priority=CRITICAL)
        return await low

    assert run(play()).text == words("low", 4)
    assert world.breaks == [("low", False)] * MAX_PREEMPTIONS


def test_the_call_that_loses_least_gives_way() -> None:
    world = World(
        Endpoint(name="keeps", model="m", continues=True), Endpoint(name="loses", model="m")
    )

    async def play() -> None:
        lows = [world.start(f"low-{n}", Said(words=9), priority=LOW) for n in range(2)]
        await asyncio.sleep(2.5)
        await world.call("critical", priority=CRITICAL)
        await asyncio.gather(*lows)

    run(play())
    assert [kept for _name, kept in world.breaks] == [True]


# ---------------------------------------------------------------- whose turn it is


def test_a_critical_call_behind_500_begins_within_one_service_time() -> None:
    world = World(one(slots=16))

    async def play() -> None:
        crowd = [world.start(f"n{n}", agent=f"a{n % 20}") for n in range(516)]
        await asyncio.sleep(0.5)
        critical = world.start("critical", priority=CRITICAL)
        await asyncio.gather(critical, *crowd)

    run(play())
    assert world.began_at("critical") == 1.0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([NORMAL, HIGH, CRITICAL]), min_size=1, max_size=5), st.floats(0, 30)
)
def test_nobody_starves_however_many_are_more_urgent(
    stream: list[Priority], arrives: float
) -> None:
    """Others come twice as fast as they are served, all more urgent than the one that waits."""
    world, service_s = World(one()), 2.0

    async def play() -> None:
        async def others() -> None:
            for number in range(150):
                said = Said(word_s=service_s)
                calls.append(world.start(f"o{number}", said, priority=stream[number % len(stream)]))
                await asyncio.sleep(service_s / 2)

        calls: list[asyncio.Task[Generation]] = []
        stream_of = asyncio.create_task(others())
        await asyncio.sleep(arrives)
        await world.call("low", priority=LOW, agent="patient")
        await stream_of
        await asyncio.gather(*calls)

    run(play())
    # Those who outrank it when it has waited that long came before it or soon after.
    backlog_s = arrives + service_s
    assert world.began_at("low") - arrives <= 2 * (starvation_bound_s() + backlog_s)


def test_a_run_that_has_had_less_goes_first() -> None:
    world = World(one())

    async def play() -> None:
        greedy = [world.start(f"greedy-{n}", agent="greedy") for n in range(6)]
        await asyncio.sleep(2.5)
        await asyncio.gather(world.call("modest", agent="modest"), *greedy)

    run(play())
    assert world.order.index("modest") == 3


def test_what_counts_is_the_run_and_not_its_agent() -> None:
    world = World(one())

    async def play() -> None:
        long = [world.start(f"long-{n}", agent="a", run="task-1") for n in range(4)]
        await asyncio.sleep(2.5)
        await asyncio.gather(world.call("new", agent="a", run="task-2"), *long)

    run(play())
    assert world.order.index("new") == 3


def test_a_newcomer_leads_only_for_a_while() -> None:
    world = World(one())

    async def play() -> int:
        old = asyncio.create_task(repeat(world, "old", 130))
        await asyncio.sleep(120)
        await asyncio.gather(old, repeat(world, "new", 130))
        at = next(n for n, name in enumerate(world.order) if name.startswith("new"))
        return sum(name.startswith("new") for name in world.order[at : at + 80])

    assert LEAD_S - 5 <= run(play()) <= LEAD_S + 15


async def repeat(world: World, agent: str, times: int) -> None:
    """An agent that has always two calls open, so that it always waits for one."""

    async def half(part: int) -> None:
        for number in range(times // 2):
            await world.call(f"{agent}-{part}-{number}", agent=agent)

    await asyncio.gather(half(0), half(1))


# ---------------------------------------------------------------- what need not move


def test_a_server_of_one_model_is_not_swapped_to_and_fro() -> None:
    places = [Endpoint(name="e", model=m, slots=1, models_held=1) for m in "mn"]
    world = World(*places)

    async def play() -> None:
        calls = [
            world.start(f"{'mn'[k % 2]}{k}", model="mn"[k % 2], agent=f"a{k}") for k in range(16)
        ]
        await asyncio.gather(*calls)

    run(play())
    models = "".join(name[0] for name in world.order)
    assert sum(a != b for a, b in itertools.pairwise(models)) <= 16 / USUAL_BATCH_S + 1


def test_another_model_waits_no_longer_than_a_batch() -> None:
    world = World(*(Endpoint(name="e", model=m, slots=1, models_held=1) for m in "mn"))

    async def play() -> None:
        crowd = asyncio.create_task(repeat(world, "m", 100))
        await asyncio.sleep(0.5)
        await world.call("other", model="n", agent="other")
        await crowd

    run(play())
    assert 1.0 < world.began_at("other") <= USUAL_BATCH_S + 1.0


def test_a_more_urgent_call_does_not_wait_for_the_batch() -> None:
    world = World(*(Endpoint(name="e", model=m, slots=1, models_held=1) for m in "mn"))

    async def play() -> None:
        crowd = [world.start(f"m{n}") for n in range(5)]
        await asyncio.sleep(0.5)
        await asyncio.gather(world.call("urgent", model="n", priority=HIGH), *crowd)

    run(play())
    assert world.began_at("urgent") == 1.0


def in_turns(world: World, agents: int, turns: int, pause_s: float) -> Callable[[], object]:
    """Agents that call, pause as one does for a tool, and call again."""

    async def agent(name: str) -> None:
        for turn in range(turns):
            await world.call(f"{name}{turn}", agent=name, run=name)
            await asyncio.sleep(pause_s)
        world.calls.turns.forget(name)

    return lambda: run(gathered([agent("abcdefgh"[n]) for n in range(agents)]))


async def gathered(work: Sequence[object]) -> None:
    await asyncio.gather(*work)  # type: ignore[call-overload]


def changes(world: World) -> int:
    """How often another run than before began on the only slot."""
    runs = [name[0] for name in world.order]
    return sum(a != b for a, b in itertools.pairwise(runs))


def test_runs_come_in_bursts_where_prompts_stay_in_the_cache() -> None:
    cold, warm = World(one()), World(one(keeps_prefixes=True))
    for world in (cold, warm):
        in_turns(world, agents=4, turns=6, pause_s=0.001)()
    assert changes(cold) >= 20
    assert changes(warm) <= 5


def test_bursts_end_so_that_others_are_served() -> None:
    world = World(one(keeps_prefixes=True))
    in_turns(world, agents=2, turns=40, pause_s=0.001)()
    first_of_b = world.order.index("b0")
    assert 5 <= first_of_b <= 12


def test_a_slot_is_kept_only_shortly_for_a_run_that_stays_away() -> None:
    world = World(one(keeps_prefixes=True))

    async def play() -> None:
        first = world.start("a", run="a")
        await asyncio.sleep(0.5)
        await asyncio.gather(first, world.call("b", run="b"))

    run(play())
    assert 1.0 < world.began_at("b") <= 1.25


def test_nothing_is_kept_for_a_run_that_has_ended() -> None:
    world = World(one(keeps_prefixes=True))

    async def play() -> None:
        waits = world.start("a", run="a")
        await asyncio.sleep(0.5)
        other = world.start("b", run="b")
        await waits
        world.calls.turns.forget("a")
        await other

    run(play())
    assert world.began_at("b") == 1.0


def test_a_run_goes_back_to_the_endpoint_that_has_its_prompt() -> None:
    world = World(*(Endpoint(name=n, model="m", slots=2, keeps_prefixes=True) for n in "xy"))

    async def play() -> None:
        await asyncio.gather(*(world.call(f"{run}-0", run=run) for run in "abc"))
        await asyncio.sleep(5)
        for run_ in "cab":
            await world.call(f"{run_}-1", run=run_)

    run(play())
    places = {prompt: endpoint for prompt, endpoint, _at in world.models.began}
    assert all(places[f"{r}-0"] == places[f"{r}-1"] for r in "abc")


# ---------------------------------------------------------------- failures and ends


def test_a_failed_call_goes_to_another_endpoint_and_to_a_spare_one_last() -> None:
    world = World(
        Endpoint(name="x", model="m"),
        Endpoint(name="spare", model="m", spare=True),
        Endpoint(name="resting", model="m", ready=False),
        Endpoint(name="y", model="m"),
    )
    answer = run(world.call("c", Said(fails_at=(0, 0))))
    assert answer.text == words("c", 1)
    assert [e for _p, e, _at in world.models.began] == ["x", "y", "spare"]


def test_where_all_are_busy_they_are_asked_again_after_a_pause() -> None:
    world = World(one())
    answer = run(world.call("c", Said(fails_at=(0, 0))))
    assert answer.text == words("c", 1)
    assert [at for _p, _e, at in world.models.began] == [0.0, 3.0, 8.0]


def test_the_first_error_is_told_when_nobody_can_answer() -> None:
    world = World(Endpoint(name="x", model="m"), Endpoint(name="y", model="m"))
    with pytest.raises(ModelFailed, match="x broke"):
        run(world.call("c", Said(words=3, fails_at=(1, 1))))


def test_a_full_line_says_when_to_come_again() -> None:
    async def play() -> LimitReached:
        turns, place = ModelTurns(LoopClock(), max_waiting=2), [one()]
        held = await turns.enter(Ticket(id="0"), place)
        await asyncio.sleep(4)
        turns.leave(held)
        held = await turns.enter(Ticket(id="1"), place)
        waiting = [asyncio.create_task(turns.enter(Ticket(id=str(n)), place)) for n in (2, 3)]
        await asyncio.sleep(0)
        with pytest.raises(LimitReached) as caught:
            await turns.enter(Ticket(id="4"), place)
        turns.close()
        await asyncio.gather(*waiting, return_exceptions=True)
        return caught.value

    error = run(play())
    assert error.code == "busy" and "2 are waiting" in error.message
    assert error.details["retry_after_s"] >= 1 and str(error.details["retry_after_s"]) in error.hint


def test_one_that_was_let_in_is_never_sent_away() -> None:
    """A call that was broken off, or failed and is tried again, finds a full line."""

    async def play() -> tuple[str, str]:
        turns, place = ModelTurns(LoopClock(), max_waiting=1), [one()]
        held = await turns.enter(Ticket(id="0"), place)
        waiting = asyncio.create_task(turns.enter(Ticket(id="1"), place))
        await asyncio.sleep(0)
        back = asyncio.create_task(turns.enter(Ticket(id="2"), place, 1, again=True))
        await asyncio.sleep(0)
        turns.leave(held)
        first = await waiting
        turns.leave(first)
        return first.ticket.id, (await back).ticket.id

    assert run(play()) == ("1", "2")


def test_closing_wakes_those_who_wait_and_those_who_are_answered() -> None:
    world = World(one())

    async def play() -> list[Generation | BaseException]:
        calls = [world.start(name, Said(words=99)) for name in "abc"]
        await asyncio.sleep(1.5)
        world.calls.turns.close()
        ended = await asyncio.gather(*calls, return_exceptions=True)
        with pytest.raises(Cancelled):
            await world.call("late")
        return ended

    ended = run(play())
    assert all(isinstance(e, Cancelled) and isinstance(e, AiosError) for e in ended)


def test_what_waits_and_runs_is_told() -> None:
    world = World(one(slots=2), Endpoint(name="e", model="n", slots=2))

    async def play() -> dict[str, dict[str, int]]:
        calls = [world.start(f"c{n}", model="mn"[n % 2]) for n in range(5)]
        await asyncio.sleep(0.5)
        state = world.calls.turns.state()
        await asyncio.gather(*calls)
        return state

    assert run(play()) == {"model:e": {"slots": 2, "busy": 2, "waiting": 3}}


def test_a_turn_that_came_as_its_call_was_cancelled_is_passed_on() -> None:
    async def play() -> dict[str, dict[str, int]]:
        turns, place = ModelTurns(LoopClock()), [one()]
        held = await turns.enter(Ticket(id="held"), place)
        late, next_ = (
            asyncio.create_task(turns.enter(Ticket(id=name), place)) for name in ("late", "next")
        )
        await asyncio.sleep(0)
        turns.leave(held)  # the turn is late's now, but late has not run yet
        late.cancel()
        with pytest.raises(asyncio.CancelledError):
            await late
        turns.leave(await next_)
        turns.leave(held)  # once more does no harm
        return turns.state()

    assert run(play()) == {"model:e": {"slots": 1, "busy": 0, "waiting": 0}}


def test_a_call_cancelled_just_before_its_turn_is_passed_over() -> None:
    async def play() -> str:
        turns, place = ModelTurns(LoopClock()), [one()]
        held = await turns.enter(Ticket(id="held"), place)
        gone, next_ = (
            asyncio.create_task(turns.enter(Ticket(id=name), place)) for name in ("gone", "next")
        )
        await asyncio.sleep(0)
        gone.cancel()
        turns.leave(held)  # gone has not run since it was cancelled
        return (await next_).ticket.id

    assert run(play()) == "next"


def test_an_endpoint_that_says_it_has_no_slots_has_one() -> None:
    world = World(one(slots=0))

    async def play() -> None:
        await asyncio.gather(world.call("a"), world.call("b"))

    run(play())
    assert (world.began_at("a"), world.began_at("b")) == (0.0, 1.0)
