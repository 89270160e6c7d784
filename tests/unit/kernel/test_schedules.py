"""Schedules: each moment brings one task, whoever looks, whoever dies, whatever the clocks do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import BadRequest, Conflict, NotFound, StoreFailed
from aios.contracts.task import Priority, Status, Task, TaskSpec
from aios.kernel.schedules import TABLES, Schedules, _put
from aios.kernel.timetable import next_after

TEA = TaskSpec(description="brew tea")


class Killed(BaseException):
    """The process, at a point where it is killed."""


@dataclass
class Tasks:
    """What was handed in; `refuses` and `dies` are what happens to the next one."""

    clock: ManualClock
    handed_in: dict[str, Task] = field(default_factory=dict)
    refuses: bool = False
    dies: str = ""
    full: bool = False
    refused: int = 0

    async def submit(self, spec: TaskSpec, *, task_id: str = "") -> Task:
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        if self.full:
            self.refused += 1
            raise StoreFailed("The disk is full.", code="disk_full")
        if self.refuses:
            raise BadRequest("There is no agent tea.", hint="Make one.")
        if task_id in self.handed_in:
            raise Conflict("It is taken.")
        self.handed_in[task_id] = Task(
            id=task_id,
            type="",
            description=spec.description,
            priority=Priority.NORMAL,
            agent="a",
            skills=(),
            status=Status.PENDING,
            created_at=self.clock.now(),
        )
        if dies == "after":
            raise Killed
        return self.handed_in[task_id]

    async def get(self, task_id: str) -> Task:
        if task_id not in self.handed_in:
            raise NotFound(f"There is no task {task_id}.")
        return self.handed_in[task_id]

    def end(self) -> None:
        """Everything that was handed in has ended."""
        for key, task in self.handed_in.items():
            self.handed_in[key] = task.but(status=Status.COMPLETED)


class Place:
    """A workspace with processes that look after its schedules."""

    def __init__(self) -> None:
        self.store = SqliteStore(None)
        self.clock = ManualClock()
        self.tasks = Tasks(self.clock)
        self.alive = {"me", "other"}

    def process(self, owner: str = "me") -> Schedules:
        async def living() -> set[str]:
            return self.alive

        return Schedules(self.store, self.clock, self.tasks, owner=owner, living=living)

    async def pass_time(self, **time: float) -> None:
        await self.clock.advance(timedelta(**time).total_seconds())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0)


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    opened = Place()
    await opened.store.open(TABLES)
    yield opened
    await opened.store.close()


async def test_it_comes_when_it_is_due_and_not_before(place: Place) -> None:
    book = place.process()
    added = await book.add("0 9 * * *", TEA, zone="UTC")
    assert added.next_at is not None and added.next_at.hour == 9
    assert await book.tick() == []
    await place.clock.advance((added.next_at - place.clock.now()).total_seconds())
    [(schedule, task)] = await book.tick()
    assert (schedule.id, task.description) == (added.id, "brew tea")
    assert await book.tick() == []
    after = await book.get(added.id)
    assert after.last_task == task.id and after.next_at == added.next_at + timedelta(days=1)


async def test_what_was_missed_is_caught_up_once(place: Place) -> None:
    book = place.process()
    await book.add("*/5 * * * *", TEA, zone="UTC")
    await place.pass_time(days=3)
    assert len(await book.tick()) == 1
    assert await book.tick() == []


@pytest.mark.parametrize(("overlap", "counted"), [("skip", 1), ("queue", 0)])
async def test_while_the_last_one_runs(place: Place, overlap: str, counted: int) -> None:
    book = place.process()
    added = await book.add("0 * * * *", TEA, zone="UTC", overlap=overlap)
    await place.pass_time(hours=1)
    assert len(await book.tick()) == 1
    await place.pass_time(hours=1)
    assert await book.tick() == []
    assert (await book.get(added.id)).skipped == counted
    place.tasks.end()
    assert len(await book.tick()) == (1 if overlap == "queue" else 0)


async def test_two_processes_hand_it_in_once(place: Place) -> None:
    first, second = place.process("me"), place.process("other")
    for minute in range(6):
        await first.add(f"{minute} * * * *", TEA, zone="UTC")
    await place.pass_time(hours=2)
    told = await asyncio.gather(first.tick(), second.tick())
    assert len(place.tasks.handed_in) == 6 == sum(map(len, told))


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_claim_of_a_dead_process_is_carried_out_once(place: Place, moment: str) -> None:
    book = place.process("me")
    await book.add("0 * * * *", TEA, zone="UTC")
    await place.pass_time(hours=1)
    place.tasks.dies = moment

    async def killed() -> None:
        released, book._release = book._release, _never  # type: ignore[method-assign]
        try:
            await book.tick()
        finally:
            book._release = released  # type: ignore[method-assign]

    with pytest.raises(Killed):
        await killed()
    other = place.process("other")
    assert await other.tick() == []  # its claimer may still be at work
    place.alive.discard("me")
    assert len(await other.tick()) == 1
    assert len(place.tasks.handed_in) == 1
    assert await other.tick() == []


async def _never(_claim: object) -> None:
    """A process that is killed releases nothing."""


async def test_one_that_is_refused_says_so_and_holds_up_no_other(place: Place) -> None:
    book = place.process()
    added = await book.add("0 * * * *", TEA, zone="UTC")
    await place.pass_time(hours=1)
    place.tasks.refuses = True
    assert await book.tick() == []
    assert (await book.get(added.id)).problem == "There is no agent tea. Make one."
    place.tasks.refuses = False
    await place.pass_time(hours=1)
    assert len(await book.tick()) == 1
    assert (await book.get(added.id)).problem == ""


async def test_a_store_that_fails_loses_no_run(place: Place) -> None:
    book = place.process()
    await book.add("0 * * * *", TEA, zone="UTC")
    await place.pass_time(hours=1)
    place.tasks.full = True
    looking = asyncio.ensure_future(book.run())
    for _ in range(3):
        await place.pass_time(seconds=5)
        await until(lambda: place.tasks.refused >= 1)
    assert not looking.done() and place.tasks.handed_in == {}
    place.tasks.full = False
    await place.pass_time(seconds=5)
    await until(lambda: len(place.tasks.handed_in) == 1)
    looking.cancel()
    assert (await book.list())[0].problem == ""


async def test_a_clock_that_was_years_ahead_holds_nothing_up(place: Place) -> None:
    book = place.process()
    added = await book.add("0 9 * * *", TEA, zone="UTC")
    right = place.clock.now()
    place.clock.set(right + timedelta(days=4000))
    assert len(await book.tick()) == 1
    place.tasks.end()
    place.clock.set(right)
    assert await book.tick() == []
    assert (await book.get(added.id)).next_at == added.next_at
    await place.pass_time(days=1)
    assert len(await book.tick()) == 1


async def test_a_clock_that_is_put_right_brings_nothing_twice(place: Place) -> None:
    book = place.process()
    await book.add("0 * * * *", TEA, zone="UTC")
    await place.pass_time(hours=1)
    assert len(await book.tick()) == 1
    place.tasks.end()
    place.clock.set(place.clock.now() - timedelta(minutes=30))
    assert await book.tick() == []
    await place.pass_time(minutes=45)
    assert await book.tick() == []


@given(st.lists(st.tuples(st.integers(-200, 200), st.integers(0, 300)), max_size=8))
@settings(max_examples=20, deadline=None)
def test_however_the_clock_jumps_nothing_is_held_up_for_long(jumps: list[tuple[int, int]]) -> None:
    async def live() -> None:
        place = Place()
        await place.store.open(TABLES)
        book = place.process()
        await book.add("0 * * * *", TEA, zone="UTC")

        async def look(minutes: int) -> int:
            await place.pass_time(minutes=minutes)
            handed_in = await book.tick()
            place.tasks.end()
            return len(handed_in)

        for hours, minutes in jumps:
            place.clock.set(place.clock.now() + timedelta(hours=hours))
            assert await look(minutes) <= 1  # what was missed comes once
        assert sum([await look(20) for _ in range(3 * 4)]) >= 1
        assert sum([await look(20) for _ in range(3 * 3)]) == 3
        await place.store.close()

    asyncio.run(live())


async def test_one_whose_zone_is_gone_says_so_and_holds_up_no_other(place: Place) -> None:
    book = place.process()
    odd = await book.add("0 * * * *", TEA, zone="UTC")
    await book.add("0 * * * *", TEA, zone="UTC")
    await place.store.write(_put(odd.but(zone="Moon/Crater"), expect={"claimed": ""}))
    await place.pass_time(hours=1)
    assert len(await book.tick()) == 1
    told = await book.get(odd.id)
    assert told.paused and "Moon/Crater" in told.problem


async def test_paused_it_is_left_out_and_nothing_is_caught_up(place: Place) -> None:
    book = place.process()
    added = await book.add("0 * * * *", TEA, zone="UTC")
    await book.pause(added.id)
    await place.pass_time(hours=5)
    assert await book.tick() == []
    await book.resume(added.id)
    assert await book.tick() == []
    await place.pass_time(hours=1)
    assert len(await book.tick()) == 1


async def test_removed_it_is_gone(place: Place) -> None:
    book = place.process()
    added = await book.add("0 * * * *", TEA, zone="UTC")
    await book.remove(added.id)
    with pytest.raises(NotFound):
        await book.get(added.id)
    assert await book.list() == []


@pytest.mark.parametrize(
    ("cron", "zone", "overlap", "code"),
    [
        ("0 25 * * *", "UTC", "skip", "cron_wrong"),
        ("every day", "UTC", "skip", "cron_wrong"),
        ("", "UTC", "skip", "cron_wrong"),
        ("0 0 31 2 *", "UTC", "skip", "cron_wrong"),
        ("0 9 * * *", "Moon/Crater", "skip", "zone_unknown"),
        ("0 9 * * *", "../etc/passwd", "skip", "zone_unknown"),
        ("0 9 * * *", "UTC", "both", "bad_request"),
    ],
)
async def test_bad_input_is_refused(
    place: Place, cron: str, zone: str, overlap: str, code: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await place.process().add(cron, TEA, zone=zone, overlap=overlap)
    assert refused.value.code == code and refused.value.hint


def moments(cron: str, zone: str, start: datetime, count: int) -> list[datetime]:
    found = [next_after(cron, zone, start)]
    while len(found) < count:
        found.append(next_after(cron, zone, found[-1]))
    return found


def test_when_clocks_go_forward_the_lost_hour_comes_right_after_it() -> None:
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)  # Berlin loses 2:00-3:00 on the 29th
    assert moments("30 2 * * *", "Europe/Berlin", start, 2) == [
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 30, 0, 30, tzinfo=UTC),
    ]


def test_when_clocks_go_back_the_double_hour_counts_once() -> None:
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)  # Berlin has 2:00-3:00 twice on the 25th
    assert moments("30 2 * * *", "Europe/Berlin", start, 2) == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


@given(
    minute=st.integers(0, 59),
    hour=st.integers(0, 23),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"]),
    start=st.integers(0, 700 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
)
def test_a_daily_one_comes_once_a_day_whatever_the_clocks_do(
    minute: int, hour: int, zone: str, start: datetime
) -> None:
    found = moments(f"{minute} {hour} * * *", zone, start, 5)
    assert found[0] > start
    gaps = [later - earlier for earlier, later in pairwise(found)]
    assert all(timedelta(hours=22) <= gap <= timedelta(hours=26) for gap in gaps)
