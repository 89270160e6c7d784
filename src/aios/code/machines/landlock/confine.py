"""The process between a controller and a confined program: it confines, watches and reaps.

Covered:
- the program starts with no right but those named: dropped user, no new privileges, Landlock,
  system call filters, resource limits, nothing inherited but its three streams
- everything that descends from the program ends with it, double forks too (it is their reaper)
- when the controller hangs up, or dies, the program is asked to end and then killed

Not covered:
- where programs share this process's user and Landlock is older than ABI 6, they can kill it;
  then the kernel ends the program itself, but not what that had started
"""

import contextlib
import json
import os
import platform
import resource
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from aios.code.machines import linux, seccomp
from aios.code.machines.landlock import calls, crossing, rules

CANNOT = 125  # the exit code when the program was not started
_GRACE_S = 0.5
_PR_SET_CHILD_SUBREAPER, _PR_SET_KEEPCAPS = 36, 8
_READ_SEARCH = 2  # the capability to read past modes


def main(descriptor: int) -> NoReturn:
    """Serve the controller at the other end of `descriptor`; exits as the program does."""
    control = socket.socket(fileno=descriptor)
    order = json.loads(_line(control))
    os.set_inheritable(descriptor, False)
    try:
        linux.set_name("aios-confine")
        linux.prctl(_PR_SET_CHILD_SUBREAPER, 1)
        _join(order["cgroups"])
        ours, theirs = socket.socketpair()
        # Blocked until the parent waits for it: no end of the program can be missed.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
    except OSError as error:
        _fail(control, error)
    if pid == 0:
        ours.close()
        _become(control, order, theirs)
    theirs.close()
    way = _crossing(ours, order["door"]) if order["door"] else None
    ours.close()
    _exit_like(_watch(control, pid, way))


def _line(control: socket.socket) -> bytes:
    data = bytearray()
    while not data.endswith(b"\n"):
        piece = control.recv(65536)
        if not piece:
            os._exit(CANNOT)
        data += piece
    return bytes(data)


def _fail(control: socket.socket, error: Exception) -> NoReturn:
    with contextlib.suppress(OSError):  # the controller is gone too
        control.sendall(str(error).encode())
    os._exit(CANNOT)


def _join(cgroups: list[str]) -> None:
    for folder in cgroups:
        name = "tasks" if os.path.exists(f"{folder}/tasks") else "cgroup.procs"
        with open(f"{folder}/{name}", "w") as file:
            file.write("0")


# ---------------------------------------------------------------- the program's side


def _become(control: socket.socket, order: Mapping[str, Any], watcher: socket.socket) -> NoReturn:
    """In the fork: give everything up, then be the program."""
    try:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        _limit(order)
        ruleset = _ruleset(order)
        os.umask(0o022)
        os.chdir(order["cwd"])
        _drop(order["uid"], keep_reading=order["keep_reading"])
        linux.die_with_parent(signal.SIGKILL)
        linux.refuse_privileges()
        ruleset.enforce()
        _filter(order, watcher)
    except OSError as error:
        _fail(control, error)
    try:
        os.execvpe(order["argv"][0], order["argv"], order["env"])
    except OSError as error:
        os.write(2, f"cannot run {order['argv'][0]}: {error.strerror}\n".encode())
        os._exit(127 if isinstance(error, FileNotFoundError) else 126)


def _limit(order: Mapping[str, Any]) -> None:
    wanted = {
        resource.RLIMIT_NPROC: order["processes"],
        resource.RLIMIT_NOFILE: order["open_files"],
        resource.RLIMIT_FSIZE: order["disk_bytes"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 65536,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_RTPRIO: 0,
    }
    if order["memory_bytes"]:
        wanted[resource.RLIMIT_DATA] = order["memory_bytes"]
        wanted[resource.RLIMIT_AS] = 4 * order["memory_bytes"]
    for kind, value in wanted.items():
        allowed = resource.getrlimit(kind)[1]
        if allowed != resource.RLIM_INFINITY:
            value = min(value, allowed)
        resource.setrlimit(kind, (value, value))


def _ruleset(order: Mapping[str, Any]) -> rules.Ruleset:
    ruleset = rules.Ruleset(order["abi"])
    ruleset.allow(order["readable"], rules.READ)
    ruleset.allow(order["devices"], rules.DEVICE)
    ruleset.allow(order["writable"], rules.WRITE)
    return ruleset


def _drop(uid: int | None, *, keep_reading: bool) -> None:
    """Leave root for good; only the right to read past modes may stay."""
    kept = (_READ_SEARCH,) if keep_reading else ()
    if uid is not None:
        linux.bound_capabilities(kept)
        linux.prctl(_PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        if os.getresuid() != (uid,) * 3 or os.getresgid() != (uid,) * 3:
            raise OSError(1, "the root user could not be left; refusing to go on as root")
    linux.keep_capabilities(kept)


def _filter(order: Mapping[str, Any], watcher: socket.socket) -> None:
    own_user = order["uid"] is not None and not order["keep_reading"]
    machine, proxied = platform.machine(), bool(order["door"])
    more = calls.build_filter(machine, abi=order["abi"], own_user=own_user, proxied=proxied)
    if proxied:
        notices = crossing.install(more)
        socket.send_fds(watcher, [b"n"], [notices])
        os.close(notices)
    else:
        linux.install_filter(more)
    linux.install_filter(seccomp.build_filter(machine))


# ---------------------------------------------------------------- the watcher's side


def _crossing(program: socket.socket, door: str) -> crossing.Crossing | None:
    """The way to the proxy, as soon as the program has its filter; None when it never got one."""
    _, descriptors, _, _ = socket.recv_fds(program, 1, 1)
    return crossing.Crossing(descriptors[0], door) if descriptors else None


def _watch(control: socket.socket, pid: int, way: crossing.Crossing | None) -> int:
    """Wait for the end of the program, or end it when the controller hangs up; its status."""
    wake, wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(wake, select.POLLIN)
    acts: dict[int, Callable[[], object]] = {wake: lambda: os.read(wake, 4096)}
    if way is not None:
        acts |= {way.notices: way.answer, way.fileno(): way.carry}
        poll.register(way.notices, select.POLLIN)
        poll.register(way.fileno(), select.POLLIN)
    kill_at = None
    while (status := _reap(pid)) is None:
        left_ms = None if kill_at is None else max(0.0, kill_at - time.monotonic()) * 1000
        ready = poll.poll(left_ms)
        if kill_at is not None and time.monotonic() >= kill_at:
            break
        for descriptor, _ in ready:
            if descriptor in acts:
                acts[descriptor]()
            elif kill_at is None:
                kill_at = time.monotonic() + _GRACE_S
                poll.unregister(control)
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGTERM)
    return _end_all(pid, status)


def _reap(pid: int) -> int | None:
    """Bury whoever ended; the program's own status once it is among them."""
    while True:
        try:
            ended, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return None
        if not ended:
            return None
        if ended == pid:
            return status


def _end_all(pid: int, status: int | None) -> int:
    """Kill everything that descends from us and wait for it; the program's status."""
    stopped: set[int] = set()
    while fresh := _descendants() - stopped:
        for one in fresh:
            _signal(one, signal.SIGSTOP)  # who stands still forks no more
        stopped |= fresh
    for one in stopped:
        _signal(one, signal.SIGKILL)
    while True:
        try:
            ended, found = os.waitpid(-1, 0)
        except ChildProcessError:
            return int(signal.SIGKILL) if status is None else status
        if ended == pid:
            status = found


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended meanwhile
        os.kill(pid, number)


def _descendants() -> set[int]:
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:
                parent = int(file.read().rpartition(b")")[2].split()[1])
                children.setdefault(parent, []).append(int(name))
    found: set[int] = set()
    waiting = [os.getpid()]
    while waiting:
        own = set(children.get(waiting.pop(), ())) - found
        found |= own
        waiting += own
    return found


def _exit_like(status: int) -> NoReturn:
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError, ValueError):  # KILL and STOP have no handler to reset
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)
