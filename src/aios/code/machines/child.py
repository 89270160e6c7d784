"""A program as a child of this process: streamed output, a deadline, an end with all its group."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from aios.contracts.errors import MachineFailed
from aios.contracts.machine import Command, RunOutcome
from aios.contracts.ports import OnOutput

_PIECE = 64 * 1024
_LINGER_POLL_S = 0.2
_CLOSING_S = 1.0  # how long a grandchild may hold the output open after the program ended


class _Streams(asyncio.subprocess.SubprocessStreamProtocol):
    """Tells the end of the program itself: asyncio's own `wait` waits for the end of its output
    too, which a grandchild may hold open for long."""

    def __init__(self, limit: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit, loop)
        self.exited = asyncio.Event()

    def process_exited(self) -> None:
        """Called by the event loop."""
        super().process_exited()
        self.exited.set()


class Child:
    """One program under way: its output so far, its deadline, its end."""

    def __init__(self, command: Command, output_bytes: int, on_output: OnOutput | None) -> None:
        self._command = command
        self._room = min(command.output_bytes, output_bytes)
        self._on_output = on_output
        self._output = {"stdout": bytearray(), "stderr": bytearray()}
        self._full = asyncio.Event()
        self._transport: asyncio.SubprocessTransport | None = None
        self._streams: _Streams | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._started_at = time.monotonic()

    async def start(
        self, argv: Sequence[str], env: Mapping[str, str], cwd: str, pass_fds: Sequence[int] = ()
    ) -> None:
        """Start the program; FileNotFoundError when there is none, MachineFailed when it cannot."""
        group: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        pipe = asyncio.subprocess.PIPE
        loop = asyncio.get_running_loop()
        try:
            self._transport, self._streams = await loop.subprocess_exec(
                lambda: _Streams(limit=_PIECE, loop=loop),
                *argv,
                env=env,
                cwd=cwd,
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                **group,
                pass_fds=pass_fds,
            )
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:
            raise MachineFailed(f"{argv[0]} could not be started: {error}") from error
        process = asyncio.subprocess.Process(self._transport, self._streams, loop)
        assert process.stdout and process.stderr and process.stdin
        self._readers = [
            asyncio.create_task(self._read("stdout", process.stdout)),
            asyncio.create_task(self._read("stderr", process.stderr)),
            asyncio.create_task(self._feed(process.stdin)),
        ]

    async def outcome(self) -> RunOutcome:
        """Wait for the end, the deadline, a full output, or a server that stays."""
        assert self._streams is not None and self._transport is not None
        ended = asyncio.create_task(self._streams.exited.wait())
        full = asyncio.create_task(self._full.wait())
        serving = asyncio.create_task(self._serving())
        waits: set[asyncio.Task[Any]] = {ended, full, serving}
        try:
            await asyncio.wait(
                waits, timeout=self._command.timeout_s, return_when=asyncio.FIRST_COMPLETED
            )
            if serving.done() and not ended.done():
                return self._report(exit_code=None, running=True, ports=serving.result())
            timed_out = not (ended.done() or full.done())
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        await self.stop()
        return self._report(exit_code=self._transport.get_returncode(), timed_out=timed_out)

    async def stop(self) -> None:
        """Kill the program and its children, and let go of its pipes."""
        if self._transport is None or self._streams is None:
            return
        if self._streams.exited.is_set() and self._readers:
            await asyncio.wait(self._readers, timeout=_CLOSING_S)
        await self._end(self._transport.get_pid(), self._streams.exited)
        await self._streams.exited.wait()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        self._transport.close()

    async def _end(self, pid: int, exited: asyncio.Event) -> None:
        """Kill the program, if it has not ended, and what it started."""
        kill_group(pid)

    def _report(self, **facts: Any) -> RunOutcome:
        return RunOutcome(
            stdout=bytes(self._output["stdout"]).decode(errors="replace"),
            stderr=bytes(self._output["stderr"]).decode(errors="replace"),
            duration_s=time.monotonic() - self._started_at,
            truncated=self._full.is_set(),
            **facts,
        )

    async def _read(self, name: str, source: asyncio.StreamReader) -> None:
        while piece := await source.read(_PIECE):
            kept = piece[: self._room]
            self._room -= len(kept)
            self._output[name] += kept
            if kept and self._on_output:
                self._on_output(name, kept)
            if len(kept) < len(piece):
                self._full.set()

    async def _feed(self, sink: asyncio.StreamWriter) -> None:
        # A program that does not read its input is no error.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            sink.write(self._command.stdin)
            await sink.drain()
        sink.close()

    async def _serving(self) -> tuple[int, ...]:
        """The ports the program listens on, once it has run for `linger_s` and does so."""
        assert self._transport is not None
        await asyncio.sleep(self._command.linger_s or 0)
        while self._command.linger_s is not None:
            if ports := await asyncio.to_thread(_listening, self._transport.get_pid()):
                return ports
            await asyncio.sleep(_LINGER_POLL_S)
        return await asyncio.Future[tuple[int, ...]]()  # nobody asked: never


def kill_group(pid: int) -> None:
    """Kill a program and its children."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], check=False)
        else:
            os.killpg(pid, signal.SIGKILL)


def _listening(pid: int) -> tuple[int, ...]:
    import psutil

    ports: set[int] = set()
    with contextlib.suppress(psutil.Error):  # it ended meanwhile
        program = psutil.Process(pid)
        for process in (program, *program.children(recursive=True)):
            connections = process.net_connections("tcp")
            ports |= {c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN}
    return tuple(sorted(ports))
