"""QEMU's jail, entered in a fork of the spawner: what a guest that broke out of QEMU would find.

Covered:
- namespaces of its own (user, mount, pid, network, ipc, uts, cgroup); no network device but lo
- a root of its own: /usr, the image's files and what the machine was given, all read-only
- a uid that owns nothing, in no group but that of the device it needs; no capability, no new
  privilege; our filter of system calls and QEMU's
- caps on the memory, processes and processor time of QEMU as a whole, where cgroups can be had
- it ends with the spawner, which ends with its controller, however that ends

Not covered:
- bugs in the host's kernel; QEMU itself is the first wall, this is the second
- hosts that allow no user namespaces: there QEMU's own filter and the limits are all there is
"""

import json
import os
import platform
import resource
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from aios.code.machines import linux, rootfs, sandbox, seccomp
from aios.code.machines.qemu.command import FILES, LOG
from aios.code.machines.wire import Kind, pack

_MAX_MESSAGE = 65536
_SPARE = 16  # a place for descriptors where none of those that QEMU wants can be
_LIMITS = {"processes": 64, "open_files": 256}
_STORAGE = {"disk_bytes": 1 << 20, "inodes": 256}


def become_emulator(control: int, host: rootfs.Host) -> NoReturn:
    """In a fork of the spawner: enter the jail that `control` describes, and be QEMU.

    The description is one message of JSON with the descriptors that QEMU gets, `control` first.
    """
    try:
        request, descriptors = _receive(control)
        sandbox.join_cgroups(request["cgroups"])
        linux.die_with_parent(signal.SIGKILL)
        if not request["jailed"]:
            _arrange([control, *descriptors])
            _confine_lightly([host for host, _ in request["binds"]], request["devices"])
            _become(request)
        _enter(request, [control, *descriptors], host)
    except (OSError, ValueError) as error:
        os.write(control, pack(Kind.FAILED, 0, {"message": f"its jail: {error}"}))
    os._exit(1)


def _receive(control: int) -> tuple[dict[str, Any], list[int]]:
    with socket.socket(fileno=os.dup(control)) as end:
        message, descriptors, _, _ = socket.recv_fds(end, _MAX_MESSAGE, 8)
    return json.loads(message), list(descriptors)


def _enter(request: Mapping[str, Any], descriptors: list[int], host: rootfs.Host) -> None:
    guard = sandbox.Guard()
    uid, gid = os.getuid(), os.getgid()
    groups = groups_of(request["devices"])
    spaces = sandbox.SPACES if host.privileged else sandbox.SPACES | linux.CLONE_NEWUSER
    linux.unshare(spaces)
    if not host.privileged:
        sandbox.map_user(uid, gid)
    pid = os.fork()
    if pid:
        os.closerange(3, 1 << 20)
        guard.wait(pid)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _arrange(descriptors)
    # QEMU needs no interpreter, so it gets none.
    bare = replace(host, prefix="/usr", interpreter="/usr/bin/python3")
    rootfs.build(bare, {"base": "", **request, **_STORAGE}, keep=LOG)
    if host.privileged:
        sandbox.drop_uid(groups)
        linux.set_dumpable(True)  # or /proc/self/uid_map would not be ours to write
        linux.unshare(linux.CLONE_NEWUSER)
        sandbox.map_user(rootfs.OUTSIDE_UID, rootfs.OUTSIDE_UID)
    linux.drop_capabilities()
    linux.die_with_parent(signal.SIGKILL)
    os.chdir("/workspace")
    _limit()
    linux.install_filter(seccomp.build_filter(platform.machine()))
    _become(request)


def _arrange(descriptors: list[int]) -> None:
    """Put the descriptors where QEMU's command line says, and close all others."""
    moved = [os.dup2(one, _SPARE + position) for position, one in enumerate(descriptors)]
    for position, one in enumerate(moved):
        os.dup2(one, 3 + position, inheritable=True)
    os.closerange(3 + len(moved), 1 << 20)
    os.dup2(LOG, 2)


def groups_of(devices: Sequence[str]) -> list[int]:
    """The groups that let their members use those devices, root's own aside."""
    facts = [os.stat(path) for path in devices]
    return [one.st_gid for one in facts if one.st_gid and one.st_mode & 0o060 == 0o060]


def _confine_lightly(files: Sequence[str], devices: Sequence[str]) -> None:
    """Where no jail can be: QEMU's own filter, another user than root, limits."""
    for number, path in enumerate(files, start=FILES):
        opened = os.open(path, os.O_RDONLY)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
        os.set_inheritable(number, True)
    null = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)
    os.close(null)
    if os.geteuid() == 0:
        sandbox.drop_uid(groups_of(devices))
        linux.die_with_parent(signal.SIGKILL)  # a changed uid forgets it
    _limit()
    linux.prctl(38, 1)  # PR_SET_NO_NEW_PRIVS


def _limit() -> None:
    for kind, value in (
        (resource.RLIMIT_NPROC, _LIMITS["processes"]),
        (resource.RLIMIT_NOFILE, _LIMITS["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        most = resource.getrlimit(kind)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value))


def _become(request: Mapping[str, Any]) -> NoReturn:
    os.dup2(LOG, 2)
    argv = request["argv"]
    try:
        os.execve(argv[0], argv, {"LANG": "C.UTF-8"})
    except OSError as error:
        os.write(2, f"{argv[0]} cannot be run: {error.strerror}\n".encode())
        sys.stderr.flush()
    os._exit(1)
