"""A virtual machine's way out without QEMU: both ends of the port, and the door they lead to."""

import asyncio
import contextlib
import socket
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.wire import NETWORK_CONNECTIONS, NETWORK_WINDOW, Kind, pack
from aios.contracts.errors import MachineFailed

if sys.platform != "linux":
    pytest.skip("guests of QEMU run on Linux only", allow_module_level=True)

from aios.code.machines.guest.gateway import Gateway
from aios.code.machines.qemu import uplink
from aios.code.machines.qemu.uplink import Uplink

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]
FLOOD = bytes(range(256)) * 16384  # 4 MiB, far more than is ever under way


async def dropped(writers: list[asyncio.StreamWriter]) -> None:
    for writer in writers:
        writer.transport.abort()
    await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


class Door:
    """A server on a unix socket, in the place of the proxy; it keeps who came."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.came: asyncio.Queue[Stream] = asyncio.Queue()
        self.writers: list[asyncio.StreamWriter] = []

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        self.came.put_nowait((reader, writer))

    async def next(self) -> Stream:
        return await asyncio.wait_for(self.came.get(), 10)


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Door]:
    door = Door(folder / "door")
    server = await asyncio.start_unix_server(door.take, door.path)
    yield door
    server.close()
    await dropped(door.writers)


class Way:
    """Programs' side of it: the gateway's socket, behind which it runs in a thread."""

    def __init__(self, folder: Path, door: Door) -> None:
        self.path, self.door = folder / "gate", door
        ours, self._port = socket.socketpair()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.path))
        self._listener.listen(NETWORK_CONNECTIONS)
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._writers: list[asyncio.StreamWriter] = []
        self.uplink = Uplink(ours, door.path)

    def _serve(self) -> None:
        with self._port, self._listener, contextlib.suppress(OSError):
            Gateway(self._port.fileno(), self._listener).serve()

    async def open(self) -> None:
        self._serving.start()
        await self.uplink.open()

    async def close(self) -> None:
        await dropped(self._writers)
        await asyncio.wait_for(self.uplink.close(), 10)
        await asyncio.to_thread(self._serving.join, 10)
        assert not self._serving.is_alive()

    async def connect(self) -> Stream:
        reader, writer = await asyncio.open_unix_connection(self.path)
        self._writers.append(writer)
        return reader, writer

    async def joined(self) -> tuple[Stream, Stream]:
        """A connection: the program's end, and the door's."""
        return await self.connect(), await self.door.next()


@pytest.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    async with opened(tmp_path) as door:
        way = Way(tmp_path, door)
        await way.open()
        yield way
        await way.close()


async def rest(stream: Stream) -> bytes:
    return await asyncio.wait_for(stream[0].read(), 10)


async def heard(stream: Stream, count: int) -> bytes:
    return await asyncio.wait_for(stream[0].readexactly(count), 10)


# ---------------------------------------------------------------- what is carried


async def test_all_that_is_said_arrives_both_ways_at_once(way: Way) -> None:
    client, door = await way.joined()
    client[1].write(FLOOD)
    door[1].write(FLOOD[::-1])
    both = asyncio.gather(heard(client, len(FLOOD)), heard(door, len(FLOOD)))
    assert await both == [FLOOD[::-1], FLOOD]
    door[1].close()
    assert await rest(client) == b""


async def test_a_client_that_goes_is_gone_at_the_door(way: Way) -> None:
    client, door = await way.joined()
    client[1].write(b"bye")
    client[1].close()
    assert await rest(door) == b"bye"
    await way.uplink.settle()


async def test_who_does_not_read_holds_up_nobody(way: Way) -> None:
    (_, _), (_, flooding) = await way.joined()
    flooding.write(FLOOD)
    (_, unheard), (_, _) = await way.joined()
    unheard.write(FLOOD)
    client, door = await way.joined()
    client[1].write(b"ping")
    assert await heard(door, 4) == b"ping"
    door[1].write(b"pong")
    assert await heard(client, 4) == b"pong"


async def test_little_is_under_way_to_a_door_that_does_not_read(way: Way) -> None:
    (_, client), (_, door) = await way.joined()
    door.transport.pause_reading()  # type: ignore[attr-defined]
    client.write(FLOOD)
    (_, other), second = await way.joined()
    other.write(FLOOD)
    assert await heard(second, len(FLOOD)) == FLOOD  # time enough for all that would go
    # Two windows, and what the sockets of the kernel and the streams of asyncio hold.
    assert client.transport.get_write_buffer_size() > len(FLOOD) - 2 * NETWORK_WINDOW - (2 << 20)


async def test_more_connections_than_fit_end_at_once_and_then_there_is_room(way: Way) -> None:
    some = [await way.joined() for _ in range(NETWORK_CONNECTIONS)]
    assert await rest(await way.connect()) == b""
    for client, door in some:
        client[1].close()
        assert await rest(door) == b""
    await way.uplink.settle()
    client, door = await way.joined()
    client[1].write(b"room")
    assert await heard(door, 4) == b"room"


async def test_a_door_that_is_closed_ends_the_connection(way: Way) -> None:
    way.door.path.unlink()
    assert await rest(await way.connect()) == b""


async def test_nothing_moves_while_it_stands_still(way: Way) -> None:
    client, door = await way.joined()
    async with way.uplink.still():
        client[1].write(b"later")
        door[1].write(b"too")
        for stream in (client, door):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(stream[0].read(1), 0.02)
    assert await heard(door, 5) == b"later"
    assert await heard(client, 3) == b"too"


# ---------------------------------------------------------------- guests that are hostile


@contextlib.asynccontextmanager
async def guest(folder: Path) -> AsyncIterator[tuple[Uplink, socket.socket, Door]]:
    """An uplink that is open, and the end at which a guest may say anything."""
    async with opened(folder) as door:
        ours, theirs = socket.socketpair()
        with theirs:
            up = Uplink(ours, door.path)
            theirs.sendall(pack(Kind.READY, 0, {}))
            await up.open()
            theirs.recv(100)  # its greeting
            yield up, theirs, door
            await asyncio.wait_for(up.close(), 10)


ASKED = pack(Kind.ASKED, 1, {})


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\xff" * 64,
        pack(Kind.STREAMED, 9, b"never asked for"),
        pack(Kind.ASKED, 1, {}),
        pack(Kind.ASKED, 0, {}),
        pack(Kind.TAKEN, 1, {"bytes": 1}),
        pack(Kind.TAKEN, 1, b"[]"),
        pack(Kind.STREAMED, 1, bytes(NETWORK_WINDOW + 1)),
        pack(Kind.READY, 0, {}),
        pack(Kind.RUN, 1, {"argv": ["sh"]}),
        pack(Kind.DIAL, 2, {"port": 22}),
        b"".join(pack(Kind.ASKED, n, {}) for n in range(2, 3 * NETWORK_CONNECTIONS)),
    ],
)
async def test_a_guest_that_talks_nonsense_loses_its_connections(
    tmp_path: Path, nonsense: bytes
) -> None:
    async with guest(tmp_path) as (up, theirs, door):
        theirs.sendall(ASKED)
        stream = await door.next()
        theirs.sendall(nonsense)
        assert await rest(stream) == b""
        with pytest.raises(MachineFailed, match="network failed"):
            await up._ask(Kind.KEEP, {}, Kind.DONE)
        theirs.setblocking(False)
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ConnectionResetError):
            while await asyncio.wait_for(loop.sock_recv(theirs, 1 << 16), 10):
                pass  # until we have hung up
        await up.settle()
        async with up.still():
            pass  # nothing is under way, so a copy can be made


async def test_a_guest_that_hangs_up_ends_its_connections(tmp_path: Path) -> None:
    async with guest(tmp_path) as (_, theirs, door):
        theirs.sendall(ASKED)
        stream = await door.next()
        theirs.shutdown(socket.SHUT_RDWR)
        assert await rest(stream) == b""


async def test_a_guest_that_says_nothing_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uplink, "_ANSWER_S", 0.02)
    ours, theirs = socket.socketpair()
    with theirs:
        up = Uplink(ours, tmp_path / "door")
        with pytest.raises(MachineFailed, match="did not answer"):
            await up.open()
        await up.close()


async def test_a_guest_that_reads_nothing_loses_its_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with guest(tmp_path) as (up, theirs, door):
        monkeypatch.setattr(uplink, "_ANSWER_S", 0.05)
        many = range(1, 41)
        theirs.sendall(b"".join(pack(Kind.ASKED, n, {}) for n in many))
        streams = [await door.next() for _ in many]
        for _, writer in streams:
            writer.write(FLOOD[: 2 * NETWORK_WINDOW])
        assert await rest(streams[0]) == b""
        with pytest.raises(MachineFailed, match="no longer listens"):
            await up._ask(Kind.KEEP, {}, Kind.DONE)


async def test_what_was_never_opened_can_be_closed(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    await Uplink(ours, tmp_path / "door").close()
    with theirs:
        assert theirs.recv(1) == b""
    assert ours.fileno() == -1
