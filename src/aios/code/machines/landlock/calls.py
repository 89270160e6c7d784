"""The system calls that programs lose who share the host's network and files with it.

It goes on top of the filter that every machine has (`seccomp`).

Covered (refused with EPERM unless said otherwise):
- every socket but pairs (EAFNOSUPPORT); where a proxy is the way out, TCP sockets are made and
  each `connect` is handed to the supervisor, which leads it to the proxy wherever it was going
- shared memory, semaphores and message queues of the system, file attributes
- where programs have no user of their own: owners, modes and times of files, signals to
  everybody at once
- before ABI 3: cutting off a file that was opened for reading, or by its name

Not covered:
- POSIX shared memory, which is files: Landlock refuses those
"""

import errno
import os

from aios.code.machines import seccomp

_Calls = dict[str, tuple[int | None, int | None]]  # name: (x86_64, aarch64)

_SHARED: _Calls = {
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendmmsg": (307, 269),
}
_OWNED: _Calls = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
}
_BY_NAME: _Calls = {"truncate": (76, 45)}
_SOCKET, _CONNECT, _SENDTO, _SENDMSG = (41, 198), (42, 203), (44, 206), (46, 211)
_KILL, _OPEN, _OPENAT, _OPENAT2 = (62, 129), (2, None), (257, 56), (437, 437)
_INTERNET, _STREAM, _TYPE_MASK = (2, 10), 1, 0xF
_FAST_OPEN = 0x20000000
_EVERYBODY = 0xFFFFFFFF  # a process id of -1
_NOTIFY = 0x7FC00000


def build_filter(machine: str, *, abi: int, own_user: bool, proxied: bool) -> bytes:
    """The filter program: 8 bytes an instruction."""
    column = seccomp.column_of(machine)
    denied = _SHARED | ({} if own_user else _OWNED) | (_BY_NAME if abi < 3 else {})
    program = seccomp.start(machine)
    for row in denied.values():
        program += _when(row[column], [seccomp.refuse(errno.EPERM)])
    if not own_user:
        program += _when(_KILL[column], _check_everybody())
    if abi < 3:
        program += _when(_OPENAT2[column], [seccomp.refuse(errno.ENOSYS)])
        program += _when(_OPEN[column], _check_cutting(argument=1))
        program += _when(_OPENAT[column], _check_cutting(argument=2))
    if not proxied:
        program += _when(_SOCKET[column], [seccomp.refuse(errno.EAFNOSUPPORT)])
        program += _when(_CONNECT[column], [seccomp.refuse(errno.EPERM)])
    else:
        program += _when(_SOCKET[column], _check_stream())
        program += _when(_CONNECT[column], [seccomp.instruction(seccomp.RETURN, _NOTIFY)])
        program += _when(_SENDTO[column], _check_fast_open(argument=3))
        program += _when(_SENDMSG[column], _check_fast_open(argument=2))
    program.append(seccomp.instruction(seccomp.RETURN, seccomp.ALLOW))
    return b"".join(program)


def _when(number: int | None, body: list[bytes]) -> list[bytes]:
    return [] if number is None else seccomp.when_call(number, body)


def _argument(position: int) -> bytes:
    return seccomp.instruction(seccomp.LOAD, seccomp.AT_ARGUMENT_0 + 8 * position)


def _check_everybody() -> list[bytes]:
    return [
        _argument(0),
        seccomp.instruction(seccomp.JUMP_EQUAL, _EVERYBODY, no=1),
        seccomp.refuse(errno.EPERM),
        seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
    ]


def _check_stream() -> list[bytes]:
    """TCP sockets, and nothing else."""
    internet, internet_6 = _INTERNET
    return [
        _argument(0),
        seccomp.instruction(seccomp.JUMP_EQUAL, internet, yes=2),
        seccomp.instruction(seccomp.JUMP_EQUAL, internet_6, yes=1),
        seccomp.refuse(errno.EAFNOSUPPORT),
        _argument(1),
        seccomp.instruction(seccomp.MASK, _TYPE_MASK),
        seccomp.instruction(seccomp.JUMP_EQUAL, _STREAM, yes=1),
        seccomp.refuse(errno.EAFNOSUPPORT),
        seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
    ]


def _check_fast_open(argument: int) -> list[bytes]:
    """Sending that connects on the way."""
    return [
        _argument(argument),
        seccomp.instruction(seccomp.JUMP_ANY_BIT, _FAST_OPEN, no=1),
        seccomp.refuse(errno.EPERM),
        seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
    ]


def _check_cutting(argument: int) -> list[bytes]:
    """Opening for reading only, and cutting the file off all the same."""
    return [
        _argument(argument),
        seccomp.instruction(seccomp.MASK, os.O_TRUNC | os.O_ACCMODE),
        seccomp.instruction(seccomp.JUMP_EQUAL, os.O_TRUNC | os.O_RDONLY, no=1),
        seccomp.refuse(errno.EPERM),
        seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
    ]
