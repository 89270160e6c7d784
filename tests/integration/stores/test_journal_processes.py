"""The journal among real processes: a killed owner's tasks go to exactly one heir."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

from aios.code.stores.sqlite import SqliteStore
from aios.contracts.ports import Put, Table

PROCESS = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.task import Priority, Status, Task, TaskSpec
from aios.kernel.clock import SystemClock
from aios.kernel.journal import TABLES, CallRecord, Journal

async def main(path, name):
    store = SqliteStore(Path(path))
    await store.open(TABLES)
    journal = Journal(store, SystemClock(), name)
    await journal.take_lease()
    if name == "owner":
        for n in range(10):
            task = Task(id=f"t{n}", type="", description="任务", priority=Priority.NORMAL, agent="",
                        skills=(), status=Status.RUNNING, created_at=datetime.now(UTC))
            await journal.save_task(task, TaskSpec(description="任务"))
            await journal.record_call(task.id, CallRecord(
                id="c", kind="run", digest="d", status="completed", output=n))
        print("saved", flush=True)
        await asyncio.sleep(3600)
    print("orphans", *await journal.orphans(), flush=True)
    sys.stdin.readline()
    for n in range(10):
        if await journal.adopt(f"t{n}"):
            [call] = await journal.calls(f"t{n}")
            print(f"t{n}", call.output)
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


def start(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(path), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


def test_the_tasks_of_a_killed_process_are_adopted_once_each(tmp_path: Path) -> None:
    path = tmp_path / "aios.db"
    owner = start(path, "owner")
    assert first_line(owner) == ["saved"]
    witness = start(path, "witness")
    assert first_line(witness) == ["orphans"], "the owner lives"
    out, _ = witness.communicate("now\n", timeout=60)
    assert out == ""
    owner.kill()
    owner.communicate()
    heirs = [start(path, f"heir{n}") for n in range(3)]
    for heir in heirs:
        assert first_line(heir) == ["orphans", *(f"t{n}" for n in range(10))]
    for heir in heirs:
        assert heir.stdin is not None
        heir.stdin.write("now\n")
        heir.stdin.flush()
    lines = [line for heir in heirs for line in heir.communicate(timeout=60)[0].splitlines()]
    assert sorted(lines) == [f"t{n} {n}" for n in range(10)]


def test_a_store_serves_loops_that_come_and_go(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "aios.db")
    asyncio.run(store.open([Table(name="things")]))

    async def leave_early() -> None:
        writing = [
            asyncio.ensure_future(store.write(Put(table="things", key=f"{n}", doc={"n": n})))
            for n in range(50)
        ]
        await asyncio.sleep(0)
        for write in writing[:-1]:
            write.cancel()

    asyncio.run(leave_early())
    found: list[object] = []

    async def come_later() -> None:
        await store.write(Put(table="things", key="later", doc={}))
        found.extend(await store.scan("things"))

    other = threading.Thread(target=lambda: asyncio.run(come_later()))
    other.start()
    other.join()
    assert len(found) == 51, "accepted is accepted, though nobody waited for it"
    asyncio.run(store.close())
