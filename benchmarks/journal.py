"""How many finished calls a second does the journal write, each waited for until it is safe?

Run with `python -m benchmarks.journal`; the answer goes to `benchmarks/results/journal.json`.
The bare SQLite figure, one transaction a row in the same file system, is what to compare with.
"""

import asyncio
import json
import os
import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from aios.code.stores.sqlite import SqliteStore
from aios.kernel.clock import SystemClock
from aios.kernel.journal import TABLES, CallRecord, Journal
from benchmarks.result import save

OUTPUT = {"text": "The total of column amount is 1,234.50. " * 5}


def call(name: str) -> CallRecord:
    return CallRecord(id=name, kind="think", digest="0" * 64, status="completed", output=OUTPUT)


async def measure(journal: Journal, workers: int, calls: int) -> dict[str, float]:
    """Calls a second, and how long one takes (ms), with so many waiting at once."""
    took_s: list[float] = []

    async def work(worker: int) -> None:
        for n in range(calls // workers):
            began = time.perf_counter()
            await journal.record_call("task", call(f"{workers}-{worker}-{n}"))
            took_s.append(time.perf_counter() - began)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work(worker) for worker in range(workers)))
    seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
    cuts = quantiles(took_s, n=100)
    return {
        "calls_per_s": round(len(took_s) / seconds),
        "cpu_ms_per_call": round(cpu_s / len(took_s) * 1000, 4),
        "p50_ms": round(cuts[49] * 1000, 3),
        "p99_ms": round(cuts[98] * 1000, 3),
    }


def bare_sqlite(path: Path, rows: int) -> int:
    """Rows a second of SQLite by itself, one transaction each."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("CREATE TABLE calls (key TEXT PRIMARY KEY, doc TEXT)")
    doc = json.dumps(dict(call("x").to_dict()))
    began = time.perf_counter()
    for n in range(rows):
        db.execute("INSERT INTO calls VALUES (?, ?)", (f"task/{n}", doc))
    seconds = time.perf_counter() - began
    db.close()
    return round(rows / seconds)


async def run(folder: Path) -> dict[str, Any]:
    store = SqliteStore(folder / "aios.db")
    await store.open(TABLES)
    journal = Journal(store, SystemClock(), "benchmark")
    try:
        await measure(journal, 8, 2_000)  # warm
        return {
            "concurrent_1": await measure(journal, 1, 5_000),
            "concurrent_64": await measure(journal, 64, 60_000),
        }
    finally:
        await store.close()


def main() -> None:
    """Measure and save; the bare rows before and after, since others use the disk too."""
    with tempfile.TemporaryDirectory() as folder:
        before = bare_sqlite(Path(folder) / "before.db", 10_000)
        figures = asyncio.run(run(Path(folder)))
        bare = (before + bare_sqlite(Path(folder) / "after.db", 10_000)) / 2
    save(
        "journal",
        {
            "load": os.getloadavg()[0],
            "budget": {"concurrent_64.calls_per_s": ">= 10000"},
            **figures,
            "bare_sqlite_rows_per_s": round(bare),
            "over_bare": {
                name: round(told["calls_per_s"] / bare, 2) for name, told in figures.items()
            },
        },
    )


if __name__ == "__main__":
    main()
