"""How long does a start take with 100,000 old tasks, beside one with none?

Run with `python -m benchmarks.old_tasks`; the answer goes to `benchmarks/results/old_tasks.json`.
Aim: at most 0.5 s. Both are opened in turn, in processes of their own, after one that warms the
disk's cache; what is told is the time from the first word to ready, imports of `aios` left out.
On a computer busy with other work (`load`) the CPU seconds say more than the wall's.
"""

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from aios.contracts.task import Priority, Result, Status, Step, Task, TaskSpec
from aios.system import AsyncAIOS
from benchmarks.result import save

TASKS, CALLS_EACH, ROUNDS = 100_000, 3, 5
START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(place: Path) -> None:
    """Old tasks with their calls, as the journal writes them."""

    def documents() -> Any:
        for number in range(TASKS):
            at = START + timedelta(minutes=number)
            steps = tuple(Step(index=n, kind="tool", title="tick") for n in range(CALLS_EACH))
            task = Task(
                id=f"task-{number:012x}",
                type="data_analysis",
                description=f"total sales of shop {number}",
                priority=Priority.NORMAL,
                agent="analyst-agent",
                skills=("data-analysis",),
                status=Status.COMPLETED,
                created_at=at,
                started_at=at,
                completed_at=at,
                result=Result(answer="The total of column amount is 1,234.50."),
                steps=steps,
            )
            doc = {
                "status": "completed",
                "owner": f"kernel-{number % 997}",
                "task": msgspec.to_builtins(task),
                "spec": msgspec.to_builtins(TaskSpec(description=task.description)),
            }
            text = msgspec.json.encode(doc).decode()
            yield task.id, text, doc["status"], doc["owner"]

    with closing(sqlite3.connect(place / "aios.db")) as db, db:
        db.executemany(
            "INSERT INTO tasks (key, doc, by_status, by_owner) VALUES (?, ?, ?, ?)", documents()
        )
        db.execute(
            f"WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n LIMIT {CALLS_EACH})"
            " INSERT INTO calls (key, doc, by_task_id) SELECT key || '/' || n, "
            "json_object('task_id', key, 'call', json_object('id', key || n)), key FROM tasks, n"
        )


async def opened(place: Path) -> dict[str, float]:
    """Seconds until ready, and until the newest tasks are listed."""
    began, cpu = time.perf_counter(), time.process_time()
    async with AsyncAIOS(place, drivers=[], backends=[], planner="builtin") as aios:
        ready_s, ready_cpu_s = time.perf_counter() - began, time.process_time() - cpu
        await aios.list_tasks(limit=50)
        listed_s = time.perf_counter() - began - ready_s
        await aios.list_tasks("failed", limit=50)
    return {"ready_s": ready_s, "ready_cpu_s": ready_cpu_s, "list_s": listed_s}


def measured(place: Path) -> dict[str, float]:
    """One start in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.old_tasks", str(place)]
    return dict(msgspec.json.decode(subprocess.run(words, check=True, capture_output=True).stdout))


def main() -> None:
    """Measure and save; with a workspace named, be one of those measured."""
    if len(sys.argv) > 1:
        print(msgspec.json.encode(asyncio.run(opened(Path(sys.argv[1])))).decode())
        return
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        for place in (empty, full):
            measured(place)
        fill(full)
        measured(full)
        rounds = [(measured(empty), measured(full)) for _ in range(ROUNDS)]
        megabytes = round((full / "aios.db").stat().st_size / 1e6)
    told = {
        name: {
            what: {
                "median": round(median(m[what] for m in all_), 3),
                "best": round(min(m[what] for m in all_), 3),
            }
            for what in ("ready_s", "ready_cpu_s", "list_s")
        }
        for name, all_ in zip(("empty", "full"), zip(*rounds, strict=True), strict=True)
    }
    more = told["full"]["ready_cpu_s"]["median"] - told["empty"]["ready_cpu_s"]["median"]
    save(
        "old_tasks",
        {
            "load": os.getloadavg()[0],
            "tasks": TASKS,
            "database_mb": megabytes,
            "budget": {"full.ready_s": "<= 0.5"},
            **told,
            "old_tasks_add_cpu_s": round(more, 3),
        },
    )


if __name__ == "__main__":
    main()
