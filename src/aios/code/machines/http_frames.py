"""Heads and bodies of HTTP/1.1 messages, read strictly: what is ambiguous is refused."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from aios.code.machines.allowlist import split_host

HEAD_BYTES = 64 * 1024
_PIECE = 64 * 1024
_HOP_BY_HOP = frozenset(
    (
        "connection",
        "expect",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "upgrade",
    )
)
_TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

Take = Callable[[Awaitable[bytes]], Awaitable[bytes]]
Count = Callable[[int], Awaitable[None]]


class Malformed(Exception):
    """A message that nobody should have sent; it says why."""


class Head(NamedTuple):
    """A start line in its three parts, and the header lines in order, names in lower case."""

    start: tuple[str, str, str]
    lines: list[tuple[str, str]]

    def get(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.lines if key == name]

    def words(self, name: str) -> set[str]:
        """The comma-separated words of a header, in lower case."""
        return {word.strip().lower() for value in self.get(name) for word in value.split(",")}

    def passed_on(self, *extra: tuple[str, str], without: frozenset[str] = frozenset()) -> bytes:
        """The header lines that are for the other side, then the extra ones, and the end."""
        dropped = _HOP_BY_HOP | self.words("connection") | without
        kept = [(name, value) for name, value in self.lines if name not in dropped]
        text = "".join(f"{name}: {value}\r\n" for name, value in (*kept, *extra))
        return f"{text}\r\n".encode("latin-1")


class Target(NamedTuple):
    """Where a request wants to go; `path` and `authority` (its Host) are empty for a tunnel.

    `secured` when it is a request inside a tunnel that the proxy ends itself, or such a tunnel.
    """

    host: str
    port: int
    path: str = ""
    authority: str = ""
    secured: bool = False


class Body(NamedTuple):
    """How a body is framed: `length` bytes, chunked, or (both unset) up to the end of stream."""

    length: int | None = None
    chunked: bool = False

    @property
    def empty(self) -> bool:
        """True when nothing follows the head."""
        return self.length == 0


def parse_head(data: bytes) -> Head:
    """A head with its closing empty line; Malformed."""
    lines = data.removesuffix(b"\r\n\r\n").split(b"\r\n")
    if any(control in line for line in lines for control in (b"\0", b"\r", b"\n")):
        raise Malformed("a control character in the head")
    start = lines[0].decode("latin-1").split(" ", 2)
    if len(start) == 2:  # a status line may lack its reason
        start.append("")
    if len(start) != 3:
        raise Malformed("the first line is not HTTP")
    return Head((start[0], start[1], start[2]), [_header(line) for line in lines[1:]])


def target_of(head: Head) -> Target:
    """Where a request to a proxy wants to go; Malformed."""
    method, address, version = head.start
    if not version.startswith("HTTP/1."):
        raise Malformed("a proxy is spoken to in HTTP/1")
    try:
        if method == "CONNECT":
            host, port = split_host(address, default_port=None)
            return Target(host, _port(port), secured=True)
        url = urlsplit(address)
        authority = url.netloc.rpartition("@")[2]
        host, port = split_host(authority, default_port=80)
    except ValueError as error:
        raise Malformed(f"the address {address!r} in the request: {error}") from error
    if url.scheme != "http":
        raise Malformed("a proxy is asked for http://... addresses, or with CONNECT")
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    return Target(host, _port(port), path, authority)


def inner_target(head: Head, tunnel: Target) -> Target:
    """Where a request in a tunnel wants to go: to the tunnel's end, or it is Malformed."""
    _, path, version = head.start
    hosts = head.get("host")
    if not version.startswith("HTTP/1.") or not path.startswith("/") or len(hosts) != 1:
        raise Malformed("a request in a tunnel has a path, one Host and speaks HTTP/1")
    try:
        host, _ = split_host(hosts[0], default_port=None)
    except ValueError as error:
        raise Malformed(f"the Host {hosts[0]!r} in the request: {error}") from error
    if host != tunnel.host:
        raise Malformed(f"a request for {host} in a tunnel to {tunnel.host}")
    return tunnel._replace(path=path, authority=hosts[0])


def _port(port: int | None) -> int:
    if port is None:
        raise ValueError("CONNECT needs a port")
    return port


def body_of(head: Head, *, default: Body) -> Body:
    """How the body after this head is framed, `default` when it does not say."""
    lengths, codings = set(head.get("content-length")), head.words("transfer-encoding")
    if codings:
        if lengths or codings != {"chunked"}:
            raise Malformed("the length of the body is ambiguous")
        return Body(chunked=True)
    if not lengths:
        return default
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Malformed("the length of the body is not a number")
    return Body(length=int(length))


async def relay(
    body: Body,
    source: asyncio.StreamReader,
    target: asyncio.StreamWriter,
    take: Take,
    count: Count,
) -> None:
    """Pass a body on as it comes. `take` wraps each read, with its deadline; `count` is told of
    each piece, and may wait."""
    async for piece in content(body, source, take):
        await count(len(piece))
        await write_piece(target, piece, chunked=body.chunked)
    await write_end(target, chunked=body.chunked)


async def content(body: Body, source: asyncio.StreamReader, take: Take) -> AsyncIterator[bytes]:
    """The bytes of a body, without their framing."""
    if not body.chunked:
        async for piece in _counted(body.length, source, take):
            yield piece
        return
    while size := await _chunk_size(source, take):
        async for piece in _counted(size, source, take):
            yield piece
        if await take(source.readexactly(2)) != b"\r\n":
            raise Malformed("a chunk does not end where it should")
    while await take(source.readuntil(b"\r\n")) != b"\r\n":
        pass  # trailers: nobody asked for them


async def write_piece(target: asyncio.StreamWriter, piece: bytes, *, chunked: bool) -> None:
    """A piece of a body; none at all is no piece."""
    if piece:
        target.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        await target.drain()


async def write_end(target: asyncio.StreamWriter, *, chunked: bool) -> None:
    """After the last piece."""
    if chunked:
        target.write(b"0\r\n\r\n")
    await target.drain()


async def _counted(
    length: int | None, source: asyncio.StreamReader, take: Take
) -> AsyncIterator[bytes]:
    """So many bytes, or with None all up to the end of the stream."""
    left = length
    while left is None or left > 0:
        piece = await take(source.read(_PIECE if left is None else min(left, _PIECE)))
        if not piece:
            if left is None:
                return
            raise asyncio.IncompleteReadError(b"", left)
        yield piece
        left = None if left is None else left - len(piece)


async def _chunk_size(source: asyncio.StreamReader, take: Take) -> int:
    line = await take(source.readuntil(b"\r\n"))
    digits = line.partition(b";")[0].strip()
    if not digits or len(digits) > 15 or digits.strip(b"0123456789abcdefABCDEF"):
        raise Malformed("the size of a chunk is not a number")
    return int(digits, 16)


def _header(line: bytes) -> tuple[str, str]:
    name, colon, value = line.partition(b":")
    if not colon or not name or not _TOKEN.issuperset(name):
        raise Malformed("a header line without a proper name")
    return name.decode("ascii").lower(), value.decode("latin-1").strip()
