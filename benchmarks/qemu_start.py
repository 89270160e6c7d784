"""How long does a virtual machine take, next to a plain process and a machine of namespaces?

Run with `python -m benchmarks.qemu_start`; the answer goes to `benchmarks/results/qemu_start.json`.
All figures are taken in turn in one run, so that their ratios hold on a busy box too. It needs
QEMU and its guest (`aios vm build qemu`).
"""

import asyncio
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from aios.code.machines.image import ImageStore
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.contracts.machine import Command, MachineSpec
from aios.contracts.ports import Machine, MachineBackend
from benchmarks.machine_start import PYTHON, SHELL, SPEC, Timer, plain
from benchmarks.result import save

ROUNDS = 8
FRESH = Command(argv=("/aios/bin/python3", "-c", "print(1)"))
BIG = bytes(8 << 20)


class Unbooted(GuestImages):
    """The same guest, as if it had never booted here."""

    def __init__(self, packages: ImageStore, templates: Path) -> None:
        super().__init__(packages)
        self._own_templates = templates

    @property
    def templates(self) -> Path:
        """An empty place."""
        return self._own_templates


async def cold_boot(folder: Path, timer: Timer, accelerator: str) -> None:
    """From nothing to a template."""
    backend = QemuBackend(state_dir=folder, images=Unbooted(ImageStore(), folder / "templates"))
    try:
        await timer.of("boot_to_template", lambda: backend.boots(accelerator))
    finally:
        await backend.close()


async def started(name: str, backend: MachineBackend, spec: MachineSpec, timer: Timer) -> Machine:
    """A machine, timed until it is ready and through its first program."""
    machine = await timer.of(f"{name}_to_ready", lambda: backend.create(spec))
    await timer.of(f"{name}_first_run", lambda: machine.run(PYTHON))
    return machine


async def one_round(backends: dict[str, Any], warm: Machine, number: int, timer: Timer) -> None:
    """Everything once."""
    await timer.of("plain_python", plain)
    for name, backend in backends.items():
        machine = await started(name, backend, SPEC, timer)
        await timer.of(f"{name}_destroy", machine.destroy)
    await timer.of("warm_run_python", lambda: warm.run(PYTHON))
    await timer.of("warm_run_shell", lambda: warm.run(SHELL))
    await timer.of("warm_run_fresh_interpreter", lambda: warm.run(FRESH))
    await timer.of("8_mib_in", lambda: warm.write("big", BIG))
    await timer.of("8_mib_out", lambda: warm.read("big"))
    snapshot = f"round-{number}"
    await timer.of("snapshot", lambda: warm.snapshot(snapshot))
    loaded = await timer.of(
        "snapshot_to_ready", lambda: backends["clone_jailed"].create(SPEC.but(snapshot=snapshot))
    )
    await loaded.destroy()
    await backends["clone_jailed"].forget(snapshot)


async def measure(folder: Path) -> tuple[dict[str, list[float]], str]:
    """All rounds, and what ran the guest."""
    images = GuestImages(ImageStore())
    backends: dict[str, Any] = {
        "namespaces": NamespaceBackend(state_dir=folder / "n", images=lambda _: None),
        "clone_jailed": QemuBackend(state_dir=folder / "j", images=images),
        "clone_bare": QemuBackend(state_dir=folder / "b", images=images, jailed=False),
    }
    timer = Timer()
    try:
        accelerator = await backends["clone_jailed"].accelerator()
        await cold_boot(folder, timer, accelerator)
        for backend in backends.values():
            await (await backend.create(SPEC)).destroy()
        warm = await backends["clone_jailed"].create(SPEC)
        await one_round(backends, warm, 0, Timer())
        for number in range(1, ROUNDS + 1):
            await one_round(backends, warm, number, timer)
    finally:
        for backend in backends.values():
            await backend.close()
    return timer.times, accelerator


def main() -> None:
    """Measure, print and keep the figures."""
    with tempfile.TemporaryDirectory() as folder:
        times, accelerator = asyncio.run(measure(Path(folder)))
    middle = {name: median(taken) for name, taken in times.items()}
    figures = {
        "rounds": ROUNDS,
        "accelerator": accelerator,
        "median_ms": {name: round(value, 1) for name, value in middle.items()},
        "min_ms": {name: round(min(taken), 1) for name, taken in times.items()},
        "over_plain_python": {
            name: round(value / middle["plain_python"], 2) for name, value in middle.items()
        },
    }
    save("qemu_start", figures)


if __name__ == "__main__":
    main()
