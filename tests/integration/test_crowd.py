"""Many at once: priorities hold, cancelled ones leave, nothing leaks, a fork does no harm."""

import asyncio
import multiprocessing
import os
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest

from aios import AIOS, AsyncAIOS, BadRequest
from aios.contracts.task import Priority, Status
from aios.testing import DryBackend

PRIORITIES = (*Priority,)


def brewing(executor: Any) -> dict[str, Any]:
    return {"name": "tea-brewing", "keywords": ["tea"], "executor": executor}


async def test_of_two_hundred_the_critical_come_first_and_the_cancelled_never(
    tmp_path: Path,
) -> None:
    gate, order = asyncio.Event(), list[str]()

    async def brew(text: str) -> str:
        await gate.wait()
        order.append(text.split()[-1])
        return text

    async with AsyncAIOS(tmp_path, drivers=[], backends=[], task_slots=1) as aios:
        await aios.register_skill(brewing(brew))
        first = await aios.execute("brew tea first", skills=["tea-brewing"])
        tasks = [
            await aios.execute(
                f"brew tea {PRIORITIES[n % 4]}", priority=PRIORITIES[n % 4], skills=["tea-brewing"]
            )
            for n in range(200)
        ]
        gone = tasks[:100]
        assert all(await asyncio.gather(*(task.cancel() for task in gone)))
        gate.set()
        ended = await asyncio.gather(*(aios.ended(task, 60) for task in (first, *tasks)))
    assert Counter(t.status for t in ended) == {Status.COMPLETED: 101, Status.CANCELLED: 100}
    assert order[0] == "first"
    assert order[1:] == [str(p) for p in reversed(PRIORITIES) for _ in range(25)]


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="counts files as Linux lists them")
async def test_three_hundred_tasks_leak_neither_memory_nor_files(tmp_path: Path) -> None:
    async with AsyncAIOS(tmp_path, drivers=[], backends=[]) as aios:
        await aios.register_skill(brewing(lambda text: text))

        async def work_off(count: int) -> None:
            for _ in range(count):
                task = await aios.execute("brew tea", skills=["tea-brewing"])
                await task.wait(timeout=20)

        await work_off(50)
        memory, files = psutil.Process().memory_info().rss, open_files()
        await work_off(300)
        assert open_files() <= files + 2
        assert psutil.Process().memory_info().rss - memory < 24 << 20


def test_opened_and_closed_many_times_nothing_is_left(tmp_path: Path) -> None:
    def once() -> None:
        with AIOS(tmp_path, drivers=[], backends=[DryBackend()]) as aios:
            aios.register_skill(brewing(lambda text: text))
            aios.execute("brew tea").wait(20)

    once()
    threads, children = threading.active_count(), len(psutil.Process().children())
    files = open_files() if os.path.exists("/proc/self/fd") else 0
    for _ in range(5):
        once()
    assert threading.active_count() <= threads
    assert len(psutil.Process().children()) <= children
    assert not files or open_files() <= files + 1


def test_five_live_beside_each_other(tmp_path: Path) -> None:
    several = [AIOS(tmp_path / str(n), drivers=[], backends=[]) for n in range(5)]
    try:
        for number, aios in enumerate(several):
            aios.register_skill(brewing(lambda text, number=number: f"{number}: {text}"))
        waiting = [aios.execute("brew tea") for aios in several]
        assert [t.wait(20).answer for t in waiting] == [f"{n}: brew tea" for n in range(5)]
    finally:
        for aios in several:
            aios.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_is_refused_and_harms_nobody(tmp_path: Path) -> None:
    with AIOS(tmp_path, drivers=[], backends=[]) as aios:
        aios.register_skill(brewing(lambda text: text))
        aios.execute("brew tea").wait(20)

        def child() -> None:
            try:
                aios.execute("brew tea")
            except BadRequest as refused:
                os._exit(7 if refused.code == "closed" else 8)

        process = multiprocessing.get_context("fork").Process(target=child)
        process.start()
        process.join(30)
        assert process.exitcode == 7
        assert aios.execute("brew tea").wait(20).answer == "brew tea"


def test_closed_it_refuses_in_one_sentence(tmp_path: Path) -> None:
    aios = AIOS(tmp_path, drivers=[], backends=[])
    aios.close()
    with pytest.raises(BadRequest, match="closed"):
        aios.list_tasks()
