"""What does the whole kernel add to a task? 1,000 no-op tasks, accepted to ended and journaled.

Run with `python benchmarks/tasks.py`; the answer goes to `benchmarks/results/tasks.json`. The
bare figure is the same no-op as plain asyncio tasks; the store's is two documents a task.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from aios.contracts.ports import Put, Table
from aios.system import AsyncAIOS
from aios.testing import MemoryStore
from benchmarks.result import save

TASKS = 1000


class NoOp:
    """An agent that answers at once."""

    name = "no-op"

    async def run(self, task: Any, calls: Any) -> str:
        """Nothing to do."""
        return "done"


async def through_the_kernel(workspace: Path) -> dict[str, float]:
    """Tasks a second, and CPU milliseconds of each."""
    async with AsyncAIOS(workspace, drivers=[], backends=[], use_vm=False) as aios:
        await aios.create_agent(NoOp())
        began, cpu = time.perf_counter(), time.process_time()
        handles = [await aios.execute(f"task {n}", agent="no-op") for n in range(TASKS)]
        await asyncio.gather(*(handle.wait() for handle in handles))
        return _rate(began, cpu)


async def bare() -> dict[str, float]:
    """The same without any kernel."""
    began, cpu = time.perf_counter(), time.process_time()
    works = [asyncio.create_task(NoOp().run(None, None)) for _ in range(TASKS)]
    await asyncio.gather(*works)
    return _rate(began, cpu)


async def store_alone() -> dict[str, float]:
    """Three writes a task, as the journal makes them."""
    store = MemoryStore()
    await store.open([Table(name="tasks", indexes=("status",))])
    began, cpu = time.perf_counter(), time.process_time()

    async def one(number: int) -> None:
        for status in ("pending", "running", "completed"):
            doc = {"status": status, "text": "x" * 1000}
            await store.write(Put(table="tasks", key=str(number), doc=doc))

    await asyncio.gather(*(one(n) for n in range(TASKS)))
    rate = _rate(began, cpu)
    await store.close()
    return rate


def _rate(began: float, cpu: float) -> dict[str, float]:
    seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
    return {
        "tasks_per_s": round(TASKS / seconds, 1),
        "cpu_ms_per_task": round(cpu_s / TASKS * 1000, 4),
    }


def main() -> None:
    """Measure and save."""
    with tempfile.TemporaryDirectory() as folder:
        kernel = asyncio.run(through_the_kernel(Path(folder)))
    store = asyncio.run(store_alone())
    ratio = kernel["cpu_ms_per_task"] / store["cpu_ms_per_task"]
    save(
        "tasks",
        {
            "tasks": TASKS,
            "kernel": kernel,
            "store_alone": store,
            "bare_asyncio": asyncio.run(bare()),
            "cpu_kernel_over_store": round(ratio, 2),
        },
    )


if __name__ == "__main__":
    main()
