"""The only way out of a machine: an HTTP proxy that lets through what a policy lists.

Covered:
- `http://` requests and CONNECT tunnels (`https://`) to listed hosts, streamed both ways
- names are resolved here, their addresses checked, and the very address checked is connected to:
  a name that changes its address in between (rebinding) gains nothing
- private, loopback, link-local, multicast and metadata addresses, unless the user named the host
- one host per request: the Host header is the one that was checked
- deadlines for heads, for connecting and for silence; bounds on heads and on connections
- an audit of every host asked for, allowed or not, with the bytes that went through

Not covered:
- what is said inside a tunnel: another host behind an allowed one (domain fronting), uploads
- names looked up to carry data: only the names of listed hosts are ever resolved
- a proxy that this host itself needs to reach the internet
"""

import asyncio
import contextlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from aios.code.machines import http_frames as http
from aios.code.machines.allowlist import AllowList, is_public
from aios.contracts.errors import MachineFailed
from aios.contracts.machine import NetworkPolicy
from aios.contracts.record import Record

Resolve = Callable[[str, int], Awaitable[list[str]]]
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]

_HEAD_S = 30.0
_CONNECT_S = 10.0
_IDLE_S = 120.0
_GOODBYE_S = 2.0
_CONNECTIONS = 64  # at once, per machine
_AUDIT = 10_000
_PIECE = 64 * 1024
_NO_BODY = http.Body(length=0)


@dataclass(frozen=True, kw_only=True, eq=True)
class Access(Record):
    """One attempt to reach a host: `bytes` went through both ways, `reason` why it failed."""

    machine_id: str
    host: str
    port: int
    allowed: bool
    bytes: int = 0
    reason: str = ""


class _Refused(Exception):
    """A request that is answered by the proxy itself; `kind` is denied, or what went wrong."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.kind = kind


@dataclass
class _Door:
    """One machine's socket: what it may reach, who is connected."""

    machine_id: str
    allowed: AllowList
    server: asyncio.Server | None = None
    connections: set[asyncio.Task[None]] = field(default_factory=set)


class EgressProxy:
    """Opens doors: unix sockets, one per machine, that speak HTTP proxy and obey its policy.

    A refusal is a 403 with `X-AIOS-Denied: <reason>`; a host that cannot be reached is a 502 with
    `X-AIOS-Error: dns | refused | timeout | unreachable | broken`. Both carry the reason in the
    status line too, all that clients show of a failed CONNECT, and as JSON in the body.
    """

    def __init__(
        self,
        *,
        resolve: Resolve | None = None,
        head_s: float = _HEAD_S,
        connect_s: float = _CONNECT_S,
        idle_s: float = _IDLE_S,
    ) -> None:
        self.audit: deque[Access] = deque(maxlen=_AUDIT)
        self._resolve = resolve or _look_up
        self._head_s = head_s
        self._connect_s = connect_s
        self._idle_s = idle_s
        self._folder: Path | None = None
        self._doors: dict[Path, _Door] = {}

    async def open(self, policy: NetworkPolicy, machine_id: str) -> Path:
        """A socket that any local user who knows its path may connect to; `close` it after use."""
        door = _Door(machine_id, AllowList(policy))
        try:
            path = self._place()
            door.server = await asyncio.start_unix_server(
                lambda reader, writer: self._connected(door, reader, writer),
                path,
                limit=http.HEAD_BYTES,
            )
            os.chmod(path, 0o666)
        except OSError as error:
            raise MachineFailed(
                f"the network door of machine {machine_id} cannot be made: {error.strerror}"
            ) from error
        self._doors[path] = door
        return path

    async def close(self, path: Path) -> None:
        """Close a door and everything that goes through it. Idempotent."""
        door = self._doors.pop(path, None)
        if door is None:
            return
        if door.server:
            door.server.close()
        for task in list(door.connections):
            task.cancel()
        await asyncio.gather(*door.connections, return_exceptions=True)
        path.unlink(missing_ok=True)

    async def stop(self) -> None:
        """Close every door. Idempotent."""
        for path in list(self._doors):
            await self.close(path)
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _place(self) -> Path:
        """Sockets must be open to the unprivileged user of a machine, and to nobody who guesses:
        the folder can be entered but not listed, and the names in it are random."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="aios-doors-"))
            self._folder.chmod(0o711)
        return self._folder / secrets.token_hex(8)

    async def _connected(
        self, door: _Door, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        full = len(door.connections) >= _CONNECTIONS
        door.connections.add(task)
        try:
            if full:
                raise _Refused(503, "busy", f"more than {_CONNECTIONS} connections at once")
            while await self._serve(door, reader, writer):
                pass
        except _Refused as refusal:
            await _answer(reader, writer, refusal)
        except http.Malformed as error:
            await _answer(reader, writer, _Refused(400, "malformed", str(error)))
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
            pass  # the machine, or the host it talked to, is gone or silent: nobody to tell
        except asyncio.CancelledError:
            pass  # the door was closed; nothing awaits this task but `close`
        finally:
            door.connections.discard(task)
            await _shut(writer)

    async def _serve(
        self, door: _Door, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """One request; whether the connection may carry another."""
        head = await self._head(reader)
        if head is None:
            return False
        method = head.start[0]
        target = http.target_of(head)
        remote = await self._reach(door, target)
        count = 0
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                count = await self._tunnel((reader, writer), remote)
                return False
            count, again = await self._exchange(head, target, (reader, writer), remote)
            return again
        finally:
            await _shut(remote[1])
            self._note(door, target, allowed=True, count=count)

    async def _head(self, reader: asyncio.StreamReader) -> http.Head | None:
        try:
            async with asyncio.timeout(self._head_s):
                data = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None
        except asyncio.LimitOverrunError:
            raise _Refused(431, "malformed", "the head of the request is too long") from None
        return http.parse_head(data)

    async def _reach(self, door: _Door, target: http.Target) -> Stream:
        """A connection to the target, if it is allowed and there; `_Refused` if not."""
        host, port = target.host, target.port
        if not door.allowed.admits(host, port):
            reason = f"{host}:{port} is not among the hosts this program may reach"
            self._note(door, target, allowed=False, reason=reason)
            raise _Refused(403, "denied", reason)
        try:
            async with asyncio.timeout(self._connect_s):
                addresses = await self._resolve(host, port)
                if not door.allowed.admits_private(host, port):
                    addresses = self._public(door, target, addresses)
                return await _connect(addresses, port, self._connect_s)
        except OSError as error:
            kind, reason = _failure(error, host, port)
            self._note(door, target, allowed=True, reason=kind)
            raise _Refused(502, kind, reason) from error

    def _public(self, door: _Door, target: http.Target, addresses: list[str]) -> list[str]:
        public = [address for address in addresses if is_public(address)]
        if addresses and not public:
            reason = f"{target.host} is a private address ({addresses[0]}) that nobody named"
            self._note(door, target, allowed=False, reason=reason)
            raise _Refused(403, "denied", reason)
        return public

    async def _exchange(
        self, head: http.Head, target: http.Target, client: Stream, remote: Stream
    ) -> tuple[int, bool]:
        """Pass one request and its answer; (bytes, whether the client may ask again)."""
        body = http.body_of(head, default=_NO_BODY)
        if "100-continue" in head.words("expect"):
            client[1].write(b"HTTP/1.1 100 Continue\r\n\r\n")
        method = head.start[0]
        extra = (("host", target.authority), ("connection", "close"))
        fields = head.passed_on(*extra, without=frozenset({"host"}))
        remote[1].write(f"{method} {target.path} HTTP/1.1\r\n".encode("latin-1") + fields)
        upload = asyncio.create_task(http.relay(body, client[0], remote[1], self._take))
        try:
            answer, reply = await self._answer_head(remote[0], method)
            framed = reply.chunked or reply.length is not None
            again = framed and _keeps_alive(head)
            status = f"HTTP/1.1 {answer.start[1]} {answer.start[2]}\r\n".encode("latin-1")
            state = ("connection", "keep-alive" if again else "close")
            client[1].write(status + answer.passed_on(state))
            try:
                count = await http.relay(reply, remote[0], client[1], self._take)
            except http.Malformed as error:  # too late for an answer of our own
                raise ConnectionAbortedError(str(error)) from error
            again = again and upload.done() and upload.exception() is None
            return count + (upload.result() if again else 0), again
        finally:
            upload.cancel()
            await asyncio.gather(upload, return_exceptions=True)

    async def _answer_head(
        self, reader: asyncio.StreamReader, method: str
    ) -> tuple[http.Head, http.Body]:
        """The final answer's head, and how its body is framed: interim ones are for the proxy."""
        try:
            while True:
                head = http.parse_head(await self._take(reader.readuntil(b"\r\n\r\n")))
                if not head.start[0].startswith("HTTP/1."):
                    raise http.Malformed("it does not speak HTTP/1")
                if not head.start[1].startswith("1"):
                    break
            bodiless = method == "HEAD" or head.start[1] in ("204", "304")
            return head, _NO_BODY if bodiless else http.body_of(head, default=http.Body())
        except TimeoutError as error:
            raise _Refused(502, "timeout", "the server accepted, then said nothing") from error
        except (OSError, EOFError, asyncio.LimitOverrunError, http.Malformed) as error:
            reason = f"the server's answer was not HTTP: {error}"
            raise _Refused(502, "broken", reason) from error

    async def _tunnel(self, client: Stream, remote: Stream) -> int:
        """Bytes both ways, until both sides are done or neither has spoken for a while."""
        spoke = time.monotonic()
        count = 0

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            nonlocal spoke, count
            while True:
                try:
                    piece = await self._take(source.read(_PIECE))
                except TimeoutError:
                    if time.monotonic() - spoke < self._idle_s:
                        continue  # the other direction is busy
                    raise
                if not piece:
                    break
                spoke = time.monotonic()
                count += len(piece)
                sink.write(piece)
                await sink.drain()
            if sink.can_write_eof():
                sink.write_eof()

        pumps = [
            asyncio.create_task(pump(client[0], remote[1])),
            asyncio.create_task(pump(remote[0], client[1])),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for task in pumps:
                task.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        return count

    async def _take(self, read: Awaitable[bytes]) -> bytes:
        async with asyncio.timeout(self._idle_s):
            return await read

    def _note(
        self, door: _Door, target: http.Target, *, allowed: bool, count: int = 0, reason: str = ""
    ) -> None:
        self.audit.append(
            Access(
                machine_id=door.machine_id,
                host=target.host,
                port=target.port,
                allowed=allowed,
                bytes=count,
                reason=reason,
            )
        )


def _keeps_alive(head: http.Head) -> bool:
    return head.start[2] != "HTTP/1.0" and "close" not in head.words("connection")


async def _look_up(host: str, port: int) -> list[str]:
    import socket

    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


async def _connect(addresses: list[str], port: int, seconds: float) -> Stream:
    """To the first address that answers, each in its share of the time; else the last error."""
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            async with asyncio.timeout(seconds / len(addresses)):
                return await asyncio.open_connection(address, port, limit=http.HEAD_BYTES)
        except OSError as error:
            failure = error
    raise failure


def _failure(error: OSError, host: str, port: int) -> tuple[str, str]:
    import socket

    if isinstance(error, socket.gaierror):
        return "dns", f"{host} has no address: the name does not exist, or DNS is down"
    if isinstance(error, TimeoutError):
        return "timeout", f"{host}:{port} did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "refused", f"{host}:{port} refused the connection"
    return "unreachable", f"{host}:{port} cannot be reached: {error.strerror or error}"


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, refusal: _Refused
) -> None:
    """Answer, then hear out what is still being sent: a reset would destroy the answer."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in str(refusal))
    reason = shown.encode("ascii", "replace").decode()
    body = json.dumps({"error": refusal.kind, "reason": str(refusal)}).encode()
    header = "X-AIOS-Denied" if refusal.kind == "denied" else "X-AIOS-Error"
    value = reason if refusal.kind == "denied" else refusal.kind
    head = (
        f"HTTP/1.1 {refusal.status} AIOS {refusal.kind}: {reason}\r\n{header}: {value}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    with contextlib.suppress(OSError):  # the machine did not wait for the answer, or goes on
        async with asyncio.timeout(_GOODBYE_S):
            writer.write(head.encode("latin-1") + body)
            writer.write_eof()
            while await reader.read(_PIECE):
                pass


async def _shut(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):  # closed from the other side already
        await writer.wait_closed()
