"""What `durability` does: `power` has the disk flushed at every commit, `process` does not."""

import asyncio
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from aios import AsyncAIOS
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.ports import Put, Table

COMMITS = 40
WRITER = f"""
import asyncio, sys
from pathlib import Path
from aios.code.stores.sqlite import SqliteStore
from aios.contracts.ports import Put, Table

async def main():
    store = SqliteStore(Path(sys.argv[1]), durability=sys.argv[2])
    await store.open([Table(name="things")])
    print("begin", flush=True)
    for n in range({COMMITS}):
        await store.write(Put(table="things", key=str(n), doc={{}}))
    print("end", flush=True)
    await store.close()
asyncio.run(main())
"""
FLUSH = re.compile(r"\b(fsync|fdatasync)\(\d+\)")


def flushes(folder: Path, durability: str) -> int:
    """How often the disk was flushed while those commits were made one after the other."""
    trace = folder / "trace"
    words = ["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=fsync,fdatasync,write"]
    program = [sys.executable, "-c", WRITER, str(folder / "aios.db"), durability]
    done = subprocess.run(
        [*words, *program], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode != 0 and "ptrace" in done.stderr:
        pytest.skip(f"no tracing here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    between = trace.read_text().partition('"begin')[2].partition('"end')[0]
    return len(FLUSH.findall(between))


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to count flushes")
def test_power_flushes_at_every_commit_and_process_at_none(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "q").mkdir()
    assert flushes(tmp_path / "p", "power") >= COMMITS
    assert flushes(tmp_path / "q", "process") == 0


@pytest.mark.parametrize(("durability", "synchronous"), [("process", 1), ("power", 2)])
async def test_the_setting_reaches_the_connection_that_writes(
    tmp_path: Path, durability: Literal["process", "power"], synchronous: int
) -> None:
    async with AsyncAIOS(tmp_path, drivers=[], backends=[], durability=durability) as aios:
        store = aios.house.store
        told = await store.transact(lambda db: db.execute("PRAGMA synchronous").fetchone())
    assert told == (synchronous,)


async def test_commits_that_wait_together_are_flushed_together(tmp_path: Path) -> None:
    """Group commit: with `power`, too, far fewer transactions than writes."""
    store = SqliteStore(tmp_path / "aios.db", durability="power")
    await store.open([Table(name="things")])
    before = await store.transact(lambda db: db.total_changes)
    begins = list[str]()
    await store.transact(lambda db: db.set_trace_callback(begins.append))
    puts = [Put(table="things", key=str(n), doc={}) for n in range(500)]
    await asyncio.gather(*(store.write(put) for put in puts))
    await store.transact(lambda db: db.set_trace_callback(None))
    assert await store.transact(lambda db: db.total_changes) == before + 500
    assert sum(sql.startswith("COMMIT") for sql in begins) < 50
    await store.close()
