"""What do a snapshot and a fork of a namespace machine cost, next to making one anew?

Run with `python benchmarks/machine_branches.py`; the answer goes to
`benchmarks/results/machine_branches.json`. For a /workspace of each size: taking a snapshot (a
copy), a machine that starts from it (which copies nothing), and beside them, in turn, a machine
made from nothing, so that their ratios hold on a busy box too.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from result import save

from aios.code.machines.namespaces import NamespaceBackend
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec

ROUNDS = 15
SIZES_MB = (0, 1, 10, 100)
SPEC = MachineSpec(image="bare", limits=MachineLimits(disk_mb=256))


async def timed(work: Awaitable[Any]) -> tuple[float, Any]:
    """(milliseconds, what it gave)."""
    started = time.perf_counter()
    value = await work
    return (time.perf_counter() - started) * 1000, value


async def of_size(backend: NamespaceBackend, size_mb: int) -> dict[str, Any]:
    """All rounds with so much in /workspace."""
    machine = await backend.create(SPEC)
    fill = f"head -c {size_mb << 20} /dev/urandom > data; echo small > note"
    await machine.run(Command(argv=("sh", "-c", fill)))
    times: dict[str, list[float]] = {"snapshot": [], "from_snapshot": [], "from_nothing": []}
    for number in range(ROUNDS):
        name = f"s{size_mb}-{number}"
        took, _ = await timed(machine.snapshot(name))
        times["snapshot"].append(took)
        for kind, spec in (("from_snapshot", SPEC.but(snapshot=name)), ("from_nothing", SPEC)):
            took, made = await timed(backend.create(spec))
            times[kind].append(took)
            await made.destroy()
        await backend.forget(name)
    await machine.destroy()
    middle = {f"{name}_ms": round(median(values), 2) for name, values in times.items()}
    ratio = median(times["from_snapshot"]) / median(times["from_nothing"])
    return {"size_mb": size_mb, **middle, "from_snapshot_over_from_nothing": round(ratio, 2)}


async def main() -> None:
    """Every size."""
    with tempfile.TemporaryDirectory() as folder:
        backend = NamespaceBackend(state_dir=Path(folder), images=lambda _: None)
        try:
            await (await backend.create(SPEC)).destroy()
            found = [await of_size(backend, size_mb) for size_mb in SIZES_MB]
        finally:
            await backend.close()
    save("machine_branches", {"rounds": ROUNDS, "sizes": found})


if __name__ == "__main__":
    asyncio.run(main())
