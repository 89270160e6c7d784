"""What another process works on, or worked on, can be watched, waited for and cancelled."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from aios import AsyncAIOS, BadRequest, NotFound
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.events import StepFinished, TaskEnded
from aios.contracts.task import Priority, Status, Task, TaskSpec
from aios.kernel import journal, kernel
from aios.kernel.clock import SystemClock
from aios.kernel.journal import Journal


def brewing(executor: Any) -> dict[str, Any]:
    return {"name": "tea-brewing", "keywords": ["tea"], "executor": executor}


async def kinds(aios: AsyncAIOS, task_id: str) -> list[str]:
    return [event.kind async for event in aios.watch(task_id)]


async def test_a_task_that_ended_long_ago_can_be_watched(tmp_path: Path) -> None:
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as first:
        await first.register_skill(brewing(lambda text: text))
        task = await first.execute("brew tea")
        await task.wait(timeout=20)
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as later:
        told = await asyncio.wait_for(kinds(later, task.id), 20)
    assert told == ["TaskAccepted", "StepFinished", "TaskEnded"]


async def test_a_task_of_another_is_watched_while_it_runs(tmp_path: Path) -> None:
    gate = asyncio.Event()

    class Brewer:
        name = "brewer"

        async def run(self, task: Any, calls: Any) -> str:
            await calls.remember("water boils")
            await gate.wait()
            return "tea"

    async with (
        AsyncAIOS(tmp_path, drivers=[], backends=[]) as first,
        AsyncAIOS(tmp_path, drivers=[], backends=[]) as other,
    ):
        await first.create_agent(Brewer())
        task = await first.execute("brew tea", agent="brewer")
        told = []
        async with asyncio.timeout(30):
            async for event in other.watch(task.id):
                told.append(event)
                if isinstance(event, StepFinished):
                    assert (await other.get_task(task.id)).status is Status.RUNNING
                    gate.set()
    assert isinstance(told[-1], TaskEnded)
    assert told[-1].task.status is Status.COMPLETED


async def test_an_unknown_task_cannot_be_watched(tmp_path: Path) -> None:
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as aios:
        with pytest.raises(NotFound):
            await asyncio.wait_for(kinds(aios, "task-none"), 20)


async def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as aios:
        with pytest.raises(BadRequest, match="stuck"):
            await aios.list_tasks(status="stuck")


async def test_closed_it_stays_closed(tmp_path: Path) -> None:
    aios = AsyncAIOS(tmp_path, drivers=[], backends=[])
    await aios.open()
    await aios.close()
    await aios.close()
    with pytest.raises(BadRequest) as refused:
        await aios.list_tasks()
    assert refused.value.code == "closed"


async def test_a_task_whose_skill_is_gone_at_the_next_start_fails_with_the_reason(
    tmp_path: Path,
) -> None:
    begun = asyncio.Event()

    async def brew(text: str) -> str:
        begun.set()
        await asyncio.sleep(60)
        return text

    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as first:
        await first.register_skill(brewing(brew))
        task = await first.execute("brew tea", skills=["tea-brewing"])
        await asyncio.wait_for(begun.wait(), 20)
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as second:
        ended = await second.ended(task.id, 20)
    assert ended.status is Status.FAILED
    assert ended.error is not None and ended.error.message


class Asker:
    name = "asker"

    async def run(self, task: Any, calls: Any) -> str:
        return str(await calls.ask("Go on?"))


@pytest.mark.parametrize(
    ("status", "ends"), [(Status.WAITING, Status.COMPLETED), (Status.RUNNING, Status.FAILED)]
)
async def test_one_that_only_waited_is_not_what_killed_its_processes(
    tmp_path: Path, status: Status, ends: Status
) -> None:
    store = SqliteStore(tmp_path / "aios.db")
    await store.open(journal.TABLES)
    died = Task(
        id="task-1",
        type="",
        description="ask",
        priority=Priority.NORMAL,
        agent="asker",
        skills=(),
        status=status,
        created_at=SystemClock().now(),
        attempt=kernel.MAX_VAIN_ATTEMPTS - 1,
    )
    dead = Journal(store, SystemClock(), "dead")
    await dead.save_task(died, TaskSpec(description="ask", assume_yes=True))
    await store.close()
    async with AsyncAIOS(tmp_path, drivers=[], backends=[], agents=[Asker()]) as aios:
        assert (await aios.ended("task-1", 20)).status is ends
