"""How long does a namespace machine take, next to a plain Python process?

Run with `python -m benchmarks.machine_start`; the answer goes to
`benchmarks/results/machine_start.json`. All figures are taken in turn in one run, so that their
ratios hold on a busy box too. The plain processes are `python3 -c 'print(1)'` of the same
interpreter, as a user would start it and at its barest (`-S -I`).
"""

import asyncio
import os
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

from aios.code.machines.launcher import base_interpreter
from aios.code.machines.namespaces import NamespaceBackend, NamespaceMachine
from aios.contracts.machine import Command, MachineSpec
from benchmarks.result import save

ROUNDS = 60
PYTHON = Command(argv=("python3", "-c", "print(1)"))
SHELL = Command(argv=("sh", "-c", "echo 1"))
SPEC = MachineSpec(image="bare")
Times = dict[str, list[float]]


class Timer:
    """Collects milliseconds by name."""

    def __init__(self) -> None:
        self.times: Times = {}

    async def of(self, name: str, action: Callable[[], Awaitable[Any]]) -> Any:
        """What `action` gives, timed."""
        started = time.perf_counter()
        value = await action()
        self.times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
        return value


async def plain(*flags: str) -> None:
    """A plain process, from start to output."""
    command = [str(base_interpreter()), *flags, "-c", "print(1)"]
    subprocess.run(command, capture_output=True, check=True)  # noqa: ASYNC221  nothing else runs


async def whole(backend: NamespaceBackend, timer: Timer) -> None:
    """Create, run once, remove."""
    machine = await timer.of("create", lambda: backend.create(SPEC))
    await timer.of("first_run", lambda: machine.run(PYTHON))
    await timer.of("destroy", machine.destroy)


async def one_round(backend: NamespaceBackend, warm: NamespaceMachine, timer: Timer) -> None:
    """Everything once."""
    await timer.of("plain_python", plain)
    await timer.of("plain_python_bare", lambda: plain("-S", "-I"))
    await timer.of("create_run_destroy", lambda: whole(backend, timer))
    await timer.of("warm_run_python", lambda: warm.run(PYTHON))
    await timer.of("warm_run_shell", lambda: warm.run(SHELL))
    await timer.of("list_files", warm.list)


async def measure(folder: Path) -> Times:
    """All rounds in one backend."""
    backend = NamespaceBackend(state_dir=folder, images=lambda _: None)
    timer = Timer()
    try:
        warm = await timer.of("first_create_with_spawner", lambda: backend.create(SPEC))
        await one_round(backend, warm, Timer())
        for _ in range(ROUNDS):
            await one_round(backend, warm, timer)
    finally:
        await backend.close()
    return timer.times


def main() -> None:
    """Measure, print and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(measure(Path(folder)))
    middle = {name: median(taken) for name, taken in times.items()}
    figures = {
        "rounds": ROUNDS,
        "user": "root" if os.geteuid() == 0 else "plain",
        "median_ms": {name: round(value, 2) for name, value in middle.items()},
        "min_ms": {name: round(min(taken), 2) for name, taken in times.items()},
        "create_run_destroy_over_plain_python": round(
            middle["create_run_destroy"] / middle["plain_python"], 3
        ),
        "create_run_destroy_over_bare_python": round(
            middle["create_run_destroy"] / middle["plain_python_bare"], 3
        ),
        "warm_run_over_plain_python": round(middle["warm_run_python"] / middle["plain_python"], 3),
    }
    save("machine_start", figures)


if __name__ == "__main__":
    main()
