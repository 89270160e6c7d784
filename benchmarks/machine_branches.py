"""What do a snapshot and a fork of a namespace machine cost, next to making one anew?

Run with `python -m benchmarks.machine_branches`; the answer goes to
`benchmarks/results/machine_branches.json`. For a /workspace of each size: taking a snapshot (a
copy), a machine that starts from it (which copies nothing), a fork (both, until the clone runs a
program), and beside them, in turn, a machine made from nothing and a plain `python3 -c`, so that
their ratios hold on a busy box too. Clones of virtual machines are in `benchmarks.qemu_start`.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from statistics import median
from typing import Any

from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec
from benchmarks.machine_start import PYTHON, plain
from benchmarks.result import save

ROUNDS = 15
SIZES_MB = (0, 1, 10, 100)
SPEC = MachineSpec(image="bare", limits=MachineLimits(disk_mb=256))


async def timed(work: Awaitable[Any]) -> tuple[float, Any]:
    """(milliseconds, what it gave)."""
    started = time.perf_counter()
    value = await work
    return (time.perf_counter() - started) * 1000, value


async def forked(backend: NamespaceBackend, machine: NamespaceMachine, name: str) -> None:
    """A clone of a machine, which has run a program."""
    await machine.snapshot(name)
    clone = await backend.create(SPEC.but(snapshot=name))
    try:
        await clone.run(PYTHON)
    finally:
        await clone.destroy()
        await backend.forget(name)


async def of_size(backend: NamespaceBackend, size_mb: int) -> dict[str, Any]:
    """All rounds with so much in /workspace."""
    machine = await backend.create(SPEC)
    fill = f"head -c {size_mb << 20} /dev/urandom > data; echo small > note"
    await machine.run(Command(argv=("sh", "-c", fill)))
    kinds = ("snapshot", "from_snapshot", "from_nothing", "fork", "plain_python")
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        name = f"s{size_mb}-{number}"
        took, _ = await timed(machine.snapshot(name))
        times["snapshot"].append(took)
        for kind, spec in (("from_snapshot", SPEC.but(snapshot=name)), ("from_nothing", SPEC)):
            took, made = await timed(backend.create(spec))
            times[kind].append(took)
            await made.destroy()
        await backend.forget(name)
        for kind, work in (
            ("fork", forked(backend, machine, f"f{name}")),
            ("plain_python", plain()),
        ):
            times[kind].append((await timed(work))[0])
    await machine.destroy()
    middle = {name: median(values) for name, values in times.items()}
    return {
        "size_mb": size_mb,
        **{f"{name}_ms": round(value, 2) for name, value in middle.items()},
        "from_snapshot_over_from_nothing": round(
            middle["from_snapshot"] / middle["from_nothing"], 2
        ),
        "from_snapshot_over_plain_python": round(
            middle["from_snapshot"] / middle["plain_python"], 2
        ),
        "fork_over_plain_python": round(middle["fork"] / middle["plain_python"], 2),
    }


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
