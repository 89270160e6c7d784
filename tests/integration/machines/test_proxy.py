"""The allow-list proxy, with real sockets on both sides."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from aios.code.machines.proxy import EgressProxy
from aios.contracts.errors import BadRequest
from aios.contracts.machine import NetworkPolicy

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs unix sockets")
Reply = Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]


class Site:
    """A server that answers from a script, and remembers what it was sent."""

    def __init__(self) -> None:
        self.port = 0
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head)
            if "content-length: " in head.lower():
                length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
                self.bodies.append(await reader.readexactly(length))
            writer.write(self.answer)
            await writer.drain()
        except (EOFError, OSError):
            pass  # the client left
        finally:
            writer.close()


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()


@pytest.fixture
async def proxy() -> AsyncIterator[EgressProxy]:
    async def resolve(host: str, port: int) -> list[str]:
        """Every name is this very host."""
        if host == "nosuch.test":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return ["127.0.0.1"]

    proxy = EgressProxy(resolve=resolve, head_s=5, connect_s=5, idle_s=5)
    yield proxy
    await proxy.stop()


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def ask(self, text: str, body: bytes = b"") -> str:
        self.writer.write(text.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        return (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 10)).decode()

    async def rest(self) -> bytes:
        return await asyncio.wait_for(self.reader.read(), 10)


@asynccontextmanager
async def connected(path: Path) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        yield Client(reader, writer)
    finally:
        writer.close()
        await writer.wait_closed()


async def door(proxy: EgressProxy, *private: str, hosts: tuple[str, ...] = ()) -> Path:
    return await proxy.open(NetworkPolicy(hosts=hosts, private=private), "m-1")


async def test_a_listed_host_is_reached_over_http(proxy: EgressProxy, site: Site) -> None:
    path = await door(proxy, f"site.test:{site.port}")
    async with connected(path) as client:
        head = await client.ask(
            f"GET http://site.test:{site.port}/a?b=1 HTTP/1.1\nHost: other.test\nX-A: 1\n"
            "Proxy-Connection: keep-alive"
        )
        assert head.startswith("HTTP/1.1 200 OK\r\n")
        assert await client.reader.readexactly(2) == b"ok"
    (sent,) = site.heads
    assert sent.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert f"host: site.test:{site.port}\r\n" in sent
    assert "other.test" not in sent
    assert "proxy-connection" not in sent.lower()
    assert "x-a: 1\r\n" in sent
    (access,) = proxy.audit
    assert (access.machine_id, access.host, access.port) == ("m-1", "site.test", site.port)
    assert (access.allowed, access.bytes) == (True, 2)


async def test_one_connection_carries_many_requests(proxy: EgressProxy, site: Site) -> None:
    path = await door(proxy, f"site.test:{site.port}")
    async with connected(path) as client:
        for body in (b"", b"hello", b"x" * 300_000):
            head = await client.ask(
                f"POST http://site.test:{site.port}/ HTTP/1.1\nContent-Length: {len(body)}",
                body,
            )
            assert head.startswith("HTTP/1.1 200")
            assert await client.reader.readexactly(2) == b"ok"
    assert [len(body) for body in site.bodies] == [0, 5, 300_000]


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n",
            b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        ),
        (b"Content-Length: 5\r\n\r\nabcde", b"abcde"),
        (b"\r\nabcde", b"abcde"),  # up to the end of the stream
    ],
)
async def test_every_framing_of_an_answer(
    proxy: EgressProxy, site: Site, answer: bytes, body: bytes
) -> None:
    site.answer = b"HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\n" + answer
    path = await door(proxy, "site.test")
    async with connected(path) as client:
        head = await client.ask(f"GET http://site.test:{site.port}/ HTTP/1.1\nConnection: close")
        assert head.startswith("HTTP/1.1 200")
        assert await client.rest() == body


async def test_answers_without_a_body(proxy: EgressProxy, site: Site) -> None:
    path = await door(proxy, "site.test")
    site.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    async with connected(path) as client:
        for _ in range(2):
            head = await client.ask(f"HEAD http://site.test:{site.port}/ HTTP/1.1")
            assert "content-length: 1000" in head


async def test_an_upload_that_waits_for_a_nod(proxy: EgressProxy, site: Site) -> None:
    path = await door(proxy, "site.test")
    async with connected(path) as client:
        nod = await client.ask(
            f"POST http://site.test:{site.port}/ HTTP/1.1\nContent-Length: 3\nExpect: 100-continue"
        )
        assert nod.startswith("HTTP/1.1 100")
        client.writer.write(b"abc")
        assert (await client.reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
    assert site.bodies == [b"abc"]


async def test_a_tunnel_passes_bytes_both_ways_as_they_come(proxy: EgressProxy) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1000):
            writer.write(data.upper())
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    path = await door(proxy, f"site.test:{port}")
    async with connected(path) as client:
        assert (await client.ask(f"CONNECT site.test:{port} HTTP/1.1")).startswith("HTTP/1.1 200")
        for text in (b"abc", b"de"):
            client.writer.write(text)
            assert await client.reader.readexactly(len(text)) == text.upper()
        client.writer.write_eof()
        assert await client.rest() == b""
    server.close()
    await asyncio.sleep(0.05)
    assert proxy.audit[-1].bytes == 10


@pytest.mark.parametrize("how", ["GET http://{}/ HTTP/1.1", "CONNECT {} HTTP/1.1"])
async def test_a_host_that_is_not_listed_is_refused_with_the_reason(
    proxy: EgressProxy, site: Site, how: str
) -> None:
    path = await door(proxy, f"site.test:{site.port}")
    for authority in (f"evil.test:{site.port}", "site.test:1", f"127.0.0.1:{site.port}"):
        async with connected(path) as client:
            head = await client.ask(how.format(authority))
            status = head.split("\r\n")[0]
            assert status.startswith("HTTP/1.1 403 AIOS denied: ")
            assert authority in status
            assert f"X-AIOS-Denied: {authority}" in head
            assert json.loads(await client.rest())["error"] == "denied"
    assert site.heads == []
    assert [access.allowed for access in proxy.audit] == [False] * 3


async def test_a_refused_upload_still_gets_its_answer(proxy: EgressProxy, site: Site) -> None:
    path = await door(proxy, "site.test")
    async with connected(path) as client:
        head = await client.ask(
            "POST http://evil.test/ HTTP/1.1\nContent-Length: 1000000", b"x" * 1_000_000
        )
        assert head.startswith("HTTP/1.1 403")
    assert site.heads == []


async def test_a_listed_name_with_a_private_address_is_refused(
    proxy: EgressProxy, site: Site
) -> None:
    path = await door(proxy, hosts=("site.test", "127.0.0.1", "*.site.test"))
    for authority in ("site.test", "127.0.0.1", "a.site.test"):
        async with connected(path) as client:
            head = await client.ask(f"GET http://{authority}:{site.port}/ HTTP/1.1")
            assert head.startswith("HTTP/1.1 403")
            assert "private" in head
    assert site.heads == []


async def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """A name that is public when it is checked and private afterwards gains nothing."""
    answers = iter([["192.0.2.1", "8.8.8.8"], ["127.0.0.1"]])

    async def resolve(host: str, port: int) -> list[str]:
        return next(answers)

    proxy = EgressProxy(resolve=resolve, connect_s=0.3)
    path = await door(proxy, hosts=("rebind.test",))
    async with connected(path) as client:
        head = await client.ask(f"GET http://rebind.test:{site.port}/ HTTP/1.1")
    assert head.startswith("HTTP/1.1 502")
    assert next(answers) == ["127.0.0.1"]  # nobody asked a second time
    assert site.heads == []
    await proxy.stop()


async def test_failures_are_told_apart(proxy: EgressProxy, site: Site) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = unused.getsockname()[1]
    path = await door(proxy, "nosuch.test", "site.test")
    for authority, kind in (("nosuch.test:80", "dns"), (f"site.test:{closed}", "refused")):
        for how in ("GET http://{}/ HTTP/1.1", "CONNECT {} HTTP/1.1"):
            async with connected(path) as client:
                head = await client.ask(how.format(authority))
                assert head.startswith(f"HTTP/1.1 502 AIOS {kind}: ")
                assert f"X-AIOS-Error: {kind}\r\n" in head
    for answer, kind in ((b"", "broken"), (b"SSH-2.0-x\r\n\r\n", "broken")):
        site.answer = answer
        async with connected(path) as client:
            head = await client.ask(f"GET http://site.test:{site.port}/ HTTP/1.1")
            assert f"X-AIOS-Error: {kind}\r\n" in head


async def test_a_silent_server_times_out() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy = EgressProxy(idle_s=0.2)
    path = await door(proxy, f"127.0.0.1:{port}")
    async with connected(path) as client:
        head = await client.ask(f"GET http://127.0.0.1:{port}/ HTTP/1.1")
        assert "X-AIOS-Error: timeout\r\n" in head
    async with connected(path) as client:
        await client.ask(f"CONNECT 127.0.0.1:{port} HTTP/1.1")
        assert await client.rest() == b""
    server.close()
    await proxy.stop()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("GET /no-proxy HTTP/1.1", 400),
        ("NONSENSE", 400),
        ("GET https://site.test/ HTTP/1.1", 400),
        ("POST http://site.test/ HTTP/1.1\nContent-Length: 1\nTransfer-Encoding: chunked", 400),
        ("GET http://site.test/ HTTP/1.1\nX: " + "a" * 70_000, 431),
    ],
)
async def test_crooked_requests(proxy: EgressProxy, site: Site, text: str, status: int) -> None:
    path = await door(proxy, "site.test")
    text = text.replace("site.test", f"site.test:{site.port}")
    async with connected(path) as client:
        assert (await client.ask(text)).startswith(f"HTTP/1.1 {status} AIOS malformed: ")


async def test_a_client_that_says_nothing_is_let_go() -> None:
    proxy = EgressProxy(head_s=0.1)
    async with connected(await door(proxy, "site.test")) as client:
        client.writer.write(b"GET http://si")
        assert await client.rest() == b""
    await proxy.stop()


async def test_connections_are_bounded(proxy: EgressProxy) -> None:
    path = await door(proxy, "site.test")
    held = [await asyncio.open_unix_connection(path) for _ in range(64)]
    async with connected(path) as client:
        assert (await client.ask("GET http://site.test/ HTTP/1.1")).startswith("HTTP/1.1 503")
    for _, writer in held:
        writer.close()
        await writer.wait_closed()


async def test_a_closed_door_ends_what_goes_through_it(proxy: EgressProxy, site: Site) -> None:
    before = asyncio.all_tasks()
    path = await door(proxy, "site.test")
    async with connected(path) as client:
        await client.ask(f"CONNECT site.test:{site.port} HTTP/1.1")
        await proxy.close(path)
        await proxy.close(path)
        assert await client.rest() == b""
    assert not path.exists()
    await asyncio.sleep(0.05)
    assert {task for task in asyncio.all_tasks() if "proxy" in repr(task)} <= before


async def test_doors_have_their_own_policies(proxy: EgressProxy, site: Site) -> None:
    one, two = await door(proxy, "site.test"), await door(proxy, "other.test")
    ask = f"GET http://site.test:{site.port}/ HTTP/1.1"
    async with connected(one) as client:
        assert (await client.ask(ask)).startswith("HTTP/1.1 200")
    async with connected(two) as client:
        assert (await client.ask(ask)).startswith("HTTP/1.1 403")


async def test_a_door_is_open_to_other_users_but_not_listed(proxy: EgressProxy) -> None:
    path = await door(proxy, "site.test")
    assert path.stat().st_mode & 0o777 == 0o666
    assert path.parent.stat().st_mode & 0o777 == 0o711


async def test_a_policy_that_is_none(proxy: EgressProxy) -> None:
    with pytest.raises(BadRequest, match="http://x"):
        await proxy.open(NetworkPolicy(hosts=("http://x",)), "m")


async def test_stop_removes_everything(proxy: EgressProxy) -> None:
    path = await door(proxy, "site.test")
    await proxy.stop()
    await proxy.stop()
    assert not path.parent.exists()
