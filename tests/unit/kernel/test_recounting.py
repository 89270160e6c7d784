"""Statistics counted anew from the journal are those that were counted when it happened."""

import asyncio
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.clock import ManualClock
from aios.contracts.errors import ActionFailed, AiosError, Denied
from aios.contracts.events import TaskEnded
from aios.contracts.task import Priority, Result, Status, Task, TaskSpec
from aios.kernel import allowances, journal, stats
from aios.kernel.allowances import Allowances
from aios.kernel.asking import Asking
from aios.kernel.bus import Bus
from aios.kernel.ending import ended
from aios.kernel.journal import Journal
from aios.kernel.ledger import Ledger, Wanted
from aios.kernel.recounting import differing, recounted
from aios.kernel.replay import patience_s
from aios.kernel.services import Services
from aios.kernel.stats import Stats, stored

SPEC = TaskSpec(description="walk")


class Made(NamedTuple):
    """A call: for what it counts, how it ends, how long it takes; `again` after a crash."""

    resource: str
    name: str
    skill: str
    outcome: str
    seconds: float
    again: bool


calls = st.builds(
    Made,
    st.sampled_from(["tool", "model", "machine", "skill", ""]),
    st.sampled_from(["x", "工具"]),
    st.sampled_from(["", "data-analysis"]),
    st.sampled_from(["done", "failed", "denied", "died"]),
    st.floats(0, 100),
    st.booleans(),
)
tasks = st.lists(st.tuples(st.lists(calls, max_size=6), st.sampled_from(list(Status))), max_size=4)


class Died(BaseException):
    """The process."""


async def make(ledger: Ledger, clock: ManualClock, call: Made) -> None:
    async def work(call_id: str) -> str:
        await clock.advance(call.seconds)
        if call.outcome == "died":
            raise Died
        if call.outcome == "failed":
            raise ActionFailed("no", hint="none")
        if call.outcome == "denied":
            raise Denied("no", hint="none")
        ledger.log.served[call_id] = (call.name, 7)
        return "done"

    wanted = Wanted(kind="tool", title="t", skill=call.skill, resource=call.resource, asked=call)
    try:
        await ledger.call(wanted, str, work)
    except (AiosError, Died):
        return


async def live(wanted: list[tuple[list[Made], Status]]) -> list[Any]:
    store, clock, bus = SqliteStore(None), ManualClock(), Bus()
    await store.open((*journal.TABLES, *stats.TABLES, *allowances.TABLES))
    book, counting = Journal(store, clock, "me"), Stats(store)
    bus.listen(counting.hear)
    shared = Allowances(store, clock)
    parts = SimpleNamespace(clock=clock, bus=bus, journal=book, allowances=shared)
    for number, (made, status) in enumerate(wanted):
        task = Task(
            id=f"task-{number}",
            type="",
            description="walk",
            priority=Priority.NORMAL,
            agent="walker",
            skills=(),
            status=Status.RUNNING,
            created_at=clock.now(),
            started_at=clock.now(),
        )
        asking = Asking("en", lambda _question: asyncio.sleep(0, False), clock)
        for again in (False, True):  # the process dies, and the next one replays
            finished = await book.calls(task.id)
            ledger = Ledger(task, SPEC, cast(Services, parts), asking, finished)
            for call in made:
                if call.again or not again:
                    await make(ledger, clock, call)
        if status.final:
            result = Result(answer="there") if status is Status.COMPLETED else None
            outcome = result or ActionFailed("no", hint="none")
            end = ended(task, ledger.log, outcome, clock)
            bus.publish(TaskEnded(task_id=task.id, task=end))
            await book.save_task(end, SPEC)
        else:
            await book.save_task(task, SPEC)
    await counting.close()
    docs = [await store.scan(table.name) for table in (journal.TASKS, journal.CALLS)]
    wrong = differing(await stored(store), recounted(*docs))
    await store.close()
    return wrong


@given(tasks)
@settings(max_examples=40)
def test_what_is_counted_anew_is_what_was_counted(wanted: list[tuple[list[Made], Status]]) -> None:
    assert asyncio.run(live(wanted)) == []


def test_who_was_tried_in_vain_waits_longer_each_time() -> None:
    waits = [patience_s(vain) for vain in range(6)]
    assert waits[:2] == [0, 0] and waits == sorted(waits) and waits[2] >= 1
