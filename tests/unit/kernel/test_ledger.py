"""The laws of replay: what had finished comes back as it was, and nothing is done twice."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import ActionFailed, BadRequest, Conflict, Denied, LimitReached
from aios.contracts.limits import Budget
from aios.contracts.questions import Question
from aios.contracts.task import Priority, Status, Task, TaskSpec
from aios.kernel import allowances
from aios.kernel.allowances import Allowances
from aios.kernel.asking import Asking
from aios.kernel.bus import Bus
from aios.kernel.journal import STARTED, TABLES, CallRecord, Journal
from aios.kernel.ledger import Ledger, Wanted
from aios.kernel.services import Services

TASK = Task(
    id="t1",
    type="",
    description="walk",
    priority=Priority.NORMAL,
    agent="walker",
    skills=(),
    status=Status.RUNNING,
    created_at=ManualClock().now(),
)


class Died(BaseException):
    """The process, at a point where it is killed."""


@dataclass
class World:
    """A journal that outlives the processes, and the effects outside that they had."""

    store: SqliteStore
    effects: list[str] = field(default_factory=list)
    answer: bool = False

    async def process(self, attempt: int = 0, spec: TaskSpec | None = None) -> Ledger:
        """A new process that goes on with the task."""
        clock, bus = ManualClock(), Bus()
        journal = Journal(self.store, clock, "me")
        shared = Allowances(self.store, clock)
        parts = SimpleNamespace(clock=clock, bus=bus, journal=journal, allowances=shared)
        services = cast(Services, parts)
        task, spec = TASK.but(attempt=attempt), spec or TaskSpec(description="walk")

        async def answered(*_asked: Any) -> bool:
            return self.answer

        asking = Asking("en", answered, clock)
        return Ledger(task, spec, services, asking, await journal.calls("t1"))

    async def step(
        self, ledger: Ledger, name: str, *, dies: str = "", fails: bool = False, **facts: Any
    ) -> str:
        """A call with an effect; the process may die before it, or before it is written down."""

        async def make(_call_id: str) -> str:
            if dies == "before":
                raise Died
            self.effects.append(name)
            if dies == "after":
                raise Died
            if fails:
                raise ActionFailed(f"{name} is closed", hint="knock", code="closed_door")
            return name.upper()

        wanted = Wanted(kind="tool", title=name, asked=name, **facts)
        return await ledger.call(wanted, str, make)


async def world() -> World:
    store = SqliteStore(None)
    await store.open((*TABLES, *allowances.TABLES))
    return World(store)


@pytest.fixture
async def outside() -> World:
    return await world()


async def test_finished_calls_come_back_and_are_not_made_again(outside: World) -> None:
    first = await outside.process()
    assert [await outside.step(first, name) for name in "ab"] == ["A", "B"]
    second = await outside.process(attempt=1)
    assert [await outside.step(second, name) for name in "abc"] == ["A", "B", "C"]
    assert outside.effects == ["a", "b", "c"]
    assert [s.call_id for s in second.log.steps[:2]] == [s.call_id for s in first.log.steps]


async def test_an_error_that_was_met_is_met_again(outside: World) -> None:
    for attempt in range(2):
        ledger = await outside.process(attempt)
        with pytest.raises(ActionFailed, match="a is closed") as met:
            await outside.step(ledger, "a", fails=True)
        assert (met.value.code, met.value.hint) == ("closed_door", "knock")
        assert ledger.log.last.status == "failed"
    assert outside.effects == ["a"]


@pytest.mark.parametrize("dies", ["before", "after"])
async def test_a_call_under_way_is_made_again_where_that_does_no_harm(
    outside: World, dies: str
) -> None:
    with pytest.raises(Died):
        await outside.step(await outside.process(), "a", dies=dies)
    assert await outside.step(await outside.process(1), "a") == "A"
    assert outside.effects == ["a"] * (2 if dies == "after" else 1)


@pytest.mark.parametrize("answer", [True, False])
async def test_one_that_may_not_be_made_twice_is_asked_about(outside: World, answer: bool) -> None:
    outside.answer = answer
    with pytest.raises(Died):
        await outside.step(await outside.process(), "pay", dies="after", idempotent=False)
    again = outside.step(await outside.process(1), "pay", idempotent=False)
    if answer:
        assert await again == "PAY"
        assert await outside.step(await outside.process(2), "pay", idempotent=False) == "PAY"
        assert outside.effects == ["pay", "pay"]
    else:
        with pytest.raises(Denied) as refused:
            await again
        assert refused.value.code == "call_interrupted"
        assert outside.effects == ["pay"]


async def test_other_calls_than_before_are_said_to_diverge(outside: World) -> None:
    first = await outside.process()
    for name in "ab":
        await outside.step(first, name)
    second = await outside.process(1)
    await outside.step(second, "a")
    with pytest.raises(Conflict) as diverged:
        await outside.step(second, "x")
    assert diverged.value.code == "replay_diverged"
    assert diverged.value.details == {"call": 1, "before": "b", "now": "x"}
    assert outside.effects == ["a", "b"]


async def test_calls_made_at_the_same_time_may_start_in_another_order(outside: World) -> None:
    first = await outside.process()
    await asyncio.gather(*(outside.step(first, name) for name in "abc"))
    second = await outside.process(1)
    told = await asyncio.gather(*(outside.step(second, name) for name in "cab"))
    assert told == ["C", "A", "B"]
    assert sorted(outside.effects) == ["a", "b", "c"]


async def test_a_value_that_is_not_kept_is_read_anew(outside: World) -> None:
    for attempt in range(2):
        ledger = await outside.process(attempt)
        assert await outside.step(ledger, "file", kept=False) == "FILE"
    assert outside.effects == ["file", "file"]


async def test_what_was_spent_before_counts(outside: World) -> None:
    spec = TaskSpec(description="walk", budget=Budget(calls=2))
    first = await outside.process(spec=spec)
    for name in "ab":
        await outside.step(first, name)
    second = await outside.process(1, spec=spec)
    for name in "ab":
        await outside.step(second, name)
    with pytest.raises(LimitReached):
        await outside.step(second, "c")


async def test_seconds_are_those_of_the_work_not_of_the_wall_clock(outside: World) -> None:
    spec = TaskSpec(description="walk", budget=Budget(seconds=10))
    ledger = await outside.process(spec=spec)
    clock = cast(ManualClock, ledger._services.clock)
    clock.set(clock.now() + timedelta(days=400))
    await outside.step(ledger, "a")
    clock.set(clock.now() - timedelta(days=800))
    await clock.advance(9.9)
    await outside.step(ledger, "b")
    await clock.advance(0.1)
    with pytest.raises(LimitReached) as spent:
        await outside.step(ledger, "c")
    assert spent.value.details["budget"] == "seconds"


async def test_a_call_with_what_is_no_unicode_is_refused_and_not_made(outside: World) -> None:
    ledger = await outside.process()

    async def never(_call_id: str) -> str:
        raise AssertionError

    with pytest.raises(BadRequest, match="Unicode"):
        await ledger.call(Wanted(kind="read", title="read", asked="\udcff.txt"), str, never)
    assert ledger.log.steps == []


async def test_waiting_for_an_answer_uses_no_seconds(outside: World) -> None:
    outside.answer = True
    ledger = await outside.process(spec=TaskSpec(description="walk", budget=Budget(seconds=10)))
    clock = cast(ManualClock, ledger._services.clock)
    decide = ledger._asking._decide

    async def slowly(question: Question) -> bool:
        await clock.advance(600)
        return await decide(question)

    ledger._asking._decide = slowly
    await clock.advance(11)
    for name in "abc":  # asked once, for ten seconds more
        await outside.step(ledger, name)
    assert await Allowances(outside.store, clock).granted("t1") == {
        "seconds": 1,
        "tokens": 0,
        "calls": 0,
        "money": 0,
    }


@given(
    names=st.lists(st.sampled_from("abcd"), min_size=1, max_size=8),
    deaths=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["before", "after"])), max_size=5),
)
def test_whenever_it_dies_every_call_is_answered_and_none_that_finished_is_repeated(
    names: list[str], deaths: list[tuple[int, str]]
) -> None:
    async def lives() -> None:
        outside, repeated = await world(), 0
        told: list[str] = []
        for attempt, (place, moment) in enumerate([*deaths, (len(names), "")]):
            ledger = await outside.process(attempt)
            told = []
            try:
                for number, name in enumerate(names):
                    made = len(outside.effects)
                    told.append(
                        await outside.step(ledger, name, dies=moment if number == place else "")
                    )
                    assert len(outside.effects) - made <= 1
            except Died:
                repeated += moment == "after"
        assert told == [name.upper() for name in names]
        assert len(outside.effects) <= len(names) + repeated
        records = await Journal(outside.store, ManualClock(), "me").calls("t1")
        assert sorted(record.index for record in records) == list(range(len(names)))
        await outside.store.close()

    asyncio.run(lives())


async def test_what_had_only_begun_is_no_finished_call(outside: World) -> None:
    with pytest.raises(Died):
        await outside.step(await outside.process(), "a", dies="before", announced=True)
    [record] = await Journal(outside.store, ManualClock(), "me").calls("t1")
    assert isinstance(record, CallRecord) and record.status == STARTED
