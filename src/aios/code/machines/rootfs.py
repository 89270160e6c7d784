"""The root of a machine: what it sees, made of mounts and moved into before the rights go.

Covered:
- nothing of the host has a path but /usr, the interpreter, a few files of /etc and what was named;
  all of it read-only, without devices and set-uid
- everything is opened before the old root is let go and attached after, so that no link in what
  was named can lead a mount out of the new root
- where real root mounts, inputs closed to others are readable by the dropped uid: owners are
  translated by the kernel, or the file is copied on disk
- one tmpfs, capped in bytes and inodes, is all that can be written, also where /workspace lies
  over a snapshot; /proc is masked

Not covered:
- folders with files of several owners: those of the folder's owner are translated, the others
  are as readable as to any stranger
"""

import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aios.code.machines import linux

OUTSIDE_UID = 65534
INSIDE_UID = 1000
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
    "/etc/fonts",
    *("/etc/java-11-openjdk", "/etc/java-17-openjdk", "/etc/java-21-openjdk"),
)
_TERMINALS = 64
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
class Tree:
    """A detached mount and where it goes."""

    descriptor: int
    target: str
    folder: bool


def build(host: Host, setup: Mapping[str, Any], keep: int = 3) -> None:
    """Make the root of a machine out of `setup` and move into it; closes what is over `keep`."""
    linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)
    system, named = _clone_system(setup.get("devices", ())), _clone_named(host, setup)
    # The files of a snapshot already belong to the dropped uid.
    kept = setup.get("base")
    base = _clone(kept, "/storage/base", linux.ATTR_RDONLY | linux.ATTR_NODEV) if kept else None
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
    for tree in _make_storage(host, setup, base) + system:
        _attach(tree)
    _make_devices()
    _make_files(host)
    _mask_proc()
    for tree in named:
        _attach(tree)
    os.closerange(keep + 1, 1 << 20)
    linux.restrict_mount(
        "/", linux.ATTR_RDONLY | linux.ATTR_NOSUID | linux.ATTR_NODEV, recursive=False
    )


def _clone_system(devices: Sequence[str]) -> list[Tree]:
    names = [name for name in _ROOT_NAMES if not os.path.islink(name)]
    system = [
        _clone(path, path, linux.ATTR_RDONLY | linux.ATTR_NODEV)
        for path in (*_SYSTEM_FOLDERS, *names, *_SYSTEM_FILES)
        if os.path.exists(path)
    ]
    return system + [_clone(path, path, linux.ATTR_NOEXEC) for path in (*_DEVICES, *devices)]


def tree_of(source: str, target: str) -> Tree:
    """A read-only copy of what is mounted at `source`, for `target` in another root."""
    return _clone(source, target, linux.ATTR_RDONLY | linux.ATTR_NODEV)


def attach_more(trees: Sequence[Tree]) -> None:
    """Put trees into a root that stands already, outer folders first; we must be in it."""
    flags = linux.MS_REMOUNT | linux.MS_BIND | linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("none", "/", "", flags)
    for tree in sorted(trees, key=lambda tree: tree.target):
        _attach(tree)
    linux.mount("none", "/", "", flags | linux.MS_RDONLY)


def _clone(source: str, target: str, attributes: int) -> Tree:
    tree = linux.clone_mount(source)
    linux.restrict_mount(tree, attributes | linux.ATTR_NOSUID)
    return Tree(tree, target, os.path.isdir(source))


def _clone_named(host: Host, setup: Mapping[str, Any]) -> list[Tree]:
    """The interpreter, the image and everything the specification binds, outer folders first."""
    named = [tuple(bind) for bind in setup["binds"]]
    if not f"{host.prefix}/".startswith(tuple(f"{folder}/" for folder in _SYSTEM_FOLDERS)):
        named.append((host.prefix, host.prefix))
    trees = []
    for position, (source, target) in enumerate(sorted(named, key=lambda pair: pair[1])):
        trees.append(_clone_readable(host, source, target, f"{setup['staging']}/{position}"))
    return trees


def _clone_readable(host: Host, source: str, target: str, copy: str) -> Tree:
    """A read-only mount of `source` that the dropped uid can read if its owner can."""
    tree = _clone(source, target, linux.ATTR_RDONLY | linux.ATTR_NODEV)
    if not host.privileged:
        return tree
    facts = os.stat(source)
    try:
        owner_map = host.owner_maps[facts.st_uid]
        linux.restrict_mount(
            tree.descriptor, linux.ATTR_IDMAP, user_namespace=owner_map, recursive=False
        )
    except (KeyError, OSError):
        # This filesystem cannot translate owners (or the owner already is the dropped uid).
        if stat.S_ISREG(facts.st_mode) and not facts.st_mode & stat.S_IROTH:
            os.close(tree.descriptor)
            return _stage(source, target, copy)
    return tree


def _stage(source: str, target: str, copy: str) -> Tree:
    """A private copy on disk, made by the kernel without passing through our memory."""
    os.makedirs(os.path.dirname(copy), mode=0o711, exist_ok=True)
    shutil.copyfile(source, copy)
    os.chown(copy, OUTSIDE_UID, OUTSIDE_UID)
    os.chmod(copy, 0o400)
    return _clone(copy, target, linux.ATTR_RDONLY | linux.ATTR_NODEV)


def with_owner_maps(host: Host, setup: Mapping[str, Any]) -> Host:
    """`host` with a map for every owner of what `setup` binds, where one can be made."""
    maps = dict(host.owner_maps)
    for source, _ in setup["binds"]:
        owner = os.stat(source).st_uid
        if owner not in maps and owner != OUTSIDE_UID:
            maps[owner] = map_owner(owner)
    return replace(host, owner_maps=maps)


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


def _make_storage(host: Host, setup: Mapping[str, Any], base: Tree | None) -> list[Tree]:
    """All that can be written: one capped tmpfs behind three folders."""
    os.mkdir("/storage")
    options = f"size={setup['disk_bytes']},nr_inodes={setup['inodes']},mode=755"
    linux.mount("storage", "/storage", "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, options)
    trees = []
    for target, mode in (("/workspace", 0o755), ("/tmp", 0o1777), ("/dev/shm", 0o1777)):
        inner = f"/storage/{os.path.basename(target)}"
        _make_folder(host, inner, mode)
        if base and target == "/workspace":
            _lay_over(host, base, inner)
        trees.append(Tree(linux.clone_mount(inner), target, folder=True))
    linux.detach("/storage")
    os.rmdir("/storage")
    return trees


def _make_folder(host: Host, path: str, mode: int) -> None:
    os.mkdir(path)
    if host.privileged:
        os.chown(path, OUTSIDE_UID, OUTSIDE_UID)
    os.chmod(path, mode)


def _lay_over(host: Host, base: Tree, target: str) -> None:
    """A snapshot's files at `target`, as its own to change; changes are in the same storage."""
    os.mkdir(base.target)
    linux.attach_mount(base.descriptor, base.target)
    _make_folder(host, f"{target}.changed", 0o755)
    _make_folder(host, f"{target}.work", 0o755)
    changed, work = f"{target}.changed", f"{target}.work"
    linux.mount_overlay(base.target, changed, work, target, privileged=host.privileged)


def _attach(tree: Tree) -> None:
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
    # Terminals of its own: those of the host, and of other machines, are in other instances.
    os.mkdir("/dev/pts")
    flags = linux.MS_NOSUID | linux.MS_NOEXEC
    linux.mount("devpts", "/dev/pts", "devpts", flags, f"ptmxmode=666,mode=620,max={_TERMINALS}")
    os.symlink("pts/ptmx", "/dev/ptmx")
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    os.close(null)


def _make_files(host: Host) -> None:
    os.makedirs("/aios/bin", exist_ok=True)
    version = os.path.basename(host.interpreter)
    for name in {"python", "python3", version}:
        os.symlink(host.interpreter, f"/aios/bin/{name}")
    for path, content in _ETC.items():
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
