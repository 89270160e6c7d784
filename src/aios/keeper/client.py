"""A command's end: it finds the keeper of a workspace, or starts one, and calls it."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from aios.contracts.errors import MachineFailed, NotFound
from aios.keeper import note
from aios.keeper.wire import Broken, Kind, error_from_json, pack, read_frame, unpack_json
from aios.settings import Settings

_START_S = 20.0
_HELLO_S = 3.0
_LOOK_AGAIN_S = 0.05
_LOG_TAIL = 2000
_STARTED: list["subprocess.Popen[bytes]"] = []  # they are to go on when this process ends
Hear = Callable[[str, bytes], None]


class Call:
    """One call under way; what is typed meanwhile goes to its terminal."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def type(self, keys: bytes) -> None:
        """Send what was typed."""
        self._writer.write(pack(Kind.KEYS, keys))

    def resize(self, columns: int, rows: int) -> None:
        """Tell the screen's size, in cells."""
        self._writer.write(pack(Kind.SIZE, {"columns": columns, "rows": rows}))

    def hang_up(self) -> None:
        """End what was asked for; `result` then raises Broken."""
        self._writer.close()

    async def result(self, hear: Hear | None = None) -> Any:
        """What the call gives; `hear(stream, data)` gets its output. Raises the keeper's error."""
        while True:
            kind, payload = await read_frame(self._reader)
            if kind is Kind.RESULT:
                return unpack_json(payload)["value"]
            if kind is Kind.ERROR:
                raise error_from_json(unpack_json(payload))
            if hear is not None:
                hear("stderr" if kind is Kind.ERRORS else "stdout", payload)


@contextlib.asynccontextmanager
async def calling(
    workspace: Path | None, method: str, *, start: bool = False, **arguments: Any
) -> AsyncIterator[Call]:
    """A call of the keeper; leaving the context hangs up, which ends what it asked for.

    With `start`, a keeper is started if there is none; else NotFound (code `no_machines`).
    """
    place = Settings.load(workspace=workspace).workspace
    reader, writer, token = await _reached(place, start)
    try:
        said = {"token": token, "method": method, "arguments": arguments}
        writer.write(pack(Kind.CALL, said))
        yield Call(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(OSError):  # the keeper hung up before us
            await writer.wait_closed()


async def ask(
    workspace: Path | None,
    method: str,
    *,
    start: bool = False,
    hear: Hear | None = None,
    **arguments: Any,
) -> Any:
    """What a call of the keeper gives; see `calling`."""
    async with calling(workspace, method, start=start, **arguments) as call:
        return await call.result(hear)


Reached = tuple[asyncio.StreamReader, asyncio.StreamWriter, str]


async def _reached(place: Path, start: bool) -> Reached:
    found = await _connected(place)
    if found is not None:
        return found
    if not start:
        raise NotFound(
            "no machine is kept in this workspace",
            hint="make one: aios vm create NAME",
            code="no_machines",
        )
    return await _started(place)


async def _connected(place: Path) -> Reached | None:
    known = note.read(place)
    if known is None:
        return None
    try:
        reader, writer = await asyncio.open_connection(note.HOST, known.port)
    except OSError:  # the keeper was killed, and its note is left
        return None
    try:
        async with asyncio.timeout(_HELLO_S):
            kind, _ = await read_frame(reader)
        if kind is Kind.HELLO:
            return reader, writer, known.token
    except (Broken, TimeoutError):  # it ends just now, or the port is somebody else's by now
        pass
    writer.close()
    return None


async def _started(place: Path) -> Reached:
    log = note.folder(place) / "keeper.log"
    process = await asyncio.to_thread(_spawn, place, log)
    try:
        async with asyncio.timeout(_START_S):
            while True:
                found = await _connected(place)
                if found is not None:
                    return found
                if process.poll():
                    raise _not_started(f"it ended with {process.returncode}", log)
                await asyncio.sleep(_LOOK_AGAIN_S)
    except TimeoutError as error:
        raise _not_started(f"it did not answer within {_START_S:g} s", log) from error


def _spawn(place: Path, log: Path) -> "subprocess.Popen[bytes]":
    """A process that outlives this one, and no Ctrl-C of this terminal reaches."""
    for earlier in _STARTED:
        earlier.poll()  # lets go of those that have ended
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "aios.keeper", str(place)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            **apart,
        )
    _STARTED.append(keeper)
    return keeper


def _not_started(reason: str, log: Path) -> MachineFailed:
    lines = log.read_bytes()[-_LOG_TAIL:].decode("utf-8", "replace").strip().splitlines()
    said = f": {lines[-1]}" if lines else ""
    return MachineFailed(
        f"the keeper of machines did not start: {reason}{said}", hint=f"its words are in {log}"
    )


__all__ = ["Broken", "Call", "ask", "calling"]
