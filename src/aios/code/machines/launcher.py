"""A controller's end of the spawner: starts it, hands it machines to make, hears which are gone."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from aios.code.machines import scopes
from aios.contracts.errors import MachineFailed

_START_S = 20.0
_GONE_S = 15.0
_MAX_MESSAGE = 65536
_PACKAGES = Path(__file__).resolve().parents[3]
# Read from standard input, so that no path of the host stands on a command line that programs see.
_BOOTSTRAP = """
import sys
sys.path[:0] = [{packages!r}]
from aios.code.machines.spawner import main
program = main({control})
if program:
    program()
"""


class Launcher:
    """One spawner process; `open` before use, `close` after.

    With `scoped`, it runs in a cgroup that the user's systemd gives it, where that is possible.
    """

    def __init__(self, python: Path, log: Path, *, scoped: bool = False) -> None:
        self._python, self._log = python, log
        self._scoped = scoped
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._sending = asyncio.Lock()
        self._gone: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._listening: asyncio.Task[None] | None = None
        self.privileged = False

    @property
    def alive(self) -> bool:
        """Whether it can still make machines."""
        return self._listening is not None and not self._listening.done()

    @property
    def pid(self) -> int:
        """The spawner's process id, 0 before it was started."""
        return self._process.pid if self._process else 0

    async def open(self) -> None:
        """Start it; MachineFailed when it does not come up."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        self._control = ours
        try:
            self._process = await asyncio.to_thread(self._start, theirs.fileno())
        except OSError as error:
            ours.close()
            raise MachineFailed(f"the interpreter {self._python} cannot be run: {error}") from error
        finally:
            theirs.close()
        try:
            async with asyncio.timeout(_START_S):
                hello = await asyncio.get_running_loop().sock_recv(ours, _MAX_MESSAGE)
        except TimeoutError:
            hello = b""
        if not hello:
            await self.close()
            raise MachineFailed(
                "the process that makes machines did not start",
                hint=f"its messages are in {self._log}",
            )
        self.privileged = bool(json.loads(hello)["privileged"])
        self._listening = asyncio.create_task(self._listen(ours))

    def _start(self, control: int) -> subprocess.Popen[bytes]:
        bootstrap = _BOOTSTRAP.format(packages=str(_PACKAGES), control=control)
        self._log.parent.mkdir(parents=True, exist_ok=True)
        argv = [str(self._python), "-S", "-"]
        scope = scopes.wrapped(argv, os.environ) if self._scoped else []
        # Programs in a machine can read the environment of its first process.
        environment = {"LANG": "C.UTF-8"}
        with open(self._log, "ab") as log:
            process = subprocess.Popen(
                scope or argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=dict(os.environ) if scope else environment,
                cwd="/",
                pass_fds=[control],
                # Ctrl-C in a terminal is for the controller, which ends its machines in order.
                start_new_session=True,
            )
        assert process.stdin is not None
        process.stdin.write(bootstrap.encode())
        process.stdin.close()
        return process

    async def make(self, machine_id: str, machine: socket.socket, **facts: Any) -> None:
        """Fork a machine that serves the other end of `machine`."""
        control = self._alive_control()
        self._gone[machine_id] = asyncio.get_running_loop().create_future()
        message = json.dumps({"id": machine_id, **facts}).encode()
        try:
            async with self._sending:
                while not _sent(control, message, machine.fileno()):
                    await _until_writable(control)
        except OSError as error:
            raise MachineFailed(f"the process that makes machines is gone: {error}") from error

    async def gone(self, machine_id: str, timeout_s: float = _GONE_S) -> dict[str, Any]:
        """Wait until nothing is left of a machine; what the spawner saw of its end."""
        future = self._gone.get(machine_id)
        if future is None:
            return {}
        try:
            async with asyncio.timeout(timeout_s):
                return await asyncio.shield(future)
        except TimeoutError as error:
            raise MachineFailed(f"the machine {machine_id} does not end") from error

    async def remove(self, machine_id: str) -> None:
        """Kill a machine and wait until nothing is left of it."""
        future = self._gone.get(machine_id)
        if future is None:
            return  # it was never made
        if self._control is not None and self.alive and not future.done():
            async with self._sending:
                with contextlib.suppress(OSError):  # the spawner is gone, and all machines with it
                    message = json.dumps({"id": machine_id}).encode()
                    await asyncio.get_running_loop().sock_sendall(self._control, message)
        await self.gone(machine_id)
        self._gone.pop(machine_id, None)

    async def close(self) -> None:
        """Hang up, which ends the spawner and all its machines. Idempotent."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._control is not None:
            self._control.close()
            self._control = None
        process, self._process = self._process, None
        if process is not None:
            await asyncio.to_thread(_wait, process)

    def _alive_control(self) -> socket.socket:
        if self._control is None or not self.alive:
            raise MachineFailed("the process that makes machines is gone")
        return self._control

    async def _listen(self, control: socket.socket) -> None:
        try:
            while message := await asyncio.get_running_loop().sock_recv(control, _MAX_MESSAGE):
                facts = json.loads(message)
                future = self._gone.get(facts["gone"])
                if future is not None and not future.done():
                    future.set_result(facts)
        finally:
            # Its machines end with it.
            for future in self._gone.values():
                if not future.done():
                    future.set_result({})


def _sent(control: socket.socket, message: bytes, descriptor: int) -> bool:
    try:
        socket.send_fds(control, [message], [descriptor])
    except BlockingIOError:
        return False
    return True


async def _until_writable(control: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    writable = asyncio.Event()
    loop.add_writer(control, writable.set)
    try:
        await writable.wait()
    finally:
        loop.remove_writer(control)


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=_GONE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def base_interpreter() -> Path:
    """The interpreter that runs us, without a virtual environment around it."""
    return Path(os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable))
