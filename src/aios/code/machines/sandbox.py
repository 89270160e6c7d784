"""One machine, from a forked spawner to a confined agent: namespaces, mounts, dropped rights.

Covered:
- user, mount, pid, network, ipc, uts and cgroup namespaces, each fresh
- a root of its own: read-only, made of /usr, the interpreter and what was named; nothing else
  of the host has a path, and /proc is masked
- real root mounts what is named (closed home folders, files with mode 0600) and then drops to an
  unprivileged uid for good; host uid 0 is never mapped, and a uid that stays is a refusal
- all capabilities, new privileges and the calls of `seccomp` are gone before anything is run
- one tmpfs, capped in bytes and inodes, is all that can be written

Not covered:
- bugs in the kernel itself; a kernel of its own is a stronger level
- a cap on memory of all programs together where cgroups are out of reach (`cgroups`)
"""

import contextlib
import fcntl
import os
import platform
import resource
import signal
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from aios.code.machines import linux, rootfs, seccomp
from aios.code.machines.guest import agent
from aios.code.machines.guest.program import Program
from aios.code.machines.wire import Kind, Splitter, WireError, pack, unpack_json

SPACES = (
    linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)


def become_machine(control: int, host: rootfs.Host) -> Program | None:
    """In a fork of the spawner: make the machine whose set-up arrives on `control`, and be it.

    Returns only in a forked child of the agent, with the program that child must become.
    """
    try:
        setup = _read_setup(control)
        join_cgroups(setup["cgroups"])
        linux.die_with_parent(signal.SIGKILL)
        guard = Guard()
        uid, gid = os.getuid(), os.getgid()
        if host.privileged:
            host = rootfs.with_owner_maps(host, setup)
        linux.unshare(SPACES if host.privileged else SPACES | linux.CLONE_NEWUSER)
        if not host.privileged:
            map_user(uid, gid)
        pid = os.fork()
    except (OSError, WireError) as error:
        _fail(control, error)
    if pid:
        os.close(control)
        guard.wait(pid)
    return _be_inside(control, host, setup)


class Guard:
    """The only process of the machine outside it: kills it when asked, ends after it."""

    def __init__(self) -> None:
        self._pid = 0
        signal.signal(signal.SIGTERM, self._kill)

    def wait(self, pid: int) -> NoReturn:
        """Wait until everything in the machine is gone, then exit."""
        self._pid = pid
        linux.set_name("aios-guard")
        os.waitpid(pid, 0)
        os._exit(0)

    def _kill(self, *_: object) -> None:
        if not self._pid:
            os._exit(0)
        with contextlib.suppress(ProcessLookupError):  # it ended by itself; wait() sees that
            os.kill(self._pid, signal.SIGKILL)


def _be_inside(control: int, host: rootfs.Host, setup: Mapping[str, Any]) -> Program | None:
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        control = _keep_only(control)
        linux.set_hostname(setup.get("hostname", "machine"))
        _raise_loopback()
        rootfs.build(host, setup)
        if host.privileged:
            drop_uid()
            linux.set_dumpable(True)  # or /proc/self/uid_map would not be ours to write
            linux.unshare(linux.CLONE_NEWUSER)
            map_user(rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID)
        linux.drop_capabilities()
        linux.die_with_parent(signal.SIGKILL)
        linux.set_dumpable(False)
        linux.set_name("aios-agent")
        _limit(setup)
        os.umask(0o022)
        os.chdir("/workspace")
        linux.install_filter(seccomp.build_filter(platform.machine()))
    except OSError as error:
        _fail(control, error)
    try:
        program = agent.serve(control, setup, host.stdlib)
    except (OSError, WireError):
        # The controller is gone or talks nonsense; the machine ends with us.
        os._exit(1)
    if program is None:
        os._exit(0)
    return program


def _fail(control: int, error: Exception) -> NoReturn:
    try:
        os.write(control, pack(Kind.FAILED, 0, {"message": str(error)}))
    finally:
        os._exit(1)


def _read_setup(control: int) -> dict[str, Any]:
    splitter = Splitter()
    while data := os.read(control, 65536):
        for kind, _, payload in splitter.feed(data):
            if kind is Kind.SETUP:
                return unpack_json(payload)
    raise WireError("the controller hung up before it said what to build")


def join_cgroups(folders: Sequence[str]) -> None:
    """Have this process, and what it forks, counted there."""
    for folder in folders:
        # Version 1 moves a single thread without the lock that every fork in the system waits for.
        name = "tasks" if os.path.exists(f"{folder}/tasks") else "cgroup.procs"
        with open(f"{folder}/{name}", "w") as file:
            file.write("0")


def map_user(uid: int, gid: int) -> None:
    """In a new user namespace: be the one user there is, who outside is `uid`."""
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{rootfs.INSIDE_UID} {uid} 1"),
        ("gid_map", f"{rootfs.INSIDE_UID} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)


def drop_uid(groups: Sequence[int] = ()) -> None:
    """Leave root for good, or raise OSError; of its groups only these are left."""
    os.setgroups(groups)
    os.setresgid(rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID)
    os.setresuid(rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID)
    if os.getresuid() != (rootfs.OUTSIDE_UID,) * 3 or os.getresgid() != (rootfs.OUTSIDE_UID,) * 3:
        raise OSError(1, "the root user could not be left; refusing to go on as root")


def _keep_only(control: int) -> int:
    """Close everything but the connection, which becomes descriptor 3."""
    if control != 3:
        os.dup2(control, 3, inheritable=False)
    return 3


def _raise_loopback() -> None:
    request = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP | IFF_RUNNING
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, request)  # SIOCSIFFLAGS


def _limit(setup: Mapping[str, Any]) -> None:
    for kind, value in (
        (resource.RLIMIT_NPROC, setup["processes"]),
        (resource.RLIMIT_NOFILE, setup["open_files"]),
        (resource.RLIMIT_FSIZE, setup["disk_bytes"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 65536),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
    ):
        allowed = resource.getrlimit(kind)[1]
        if allowed != resource.RLIM_INFINITY:
            value = min(value, allowed)
        resource.setrlimit(kind, (value, value))
