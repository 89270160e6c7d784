"""A wall clock that jumps hours forth and back: what is newest stays so, and times stay times."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.changes.files import FileChanger
from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.contracts.changes import Change
from aios.contracts.clock import ManualClock
from aios.contracts.events import TaskEnded
from aios.contracts.task import Priority, Result, Status, Task
from aios.kernel import changes, memory, stats, storage
from aios.kernel.bus import Bus
from aios.kernel.changes import ChangeBook
from aios.kernel.ending import ended
from aios.kernel.ledger import StepLog
from aios.kernel.policy import AGEING_S, Ticket, starvation_bound_s
from aios.kernel.scheduler import Lane

TABLES = (*changes.TABLES, *memory.TABLES, *stats.TABLES, *storage.TABLES)
JUMPS = st.integers(-100, 100).map(lambda hours: timedelta(hours=hours))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


def jump(clock: ManualClock, hours: float) -> None:
    clock.set(clock.now() + timedelta(hours=hours))


@pytest.fixture
def changed(tmp_path: Path, store: SqliteStore, clock: ManualClock) -> ChangeBook:
    async def living() -> list[str]:
        return []

    return ChangeBook(
        store, FileChanger(tmp_path / "kept"), clock, Bus(), owner="me", living=living
    )


async def make(changed: ChangeBook, folder: Path) -> str:
    return (await changed.apply("t1", "", [Change(kind="make_folder", path=str(folder))])).id


async def test_undo_takes_back_what_was_done_last(
    changed: ChangeBook, clock: ManualClock, tmp_path: Path
) -> None:
    await make(changed, tmp_path / "first")
    jump(clock, -5)
    second = await make(changed, tmp_path / "second")
    assert [undone.id for undone in await changed.undo()] == [second]
    assert (tmp_path / "first").is_dir() and not (tmp_path / "second").exists()


async def test_of_many_changes_it_is_the_newest_that_can_be_undone(
    changed: ChangeBook, clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "KEPT_SETS", 2)
    made = []
    for number in range(4):
        made.append(await make(changed, tmp_path / str(number)))
        jump(clock, -5)
    assert [known.id for known in await changed.known()] == [made[3], made[2]]


async def test_the_current_artifact_is_the_one_that_was_written_last(
    store: SqliteStore, clock: ManualClock, tmp_path: Path
) -> None:
    files = storage.StorageManager(tmp_path, store, clock)
    await files.keep("t1", "a.txt", b"old")
    jump(clock, -5)
    new = await files.keep("t1", "a.txt", b"new")
    assert await files.read("a.txt", task_id="t1") == b"new"
    assert await files.list("t1") == (new,)
    assert (await files.find("a.txt")).version == 2


async def test_a_memory_does_not_end_before_it_began(
    store: SqliteStore, clock: ManualClock
) -> None:
    kept = memory.MemoryManager(store, SqliteTextIndex(store), clock)
    old = await kept.store("the port is 80", subject="port")
    jump(clock, -5)
    new = await kept.supersede(old, "the port is 81")
    closed = await kept.get(old)
    assert closed is not None and closed.valid_to == closed.created_at
    assert [item.id for item in await kept.search("port")] == [new]


@given(JUMPS, st.floats(0, 1e5))
@settings(max_examples=30)
def test_a_task_takes_as_long_as_it_takes(hours: timedelta, seconds: float) -> None:
    async def live() -> Task:
        clock = ManualClock()
        log = StepLog(clock.monotonic())
        begun = Task(
            id="t1",
            type="",
            description="walk",
            priority=Priority.NORMAL,
            agent="walker",
            skills=(),
            status=Status.RUNNING,
            created_at=clock.now(),
            started_at=clock.now(),
        )
        await clock.advance(seconds)
        clock.set(clock.now() + hours)
        return ended(begun, log, Result(answer="there"), clock)

    end, told = asyncio.run(live()), stats.Tallies()
    stats.counted(TaskEnded(task_id="t1", task=end), told)
    assert end.usage.seconds == pytest.approx(seconds)
    assert {tally.seconds for tally in told.values()} == {end.usage.seconds}


WISHES = st.lists(
    st.tuples(st.sampled_from(list(Priority)), st.integers(0, 40), JUMPS), min_size=2, max_size=12
)


def turns(wishes: list[tuple[Priority, int, timedelta]], *, jumps: bool) -> list[str]:
    """Who got a turn, in order: each works as many seconds as told, and then the clock is set."""

    async def live() -> list[str]:
        clock, order = ManualClock(), list[str]()
        lane = Lane("l", 1, clock)

        async def work(name: int, priority: Priority, seconds: int, hours: timedelta) -> None:
            wish = Ticket(id=str(name), priority=priority, agent=str(name), since=clock.monotonic())
            async with lane.turn(wish):
                order.append(wish.id)
                await clock.sleep(seconds)
                if jumps:
                    clock.set(clock.now() + hours)

        working = []
        for name, wish in enumerate(wishes):
            working.append(asyncio.ensure_future(work(name, *wish)))
            await clock.advance(AGEING_S / 3)
        while not all(work.done() for work in working):
            await clock.advance(1)
        return order

    return asyncio.run(live())


@given(WISHES)
@settings(max_examples=25, deadline=None)
def test_whose_turn_it_is_does_not_depend_on_the_wall_clock(
    wishes: list[tuple[Priority, int, timedelta]],
) -> None:
    assert turns(wishes, jumps=True) == turns(wishes, jumps=False)


async def test_nobody_starves_under_a_clock_that_jumps(clock: ManualClock) -> None:
    lane, order = Lane("l", 1, clock), list[str]()

    async def work(wish: Ticket) -> None:
        async with lane.turn(wish):
            order.append(wish.id)
            await clock.sleep(10)

    since = clock.monotonic()
    working = [asyncio.ensure_future(work(Ticket(id="busy", since=since)))]
    await clock.advance(1)
    low = Ticket(id="low", priority=Priority.LOW, agent="low", since=clock.monotonic())
    working.append(asyncio.ensure_future(work(low)))
    for number in range(20):
        jump(clock, -7 if number % 2 else 9)
        now = clock.monotonic()
        newer = Ticket(id=f"c{number}", priority=Priority.CRITICAL, agent=f"c{number}", since=now)
        working.append(asyncio.ensure_future(work(newer)))
        await clock.advance(10)
    while not all(work.done() for work in working):
        await clock.advance(10)
    assert order.index("low") <= starvation_bound_s() / 10 + 1
