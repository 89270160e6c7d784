"""The process that forks machines: one thread, an empty environment, nothing heavy imported.

It outlives the thread that started it, and ends with all its machines as soon as the controller's
end of its connection closes.
"""

import gc
import json
import os
import select
import signal
import site
import socket
import sys
import sysconfig
from typing import Any

from aios.code.machines import cgroups, rootfs, sandbox
from aios.code.machines.guest.program import Program
from aios.code.machines.qemu import jail

_MAX_MESSAGE = 65536
_CAP_SYS_ADMIN = 1 << 21


def main(control: int) -> Program | None:
    """Serve until the controller is gone (None); in a forked child: the program to become."""
    return Spawner(socket.socket(fileno=control), _look_around()).serve()


class Spawner:
    """Takes requests as datagrams with a descriptor each, tells which machines are gone."""

    def __init__(self, control: socket.socket, host: rootfs.Host) -> None:
        self._control = control
        self._host = host
        self._machines: dict[int, dict[str, Any]] = {}
        wake, self._wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wake = wake

    def serve(self) -> Program | None:
        """The loop; see `main`."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wakeup, warn_on_full_buffer=False)
        self._tell({"ready": True, "privileged": self._host.privileged})
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == self._wake:
                    os.read(self._wake, 4096)
                    self._reap(os.WNOHANG)
                    continue
                message, descriptors, _, _ = socket.recv_fds(self._control, _MAX_MESSAGE, 1)
                if not message:
                    self._end_all()
                    return None
                request = json.loads(message)
                if descriptors:
                    program = self._create(request, descriptors[0])
                    if program is not None:
                        return program
                else:
                    self._kill(request["id"])

    def _create(self, request: dict[str, Any], machine: int) -> Program | None:
        pid = os.fork()
        if pid:
            os.close(machine)
            self._machines[pid] = request
            return None
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(self._control.detach())
        if request.get("emulated"):
            jail.become_emulator(machine, self._host)
        return sandbox.become_machine(machine, self._host)

    def _kill(self, machine_id: str) -> None:
        for pid, request in self._machines.items():
            if request["id"] == machine_id:
                os.kill(pid, signal.SIGTERM)
                return
        self._tell({"gone": machine_id})

    def _reap(self, options: int) -> None:
        while self._machines:
            pid, _ = os.waitpid(-1, options)
            if not pid:
                return
            request = self._machines.pop(pid, None)
            if request is not None:
                kills = cgroups.oom_kills(request["cgroups"])
                cgroups.remove(request["cgroups"])
                _remove_staged(request["staging"])
                self._tell({"gone": request["id"], "oom_kills": kills})

    def _end_all(self) -> None:
        for pid in self._machines:
            os.kill(pid, signal.SIGTERM)
        self._reap(0)

    def _tell(self, message: dict[str, Any]) -> None:
        try:
            self._control.send(json.dumps(message).encode())
        except OSError:
            # The controller is gone; the next read of the connection says so too.
            return


def _look_around() -> rootfs.Host:
    """What this process is and where its interpreter lies; the path machines will import from."""
    privileged = os.geteuid() == 0 and _is_admin()
    if os.geteuid() == 0 and not privileged:
        # A root without rights (a container's): it can do no more than any user, so be one.
        sandbox.drop_uid()
    for install in (site.setquit, site.setcopyright, site.sethelper):
        install()
    sys.path[:] = [*_standard_library(), *site.getsitepackages()]
    gc.collect()
    gc.freeze()  # a collection in a machine would touch, and so copy, every page we share
    return rootfs.Host(
        privileged=privileged,
        interpreter=os.path.realpath(sys.executable),
        prefix=os.path.realpath(sys.base_prefix),
        stdlib=tuple(sys.path),
        owner_maps={0: rootfs.map_owner(0)} if privileged else {},
    )


def _standard_library() -> list[str]:
    paths = sysconfig.get_paths()
    zipped = (
        f"{sys.base_prefix}/{sys.platlibdir}/python{sys.version_info[0]}{sys.version_info[1]}.zip"
    )
    return [zipped, paths["stdlib"], f"{paths['platstdlib']}/lib-dynload"]


def _is_admin() -> bool:
    with open("/proc/self/status") as file:
        effective = next(line for line in file if line.startswith("CapEff"))
    return bool(int(effective.split()[1], 16) & _CAP_SYS_ADMIN)


def _remove_staged(folder: str) -> None:
    if os.path.isdir(folder):
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)
