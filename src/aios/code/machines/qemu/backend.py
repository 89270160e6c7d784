"""Machines with a kernel of their own: QEMU in a jail, started as copies of a booted guest.

Covered (by `jail`, `templates`, `drive`, and inside the guest by `warden` and `sandbox`):
- programs share no kernel with the host; inside their own they are confined as in namespaces
- QEMU itself is confined: what breaks out of it finds no file, no network and no right
- a machine starts as a copy of one that has booted, made its own by fresh randomness, time, name
- the host's processor runs the guest where that really works, as a canary boot has shown; else
  QEMU emulates it, which is several times slower: `native` says which
- no network device; a machine that is to reach hosts is given a port, whose other end leads to
  the door of an allow-list proxy in this process and nowhere else (`uplink`, `gateway`)
- a controller that dies takes its machines along

Not covered:
- emulation as a boundary is what QEMU's authors say of it: not one they guard; hence the jail
- systems other than Linux, and processors other than x86_64
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aios.code.machines import cgroups
from aios.code.machines.binding import checked_bind
from aios.code.machines.certificates import GUEST_BUNDLE
from aios.code.machines.channel import Channel
from aios.code.machines.doors import GUEST_SOCKET, Doors, Exit, open_exit
from aios.code.machines.launcher import base_interpreter
from aios.code.machines.posture import find_obstacle
from aios.code.machines.qemu import accelerators, drive, probing, tools
from aios.code.machines.qemu.accelerators import EMULATED
from aios.code.machines.qemu.command import Shape, shape_for
from aios.code.machines.qemu.emulator import Emulator, Order
from aios.code.machines.qemu.guest_image import GuestImages
from aios.code.machines.qemu.machine import NAME, QemuMachine
from aios.code.machines.qemu.states import QUOTA_BYTES, State, States
from aios.code.machines.qemu.templates import Template, Templates, key_of
from aios.code.machines.qemu.uplink import Uplink
from aios.code.machines.workshop import Workshop
from aios.contracts.errors import BadRequest, MachineFailed
from aios.contracts.limits import MachineLimits
from aios.contracts.machine import Kept, Level, MachineSpec, Probe
from aios.contracts.ports import MachineBackend

_WAKE_S = 30.0
# What QEMU takes on the host beside the guest's memory: itself, and code it has translated.
_OWN_HOST_MB = 384
_OWN_THREADS = 64
# The guard and the agent are among the programs of the guest.
_OWN_PROCESSES = 2


class QemuBackend(MachineBackend):
    """Makes virtual machines on this host, out of the image that `images` builds.

    QEMU is `jailed` wherever this host allows user namespaces, unless said otherwise.
    """

    name = NAME
    level = int(Level.NO_SHARED_KERNEL)
    profiles = frozenset({"linux", "python"})
    snapshots = Kept.MEMORY

    def __init__(
        self,
        *,
        state_dir: Path,
        images: GuestImages,
        doors: Doors | None = None,
        snapshot_bytes: int = QUOTA_BYTES,
        python: Path | None = None,
        jailed: bool | None = None,
    ) -> None:
        self._state = Path(state_dir).absolute() / NAME
        self._images = images
        self._doors = doors
        self._python = python or base_interpreter()
        self._jailed = find_obstacle(self._python) is None if jailed is None else jailed
        self._shop = Workshop(self._state, self._python)
        label = self._shop.owners.label
        self._states = States(self._state / "snapshots", snapshot_bytes, label)
        self._machines: dict[str, QemuMachine] = {}
        self._templates = Templates(images.templates, self._started)
        self._accelerator = ""
        self.native = accelerators.known_native(images)

    async def probe(self, *, deep: bool = False) -> Probe:
        """Whether it works here; `deep` boots a guest and looks from inside, once a boot."""
        return await probing.probe(self, self._images, deep=deep)

    async def create(self, spec: MachineSpec) -> QemuMachine:
        """A fresh machine. BadRequest or NotFound for a bind that cannot be, else MachineFailed."""
        binds = [checked_bind(bind) for bind in spec.binds]
        shape = shape_for(spec.limits, await self.accelerator())
        template = await self._templates.get(shape, self._image())
        launcher = await self._shop.launcher()
        machine = QemuMachine(f"{NAME}-{secrets.token_hex(4)}", spec, launcher, self._gone)
        try:
            machine.exit = await open_exit(self._doors, spec, machine.id)
            await self._build(machine, shape, template, binds)
        except BaseException:
            await machine.destroy()
            raise
        self._machines[machine.id] = machine
        return machine

    async def accelerator(self) -> str:
        """What runs guests here: the first that has booted one; MachineFailed when none does."""
        if not self._accelerator:
            self._accelerator = await accelerators.find(self._images, self.boots)
            self.native = self._accelerator != EMULATED
        return self._accelerator

    async def boots(self, accelerator: str) -> None:
        """Boot a guest, or find that one has booted; MachineFailed says why it does not."""
        await self._templates.get(shape_for(MachineLimits(), accelerator), self._image())

    async def prepare(self, on_progress: Callable[[str], None] | None = None) -> str:
        """Build the guest's image, and boot it once. See `MachineBackend.prepare`."""
        missing = probing.unsupported() or tools.missing_to_run()
        if missing:
            raise MachineFailed(missing[0], hint=missing[1], code="image_missing")
        image = await self._images.ensure(on_progress)
        (on_progress or (lambda line: None))("booting the guest once")
        await self.accelerator()
        return image.path

    async def reap(self) -> int:
        """Remove what dead controllers left behind; how many things."""
        return await self._shop.reap() + await asyncio.to_thread(self._states.reap)

    async def forget(self, snapshot_id: str) -> bool:
        """See `MachineBackend.forget`; machines that started from it go on."""
        return await self._states.forget(snapshot_id)

    async def close(self) -> None:
        """Destroy every machine and the spawner. Idempotent."""
        await asyncio.gather(*(machine.destroy() for machine in list(self._machines.values())))
        self._templates.close()
        await self._shop.close()

    # -------------------------------------------------------------- inside

    def _image(self) -> Path:
        image = self._images.find()
        if image is None:
            raise MachineFailed(
                "the guest's image for virtual machines is not built",
                hint="build it once: aios vm build qemu",
                code="image_missing",
            )
        return image

    async def _started(self, order: Order) -> Emulator:
        """QEMU, in its jail and with the caps that this host can give."""
        launcher = await self._shop.launcher()
        limits = MachineLimits(
            memory_mb=(order.shape.memory_bytes >> 20) + _OWN_HOST_MB,
            processes=_OWN_THREADS,
            cpus=order.shape.cpus + 1.0,
        )
        label = self._shop.owners.label
        folders = self._shop.caps(launcher).create(f"{label}-{order.id}", limits)
        emulator = Emulator(replace(order, cgroups=folders, jailed=self._jailed), launcher)
        try:
            await emulator.start()
        except BaseException:
            await emulator.end()
            await asyncio.to_thread(cgroups.remove, folders)
            raise
        return emulator

    async def _build(
        self,
        machine: QemuMachine,
        shape: Shape,
        template: Template,
        binds: list[tuple[str, str]],
    ) -> None:
        staging = self._shop.owners.staging(machine.id)
        files = dict(template.files)
        kept = await self._kept(machine, shape)
        if kept is not None and kept.binds is not None:
            machine.binds = files["binds"] = kept.binds
        elif binds:
            machine.staging = staging
            staging.mkdir(parents=True, mode=0o700)
            machine.binds = files["binds"] = staging / "binds"
            await asyncio.to_thread(drive.write, [host for host, _ in binds], files["binds"])
        order = Order(
            machine.id, shape, files, template.memory, incoming=True, staging=str(staging)
        )
        machine.emulator = emulator = await self._started(order)
        warden = emulator.warden
        assert warden is not None
        if kept is not None and kept.facts["network"]:
            await emulator.plug()
        await emulator.load(kept.memory if kept else template.state, shared=kept is None)
        await (emulator.plug() if machine.exit else emulator.unplug())
        await warden.wake(_own(machine, shape, [] if kept else binds), _WAKE_S)
        if machine.exit:
            machine.uplink = Uplink(await emulator.plug(), machine.exit.socket)
            await machine.uplink.open()
        machine.limits_not_enforced = () if self._jailed else ("jail",)
        before = int(kept.facts["number"]) if kept else 0
        machine.channel = await Channel.over(emulator.agent, before=before)
        if kept is not None:
            await machine.channel.go_on(kept.facts["streams"])

    async def _kept(self, machine: QemuMachine, shape: Shape) -> State | None:
        """The snapshot that a machine is to start from, if there is one."""
        machine.states, machine.key = self._states, key_of(shape, self._image())
        if not machine.spec.snapshot:
            return None
        if machine.spec.binds:
            raise BadRequest(
                "a machine that starts from a snapshot has the files that were named then",
                hint="write further files into it once it runs",
            )
        return await self._states.get(machine.spec.snapshot, machine.key)

    def _gone(self, machine_id: str) -> None:
        self._machines.pop(machine_id, None)


def _own(machine: QemuMachine, shape: Shape, binds: list[tuple[str, str]]) -> dict[str, object]:
    """What a copy of a template is told to become."""
    limits = machine.spec.limits
    quota = int(limits.cpus * 100_000)
    return {
        "name": machine.id,
        "caps": {
            "memory.max": str(limits.memory_mb << 20),
            "pids.max": str(limits.processes + _OWN_PROCESSES),
            "cpu.max": f"{quota} 100000" if limits.cpus < shape.cpus else "max",
        },
        "rlimits": {
            "RLIMIT_NPROC": limits.processes,
            "RLIMIT_NOFILE": limits.open_files,
            "RLIMIT_FSIZE": limits.disk_mb << 20,
        },
        "storage": f"size={limits.disk_mb << 20},nr_inodes={limits.inodes}",
        # A snapshot has them, or not, as its machine had.
        "packages": machine.spec.image != "bare" or bool(machine.spec.snapshot),
        "binds": [(f"/binds/{number}", target) for number, (_, target) in enumerate(binds)],
        "network": _way_out(machine.exit) if machine.exit else None,
    }


def _way_out(exit: Exit) -> dict[str, object]:
    """What programs see of their way out: where it begins, and whom they trust there."""
    trusted = {GUEST_BUNDLE: exit.bundle.read_text()} if exit.bundle else {}
    return {"socket": GUEST_SOCKET, "files": trusted}
