"""Process 1 of a virtual machine: prepares it, wakes copies of it, and ends it with its agent.

Covered:
- every copy of a machine gets fresh randomness, the right time and a name of its own before
  anything runs in it
- programs are capped in memory, processes and processor time by a cgroup; the agent and this
  process are the last that the kernel would end
- the end of the agent is the end of the machine: its host hears of it
- where a machine is to reach hosts, the one process that leads out (`gateway`), and only there

Not covered:
- what programs drew before a snapshot: seeds and keys in their own memory are the same in copies
"""

import contextlib
import ctypes
import fcntl
import gc
import json
import os
import resource
import site
import struct
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from aios.code.machines import linux, rootfs, sandbox
from aios.code.machines.guest import gateway
from aios.code.machines.guest.program import Program

_PROGRAMS = "/sys/fs/cgroup/programs"
_BINDS = "/dev/vdc"
_READ_ONLY = linux.MS_RDONLY | linux.MS_NOSUID | linux.MS_NODEV
_AGENT, _WARDEN, _NETWORK = "aios.agent", "aios.warden", "aios.network"
_RNDADDENTROPY, _RNDRESEEDCRNG = 0x40085203, 0x5207
_POWER_OFF = 0x4321FEDC
_PAUSE_S = 0.005


def main() -> Program | None:
    """Be process 1. Comes back in forked children only, with the program they must become."""
    try:
        return _start_agent(_prepare())
    except OSError as error:
        sys.stdout.write(f"the guest could not be prepared: {error}\n")
        sys.stdout.flush()
        return _power_off()


def _prepare() -> rootfs.Host:
    os.environ.clear()
    for path, options in (("/tmp", "size=16m,mode=1777"), ("/workspace", "size=4k")):
        linux.mount("none", path, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    linux.mount("cgroup", "/sys/fs/cgroup", "cgroup2", linux.MS_NOSUID | linux.MS_NODEV)
    _write("/sys/fs/cgroup/cgroup.subtree_control", "+memory +pids +cpu")
    os.mkdir(_PROGRAMS)
    _write("/proc/self/oom_score_adj", "-1000")
    for install in (site.setquit, site.setcopyright, site.sethelper):
        install()
    sys.path.remove("/run/agent")
    gc.collect()
    gc.freeze()
    return rootfs.Host(
        privileged=True,
        interpreter=os.path.realpath(sys.executable),
        prefix="/usr",
        stdlib=tuple(sys.path),
        owner_maps={0: rootfs.map_owner(0)},
    )


def _start_agent(host: rootfs.Host) -> Program | None:
    """Fork the agent, which waits for its set-up, and what obeys the host; end after the agent."""
    pid = os.fork()
    if pid == 0:
        return sandbox.become_machine(_open(_AGENT), host)
    if os.fork() == 0:
        _serve(pid)
    while os.waitpid(-1, 0)[0] != pid:
        pass
    return _power_off()


def _serve(guard: int) -> NoReturn:
    """Obey the host, one JSON object a line, until the machine ends."""
    port, way = _open(_WARDEN), WayOut()
    os.write(port, b'{"ready": true}\n')
    pending = b""
    while True:
        data = os.read(port, 65536)
        if not data:
            time.sleep(_PAUSE_S)  # the host has hung up, and not yet ended us, or is not there yet
            continue
        pending += data
        while b"\n" in pending:
            line, _, pending = pending.partition(b"\n")
            os.write(port, json.dumps(_obey(guard, way, json.loads(line))).encode() + b"\n")


def _obey(guard: int, way: "WayOut", request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        if "count" in request:
            return {"oom_kills": _oom_kills()}
        _wake(_child_of(guard), way, request)
    except OSError as error:
        return {"failed": str(error)}
    return {"awake": True}


def _oom_kills() -> int:
    with open(f"{_PROGRAMS}/memory.events") as file:
        return int(dict(line.split() for line in file)["oom_kill"])


def _child_of(guard: int) -> int:
    """The agent: the one process below its guard."""
    with open(f"/proc/{guard}/task/{guard}/children") as file:
        return int(file.read().split()[0])


class WayOut:
    """What leads out of the machine, if anything does; a copy of the machine gets its own."""

    def __init__(self) -> None:
        self._gateway = 0
        self.shown: list[str] = []

    def change(self, wanted: Mapping[str, Any] | None) -> list[rootfs.Tree]:
        """End what led out before; what programs must see of the one that leads out now."""
        if self._gateway:
            gateway.end(self._gateway)
            self._gateway = 0
        if wanted is None:
            return []
        self._gateway = gateway.start(_open(_NETWORK))
        trees = [rootfs.tree_of(gateway.DOOR, wanted["socket"])]
        for number, (target, text) in enumerate(wanted["files"].items()):
            _write(f"/run/shown-{number}", text)
            trees.append(rootfs.tree_of(f"/run/shown-{number}", target))
        return trees


def _wake(agent: int, way: WayOut, request: Mapping[str, Any]) -> None:
    """Become a machine of its own after being copied: randomness, time, name, limits, binds."""
    seed = bytes.fromhex(request["seed"])
    with open("/dev/urandom", "wb") as random:
        fcntl.ioctl(random, _RNDADDENTROPY, struct.pack("ii", len(seed) * 8, len(seed)) + seed)
        fcntl.ioctl(random, _RNDRESEEDCRNG)
    time.clock_settime(time.CLOCK_REALTIME, request["now"])
    linux.set_hostname(request["name"])
    for name, value in request["caps"].items():
        _write(f"{_PROGRAMS}/{name}", value)
    for name, value in request["rlimits"].items():
        resource.prlimit(agent, getattr(resource, name), (value, value))
    if request["binds"]:
        linux.mount(_BINDS, "/binds", "squashfs", _READ_ONLY)
    trees = [rootfs.tree_of(source, target) for source, target in request["binds"]]
    led = way.change(request["network"])
    with _inside(agent):
        linux.set_hostname(request["name"])
        storage = linux.MS_REMOUNT | linux.MS_NOSUID | linux.MS_NODEV
        linux.mount("storage", "/workspace", "tmpfs", storage, request["storage"])
        if not request["packages"]:
            linux.detach("/aios/image")
        for path in way.shown:
            linux.detach(path)
        way.shown = [tree.target for tree in led]
        if trees or led:
            rootfs.attach_more([*trees, *led])


@contextlib.contextmanager
def _inside(agent: int) -> Iterator[None]:
    """In the agent's place: its mounts and its name are ours."""
    with contextlib.ExitStack() as stack:
        own, its = [], []
        for whose, found in (("self", own), (str(agent), its)):
            for name in ("uts", "mnt"):
                found.append(os.open(f"/proc/{whose}/ns/{name}", os.O_RDONLY | os.O_CLOEXEC))
                stack.callback(os.close, found[-1])
        try:
            for namespace in its:
                linux.enter_namespace(namespace)
            yield
        finally:
            for namespace in own:
                linux.enter_namespace(namespace)


def _open(name: str) -> int:
    """The descriptor of a port to the host."""
    while True:
        for port in os.listdir("/sys/class/virtio-ports"):
            if _name_of(port) == name:
                return os.open(f"/dev/{port}", os.O_RDWR | os.O_CLOEXEC)
        time.sleep(_PAUSE_S)


def _name_of(port: str) -> str:
    try:
        with open(f"/sys/class/virtio-ports/{port}/name") as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""  # it was plugged in just now, and has none yet


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def _power_off() -> NoReturn:
    while True:
        ctypes.CDLL(None).reboot(ctypes.c_int(_POWER_OFF))
