"""A virtual machine's way out as the host holds it: its connections, led to the machine's door.

Covered:
- the guest has one port, and behind it nothing but the door of its own policy (`proxy`); whoever
  owns its kernel, or broke out of QEMU, has no more than that; every frame is hostile input
- so many connections at once, each with no more than a window of bytes under way either way
- a guest that does not listen, or talks nonsense, loses its connections and holds up nobody

Not covered:
- what is reached, how much and how often: the door decides, and notes it
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from aios.code.machines.dialing import HostConnection
from aios.code.machines.streams import Stream
from aios.code.machines.wire import (
    CHUNK,
    NETWORK_CONNECTIONS,
    NETWORK_WINDOW,
    Kind,
    Splitter,
    WireError,
    pack,
)
from aios.contracts.errors import AiosError, MachineFailed
from aios.contracts.ports import Connection

_ANSWER_S = 30.0


class Uplink:
    """Our end of a guest's network port; `open` it once the guest is awake, `close` after use."""

    def __init__(self, end: socket.socket, door: Path) -> None:
        self._end, self._door = end, door
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None
        self._streams: dict[int, Stream] = {}
        self._leading: set[asyncio.Task[None]] = set()
        self._last = 0
        self._failure: MachineFailed | None = None
        self._asking = asyncio.Lock()
        self._answer: asyncio.Future[Kind] | None = None
        self._moving = asyncio.Event()
        self._moving.set()

    async def open(self) -> None:
        """Carry connections from now on; MachineFailed when the guest does not answer."""
        reader, self._writer = await asyncio.open_unix_connection(sock=self._end)
        self._listening = asyncio.create_task(self._listen(reader))
        await self._ask(Kind.SETUP, {}, Kind.READY)

    async def settle(self) -> None:
        """Wait until the door has heard of the end of connections whose programs have ended."""
        if self._leading and self._failure is None:
            with contextlib.suppress(MachineFailed):  # then all of them have ended
                await self._ask(Kind.KEEP, {"step": "look"}, Kind.DONE)

    @contextlib.asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Inside the block nothing is under way, so that the machine can be copied."""
        if self._failure is not None:
            yield  # and nothing ever will be
            return
        self._moving.clear()
        try:
            await self._ask(Kind.KEEP, {"step": "begin"}, Kind.DONE)
            yield
        finally:
            self._moving.set()
            with contextlib.suppress(MachineFailed):  # then nothing is left to go on
                await self._ask(Kind.KEEP, {"step": "end"}, Kind.DONE)

    async def close(self) -> None:
        """Hang up, which ends every connection. Idempotent."""
        self._break("it was removed")
        tasks = [*self._leading, *([self._listening] if self._listening else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._writer is None:
            self._end.close()
            return
        with contextlib.suppress(OSError):  # the other end may have hung up before us
            await self._writer.wait_closed()

    # -------------------------------------------------------------- to the guest

    async def _ask(self, kind: Kind, request: Mapping[str, Any], wanted: Kind) -> None:
        async with self._asking:
            self._answer = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(_ANSWER_S):
                    await self._say(pack(kind, 0, request))
                    answered = await self._answer
            except TimeoutError as error:
                raise self._break(f"it did not answer within {_ANSWER_S:g} s") from error
            finally:
                self._answer = None
            if answered is not wanted:
                raise self._break(f"{answered.name} where {wanted.name} was due")

    async def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, Any]) -> None:
        await self._moving.wait()
        await self._say(pack(kind, number, payload))

    async def _say(self, frame: bytes) -> None:
        if self._failure is not None or self._writer is None:
            raise self._failure or MachineFailed("the machine's network was never opened")
        try:
            self._writer.write(frame)
            async with asyncio.timeout(_ANSWER_S):
                await self._writer.drain()
        except OSError as error:  # TimeoutError is one
            raise self._break("it no longer listens") from error

    # -------------------------------------------------------------- from the guest

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        splitter, reason = Splitter(), "it hung up"
        try:
            while data := await reader.read(CHUNK):
                for frame in splitter.feed(data):
                    self._take(*frame)
        except (WireError, OSError) as error:
            reason = str(error)
        self._break(reason)

    def _take(self, kind: Kind, number: int, payload: bytes) -> None:
        if self._failure is not None:
            return  # what had arrived before we hung up
        if kind is Kind.ASKED:
            self._lead(number)
        elif kind in (Kind.STREAMED, Kind.TAKEN):
            if number > self._last:
                raise WireError(f"{kind.name} for connection {number}, which was never made")
            if number in self._streams:  # else late: we let go of it
                self._streams[number].take(kind, payload)
        elif self._answer is not None and not self._answer.done():
            self._answer.set_result(kind)
        else:
            raise WireError(f"{kind.name}, and nothing was asked")

    def _lead(self, number: int) -> None:
        # Ours may end a little after the guest's, so there may be more of them for a while.
        if number <= self._last or len(self._leading) >= 2 * NETWORK_CONNECTIONS:
            raise WireError(f"connection {number} is one too many")
        self._last = number
        stream = Stream(number, self._send, self._forget, NETWORK_WINDOW)
        stream.connected.set_result(None)
        self._streams[number] = stream
        task = asyncio.create_task(self._led(stream))
        self._leading.add(task)
        task.add_done_callback(self._leading.discard)

    async def _led(self, stream: Stream) -> None:
        """One connection, until its program has gone, or all was said to it and it hung up."""
        try:
            try:
                door = HostConnection(*await asyncio.open_unix_connection(self._door))
            except OSError:  # it was closed a moment ago
                return
            answering = asyncio.create_task(_pass_on(door, stream))
            try:
                await _pass_on(stream, door)
                await door.close()
            finally:
                answering.cancel()
                await asyncio.gather(answering, return_exceptions=True)
                door.abort()
        except AiosError:
            pass  # the guest is gone, or was let go of, and all its connections with it
        finally:
            with contextlib.suppress(AiosError):
                await stream.close()

    def _forget(self, number: int) -> None:
        self._streams.pop(number, None)

    def _break(self, reason: str) -> MachineFailed:
        """Hang up: every connection ends, so do all waits, and the guest refuses new ones."""
        if self._failure is None:
            self._failure = MachineFailed(f"the machine's network failed: {reason}")
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(Kind.FAILED)
            for stream in list(self._streams.values()):
                stream.fail(self._failure)
            if self._writer is not None:
                self._writer.transport.abort()  # the guest may not be listening any more
        return self._failure


async def _pass_on(source: Connection, sink: Connection) -> None:
    while data := await source.read():
        await sink.write(data)
    await sink.write(b"")
