"""The seccomp filter of a machine, assembled here for x86_64 and aarch64.

Covered (each refused with EPERM unless said otherwise):
- new namespaces, mounts, chroot and pivot_root, by any call; clone3 is ENOSYS so that clone's
  flags can be read
- tracing and reading other processes, kernel keyrings, bpf, perf, userfaultfd, io_uring
- kernel modules, kexec, swap, reboot, clocks, accounting, host names, file handles
- pushing input into a terminal (TIOCSTI, TIOCLINUX)
- sockets that are not local or internet ones (EAFNOSUPPORT)
- calls of another architecture (killed) and of the x32 ABI (ENOSYS)

Not covered:
- bugs in the calls that remain; a kernel of its own is a stronger level
- arguments behind pointers, which such a filter cannot read
"""

import errno
import struct

LOAD, MASK, JUMP_EQUAL, JUMP_GREATER, JUMP_ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_KILL, ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_AT_NUMBER, _AT_ARCHITECTURE, AT_ARGUMENT_0, _AT_ARGUMENT_1 = 0, 4, 16, 24

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32_BIT = 0x40000000
_NAMESPACE_FLAGS = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_AF_UNIX = 1
_ALLOWED_FAMILIES = (_AF_UNIX, 2, 10)  # and AF_INET, AF_INET6

# name: (x86_64, aarch64); None where the architecture has no such call
_DENIED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "unshare": (272, 97),
    "setns": (308, 268),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, None),
    "ioperm": (173, None),
    "create_module": (174, None),
    "init_module": (175, 105),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "adjtimex": (159, 171),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "get_mempolicy": (239, 236),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "vhangup": (153, 58),
    "syslog": (103, 116),
    "vmsplice": (278, 75),
    "personality": (135, 92),
    "memfd_secret": (447, 447),
    "modify_ldt": (154, None),
    "uselib": (134, None),
    "sysctl": (156, None),
    "nfsservctl": (180, 42),
}
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_IOCTL = (16, 29)
_SOCKET = (41, 198)


def supported(machine: str) -> bool:
    """Whether there is a filter for this architecture (`platform.machine()`)."""
    return machine in _ARCHITECTURES


def column_of(machine: str) -> int:
    """Where an architecture's numbers stand in tables of calls."""
    return list(_ARCHITECTURES).index(machine)


def denied_calls(machine: str) -> dict[str, int]:
    """The calls refused outright on an architecture: name to number."""
    column = column_of(machine)
    return {name: row[column] for name, row in _DENIED.items() if row[column] is not None}  # type: ignore[misc]


def build_filter(machine: str) -> bytes:
    """The filter program for an architecture: 8 bytes an instruction."""
    column = column_of(machine)
    program = start(machine)
    if machine == "x86_64":
        program += [instruction(JUMP_GREATER, _X32_BIT, no=1), refuse(errno.ENOSYS)]
    for number in sorted(denied_calls(machine).values()):
        program += when_call(number, [refuse(errno.EPERM)])
    program += when_call(_CLONE3[column], [refuse(errno.ENOSYS)])
    program += when_call(_CLONE[column], _check_clone())
    program += when_call(_IOCTL[column], _check_ioctl())
    program += when_call(_SOCKET[column], _check_socket())
    program.append(instruction(RETURN, ALLOW))
    return b"".join(program)


def build_local_socket_filter(machine: str) -> bytes:
    """A second filter, for programs that can see folders of the host: no AF_UNIX sockets.

    A read-only mount does not keep a program from connecting to a socket that lies in it, and
    behind that may be a terminal multiplexer or a key agent. Socket pairs still work.
    """
    column = column_of(machine)
    check = [
        instruction(LOAD, AT_ARGUMENT_0),
        instruction(JUMP_EQUAL, _AF_UNIX, no=1),
        refuse(errno.EAFNOSUPPORT),
    ]
    allow = instruction(RETURN, ALLOW)
    return b"".join([*start(machine), *when_call(_SOCKET[column], check), allow])


def start(machine: str) -> list[bytes]:
    """Kill calls of another architecture, and load the call's number."""
    return [
        instruction(LOAD, _AT_ARCHITECTURE),
        instruction(JUMP_EQUAL, _ARCHITECTURES[machine], yes=1),
        instruction(RETURN, _KILL),
        instruction(LOAD, _AT_NUMBER),
    ]


def _check_clone() -> list[bytes]:
    return [
        instruction(LOAD, AT_ARGUMENT_0),
        instruction(JUMP_ANY_BIT, _NAMESPACE_FLAGS, no=1),
        refuse(errno.EPERM),
        instruction(RETURN, ALLOW),
    ]


def _check_ioctl() -> list[bytes]:
    return [
        instruction(LOAD, _AT_ARGUMENT_1),
        instruction(JUMP_EQUAL, _TIOCSTI, yes=1),
        instruction(JUMP_EQUAL, _TIOCLINUX, no=1),
        refuse(errno.EPERM),
        instruction(RETURN, ALLOW),
    ]


def _check_socket() -> list[bytes]:
    body = [instruction(LOAD, AT_ARGUMENT_0)]
    for position, family in enumerate(_ALLOWED_FAMILIES):
        to_allow = len(_ALLOWED_FAMILIES) - position
        body.append(instruction(JUMP_EQUAL, family, yes=to_allow))
    return [*body, refuse(errno.EAFNOSUPPORT), instruction(RETURN, ALLOW)]


def when_call(number: int, body: list[bytes]) -> list[bytes]:
    """Instructions for one call, reached with its number loaded; `body` ends with a verdict."""
    return [instruction(JUMP_EQUAL, number, no=len(body)), *body]


def refuse(error: int) -> bytes:
    """The verdict that the call fails with an error."""
    return instruction(RETURN, _ERRNO | error)


def instruction(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; `yes` and `no` are how many to skip after a comparison."""
    return struct.pack("<HBBI", code, yes, no, value)
