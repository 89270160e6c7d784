"""QEMU's command line: the same devices for every machine, so that one can go on as another.

There is no network device. The port of a machine that is to reach hosts is plugged in later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.code.machines.qemu.accelerators import EMULATED, KNOWN
from aios.contracts.limits import MachineLimits

# Descriptors that QEMU finds open when it starts.
AGENT, WARDEN, QMP, MEMORY, LOG = 3, 4, 5, 6, 7
# Without a jail, the files that it reads follow, opened by who may open them.
FILES = 8
# What the drive of binds looks like from inside, however much is on it.
BINDS_BYTES = 64 << 30
# What the guest's kernel, the agent and the warden take beside the programs.
OWN_MB = 96
_SIZES_MB = (1024, 2048, 4096, 8192, 16384, 32768, 65536)
NETWORK = "network"
_KERNEL = (
    "quiet console=ttyS0 panic=-1 reboot=t tsc=reliable no_timer_check i8042.noaux i8042.nopnp"
    " i8042.dumbkbd i8042.noprobe rcupdate.rcu_expedited=1 cryptomgr.notests"
    " random.trust_cpu=on cgroup_disable=cpuset,io"
)
_EMULATED = " mitigations=off nokaslr"


@dataclass(frozen=True)
class Shape:
    """What must be the same in a machine and in those that go on from its state."""

    accelerator: str
    memory_mb: int
    cpus: int

    @property
    def native(self) -> bool:
        """Whether the processor itself runs the guest's programs."""
        return self.accelerator != EMULATED

    @property
    def memory_bytes(self) -> int:
        """The guest's memory, its own needs included."""
        return (self.memory_mb + OWN_MB) << 20


def shape_for(limits: MachineLimits, accelerator: str) -> Shape:
    """The smallest of a few shapes that holds `limits`; a cgroup in the guest caps it exactly."""
    memory_mb = next((size for size in _SIZES_MB if size >= limits.memory_mb), limits.memory_mb)
    return Shape(accelerator, memory_mb, max(1, -(-int(limits.cpus * 1000) // 1000)))


def port_for_network() -> tuple[dict[str, Any], dict[str, Any]]:
    """What QMP is told to plug it in: its other end, a descriptor of that name, and the device."""
    given = {"type": "fd", "data": {"str": NETWORK}}
    backend = {"type": "socket", "data": {"addr": given, "server": False}}
    device = {"driver": "virtserialport", "chardev": NETWORK, "bus": "ports.0"}
    return (
        {"id": NETWORK, "backend": backend},
        {"id": NETWORK, "name": f"aios.{NETWORK}", **device},
    )


def arguments(
    program: str,
    name: str,
    shape: Shape,
    files: Mapping[str, Path],
    *,
    incoming: bool,
    memory: str,
) -> list[str]:
    """The command line; `files` are the image's and `binds`, `memory` is an object's definition."""
    accelerator = KNOWN[shape.accelerator]
    append = _KERNEL + ("" if shape.native else _EMULATED)
    return [
        *(program, "-name", name),
        *("-machine", "q35,memory-backend=ram,vmport=off,smm=off"),
        *("-accel", accelerator.option, "-cpu", accelerator.processor),
        *("-m", f"{shape.memory_bytes >> 20}M", "-smp", str(shape.cpus)),
        *("-object", f"{memory},id=ram,size={shape.memory_bytes}"),
        *("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-monitor", "none"),
        *("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"),
        *("-kernel", str(files["kernel"]), "-initrd", str(files["initrd"]), "-append", append),
        *("-add-fd", f"fd={LOG},set=1", "-chardev", "file,id=log,path=/dev/fdset/1,append=on"),
        *("-serial", "chardev:log"),
        *("-device", "virtio-serial-pci,id=ports", "-device", "vmgenid,guid=auto"),
        *_port("agent", AGENT),
        *_port("warden", WARDEN),
        *("-chardev", f"socket,id=qmp,fd={QMP}", "-mon", "chardev=qmp,mode=control"),
        *_drive("root", files["root"]),
        *_drive("packages", files["packages"]),
        *_drive("binds", files["binds"]),
        *(("-incoming", "defer") if incoming else ()),
    ]


def _port(name: str, descriptor: int) -> list[str]:
    device = f"virtserialport,chardev={name},name=aios.{name},bus=ports.0"
    return ["-chardev", f"socket,id={name},fd={descriptor}", "-device", device]


def _drive(name: str, path: Path) -> list[str]:
    file = f"driver=file,filename={path},read-only=on,locking=off,aio=threads"
    return [
        *("-blockdev", f"{file},node-name={name}-file"),
        *("-blockdev", f"driver=raw,file={name}-file,read-only=on,node-name={name}"),
        *("-device", f"virtio-blk-pci,drive={name}"),
    ]
