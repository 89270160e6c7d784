"""Connections to servers on this host, for machines that have no network of their own."""

import asyncio
import contextlib

from aios.contracts.errors import NotFound

_PIECE = 64 * 1024
_CONNECT_S = 2.0
_CLOSE_S = 30.0


class HostConnection:
    """A connection to a port of this host (contracts/ports.py: Connection)."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self) -> bytes:
        """What has arrived; b"" at the end, also when the server broke it off."""
        try:
            return await self._reader.read(_PIECE)
        except ConnectionError:
            return b""

    async def write(self, data: bytes) -> None:
        """Send all of it; nothing at all ends this half. What a server no longer hears is lost."""
        with contextlib.suppress(ConnectionError):
            if data:
                self._writer.write(data)
                await self._writer.drain()
            else:
                self._writer.write_eof()

    async def close(self) -> None:
        """Let go of it; what the server has not taken half a minute later is lost. Idempotent."""
        self._writer.close()
        try:
            async with asyncio.timeout(_CLOSE_S):
                await self._writer.wait_closed()
        except OSError:  # the server broke it off already, or takes nothing
            self.abort()

    def abort(self) -> None:
        """Let go of it at once. Idempotent."""
        self._writer.transport.abort()


async def dialed(port: int) -> HostConnection:
    """Connect to a port of this host; NotFound when nothing listens."""
    try:
        async with asyncio.timeout(_CONNECT_S):
            return HostConnection(*await asyncio.open_connection("127.0.0.1", port))
    except OSError as error:  # TimeoutError is one
        raise NotFound(f"nothing answers on port {port} in the machine: {error}") from error
