"""Landlock's three system calls: which files a process and its children may touch, for good.

Covered, by version of the kernel's interface (ABI):
- 1: reading, writing, running, making and removing files outside what is allowed
- 2: moving files between folders (under 1 all such moves are refused)
- 3: cutting files off
- 4: TCP
- 5: requests to devices
- 6: signals, and abstract sockets, of processes outside

Not covered by any version: names, sizes and modes of files anywhere (stat), and UDP, raw and
unix sockets, owners, modes, times and attributes of files, which a filter of system calls has
to refuse (`calls`).
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_FIFO, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 10, 1 << 12
_REFER, _TRUNCATE = 1 << 13, 1 << 14

READ = _READ_FILE | _READ_DIR | _EXECUTE
DEVICE = _READ_FILE | _WRITE_FILE
_CHANGE = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _REFER | _TRUNCATE
WRITE = READ | _CHANGE | _MAKE_DIR | _MAKE_REG | _MAKE_FIFO | _MAKE_SYM
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE

# What each version takes in hand: rights to files, to TCP, and scopes.
_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP = {4: 0b11}
_SCOPES = {6: 0b11}

if sys.platform == "linux":  # elsewhere there is no version of it
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.syscall.restype = ctypes.c_long


def version() -> int:
    """The ABI of this kernel, 0 where Landlock is absent or switched off."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), 1)))


def handled(abi: int) -> tuple[int, int, int]:
    """The rights to files and to TCP, and the scopes, that an ABI takes in hand."""
    return _latest(_FILES, abi), _latest(_TCP, abi), _latest(_SCOPES, abi)


def _latest(table: dict[int, int], abi: int) -> int:
    return max((bits for since, bits in table.items() if since <= abi), default=0)


class Ruleset:
    """Everything is refused but what was allowed; `enforce` it once."""

    def __init__(self, abi: int) -> None:
        self._files, tcp, scopes = handled(abi)
        facts = struct.pack("QQQ", self._files, tcp, scopes)
        size = 8 if abi < 4 else 16 if abi < 6 else 24
        self._descriptor = _call("create a ruleset", _CREATE_RULESET, facts, size, 0)

    def allow(self, paths: Iterable[str], rights: int) -> None:
        """Allow `rights` to each path and all below it; a path that is not there is no matter."""
        for path in paths:
            try:
                opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            possible = self._files if os.path.isdir(path) else _OF_A_FILE & self._files
            rule = struct.pack("=Qi", rights & possible, opened)
            _call(f"allow {path}", _ADD_RULE, self._descriptor, _PATH_BENEATH, rule, 0)
            os.close(opened)

    def enforce(self) -> None:
        """Hold this thread and all its children to it. It must have given up new privileges."""
        _call("enforce the rules", _RESTRICT_SELF, self._descriptor, 0)
        os.close(self._descriptor)


def _call(what: str, number: int, *arguments: int | bytes) -> int:
    typed = [a if isinstance(a, bytes) else ctypes.c_long(a) for a in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *typed))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock could not {what}: {os.strerror(error)}")
    return result
