"""The journal: nothing is lost, nothing changes on the way, no task has two owners."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import Conflict
from aios.contracts.limits import Budget
from aios.contracts.messages import Usage
from aios.contracts.ports import Put
from aios.contracts.task import (
    Artifact,
    Isolation,
    Priority,
    Result,
    Status,
    Step,
    Task,
    TaskError,
    TaskSpec,
)
from aios.kernel.journal import LEASES, TABLES, CallRecord, Journal, birth_of

START = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def journal(store: SqliteStore, clock: ManualClock) -> Journal:
    opened = Journal(store, clock, "me")
    await opened.take_lease()
    return opened


def task(task_id: str = "t1", status: Status = Status.PENDING, **facts: object) -> Task:
    values: dict[str, object] = {
        "id": task_id,
        "type": "data_analysis",
        "description": "统计 sales.csv",
        "priority": Priority.NORMAL,
        "agent": "analyst-agent",
        "skills": ("data-analysis",),
        "status": status,
        "created_at": START,
    }
    return Task(**(values | facts))  # type: ignore[arg-type]


SPEC = TaskSpec(description="统计 sales.csv")

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.lists(text, max_size=3).map(tuple)
amounts = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(min_value=0, max_value=2**70)
times = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]))
json_values = st.recursive(
    st.none() | st.booleans() | amounts | st.integers(-(2**70), 2**70) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(text, json_values, max_size=3)
artifacts = st.builds(Artifact, name=text, path=text, media_type=text, bytes=counts, sha256=text)
steps = st.builds(
    Step,
    index=counts,
    kind=text,
    title=text,
    started_at=st.none() | times,
    duration_s=amounts,
    exit_code=st.none() | st.integers(-255, 255),
    artifacts=texts,
)
results = st.builds(
    Result,
    answer=text,
    code=text,
    data=json_values,
    artifacts=st.lists(artifacts, max_size=2).map(tuple),
)
tasks = st.builds(
    Task,
    id=text,
    type=text,
    description=text,
    priority=st.sampled_from(Priority),
    agent=text,
    skills=texts,
    status=st.sampled_from(Status),
    created_at=times,
    started_at=st.none() | times,
    completed_at=st.none() | times,
    result=st.none() | results,
    error=st.none() | st.builds(TaskError, code=text, message=text, hint=text, details=objects),
    usage=st.builds(Usage, seconds=amounts, tokens_in=counts, cost=amounts),
    steps=st.lists(steps, max_size=2).map(tuple),
    isolation=st.builds(Isolation, level=counts, backend=text, limits_not_enforced=texts),
    attempt=counts,
)
specs = st.builds(
    TaskSpec,
    description=text,
    priority=st.sampled_from(Priority),
    skills=texts,
    timeout_s=st.none() | amounts,
    budget=st.builds(Budget, seconds=st.none() | amounts, calls=st.none() | counts),
    grants=texts,
    assume_yes=st.booleans(),
    parameters=objects,
)


@settings(max_examples=60, deadline=None)
@given(task=tasks, spec=specs)
async def test_every_task_comes_back_exactly_as_it_was(task: Task, spec: TaskSpec) -> None:
    store = SqliteStore(None)
    await store.open(TABLES)
    try:
        journal = Journal(store, ManualClock(), "me")
        await journal.save_task(task, spec)
        assert await journal.load_task(task.id) == (task, spec)
    finally:
        await store.close()


async def test_an_unknown_task_is_none(journal: Journal) -> None:
    assert await journal.load_task("nobody") is None


async def test_tasks_are_listed_newest_first_whatever_the_clock_said(journal: Journal) -> None:
    for n in range(4):
        await journal.save_task(task(f"t{n}", created_at=START - timedelta(hours=n)), SPEC)
    await journal.save_task(task("t2", Status.RUNNING), SPEC)
    assert [found.id for found in await journal.list_tasks()] == ["t3", "t2", "t1", "t0"]
    assert [found.id for found in await journal.list_tasks(Status.PENDING, 2)] == ["t3", "t1"]


async def test_two_tasks_cannot_have_one_id(journal: Journal, store: SqliteStore) -> None:
    await journal.save_task(task(), SPEC)
    with pytest.raises(Conflict):
        await Journal(store, ManualClock(), "other").save_task(task(description="mine"), SPEC)


async def test_a_task_that_has_ended_stays_as_it_is(journal: Journal) -> None:
    await journal.save_task(task(), SPEC)
    await journal.save_task(task(status=Status.COMPLETED), SPEC)
    with pytest.raises(Conflict):
        await journal.save_task(task(status=Status.RUNNING), SPEC)


async def test_finished_calls_come_back_in_the_order_they_finished(journal: Journal) -> None:
    calls = [
        CallRecord(id=f"c{n}", kind="run", digest="d", status="completed", output={"数": [n, None]})
        for n in (3, 1, 2)
    ]
    for call in calls:
        await journal.record_call("t1", call)
    await journal.record_call("t2", calls[0])
    assert await journal.calls("t1") == calls


async def test_a_finished_call_is_recorded_once(journal: Journal) -> None:
    call = CallRecord(id="c", kind="think", digest="d", status="completed", output="first")
    await journal.record_call("t1", call)
    with pytest.raises(Conflict):
        await journal.record_call("t1", call.but(output="second"))
    assert (await journal.calls("t1"))[0].output == "first"


async def test_the_tasks_of_a_living_owner_are_no_orphans(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    await journal.save_task(task(), SPEC)
    other = Journal(store, clock, "other")
    await other.take_lease()
    assert await other.orphans() == []
    assert not await other.adopt("t1")


@pytest.mark.parametrize(
    "change",
    [
        {"pid": 2**22 + 1},
        {"birth": "another process had this pid"},
        {"host": "elsewhere", "birth": "another start/7", "beat_at": 0.0},
        {"host": "container", "beat": -31.0},
    ],
)
async def test_the_unfinished_tasks_of_a_dead_owner_are_orphans(
    journal: Journal, store: SqliteStore, clock: ManualClock, change: dict[str, object]
) -> None:
    for status in Status:
        await journal.save_task(task(f"{status}", status), SPEC)
    lease = await store.get(LEASES.name, "me")
    assert lease is not None
    await store.write(Put(table=LEASES.name, key="me", doc=lease | change))
    other = Journal(store, clock, "other")
    await other.take_lease()
    assert await other.orphans() == ["pending", "running", "waiting"]


async def test_a_heart_that_stops_beating_is_dead_and_one_that_beats_is_not(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    await journal.save_task(task(), SPEC)
    for _ in range(5):
        await clock.advance(journal.lease_s / 3)
        await journal.beat()
    assert await journal.orphans() == []
    await clock.advance(journal.lease_s + 1)
    assert await journal.orphans() == ["t1"]


@pytest.mark.parametrize("days", [-4000, -1, 1, 4000])
async def test_a_wall_clock_that_jumps_kills_no_lease_and_revives_none(
    journal: Journal, store: SqliteStore, clock: ManualClock, days: int
) -> None:
    clock.set(clock.now() + timedelta(days=days))
    other = Journal(store, clock, "other")
    assert "me" in await other.living()
    await clock.advance(journal.lease_s + 1)
    clock.set(clock.now() - timedelta(days=days))
    assert "me" not in await other.living()


@pytest.mark.skipif(not Path("/proc/sys/kernel/random/boot_id").exists(), reason="Linux tells it")
async def test_containers_of_one_machine_need_no_wall_clock_to_tell_who_lives(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    lease = await store.get(LEASES.name, "me")
    assert lease is not None
    await store.write(Put(table=LEASES.name, key="me", doc=lease | {"host": "container", "pid": 1}))
    other = Journal(store, clock, "other")
    clock.set(clock.now() + timedelta(days=1))
    assert "me" in await other.living()
    clock.set(clock.now() - timedelta(days=2))
    await clock.advance(journal.lease_s + 1)
    assert "me" not in await other.living()


async def test_a_released_lease_leaves_its_tasks_to_the_next(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    await journal.save_task(task(), SPEC)
    await journal.release()
    await journal.release()
    other = Journal(store, clock, "other")
    await other.take_lease()
    assert await other.adopt("t1")
    await other.save_task(task(status=Status.RUNNING), SPEC)
    with pytest.raises(Conflict):
        await journal.save_task(task(status=Status.COMPLETED), SPEC)
    assert await other.orphans() == []


async def test_of_many_heirs_one_adopts(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    await journal.save_task(task(), SPEC)
    await journal.release()
    heirs = [Journal(store, clock, f"heir{n}") for n in range(20)]
    for heir in heirs:
        await heir.take_lease()
    assert sum(await asyncio.gather(*(heir.adopt("t1") for heir in heirs))) == 1


async def test_nobody_adopts_what_is_unknown_or_has_ended(
    journal: Journal, store: SqliteStore, clock: ManualClock
) -> None:
    await journal.save_task(task(status=Status.FAILED), SPEC)
    await journal.release()
    other = Journal(store, clock, "other")
    await other.take_lease()
    assert not await other.adopt("t1")
    assert not await other.adopt("nobody")


async def test_a_lease_lost_to_others_cannot_be_beaten_back_to_life(journal: Journal) -> None:
    await journal.release()
    with pytest.raises(Conflict):
        await journal.beat()


def test_a_process_is_known_by_its_birth_until_it_is_dead() -> None:
    assert birth_of(os.getpid()) == birth_of(os.getpid())
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert birth_of(child.pid) not in (None, birth_of(os.getpid()))
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert birth_of(child.pid) is None, "killed, though nobody has waited for it yet"
    child.communicate()
    assert birth_of(child.pid) is None
