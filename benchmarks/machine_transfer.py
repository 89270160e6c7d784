"""How many bytes a second go into a machine and out of it?

Run with `python -m benchmarks.machine_transfer`; the answer goes to
`benchmarks/results/machine_transfer.json`. One large file and many small ones are uploaded and
downloaded by the way `aios vm cp` takes, for each kind of machine that works here; beside each, in
turn, the same files are copied from one folder of the host to another, so that ratios hold on a
busy box.
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from aios.code.machines import transfer
from aios.code.machines.image import ImageStore
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.code.machines.wasi.backend import WasiBackend
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import MachineSpec
from aios.contracts.ports import Machine, MachineBackend
from benchmarks.result import save

ROUNDS = 5
LARGE_BYTES = 32 << 20
SMALL, SMALL_BYTES = 200, 2000
DISK_MB = 256
SPEC = MachineSpec(image="bare", profile="python", limits=MachineLimits(disk_mb=DISK_MB))
Rates = dict[str, list[float]]


def make_files(folder: Path) -> dict[str, Path]:
    """One large file, and a folder of small ones."""
    (folder / "small").mkdir()
    (folder / "large").write_bytes(os.urandom(LARGE_BYTES))
    for number in range(SMALL):
        (folder / "small" / f"{number}.txt").write_bytes(os.urandom(SMALL_BYTES))
    return {"large": folder / "large", "small": folder / "small"}


def size_of(path: Path) -> int:
    """Bytes in a file, or in all files of a folder."""
    return sum(f.stat().st_size for f in path.rglob("*")) if path.is_dir() else path.stat().st_size


def copy(source: Path, target: Path) -> None:
    """The same by the host itself."""
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


async def rate(source: Path, act: Callable[[], Awaitable[Any]]) -> float:
    """MiB a second."""
    started = time.perf_counter()
    await act()
    return size_of(source) / 2**20 / (time.perf_counter() - started)


async def one_round(machine: Machine, files: dict[str, Path], folder: Path, rates: Rates) -> None:
    """Everything once: copied here, in, and out again, where it must be what it was."""
    for kind, source in files.items():
        with tempfile.TemporaryDirectory(dir=folder) as name:
            here, back = Path(name, "here"), Path(name, "back")
            acts: dict[str, Callable[[], Awaitable[Any]]] = {
                "host": partial(asyncio.to_thread, copy, source, here),
                "up": partial(transfer.upload, machine, source, kind, disk_mb=DISK_MB),
                "down": partial(transfer.download, machine, kind, back),
            }
            found = {way: await rate(source, act) for way, act in acts.items()}
            if size_of(back) != size_of(source):
                raise RuntimeError(f"{kind} came back with another size")
        for way, value in found.items():
            rates.setdefault(f"{kind}_{way}", []).append(value)


async def of_backend(
    backend: MachineBackend, files: dict[str, Path], folder: Path
) -> dict[str, Any]:
    """All rounds in one machine, or why there is none."""
    try:
        probe = await backend.probe()
        if not probe.ok:
            return {"left_out": probe.reason}
        machine = await backend.create(SPEC)
        await one_round(machine, files, folder, {})
        rates: Rates = {}
        for _ in range(ROUNDS):
            await one_round(machine, files, folder, rates)
    finally:
        await backend.close()
    middle = {name: median(values) for name, values in rates.items()}
    return {
        "mib_per_s": {name: round(value, 2) for name, value in middle.items()},
        "of_the_hosts_own_copy": {
            name: round(value / middle[f"{name.partition('_')[0]}_host"], 4)
            for name, value in middle.items()
            if not name.endswith("_host")
        },
        "small_files_per_s": {
            way: round(middle[f"small_{way}"] * 2**20 / SMALL_BYTES) for way in ("up", "down")
        },
    }


async def main() -> None:
    """Every backend."""
    images = ImageStore()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_files(folder)
        backends: list[MachineBackend] = [
            NamespaceBackend(state_dir=folder / "state", images=lambda _: None),
            LandlockBackend(state_dir=folder / "state", images=lambda _: None),
            WasiBackend(state_dir=folder / "state", cache=images.root / "wasi"),
            QemuBackend(state_dir=folder / "state", images=GuestImages(images)),
        ]
        found = {b.name: await of_backend(b, files, folder) for b in backends}
    sizes = {"large_bytes": LARGE_BYTES, "small_files": SMALL, "small_bytes": SMALL_BYTES}
    save("machine_transfer", {"rounds": ROUNDS, **sizes, "backends": found})


if __name__ == "__main__":
    asyncio.run(main())
