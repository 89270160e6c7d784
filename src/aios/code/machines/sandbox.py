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
import shutil
import signal
import socket
import stat
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from aios.code.machines import linux, seccomp
from aios.code.machines.guest import agent
from aios.code.machines.guest.program import Program
from aios.code.machines.wire import Kind, Splitter, WireError, pack, unpack_json

OUTSIDE_UID = 65534
INSIDE_UID = 1000
_SPACES = (
    linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)
_SYSTEM_FOLDERS = ("/usr", "/nix/store", "/gnu/store")
_ROOT_NAMES = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/alternatives",
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/etc/ssl/openssl.cnf",
    "/etc/ca-certificates/extracted",
    "/etc/pki/tls/certs",
    "/etc/pki/ca-trust/extracted",
    "/etc/localtime",
    "/etc/mime.types",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_MASKED_FILES = (
    *("kcore", "keys", "key-users", "sysrq-trigger", "timer_list", "kallsyms", "cmdline", "kmsg"),
    *("interrupts", "config.gz", "slabinfo", "vmallocinfo", "pagetypeinfo", "sched_debug"),
)
_MASKED_FOLDERS = ("irq", "bus", "fs", "driver", "tty", "acpi", "scsi", "asound", "dynamic_debug")
_ETC = {
    "/etc/passwd": "root:x:0:0:root:/:/usr/sbin/nologin\n"
    f"user:x:{INSIDE_UID}:{INSIDE_UID}:user:/workspace:/bin/sh\n"
    "nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
    "/etc/group": f"root:x:0:\nuser:x:{INSIDE_UID}:\nnogroup:x:65534:\n",
    "/etc/hosts": "127.0.0.1 localhost machine\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "/etc/resolv.conf": "",
}


@dataclass(frozen=True)
class Host:
    """What the spawner knows and every machine needs."""

    privileged: bool
    interpreter: str
    prefix: str
    stdlib: Sequence[str]
    owner_maps: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Tree:
    """A detached mount and where it goes."""

    descriptor: int
    target: str
    folder: bool


def become_machine(control: int, host: Host) -> Program | None:
    """In a fork of the spawner: make the machine whose set-up arrives on `control`, and be it.

    Returns only in a forked child of the agent, with the program that child must become.
    """
    try:
        setup = _read_setup(control)
        _join_cgroups(setup["cgroups"])
        linux.die_with_parent(signal.SIGKILL)
        guard = _Guard()
        uid, gid = os.getuid(), os.getgid()
        linux.unshare(_SPACES if host.privileged else _SPACES | linux.CLONE_NEWUSER)
        if not host.privileged:
            _map_user(uid, gid)
        pid = os.fork()
    except (OSError, WireError) as error:
        _fail(control, error)
    if pid:
        os.close(control)
        guard.wait(pid)
    return _be_inside(control, host, setup)


class _Guard:
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


def _be_inside(control: int, host: Host, setup: Mapping[str, Any]) -> Program | None:
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        control = _keep_only(control)
        linux.set_hostname("machine")
        _raise_loopback()
        _build_root(host, setup)
        if host.privileged:
            drop_uid()
            linux.set_dumpable(True)  # or /proc/self/uid_map would not be ours to write
            linux.unshare(linux.CLONE_NEWUSER)
            _map_user(OUTSIDE_UID, OUTSIDE_UID)
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


def _join_cgroups(folders: Sequence[str]) -> None:
    for folder in folders:
        with open(f"{folder}/cgroup.procs", "w") as file:
            file.write("0")


def _map_user(uid: int, gid: int) -> None:
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{INSIDE_UID} {uid} 1"),
        ("gid_map", f"{INSIDE_UID} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)


def drop_uid() -> None:
    """Leave root for good, or raise OSError."""
    os.setgroups([])
    os.setresgid(OUTSIDE_UID, OUTSIDE_UID, OUTSIDE_UID)
    os.setresuid(OUTSIDE_UID, OUTSIDE_UID, OUTSIDE_UID)
    if os.getresuid() != (OUTSIDE_UID,) * 3 or os.getresgid() != (OUTSIDE_UID,) * 3:
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


# ---------------------------------------------------------------- the root


def _build_root(host: Host, setup: Mapping[str, Any]) -> None:
    linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    trees = _clone_system() + _clone_named(host, setup)
    links = {name: os.readlink(name) for name in _ROOT_NAMES if os.path.islink(name)}
    flags = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("machine", "/tmp", "tmpfs", flags, "size=4m,nr_inodes=8k,mode=755")
    # The mount may not be more open than the host's own /proc, which must still be in sight.
    os.chdir("/tmp")
    os.mkdir("proc")
    linux.mount("proc", "proc", "proc", flags | linux.MS_NOEXEC)
    linux.pivot_here()
    for name, target in links.items():
        os.symlink(target, name)
    for tree in _make_storage(host, setup) + trees:
        _attach(tree)
    _make_devices()
    _make_files(host)
    _mask_proc()
    linux.restrict_mount(
        "/", linux.ATTR_RDONLY | linux.ATTR_NOSUID | linux.ATTR_NODEV, recursive=False
    )


def _clone_system() -> list[_Tree]:
    names = [name for name in _ROOT_NAMES if not os.path.islink(name)]
    system = [
        _clone(path, path, linux.ATTR_RDONLY | linux.ATTR_NODEV)
        for path in (*_SYSTEM_FOLDERS, *names, *_SYSTEM_FILES)
        if os.path.exists(path)
    ]
    return system + [_clone(path, path, linux.ATTR_NOEXEC) for path in _DEVICES]


def _clone(source: str, target: str, attributes: int) -> _Tree:
    tree = linux.clone_mount(source)
    linux.restrict_mount(tree, attributes | linux.ATTR_NOSUID)
    return _Tree(tree, target, os.path.isdir(source))


def _clone_named(host: Host, setup: Mapping[str, Any]) -> list[_Tree]:
    """The interpreter, the image and everything the specification binds, outer folders first."""
    named = [tuple(bind) for bind in setup["binds"]]
    if not host.prefix.startswith(("/usr", "/nix/store/", "/gnu/store/")):
        named.append((host.prefix, host.prefix))
    trees = []
    for position, (source, target) in enumerate(sorted(named, key=lambda pair: pair[1])):
        trees.append(_clone_readable(host, source, target, f"{setup['staging']}/{position}"))
    return trees


def _clone_readable(host: Host, source: str, target: str, copy: str) -> _Tree:
    """A read-only mount of `source` that the dropped uid can read if its owner can."""
    tree = _clone(source, target, linux.ATTR_RDONLY | linux.ATTR_NODEV)
    if not host.privileged:
        return tree
    facts = os.stat(source)
    try:
        owner_map = host.owner_maps.get(facts.st_uid) or map_owner(facts.st_uid)
        linux.restrict_mount(
            tree.descriptor, linux.ATTR_IDMAP, user_namespace=owner_map, recursive=False
        )
    except OSError:
        # This filesystem cannot translate owners (or the owner already is the dropped uid).
        if stat.S_ISREG(facts.st_mode) and not facts.st_mode & stat.S_IROTH:
            os.close(tree.descriptor)
            return _stage(source, target, copy)
    return tree


def _stage(source: str, target: str, copy: str) -> _Tree:
    """A private copy on disk, made by the kernel without passing through our memory."""
    os.makedirs(os.path.dirname(copy), mode=0o711, exist_ok=True)
    shutil.copyfile(source, copy)
    os.chown(copy, OUTSIDE_UID, OUTSIDE_UID)
    os.chmod(copy, 0o400)
    return _clone(copy, target, linux.ATTR_RDONLY | linux.ATTR_NODEV)


def map_owner(uid: int) -> int:
    """A user namespace (descriptor) for mounts in which `uid`'s files belong to the dropped uid."""
    hold_read, hold_write = os.pipe()
    ready_read, ready_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            linux.unshare(linux.CLONE_NEWUSER)
            os.write(ready_write, b"1")
            os.close(hold_write)
            os.read(hold_read, 1)
        finally:
            os._exit(0)
    try:
        os.close(ready_write)
        os.read(ready_read, 1)
        for name in ("uid_map", "gid_map"):
            with open(f"/proc/{pid}/{name}", "w") as file:
                file.write(swapped_ids(uid if name == "uid_map" else 0))
        return os.open(f"/proc/{pid}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        for descriptor in (hold_read, hold_write, ready_read):
            os.close(descriptor)
        os.waitpid(pid, 0)


def swapped_ids(owner: int) -> str:
    """An id map of all ids to themselves; `owner` and the dropped uid trade places."""
    last = 2**32 - 1
    low, high = sorted((owner, OUTSIDE_UID))
    lines = [(low, high, 1), (high, low, 1), (0, 0, low), (low + 1, low + 1, high - low - 1)]
    lines.append((high + 1, high + 1, last - high - 1))
    if owner == OUTSIDE_UID:
        lines = [(0, 0, last)]
    return "".join(f"{a} {b} {count}\n" for a, b, count in lines if count > 0)


def _make_storage(host: Host, setup: Mapping[str, Any]) -> list[_Tree]:
    """All that can be written: one capped tmpfs behind three folders."""
    os.mkdir("/storage")
    options = f"size={setup['disk_bytes']},nr_inodes={setup['inodes']},mode=755"
    linux.mount("storage", "/storage", "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    trees = []
    for target, mode in (("/workspace", 0o755), ("/tmp", 0o1777), ("/dev/shm", 0o1777)):
        inner = f"/storage/{os.path.basename(target)}"
        os.mkdir(inner)
        if host.privileged:
            os.chown(inner, OUTSIDE_UID, OUTSIDE_UID)
        os.chmod(inner, mode)
        trees.append(_Tree(linux.clone_mount(inner), target, folder=True))
    linux.detach("/storage")
    os.rmdir("/storage")
    return trees


def _attach(tree: _Tree) -> None:
    if tree.folder:
        os.makedirs(tree.target, exist_ok=True)
    elif not os.path.exists(tree.target):
        os.makedirs(os.path.dirname(tree.target), exist_ok=True)
        os.close(os.open(tree.target, os.O_CREAT | os.O_WRONLY, 0o644))
    linux.attach_mount(tree.descriptor, tree.target)


def _make_devices() -> None:
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.symlink(f"/proc/self/fd/{number}", f"/dev/{name}")
    os.symlink("/proc/self/fd", "/dev/fd")
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    os.closerange(4, 1 << 20)


def _make_files(host: Host) -> None:
    os.makedirs("/aios/bin", exist_ok=True)
    version = os.path.basename(host.interpreter)
    for name in {"python", "python3", version}:
        os.symlink(host.interpreter, f"/aios/bin/{name}")
    for path, content in _ETC.items():
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(content)


def _mask_proc() -> None:
    for name in _MASKED_FILES:
        if os.path.exists(f"/proc/{name}"):
            linux.mount("/dev/null", f"/proc/{name}", "", linux.MS_BIND)
    for name in _MASKED_FOLDERS:
        if os.path.isdir(f"/proc/{name}"):
            flags = linux.MS_RDONLY | linux.MS_NOSUID | linux.MS_NODEV
            linux.mount("masked", f"/proc/{name}", "tmpfs", flags, "size=0,nr_inodes=2")
    _attach(_clone("/proc/sys", "/proc/sys", linux.ATTR_RDONLY | linux.ATTR_NODEV))
