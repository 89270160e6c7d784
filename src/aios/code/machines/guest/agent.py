"""The agent in a machine: process 1 there, runs programs and moves files for the controller.

Covered:
- any number of runs at once; output streams as it comes; a slow controller slows the program
- what a run leaves behind is killed: everything when it was the only run, else its process group
- a program that exits while a child keeps its output open has ended all the same
- programs cannot signal, trace or read this process, nor reach its connection
- connections to servers in the machine run beside all that (`streams`)

Not covered:
- deadlines and output limits: the controller owns them
- memory where a cgroup caps it; elsewhere this looks every 50 ms and ends what uses too much
- daemons of one of several simultaneous runs live until no run is left
"""

import contextlib
import os
import platform
import resource
import select
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aios.code.machines import linux, seccomp
from aios.code.machines.guest import files, forwarder, keeping, memory, streams
from aios.code.machines.guest.program import Program
from aios.code.machines.wire import Kind, Splitter, WireError, pack, unpack_json

_PIECE = 64 * 1024
_MAX_DRAIN = 64 * _PIECE
_LOOK_AT_MEMORY_MS = 50


@dataclass
class Run:
    """A program under way; `outputs` maps the pipes it writes to, to the kind of frame."""

    number: int
    pid: int
    outputs: dict[int, Kind] = field(default_factory=dict)
    starved: bool = False
    scratch: Sequence[str] = ()


class Agent:
    """Serves one controller over `control`, a connected stream socket's descriptor."""

    def __init__(self, control: int, settings: Mapping[str, Any], stdlib: Sequence[str]) -> None:
        self._control = control
        self._stdlib = stdlib
        self._memory_bytes: int = settings["memory_bytes"]
        self._filter = b""
        if not settings["local_sockets"]:
            self._filter = seccomp.build_local_socket_filter(platform.machine())
        self._forwarder = 0
        self._splitter = Splitter()
        self._stdin: dict[int, int] = {}
        self._runs: dict[int, Run] = {}
        self._poll = select.poll()
        self._streams = streams.Streams(self._poll, self._send)
        self._wake = -1
        self._keeping: keeping.Keeping | None = None
        self._held: list[tuple[Kind, int, bytes]] = []

    def serve(self) -> Program | None:
        """Work until the controller is gone (None). In a forked child: the program to become."""
        self._watch_children()
        self._poll.register(self._control, select.POLLIN)
        self._send(Kind.READY, 0, {"pid": os.getpid()})
        while True:
            watched = self._memory_bytes and self._runs
            ready = self._poll.poll(_LOOK_AT_MEMORY_MS if watched else None)
            if watched:
                self._watch_memory()
            for descriptor, events in ready:
                if descriptor == self._wake:
                    self._reap()
                elif descriptor in self._streams:
                    self._streams.serve(descriptor, events)
                elif descriptor == self._control:
                    data = os.read(self._control, _PIECE)
                    if not data:
                        return None
                    for frame in self._splitter.feed(data):
                        if program := self._obey(*frame):
                            return program
                else:
                    self._pass_on(descriptor)

    def _watch_children(self) -> None:
        wake, wakeup = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        # Signals nobody handles cannot reach process 1 from inside: SIGINT must be one of them.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        self._wake = wake
        self._poll.register(wake, select.POLLIN)

    def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, Any]) -> None:
        view = memoryview(pack(kind, number, payload))
        while view:
            view = view[os.write(self._control, view) :]

    def _obey(self, kind: Kind, number: int, payload: bytes) -> Program | None:
        if self._keeping and kind in (Kind.RUN, Kind.WRITE, Kind.REMOVE):
            self._held.append((kind, number, payload))
        elif kind is Kind.STDIN:
            self._keep_stdin(number, payload)
        elif kind is Kind.SIGNAL:
            self._signal(number, unpack_json(payload)["number"])
        elif kind is Kind.RUN:
            return self._start(number, unpack_json(payload))
        elif kind is Kind.STREAM:
            self._streams.take(number, payload)
        elif kind is Kind.MORE:
            self._streams.allow(number, unpack_json(payload)["bytes"])
        elif kind is Kind.HANG_UP:
            self._streams.hang_up(number)
        elif kind is Kind.KEEP:
            return self._keep(number, unpack_json(payload)["step"])
        else:
            try:
                self._answer(kind, number, payload)
            except files.FileRefused as refused:
                self._send(Kind.ERROR, number, {"code": refused.code, "message": str(refused)})
        return None

    def _answer(self, kind: Kind, number: int, payload: bytes) -> None:
        if kind is Kind.READ:
            self._send(Kind.DATA, number, files.read_piece(unpack_json(payload)))
        elif kind is Kind.WRITE:
            head, _, content = payload.partition(b"\n")
            files.write_piece(unpack_json(head), content)
            self._send(Kind.DONE, number, {})
        elif kind is Kind.REMOVE:
            files.remove(unpack_json(payload)["paths"])
            self._send(Kind.DONE, number, {})
        elif kind is Kind.LIST:
            entries = files.list_below(unpack_json(payload)["path"])
            self._send(Kind.DONE, number, {"entries": entries})
        elif kind is Kind.PORTS:
            self._send(Kind.DONE, number, {"ports": listening_ports()})
        elif kind is Kind.DIAL:
            self._streams.dial(number, unpack_json(payload)["port"])
        else:
            raise WireError(f"the controller sent a frame of kind {kind.name}")

    def _keep(self, number: int, step: str) -> Program | None:
        """A step of a snapshot; what may not be done meanwhile is done after its end."""
        piece = b""
        try:
            if step == "begin":
                self._keeping = keeping.Keeping()
                self._keeping.begin()
            elif step == "next" and self._keeping:
                piece = self._keeping.next()
        except files.FileRefused as refused:
            self._send(Kind.ERROR, number, {"code": refused.code, "message": str(refused)})
            return None
        if step == "next":
            self._send(Kind.DATA, number, piece)
            return None
        if step == "end" and self._keeping:
            self._keeping.end()
            self._keeping = None
        self._send(Kind.DONE, number, {})
        while self._held and not self._keeping:
            if program := self._obey(*self._held.pop(0)):
                return program
        return None

    # -------------------------------------------------------------- runs

    def _keep_stdin(self, number: int, piece: bytes) -> None:
        """The whole input lies in memory before the program starts, as if read from a file."""
        if number not in self._stdin:
            self._stdin[number] = os.memfd_create("stdin")
        view = memoryview(piece)
        while view:
            view = view[os.write(self._stdin[number], view) :]

    def _start(self, number: int, request: Mapping[str, Any]) -> Program | None:
        """Fork; None in the agent, the program to become in the child."""
        stdin = self._stdin.pop(number, -1)
        if not os.path.isdir(request["cwd"]):
            message = f"there is no folder {request['cwd']} in the machine"
            self._send(Kind.ERROR, number, {"code": "bad_request", "message": message})
            return None
        out_read, out_write = os.pipe2(os.O_CLOEXEC)
        err_read, err_write = os.pipe2(os.O_CLOEXEC)
        try:
            if not self._forwarder and forwarder.leads_out():
                self._forwarder = forwarder.start()
            pid = os.fork()
        except OSError as error:
            pid = -1
            message = f"the machine cannot start another program: {error.strerror}"
            self._send(Kind.ERROR, number, {"code": "limit_reached", "message": message})
        if pid == 0:
            self._enter(stdin, out_write, err_write, request["cwd"])
            return Program(request["argv"], request["env"], self._stdlib)
        for descriptor in {out_write, err_write, stdin} - {-1}:
            os.close(descriptor)
        outputs = {out_read: Kind.STDOUT, err_read: Kind.STDERR}
        self._watch(Run(number, pid, outputs, scratch=request.get("scratch", ())))
        return None

    def _watch(self, run: Run) -> None:
        if run.pid < 0:
            for descriptor in run.outputs:
                os.close(descriptor)
            return
        for descriptor in run.outputs:
            os.set_blocking(descriptor, False)
            self._poll.register(descriptor, select.POLLIN)
        self._runs[run.pid] = run

    def _enter(self, stdin: int, stdout: int, stderr: int, cwd: str) -> None:
        """In the forked child: leave everything of the agent behind."""
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if stdin < 0:
                stdin = os.open("/dev/null", os.O_RDONLY)
            else:
                os.lseek(stdin, 0, os.SEEK_SET)
            for target, source in enumerate((stdin, stdout, stderr)):
                os.dup2(source, target)
            os.closerange(3, 1 << 20)
            linux.set_dumpable(True)
            self._limit_memory()
            os.chdir(cwd)
            if self._filter:
                linux.install_filter(self._filter)
        except OSError as error:
            os.write(2, f"the machine cannot start the program: {error}\n".encode())
            os._exit(126)

    def _limit_memory(self) -> None:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("500")
        if self._memory_bytes:
            resource.setrlimit(resource.RLIMIT_DATA, (self._memory_bytes,) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (4 * self._memory_bytes,) * 2)

    def _pass_on(self, descriptor: int) -> int:
        """Send on what a program wrote; how many bytes, 0 at the end and when nothing is there."""
        run = next((run for run in self._runs.values() if descriptor in run.outputs), None)
        if run is None:
            return 0
        try:
            data = os.read(descriptor, _PIECE)
        except BlockingIOError:
            return 0
        if data:
            self._send(run.outputs[descriptor], run.number, data)
        else:
            self._close_output(run, descriptor)
        return len(data)

    def _close_output(self, run: Run, descriptor: int) -> None:
        self._poll.unregister(descriptor)
        os.close(descriptor)
        del run.outputs[descriptor]

    def _signal(self, number: int, signal_number: int) -> None:
        for run in self._runs.values():
            if run.number == number:
                self._kill(run, signal_number)

    def _kill(self, run: Run, signal_number: int) -> None:
        if signal_number == signal.SIGKILL and len(self._runs) == 1:
            _kill_all()
            return
        for target in (-run.pid, run.pid):
            with contextlib.suppress(ProcessLookupError):  # it ended, or has no group yet
                os.kill(target, signal_number)

    def _watch_memory(self) -> None:
        """Stand in for a cgroup: end all programs when together they use too much."""
        if memory.uses_more_than(self._memory_bytes):
            for run in self._runs.values():
                run.starved = True
            _kill_all()

    def _reap(self) -> None:
        try:
            os.read(self._wake, _PIECE)
        except BlockingIOError:
            return
        while ended := _ended_child(os.WNOHANG):
            pid, status = ended
            if pid == self._forwarder:
                self._forwarder = 0
            if pid in self._runs:
                self._finish(self._runs[pid], status)

    def _finish(self, run: Run, status: int) -> None:
        alone = len(self._runs) == 1
        self._kill(run, signal.SIGKILL)
        if alone:
            # Everything is killed; wait, so that the next run finds the machine empty.
            while _ended_child(0):
                pass
            self._forwarder = 0
        for descriptor in list(run.outputs):
            drained = 0
            while drained < _MAX_DRAIN and (count := self._pass_on(descriptor)):
                drained += count
            if descriptor in run.outputs:
                self._close_output(run, descriptor)
        del self._runs[run.pid]
        files.remove(run.scratch)
        code = os.waitstatus_to_exitcode(status)
        self._send(Kind.EXIT, run.number, {"exit_code": code, "oom": run.starved})


def _kill_all() -> None:
    """Kill everything in the machine but this process."""
    with contextlib.suppress(ProcessLookupError):  # nothing else is there
        os.kill(-1, signal.SIGKILL)


def _ended_child(options: int) -> tuple[int, int] | None:
    try:
        pid, status = os.waitpid(-1, options)
    except ChildProcessError:
        return None
    return (pid, status) if pid else None


def listening_ports() -> list[int]:
    """The TCP ports on which programs in this machine listen."""
    ports = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not os.path.exists(table):
            continue
        with open(table) as lines:
            for line in list(lines)[1:]:
                local, _, state = line.split()[1:4]
                if state == "0A":
                    ports.add(int(local.rpartition(":")[2], 16))
    return sorted(ports - {forwarder.PORT})


def serve(control: int, settings: Mapping[str, Any], stdlib: Sequence[str]) -> Program | None:
    """Be the agent: None when the controller is gone, or the program a child must become."""
    return Agent(control, settings, stdlib).serve()
