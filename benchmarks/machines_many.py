"""How many machines stand at once, and what is left after very many: nothing may be.

Run with `python -m benchmarks.machines_many [--at-once 1 10 100 1000] [--cycles 10000]`; the answer
goes to `benchmarks/results/machines_many.json`. Each step makes so many namespace machines, runs
`print(1)` in every one of them while all stand, and removes them. The cycles make, use and remove
machines eight at a time, some with a way out, some from a snapshot; before and after, everything a
machine could leave behind is counted.
"""

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from aios.code.machines import cgroups
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.proxy import EgressProxy
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Command, MachineSpec, NetworkPolicy
from benchmarks.result import save

SPEC = MachineSpec(image="bare", limits=MachineLimits(memory_mb=128, disk_mb=16, processes=16))
KINDS = (
    SPEC,
    SPEC.but(network=NetworkPolicy(hosts=("example.com",))),
    SPEC.but(snapshot="seed"),
)
PRINT = Command(argv=("python3", "-c", "print(1)"))
SIDE_BY_SIDE = 8


class Host:
    """A backend in a folder of its own, and what can be seen of it from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.proxy = EgressProxy()
        self.backend = NamespaceBackend(state_dir=folder, images=lambda _: None, doors=self.proxy)

    async def open(self) -> None:
        """Start what is started once, so that it does not count as left behind."""
        machine = await self.backend.create(KINDS[1])
        await machine.snapshot("seed")
        await machine.destroy()

    async def close(self) -> None:
        """Let go of everything."""
        await self.backend.close()
        await self.proxy.stop()

    def traces(self) -> dict[str, int]:
        """Whatever a machine could leave behind, counted."""
        spawner = self.backend.spawner
        return {
            "descriptors": len(os.listdir("/proc/self/fd")),
            "spawner_descriptors": len(os.listdir(f"/proc/{spawner}/fd")),
            "processes": len(below(os.getpid())),
            "mounts": lines(Path("/proc/self/mountinfo")),
            "spawner_mounts": lines(Path(f"/proc/{spawner}/mountinfo")),
            "cgroups": sum(f"aios-{os.getpid()}-" in str(f) for f in cgroups.find().leftovers()),
            "files": sum(1 for _ in self.folder.rglob("*")),
            "doors": len(os.listdir(self.proxy.folder)),
        }


def below(pid: int) -> set[int]:
    """The descendants of a process."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:  # it ended just now
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def lines(path: Path) -> int:
    """How many lines a file of the kernel's has."""
    return len(path.read_text().splitlines())


def available_mb() -> float:
    """How much memory is free for programs."""
    with open("/proc/meminfo") as file:
        line = next(line for line in file if line.startswith("MemAvailable"))
    return int(line.split()[1]) / 1024


async def at_once(host: Host, count: int) -> dict[str, Any]:
    """So many machines that all stand at the same time."""
    memory, started = available_mb(), time.perf_counter()
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def made() -> Any:
        async with gate:
            return await host.backend.create(SPEC)

    machines = await asyncio.gather(*(made() for _ in range(count)))
    created, used = time.perf_counter(), memory - available_mb()

    async def ran(machine: Any) -> bool:
        async with gate:
            return bool((await machine.run(PRINT)).stdout == "1\n")

    right = sum(await asyncio.gather(*(ran(machine) for machine in machines)))
    done = time.perf_counter()
    await asyncio.gather(*(machine.destroy() for machine in machines))
    return {
        "machines": count,
        "ran_right": right,
        "create_ms_each": round((created - started) / count * 1000, 2),
        "run_ms_each": round((done - created) / count * 1000, 2),
        "destroy_ms_each": round((time.perf_counter() - done) / count * 1000, 2),
        "memory_mb_each": round(used / count, 2),
    }


async def cycles(host: Host, count: int) -> dict[str, Any]:
    """So many machines made, used and removed; what was there before and after."""
    before, started = host.traces(), time.perf_counter()
    numbers = iter(range(count))

    async def work() -> None:
        for number in numbers:
            machine = await host.backend.create(KINDS[number % len(KINDS)])
            try:
                await machine.run(PRINT)
            finally:
                await machine.destroy()

    await asyncio.gather(*(work() for _ in range(SIDE_BY_SIDE)))
    after = host.traces()
    left = {name: after[name] - before[name] for name in before if after[name] != before[name]}
    return {
        "cycles": count,
        "ms_each": round((time.perf_counter() - started) / count * 1000, 2),
        "left_behind": left,
        "before": before,
        "after": after,
    }


async def main() -> None:
    """Both, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, nargs="*", default=[1, 10, 100, 1000])
    parser.add_argument("--cycles", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        host = Host(Path(folder))
        await host.open()
        try:
            steps = [await at_once(host, count) for count in asked.at_once]
            soak = await cycles(host, asked.cycles)
        finally:
            await host.close()
    save("machines_many", {"at_once": steps, "soak": soak})


if __name__ == "__main__":
    asyncio.run(main())
