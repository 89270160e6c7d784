"""Ports of this host that lead to servers in machines, for as long as the machine runs.

Covered:
- only this host can reach them: they listen on 127.0.0.1
- a forward ends with its machine, and its connections with it

Not covered:
- who on this host: any user of it can connect
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from aios.contracts.errors import AiosError, BadRequest
from aios.contracts.ports import Connection, Machine
from aios.contracts.record import Record

_PIECE = 64 * 1024
_HOST = "127.0.0.1"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]


@dataclass(frozen=True, kw_only=True, eq=True)
class Forward(Record):
    """A port of this host, and the port of a machine that it leads to."""

    vm: str
    port: int
    host: str
    host_port: int

    @property
    def url(self) -> str:
        """Where a web server that listens on it is found."""
        return f"http://{self.host}:{self.host_port}"


class Forwards:
    """The forwards of one machine."""

    def __init__(self, vm: str, machine: Machine) -> None:
        self._vm, self._machine = vm, machine
        self._servers: dict[Forward, asyncio.Server] = {}
        self._pumps: set[asyncio.Task[None]] = set()

    async def open(self, port: int, host_port: int = 0) -> Forward:
        """Lead a port of this host (0: a free one) to one of the machine where a server listens.

        NotFound when none does; BadRequest when the host's port is taken. The same port again is
        the same forward.
        """
        for known in self._servers:
            if known.port == port and host_port in (0, known.host_port):
                return known
        await (await self._machine.dial(port)).close()
        try:
            server = await asyncio.start_server(self._serving(port), _HOST, host_port)
        except (OSError, OverflowError) as error:
            raise BadRequest(
                f"port {host_port} of this host cannot be used: {error}",
                hint="leave host_port out to get a free one",
            ) from error
        taken = server.sockets[0].getsockname()[1]
        forward = Forward(vm=self._vm, port=port, host=_HOST, host_port=taken)
        self._servers[forward] = server
        return forward

    async def close(self) -> None:
        """End all of them and their connections. Idempotent."""
        servers, self._servers = list(self._servers.values()), {}
        for server in servers:
            server.close()
        for pump in tuple(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def _serving(self, port: int) -> Serve:
        def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            pump = asyncio.create_task(self._joined(port, reader, writer))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

        return serve

    async def _joined(
        self, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """One connection of a client, until both sides have ended, or one broke off."""
        try:
            stream = await self._machine.dial(port)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(_up(reader, stream))
                    both.create_task(_down(stream, writer))
            finally:
                await stream.close()
        except* (AiosError, ConnectionError):
            pass  # the client sees its connection end, as with any server that goes away
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def _up(reader: asyncio.StreamReader, stream: Connection) -> None:
    while data := await reader.read(_PIECE):
        await stream.write(data)
    await stream.write(b"")


async def _down(stream: Connection, writer: asyncio.StreamWriter) -> None:
    while data := await stream.read():
        writer.write(data)
        await writer.drain()
    writer.write_eof()
