"""Leading a confined program's connections to the host's allow-list proxy, all of them.

Landlock tells TCP connections apart by their port alone, so that a program allowed to reach a
proxy's port could reach that port anywhere. Here `connect` is handed to the watcher instead: it
puts a connection to the proxy in the place of the program's socket, whatever address was asked
for, which is not even read. So nothing the program changes meanwhile matters.

Covered:
- every connection of the program, at any address, is one to the proxy
- nobody else on this host can use it: both ends of it are made and checked here

Not covered:
- programs that look at whom they are connected to: they see 127.0.0.1
"""

import contextlib
import ctypes
import fcntl
import os
import platform
import socket
import struct

from aios.code.machines.guest.forwarder import Relay

_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8
_RECEIVE, _SEND, _ADD_DESCRIPTOR = 0xC0502100, 0xC0182101, 0x40182103
_PUT_IN_PLACE = 1
_NOTICE = struct.Struct("=QIIiIQ6Q")  # id, pid, flags, number, architecture, ip, arguments
_TRIES = 20

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def install(program: bytes) -> int:
    """Install a filter that hands calls to whoever holds the descriptor returned."""
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    number = _SYS_SECCOMP[platform.machine()]
    result = int(
        _libc.syscall(
            ctypes.c_long(number),
            ctypes.c_ulong(_SET_MODE_FILTER),
            ctypes.c_ulong(_NEW_LISTENER),
            header,
        )
    )
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"seccomp listener: {os.strerror(error)}")
    return result


class Crossing:
    """The watcher's part: answers the calls on `notices`, and carries what goes to the `door`."""

    def __init__(self, notices: int, door: str) -> None:
        self.notices = notices
        self._relay = Relay(None, door)

    def fileno(self) -> int:
        """Readable when there is something to carry."""
        return self._relay.fileno()

    def carry(self) -> None:
        """Move what has arrived, without waiting."""
        self._relay.step(0)

    def answer(self) -> None:
        """Serve one `connect`."""
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self.notices, _RECEIVE, notice)
        except OSError:
            return  # who called was killed meanwhile
        id, pid, _, _, _, _, target, *_ = _NOTICE.unpack(notice)
        error = 0
        try:
            self._connect(id, pid, target)
        except OSError as failure:
            error = -(failure.errno or 111)
        with contextlib.suppress(OSError):  # who called was killed meanwhile
            fcntl.ioctl(self.notices, _SEND, struct.pack("=QqiI", id, 0, error, 0))

    def _connect(self, id: int, pid: int, target: int) -> None:
        theirs, ours = _pair()
        with theirs:
            theirs.setblocking(not _is_nonblocking(pid, target))
            request = struct.pack(
                "=QIIII", id, _PUT_IN_PLACE, theirs.fileno(), target, os.O_CLOEXEC
            )
            try:
                fcntl.ioctl(self.notices, _ADD_DESCRIPTOR, request)
            except OSError:
                ours.close()
                raise
        self._relay.adopt(ours)


def _pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of one TCP connection: programs ask more of their sockets than local ones can."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:
        for _ in range(_TRIES):
            one = socket.create_connection(server.getsockname(), timeout=5)
            other, peer = server.accept()
            if peer == one.getsockname():
                return one, other
            one.close()
            other.close()  # somebody else was quicker
    raise OSError(111, "no connection to the proxy could be made")


def _is_nonblocking(pid: int, descriptor: int) -> bool:
    with open(f"/proc/{pid}/fdinfo/{descriptor}") as file:
        flags = next(line for line in file if line.startswith("flags:"))
    return bool(int(flags.split()[1], 8) & os.O_NONBLOCK)
