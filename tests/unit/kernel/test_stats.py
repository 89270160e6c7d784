"""Statistics: derived from events, the seed's names, added up across processes and restarts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.agent import AgentStats
from aios.contracts.errors import StoreFailed
from aios.contracts.events import OutputArrived, ResourceUsed, TaskEnded
from aios.contracts.messages import Usage
from aios.contracts.ports import Drop, Put
from aios.contracts.skill import SkillStats
from aios.contracts.task import Priority, Status, Task
from aios.contracts.tool import ToolStats
from aios.kernel.stats import TABLES, Stats, Tally

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(None)
    await opened.open(TABLES)
    yield opened
    await opened.close()


@pytest.fixture
async def stats(store: SqliteStore) -> AsyncIterator[Stats]:
    opened = Stats(store)
    await opened.open()
    yield opened
    await opened.close()


def ended(status: Status, seconds: float = 1.0, agent: str = "coder-agent") -> TaskEnded:
    task = Task(
        id="t",
        type="code_generation",
        description="写代码",
        priority=Priority.NORMAL,
        agent=agent,
        skills=(),
        status=status,
        created_at=START,
        started_at=START,
        completed_at=START,
        usage=Usage(seconds=seconds, tokens_in=10, tokens_out=5),
    )
    return TaskEnded(task=task)


def used(resource: str, name: str, *, ok: bool = True, s: float = 1.0, tokens: int = 0) -> Any:
    return ResourceUsed(resource=resource, name=name, ok=ok, duration_s=s, tokens=tokens)


async def test_nothing_yet_is_zero(stats: Stats) -> None:
    assert stats.agent("nobody") == AgentStats()
    assert stats.skill("nothing") == SkillStats()
    assert stats.tool("ollama_client") == ToolStats()
    assert stats.summary()["tasks"]["success_rate"] == 0.0
    assert stats.summary()["agents"] == {}


async def test_agents_count_what_they_completed_and_failed(stats: Stats) -> None:
    for event in (
        ended(Status.COMPLETED, 1.0),
        ended(Status.COMPLETED, 3.0),
        ended(Status.COMPLETED, 2.0),
        ended(Status.FAILED, 6.0),
        ended(Status.CANCELLED, 100.0),
        ended(Status.FAILED, 9.0, agent=""),
    ):
        stats.hear(event)
    assert stats.agent("coder-agent") == AgentStats(
        tasks_completed=3, tasks_failed=1, success_rate=0.75, avg_duration=3.0
    )
    summary = stats.summary()
    assert list(summary["agents"]) == ["coder-agent"]
    assert summary["agents"]["coder-agent"]["tasks_cancelled"] == 1
    assert summary["agents"]["coder-agent"]["tokens"] == 60
    assert summary["tasks"]["tasks_failed"] == 2


async def test_skills_tools_models_and_machines(stats: Stats) -> None:
    for event in (
        used("skill", "data-analysis", s=2.0),
        used("skill", "data-analysis", ok=False, s=4.0),
        used("tool", "system.cpu", s=0.5),
        used("model", "qwen2.5:7b", s=1.0, tokens=30),
        used("model", "llama3", s=3.0, tokens=12),
        used("machine", "namespaces", s=0.25),
        OutputArrived(call_id="c", stream="stdout", text="x"),
    ):
        stats.hear(event)
    assert stats.skill("data-analysis") == SkillStats(
        usage_count=2, success_rate=0.5, avg_duration=3.0
    )
    assert stats.tool("system.cpu").requests == 1
    assert stats.tool("ollama_client") == ToolStats(
        requests=2, success_rate=1.0, avg_latency=2.0, tokens_generated=42
    )
    assert stats.tool("vm_controller").avg_latency == 0.25
    summary = stats.summary()
    assert summary["models"]["llama3"]["tokens_generated"] == 12
    assert summary["machines"]["namespaces"]["requests"] == 1
    assert set(summary["skills"]["data-analysis"]) == {
        "usage_count",
        "success_rate",
        "avg_duration",
        "p50_duration",
        "p95_duration",
    }


async def test_numbers_survive_a_restart(stats: Stats, store: SqliteStore) -> None:
    for n in range(100):
        stats.hear(used("tool", "工具", s=n + 1.0))
    before = stats.summary()
    await stats.close()
    await stats.close()
    again = Stats(store)
    await again.open()
    assert again.summary() == before
    assert again.summary()["tools"]["工具"]["p95_latency"] == pytest.approx(95, rel=0.05)


async def test_processes_add_to_the_same_numbers(stats: Stats, store: SqliteStore) -> None:
    other = Stats(store)
    await other.open()
    for n in range(5):
        stats.hear(used("tool", "x"))
        other.hear(used("tool", "x"))
        await asyncio.gather(stats.flush(), other.flush()) if n % 2 else await other.flush()
    await other.close()
    await stats.flush()
    fresh = Stats(store)
    await fresh.open()
    assert fresh.tool("x").requests == 10


class CountingStore(SqliteStore):
    """A store that counts writes, and refuses them while told to."""

    writes = 0
    full = False
    refused = asyncio.Event()

    async def write(self, *changes: Put | Drop) -> None:
        self.writes += 1
        if self.full:
            self.refused.set()
            raise StoreFailed("the disk is full", code="disk_full")
        await super().write(*changes)


async def test_a_count_never_drops_while_it_is_written(stats: Stats) -> None:
    stats.hear(used("tool", "x"))
    flushing = asyncio.ensure_future(stats.flush())
    while not flushing.done():
        assert stats.tool("x").requests == 1
        await asyncio.sleep(0)
    assert stats.tool("x").requests == 1


async def test_many_events_are_one_write_and_a_full_disk_loses_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = CountingStore(None)
    await store.open(TABLES)
    stats = Stats(store, flush_s=0.0)
    for _ in range(1000):
        stats.hear(used("tool", "x"))
    store.full = True
    await store.refused.wait()
    await asyncio.sleep(0)
    assert "not written yet: the disk is full" in caplog.text
    assert stats.tool("x").requests == 1000
    store.full, store.writes = False, 0
    await stats.close()
    assert store.writes == 1
    assert stats.tool("x").requests == 1000
    await store.close()


durations = st.lists(st.floats(min_value=1e-5, max_value=1e5), min_size=1, max_size=60)


@given(durations, st.sampled_from([0.5, 0.95]))
def test_percentiles_are_within_five_percent(seconds: list[float], share: float) -> None:
    tally = Tally()
    for duration_s in seconds:
        tally.note(True, duration_s)
    ordered = sorted(seconds)
    exact = next(s for n, s in enumerate(ordered, 1) if n >= share * len(ordered))
    assert tally.percentile(share) == pytest.approx(exact, rel=0.05)


@given(durations, durations)
def test_adding_two_tallies_is_counting_all_at_once(one: list[float], two: list[float]) -> None:
    apart, together = Tally(), Tally()
    for seconds in (one, two):
        part = Tally()
        for duration_s in seconds:
            part.note(duration_s > 1, duration_s, 3)
            together.note(duration_s > 1, duration_s, 3)
        apart.add(Tally.from_doc(part.to_doc()))
    assert apart.seconds == pytest.approx(together.seconds)
    apart.seconds = together.seconds
    assert apart == together


async def test_what_goes_on_meanwhile_is_written_with_the_next_not_without_end() -> None:
    class Busy(CountingStore):
        async def write(self, *changes: Put | Drop) -> None:
            await super().write(*changes)
            if self.writes < 50:
                stats.hear(used("tool", "x"))  # another use ends while this one is written

    store = Busy(None)
    await store.open(TABLES)
    stats = Stats(store)
    stats.hear(used("tool", "x"))
    await stats.flush()
    assert (store.writes, stats.tool("x").requests) == (1, 2)
    await stats.close()
    assert store.writes == 50, "who closes waits for the last"
    await store.close()
