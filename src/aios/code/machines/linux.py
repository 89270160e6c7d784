"""The Linux system calls that Python has no name for, each raising OSError with what was tried."""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Collection

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT = 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC, ATTR_IDMAP = 1, 2, 4, 8, 0x00100000
RESOLVE_NO_MAGICLINKS, RESOLVE_BENEATH = 0x02, 0x08

_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_OPEN_TREE_CLONE, _O_CLOEXEC = 1, 0o2000000
_MOVE_FROM_EMPTY_PATH = 0x04
_MNT_DETACH = 2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NAME, _PR_SET_SECCOMP = 1, 4, 15, 22
_PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 24, 38, 47
_CAPABILITY_VERSION_3 = 0x20080522
# Same numbers on every architecture, but for pivot_root.
_SYS_OPEN_TREE, _SYS_MOVE_MOUNT, _SYS_OPENAT2, _SYS_MOUNT_SETATTR = 428, 429, 437, 442
_SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

if sys.platform == "linux":  # elsewhere the module can be imported, and nothing in it used
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.syscall.restype = ctypes.c_long


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for fresh ones."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def enter_namespace(namespace: int) -> None:
    """Leave one's own namespace for that of an open /proc/PID/ns/NAME."""
    _check(_libc.setns(ctypes.c_int(namespace), ctypes.c_int(0)), "setns")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a filesystem of `kind`, or change propagation when `kind` is ""."""
    done = _libc.mount(
        source.encode(),
        os.fsencode(target),
        kind.encode() or None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )
    _check(done, f"mount {kind or 'flags'} on {target}")


def mount_overlay(base: str, upper: str, work: str, target: str, *, privileged: bool) -> None:
    """What is changed at `target` goes to `upper`; `base` is only read.

    Marks of what was removed lie in attributes that only real root may write, or without it
    (`privileged`) in those that the owner of a user namespace may.
    """
    options = f"lowerdir={base},upperdir={upper},workdir={work}"
    if not privileged:
        options += ",userxattr"
    mount("workspace", target, "overlay", MS_NOSUID | MS_NODEV, options)


def clone_mount(path: str) -> int:
    """A descriptor of a detached copy of the mount tree at `path`, submounts included."""
    flags = ctypes.c_uint(_OPEN_TREE_CLONE | _O_CLOEXEC | _AT_RECURSIVE)
    at = ctypes.c_int(_AT_FDCWD)
    return _check(
        _libc.syscall(ctypes.c_long(_SYS_OPEN_TREE), at, os.fsencode(path), flags),
        f"open_tree {path}",
    )


def attach_mount(tree: int, target: str) -> None:
    """Put a detached mount tree at `target` and close its descriptor."""
    done = _libc.syscall(
        ctypes.c_long(_SYS_MOVE_MOUNT),
        ctypes.c_int(tree),
        b"",
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(target),
        ctypes.c_uint(_MOVE_FROM_EMPTY_PATH),
    )
    _check(done, f"move_mount to {target}")
    os.close(tree)


def restrict_mount(
    where: int | str, attributes: int, *, user_namespace: int = 0, recursive: bool = True
) -> None:
    """Set mount attributes on a detached tree (descriptor) or on a mounted path."""
    tree, path = (where, b"") if isinstance(where, int) else (_AT_FDCWD, os.fsencode(where))
    flags = (_AT_EMPTY_PATH if isinstance(where, int) else 0) | (_AT_RECURSIVE if recursive else 0)
    wanted = struct.pack("QQQQ", attributes, 0, 0, user_namespace)
    done = _libc.syscall(
        ctypes.c_long(_SYS_MOUNT_SETATTR),
        ctypes.c_int(tree),
        path,
        ctypes.c_uint(flags),
        wanted,
        ctypes.c_size_t(len(wanted)),
    )
    _check(done, f"mount_setattr {where}")


def pivot_here() -> None:
    """Make the working folder, which must be a mount, the root, and let go of the old root."""
    number = ctypes.c_long(_SYS_PIVOT_ROOT[platform.machine()])
    _check(_libc.syscall(number, b".", b"."), "pivot_root")
    detach(".")
    os.chdir("/")


def detach(path: str) -> None:
    """Unmount `path` now, for good when its last user is gone."""
    _check(_libc.umount2(os.fsencode(path), _MNT_DETACH), f"umount {path}")


def open_beneath(folder: int, path: str, flags: int, mode: int = 0) -> int:
    """Open `path` below `folder`; a path or link that leads out of it raises OSError (EXDEV)."""
    resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS
    how = struct.pack("QQQ", flags | os.O_CLOEXEC, mode, resolve)
    done = _libc.syscall(
        ctypes.c_long(_SYS_OPENAT2),
        ctypes.c_int(folder),
        os.fsencode(path),
        how,
        ctypes.c_size_t(len(how)),
    )
    return _check(done, f"open {path}")


def set_hostname(name: str) -> None:
    """The host name of this UTS namespace."""
    raw = name.encode()
    _check(_libc.sethostname(raw, ctypes.c_size_t(len(raw))), "sethostname")


def prctl(option: int, *arguments: int) -> int:
    """prctl(2)."""
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return _check(_libc.prctl(ctypes.c_int(option), *padded), f"prctl {option}")


def die_with_parent(signal_number: int) -> None:
    """Receive a signal when the thread that forked us ends; credential changes forget it."""
    prctl(_PR_SET_PDEATHSIG, signal_number)


def set_dumpable(dumpable: bool) -> None:
    """Whether others of our uid may look into /proc/<us> and trace us."""
    prctl(_PR_SET_DUMPABLE, int(dumpable))


def set_name(name: str) -> None:
    """The name shown for this process, at most 15 bytes."""
    _check(_libc.prctl(_PR_SET_NAME, name.encode()), "prctl name")


def drop_capabilities() -> None:
    """Give up every capability for good: bounding, ambient, and all three sets."""
    bound_capabilities(())
    keep_capabilities(())


def bound_capabilities(kept: Collection[int]) -> None:
    """No program that is run may have any capability but these again."""
    for capability in range(64):
        if capability in kept:
            continue
        if _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            if ctypes.get_errno() != 22:  # EINVAL: this kernel has no capability of that number
                _check(-1, "dropping a bounding capability")
            break
    prctl(_PR_CAP_AMBIENT, 4)


def keep_capabilities(kept: Collection[int]) -> None:
    """Hold just these capabilities, in every set, so that programs keep them too."""
    bits = sum(1 << capability for capability in kept)
    low, high = bits & 0xFFFFFFFF, bits >> 32
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, struct.pack("6I", low, low, low, high, high, high)), "capset")
    for capability in kept:
        prctl(_PR_CAP_AMBIENT, 2, capability)


def refuse_privileges() -> None:
    """No program that is run may ever raise its rights; cannot be undone."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def install_filter(program: bytes) -> None:
    """No new privileges, then the seccomp filter; neither can be undone."""
    refuse_privileges()
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    _check(_libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(2), header, 0, 0), "seccomp")
