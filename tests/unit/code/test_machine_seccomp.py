"""The filter's decisions, found by running the filter."""

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aios.code.machines import seccomp
from aios.code.machines.landlock import calls, rules

ALLOW, KILL, NOTIFY = "allow", "kill", "notify"
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CALLS = {
    "x86_64": {"read": 0, "clone": 56, "ioctl": 16, "socket": 41, "mount": 165, "execve": 59},
    "aarch64": {"read": 63, "clone": 220, "ioctl": 29, "socket": 198, "mount": 40, "execve": 221},
}


def decide(program: bytes, architecture: int, number: int, *arguments: int) -> str | int:
    """What the kernel would do: a tiny machine for the instructions that filters are made of."""
    data = struct.pack("<IIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    code = list(struct.iter_unpack("<HBBI", program))
    position = accumulator = 0
    while True:
        operation, yes, no, value = code[position]
        position += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("<I", data, value)[0]
        elif operation == 0x54:
            accumulator &= value
        elif operation == 0x06:
            return _verdict(value)
        else:
            holds = {
                0x15: accumulator == value,
                0x35: accumulator >= value,
                0x45: bool(accumulator & value),
            }[operation]
            position += yes if holds else no


def _verdict(value: int) -> str | int:
    if value == 0x7FFF0000:
        return ALLOW
    if value == 0x7FC00000:
        return NOTIFY
    return KILL if value == 0x80000000 else value & 0xFFFF


@pytest.fixture(params=sorted(ARCHITECTURES))
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _ask(machine: str, number: int, *arguments: int) -> str | int:
    program = seccomp.build_filter(machine)
    return decide(program, ARCHITECTURES[machine], number, *arguments)


def test_every_denied_call_is_denied(machine: str) -> None:
    for name, number in seccomp.denied_calls(machine).items():
        assert _ask(machine, number) == errno.EPERM, name
    assert len(seccomp.denied_calls(machine)) > 55


def test_no_number_is_denied_twice(machine: str) -> None:
    numbers = seccomp.denied_calls(machine).values()
    assert len(set(numbers)) == len(numbers)


def test_ordinary_calls_pass(machine: str) -> None:
    assert _ask(machine, CALLS[machine]["read"]) == ALLOW
    assert _ask(machine, CALLS[machine]["execve"]) == ALLOW


@given(flags=st.integers(0, 2**32 - 1))
def test_clone_passes_without_namespace_flags_only(flags: int) -> None:
    for machine in ARCHITECTURES:
        verdict = _ask(machine, CALLS[machine]["clone"], flags)
        assert verdict == (errno.EPERM if flags & 0x7E020000 else ALLOW)


def test_clone3_is_unknown_so_that_libc_falls_back(machine: str) -> None:
    assert _ask(machine, 435) == errno.ENOSYS


@given(family=st.integers(0, 60))
def test_only_local_and_internet_sockets(family: int) -> None:
    for machine in ARCHITECTURES:
        verdict = _ask(machine, CALLS[machine]["socket"], family)
        assert verdict == (ALLOW if family in (1, 2, 10) else errno.EAFNOSUPPORT)


def test_the_second_filter_takes_away_local_sockets_only(machine: str) -> None:
    program = seccomp.build_local_socket_filter(machine)
    architecture, call = ARCHITECTURES[machine], CALLS[machine]
    assert decide(program, architecture, call["socket"], 1) == errno.EAFNOSUPPORT
    assert decide(program, architecture, call["socket"], 2) == ALLOW
    assert decide(program, architecture, call["read"], 1) == ALLOW
    assert decide(program, 0x40000003, call["read"]) == KILL


def test_terminal_input_requests_are_denied(machine: str) -> None:
    ioctl = CALLS[machine]["ioctl"]
    assert _ask(machine, ioctl, 0, 0x5412) == errno.EPERM
    assert _ask(machine, ioctl, 0, 0x541C) == errno.EPERM
    assert _ask(machine, ioctl, 0, 0x5401) == ALLOW
    # The kernel looks at 32 bits of the request, so the filter must not be fooled by the rest.
    assert _ask(machine, ioctl, 0, 0x1_0000_5412) == errno.EPERM


def test_calls_of_another_architecture_kill(machine: str) -> None:
    program = seccomp.build_filter(machine)
    assert decide(program, 0x40000003, CALLS[machine]["read"]) == KILL  # 32-bit x86


def test_the_x32_calls_do_not_exist() -> None:
    assert _ask("x86_64", 0x40000000 | 165) == errno.ENOSYS


def test_jumps_stay_inside_and_the_size_within_the_kernels_limit(machine: str) -> None:
    program = seccomp.build_filter(machine)
    assert len(program) % 8 == 0 and len(program) // 8 < 4096


def test_unknown_processors_are_unsupported() -> None:
    assert seccomp.supported("x86_64") and seccomp.supported("aarch64")
    assert not seccomp.supported("riscv64")


# ---------------------------------------------------------------- beside Landlock

OPEN = {
    "x86_64": {"openat": 257, "openat2": 437, "chmod": 90, "kill": 62, "connect": 42, "bind": 49},
    "aarch64": {
        "openat": 56,
        "openat2": 437,
        "chmod": 53,
        "kill": 129,
        "connect": 203,
        "bind": 200,
    },
}
CUT = 0o1000
ALL = 0xFFFFFFFF


@given(abi=st.integers(1, 9), flags=st.integers(0, 2**22 - 1))
def test_no_file_is_cut_off_by_who_may_only_read_it(abi: int, flags: int) -> None:
    for machine, numbers in OPEN.items():
        program = calls.build_filter(machine, abi=abi, own_user=True, proxied=False)
        verdict = decide(program, ARCHITECTURES[machine], numbers["openat"], 3, 0, flags)
        cuts = bool(flags & CUT) and not flags & 0o3
        assert verdict == (errno.EPERM if cuts and abi < 3 else ALLOW)
        other = decide(program, ARCHITECTURES[machine], numbers["openat2"])
        assert other == (errno.ENOSYS if abi < 3 else ALLOW)


@given(
    own_user=st.booleans(),
    proxied=st.booleans(),
    family=st.integers(0, 50),
    kind=st.integers(0, 10),
)
def test_sockets_are_for_the_proxy_alone(
    own_user: bool, proxied: bool, family: int, kind: int
) -> None:
    for machine, numbers in OPEN.items():
        program = calls.build_filter(machine, abi=7, own_user=own_user, proxied=proxied)

        def ask(number: int, *arguments: int) -> str | int:
            return decide(program, ARCHITECTURES[machine], number, *arguments)  # noqa: B023

        tcp = proxied and family in (2, 10) and kind == 1
        made = ask(CALLS[machine]["socket"], family, kind | 0o2000000)  # SOCK_CLOEXEC
        assert made == (ALLOW if tcp else errno.EAFNOSUPPORT)
        assert ask(numbers["connect"]) == (NOTIFY if proxied else errno.EPERM)
        assert ask(numbers["bind"]) == errno.EPERM
        assert ask(numbers["chmod"]) == (ALLOW if own_user else errno.EPERM)
        assert ask(numbers["kill"], ALL) == (ALLOW if own_user else errno.EPERM)
        assert ask(numbers["kill"], 1234) == ALLOW


def test_each_version_takes_in_hand_what_it_knows() -> None:
    known = [rules.handled(abi) for abi in range(1, 8)]
    files = [bits.bit_count() for bits, _, _ in known]
    assert files == [13, 14, 15, 15, 16, 16, 16]
    assert [bool(tcp) for _, tcp, _ in known] == [False] * 3 + [True] * 4
    assert [bool(scopes) for _, _, scopes in known] == [False] * 5 + [True] * 2
