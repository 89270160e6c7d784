"""The proxy's way to a host: names looked up once, each address checked, that very one dialled."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable

from aios.code.machines import http_frames as http
from aios.code.machines.allowlist import AllowList
from aios.code.machines.refusals import Refused

Resolve = Callable[[str, int], Awaitable[list[str]]]
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Reacher:
    """Connects to what an allow-list admits; `tls` is how hosts prove who they are."""

    def __init__(
        self, *, resolve: Resolve | None, connect_s: float, tls: ssl.SSLContext | None
    ) -> None:
        self._resolve = resolve or _look_up
        self._connect_s = connect_s
        self._tls = tls

    def check(self, allowed: AllowList, target: http.Target) -> None:
        """Refused unless the host and port are listed."""
        if not allowed.admits(target.host, target.port):
            reason = f"{target.host}:{target.port} is not among the hosts this program may reach"
            raise Refused(403, "denied", reason)

    async def reach(
        self, allowed: AllowList, target: http.Target, *, secured: bool = False
    ) -> tuple[Stream, str]:
        """A connection, encrypted if `secured`, and its address; Refused. `check` it before."""
        host, port = target.host, target.port
        try:
            async with asyncio.timeout(self._connect_s):
                addresses = await self._resolve(host, port)
                fitting = allowed.fitting(host, port, addresses)
                if addresses and not fitting:
                    reason = f"{host} is a private address ({addresses[0]}) that nobody named"
                    raise Refused(403, "denied", reason)
                return await self._dial(host, fitting, port, secured)
        except OSError as error:
            kind, reason = _failure(error, host, port)
            raise Refused(502, kind, reason) from error

    async def _dial(
        self, host: str, addresses: list[str], port: int, secured: bool
    ) -> tuple[Stream, str]:
        """The first address that answers, each in its share of the time; else the last error."""
        failure: OSError = OSError("no address")
        tls = (
            (self._tls or await asyncio.to_thread(ssl.create_default_context)) if secured else None
        )
        for address in addresses:
            try:
                async with asyncio.timeout(self._connect_s / len(addresses)):
                    stream = await asyncio.open_connection(
                        address,
                        port,
                        limit=http.HEAD_BYTES,
                        ssl=tls,
                        server_hostname=host if secured else None,
                    )
                    return stream, address
            except OSError as error:
                failure = error
        raise failure


async def _look_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _failure(error: OSError, host: str, port: int) -> tuple[str, str]:
    if isinstance(error, socket.gaierror):
        return "dns", f"{host} has no address: the name does not exist, or DNS is down"
    if isinstance(error, TimeoutError):
        return "timeout", f"{host}:{port} did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "refused", f"{host}:{port} refused the connection"
    if isinstance(error, ssl.SSLError):
        return "tls", f"{host}:{port} did not prove who it is: {error.reason or error}"
    return "unreachable", f"{host}:{port} cannot be reached: {error.strerror or error}"
