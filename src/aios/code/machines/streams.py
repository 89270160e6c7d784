"""A connection to a program in a machine, as the controller holds it; its frames are hostile.

Covered:
- no more than a window of bytes is kept of what arrives, nor sent ahead of what was taken
- the end of the machine is the end of the connection, and of every wait for it
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aios.code.machines.wire import CHUNK, WINDOW, Kind, WireError, unpack_json
from aios.contracts.errors import AiosError, MachineFailed

Send = Callable[[Kind, int, bytes | Mapping[str, Any]], Awaitable[None]]


class Stream:
    """One connection; `read` and `write` may be used at the same time."""

    def __init__(
        self, number: int, send: Send, forget: Callable[[int], object], window: int = WINDOW
    ) -> None:
        self.number = number
        self._forget = forget
        self.connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = False
        self._send = send
        self._arrived = bytearray()
        self._heard_all = False
        self._window = self._room = window
        self._failure: AiosError | None = None
        self._changed = asyncio.Event()

    async def read(self) -> bytes:
        """What has arrived, as soon as anything has; b"" at the end. MachineFailed."""
        while not self._arrived and not self._heard_all:
            await self._change()
        data = bytes(self._arrived)
        self._arrived.clear()
        if data and not self.ended:
            await self._send(Kind.MORE, self.number, {"bytes": len(data)})
        return data

    async def write(self, data: bytes) -> None:
        """Send all of it, as fast as the server takes it; nothing at all ends this half."""
        if not data:
            await self._send(Kind.STREAM, self.number, b"")
        view = memoryview(data)
        while view:
            while not self._room:
                await self._change()
            piece = view[: min(self._room, CHUNK)]
            self._room -= len(piece)
            view = view[len(piece) :]
            await self._send(Kind.STREAM, self.number, bytes(piece))

    async def close(self) -> None:
        """Let go of it. Idempotent."""
        self._forget(self.number)
        if not self.ended and self._failure is None:
            self.ended = True
            await self._send(Kind.HANG_UP, self.number, {})

    # -------------------------------------------------------------- from the machine

    def take(self, kind: Kind, payload: bytes) -> None:
        """A frame about this connection; WireError for one that nobody may send."""
        if kind is Kind.DONE and not self.connected.done():
            self.connected.set_result(None)
        elif kind is Kind.STREAMED and not self._heard_all:
            self._arrived += payload
            self._heard_all = not payload
            if len(self._arrived) > self._window:
                raise WireError("a connection brings more than was agreed")
        elif kind is Kind.TAKEN:
            count = unpack_json(payload).get("bytes")
            if not isinstance(count, int) or not 0 < count <= self._window - self._room:
                raise WireError("more of a connection was taken than was sent")
            self._room += count
        else:
            raise WireError(f"{kind.name} about a connection")
        self._changed.set()

    def fail(self, error: AiosError) -> None:
        """It is refused, or the machine failed."""
        self._failure = error
        if not self.connected.done():
            self.connected.set_exception(error)
        self._changed.set()

    async def _change(self) -> None:
        if self._failure is not None:
            raise MachineFailed(self._failure.message, hint=self._failure.hint)
        self._changed.clear()
        await self._changed.wait()
