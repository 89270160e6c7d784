"""Templates: guests that have booted once, kept so that machines start as copies of them.

Covered:
- a copy cannot change the template: its memory is sealed by the kernel before anyone gets it
- a template is made once per host for each shape of machine, and never used when anything of
  what it was made of has changed

Not covered:
- secrets that a guest makes while it boots are the same in its copies; ours makes none, and
  every copy is given fresh randomness before it runs anything
"""

import asyncio
import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aios.code.machines.channel import Channel
from aios.code.machines.locking import locked, try_lock, try_share
from aios.code.machines.qemu import guest_image, initramfs, tools
from aios.code.machines.qemu.command import BINDS_BYTES, Shape, arguments
from aios.code.machines.qemu.emulator import Emulator, Order
from aios.contracts.errors import MachineFailed
from aios.contracts.limits import MachineLimits

_BOOT_S = 90.0
_BUILD_S = 30.0
_PIECE = 1 << 20
_LOCK = ".lock"
# The agent is built as in a machine of namespaces; each copy gets its own limits when it wakes.
_LIMITS = MachineLimits()
_SETUP: dict[str, object] = {
    "cgroups": ["/sys/fs/cgroup/programs"],
    "staging": "/tmp/staging",
    "binds": [("/packages", "/aios/image")],
    "base": "",
    "hostname": "template",
    "local_sockets": True,
    "disk_bytes": _LIMITS.disk_mb << 20,
    "inodes": _LIMITS.inodes,
    "processes": _LIMITS.processes,
    "open_files": _LIMITS.open_files,
    "memory_bytes": 0,
}
_OWN: dict[str, object] = {
    "name": "template",
    "caps": {},
    "rlimits": {},
    "storage": f"size={_LIMITS.disk_mb << 20},nr_inodes={_LIMITS.inodes}",
    "packages": True,
    "binds": [],
    "network": None,
}
# What most programs start with is read from disk once, here.
_ENVIRONMENT = {"PATH": "/aios/bin:/usr/bin:/bin", "HOME": "/workspace"}
_WARMING = (["python3", "-c", "pass"], ["sh", "-c", "ls"], ["/aios/bin/python3", "-c", "pass"])
Start = Callable[[Order], Awaitable[Emulator]]


@dataclass(frozen=True)
class Template:
    """A booted guest: its memory, sealed, as a descriptor; its state; the files of its drives."""

    memory: int
    state: Path
    files: dict[str, Path]
    hold: int

    def close(self) -> None:
        """Let go of it; when nobody holds it any more, it may be removed."""
        os.close(self.memory)
        os.close(self.hold)


class Templates:
    """Those of one controller, by shape; below `folder` they are kept for the next ones."""

    def __init__(self, folder: Path, start: Start) -> None:
        self._folder = folder
        self._start = start
        self._found: dict[Shape, Template] = {}
        self._turn = asyncio.Lock()

    async def get(self, shape: Shape, image: Path) -> Template:
        """The template of a shape: at hand, from disk, or booted now (seconds)."""
        async with self._turn:
            if shape not in self._found:
                place = self._folder / f"{_generation(image)}-{key_of(shape, image)}"
                self._folder.mkdir(parents=True, exist_ok=True)
                async with locked(self._folder / _LOCK):
                    if not place.is_dir():
                        await asyncio.to_thread(self._sweep, _generation(image))
                        await self._make(shape, image, place)
                    hold = _held(place)
                files = files_in(image, place)
                self._found[shape] = await asyncio.to_thread(_read, place, shape, files, hold)
            return self._found[shape]

    def close(self) -> None:
        """Let go of all. Idempotent."""
        while self._found:
            self._found.popitem()[1].close()

    def _sweep(self, generation: str) -> None:
        """Remove what was made of an older image or agent, or half, and nobody holds."""
        for place in self._folder.iterdir():
            if place.is_dir() and not place.name.startswith(generation):
                hold = _held(place, alone=True)
                if hold >= 0:
                    shutil.rmtree(place, ignore_errors=True)
                    os.close(hold)

    async def _make(self, shape: Shape, image: Path, place: Path) -> None:
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self._folder))
        memory = os.memfd_create("template")
        try:
            os.ftruncate(memory, shape.memory_bytes)
            await asyncio.to_thread(_write_start, draft, image)
            order = Order(
                id=f"template-{draft.name[7:]}",
                shape=shape,
                files=files_in(image, draft),
                memory=memory,
                shared=True,
            )
            await self._boot(order, draft / "state")
            await asyncio.to_thread(_copy_data, memory, draft / "memory")
            draft.chmod(0o755)
            draft.rename(place)
        finally:
            os.close(memory)
            await asyncio.to_thread(shutil.rmtree, draft, True)

    async def _boot(self, order: Order, state: Path) -> None:
        emulator = await self._start(order)
        try:
            assert emulator.warden is not None
            try:
                await emulator.warden.ready(_BOOT_S)
            except MachineFailed as error:
                said = emulator.said() or error
                raise MachineFailed(f"the guest did not boot: {said}") from error
            channel = await Channel.over(emulator.agent)
            try:
                await channel.set_up(_SETUP, _BUILD_S)
                for argv in _WARMING:
                    request = {"argv": argv, "env": _ENVIRONMENT, "cwd": "/workspace"}
                    talk = await channel.start(request, b"", 1024, None)
                    async with asyncio.timeout(_BUILD_S):
                        await talk.ended
                # What every copy does first has been done once, so it finds all in its memory.
                await emulator.warden.wake(_OWN, _BUILD_S)
                await emulator.save(state, shared=True)
            finally:
                await channel.close()
        finally:
            await emulator.end()


def files_in(image: Path, place: Path) -> dict[str, Path]:
    """The files that a machine's QEMU reads; the drive of binds is empty here."""
    return {
        "kernel": image / guest_image.KERNEL,
        "initrd": place / "initrd",
        "root": image / guest_image.ROOT,
        "packages": image / guest_image.PACKAGES,
        "binds": place / "binds",
    }


def key_of(shape: Shape, image: Path) -> str:
    """Changes with anything that a template is made of, or that must be the same in its copies."""
    program = tools.find(tools.EMULATOR)
    facts = program.stat() if program else None
    digest = hashlib.sha256(initramfs.digest().encode())
    parts: list[object] = [image.name, guest_image.build_of(image), shape]
    parts.append(facts and (facts.st_size, facts.st_mtime_ns))
    parts.append((_SETUP, _OWN, _WARMING))
    parts.append(arguments("", "", shape, files_in(image, Path()), incoming=False, memory=""))
    if shape.native:  # then the guest has seen this very processor, and this boot's clocks
        parts += [platform.processor(), Path("/proc/sys/kernel/random/boot_id").read_text()]
    digest.update(repr(parts).encode())
    return digest.hexdigest()[:16]


def _generation(image: Path) -> str:
    made_of = f"{image.name} {guest_image.build_of(image)} {initramfs.digest()}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:8]


def _held(place: Path, *, alone: bool = False) -> int:
    """A descriptor that keeps a template from being removed; -1 when `alone` cannot be had."""
    hold = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    if not (try_lock(hold) if alone else try_share(hold)):
        os.close(hold)
        return -1
    return hold


def _write_start(draft: Path, image: Path) -> None:
    system = (image / guest_image.SYSTEM).read_bytes()
    (draft / "initrd").write_bytes(system + initramfs.our_part())
    with (draft / "binds").open("wb") as binds:
        binds.truncate(BINDS_BYTES)


def _seal(memory: int) -> None:
    """Nobody may change it again, we ourselves included."""
    import fcntl  # Windows has none, where this module is imported all the same

    whole = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, whole)


def _read(place: Path, shape: Shape, files: dict[str, Path], hold: int) -> Template:
    memory = os.memfd_create("template", os.MFD_ALLOW_SEALING | os.MFD_CLOEXEC)
    try:
        os.ftruncate(memory, shape.memory_bytes)
        source = os.open(place / "memory", os.O_RDONLY | os.O_CLOEXEC)
        try:
            _copy_between(source, memory)
        finally:
            os.close(source)
        _seal(memory)
    except BaseException:
        os.close(memory)
        os.close(hold)
        raise
    return Template(memory, place / "state", files, hold)


def _copy_data(memory: int, target: Path) -> None:
    """Write a memory to disk; what the guest never touched takes no room there."""
    with target.open("wb") as file:
        file.truncate(os.fstat(memory).st_size)
        _copy_between(memory, file.fileno())


def _copy_between(source: int, target: int) -> None:
    size = os.fstat(source).st_size
    start = 0
    while start < size:
        try:
            start = os.lseek(source, start, os.SEEK_DATA)
        except OSError:  # ENXIO: nothing but holes from here on
            return
        end = os.lseek(source, start, os.SEEK_HOLE)
        while start < end:
            data = os.pread(source, min(_PIECE, end - start), start)
            start += os.pwrite(target, data, start)
