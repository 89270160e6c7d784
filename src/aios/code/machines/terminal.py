"""A program at a terminal in a machine, as the controller holds it: keys in, screen out.

It needs no more of a machine than to run a program and to dial a port, so that every backend
whose machines have terminals has it.
"""

import asyncio
import contextlib
import struct
from collections.abc import Sequence
from pathlib import Path

from aios.contracts.errors import MachineFailed
from aios.contracts.machine import Command, RunOutcome
from aios.contracts.ports import Connection, Machine

_INSIDE = Path(__file__).parent / "guest" / "terminal.py"
_SHELL = ("sh", "-c", "command -v bash >/dev/null && exec bash -l; exec sh -l")
_PROMPT = r"\u@\h:\w\$ "
_HEADER, _SIZE = struct.Struct("<BI"), struct.Struct("<HH")
_KEYS, _RESIZE = 0, 1
_PIECE = 64 * 1024
_OPEN_S = 30.0
_LONGEST_S = 7 * 24 * 3600.0


class Terminal:
    """One program at one terminal; `close` it after use."""

    def __init__(self, run: "asyncio.Task[RunOutcome]", connection: Connection) -> None:
        self._run = run
        self._connection = connection

    @classmethod
    async def open(
        cls, machine: Machine, *, columns: int, rows: int, argv: Sequence[str] = ()
    ) -> "Terminal":
        """Start `argv` (a login shell when empty) on a screen of that size.

        MachineFailed where the machine has no terminals or no Python.
        """
        size = (str(_cells(columns)), str(_cells(rows)))
        inside = await asyncio.to_thread(_INSIDE.read_text)
        command = Command(
            argv=("python3", "-I", "-c", inside, *size, *(argv or _SHELL)),
            env={"TERM": "xterm-256color", "PS1": _PROMPT},
            timeout_s=_LONGEST_S,
        )
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        told = bytearray()

        def hear(stream: str, data: bytes) -> None:
            told.extend(data)
            line, end, _ = bytes(told).partition(b"\n")
            if end and line.isdigit() and not port.done():
                port.set_result(int(line))

        run = asyncio.create_task(machine.run(command, hear))
        try:
            async with asyncio.timeout(_OPEN_S):
                await asyncio.wait((run, port), return_when=asyncio.FIRST_COMPLETED)
                if not port.done():
                    raise _no_terminal(await run)
                return cls(run, await machine.dial(port.result()))
        except BaseException:
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            raise

    async def read(self) -> bytes:
        """What the program wrote, as soon as there is any; b"" when it has ended."""
        return await self._connection.read()

    async def write(self, keys: bytes) -> None:
        """Type."""
        for start in range(0, len(keys), _PIECE):
            await self._send(_KEYS, keys[start : start + _PIECE])

    async def resize(self, columns: int, rows: int) -> None:
        """Give the screen another size, in cells."""
        await self._send(_RESIZE, _SIZE.pack(_cells(columns), _cells(rows)))

    async def wait(self) -> int:
        """The program's exit code, 128 and the number for a signal."""
        outcome = await asyncio.shield(self._run)
        return outcome.exit_code or 0

    async def close(self) -> None:
        """Hang up, which ends the program. Idempotent."""
        with contextlib.suppress(MachineFailed):  # the machine ended before
            await self._connection.close()
        self._run.cancel()
        await asyncio.gather(self._run, return_exceptions=True)

    async def _send(self, kind: int, payload: bytes) -> None:
        await self._connection.write(_HEADER.pack(kind, len(payload)) + payload)


def _cells(count: int) -> int:
    return max(1, min(count, 9999))


def _no_terminal(outcome: RunOutcome) -> MachineFailed:
    lines = outcome.stderr.strip().splitlines() or ["it ended at once"]
    return MachineFailed(
        f"the machine opened no terminal: {lines[-1]}",
        hint="run single commands in it: aios vm exec",
    )
