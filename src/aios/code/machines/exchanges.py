"""One request through the proxy, from a machine to a host and back, counted and watched."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aios.code.machines import http_frames as http
from aios.code.machines.meters import Meter
from aios.code.machines.placeholders import BODY_MAX, Filled, Placeholders, Scrubber
from aios.code.machines.reaching import Stream
from aios.code.machines.refusals import Refused
from aios.contracts.machine import Access

_PIECE = 64 * 1024
_NO_BODY = http.Body(length=0)


@dataclass
class Visit:
    """An attempt to reach a host, under way."""

    machine_id: str
    target: http.Target
    meter: Meter
    started: float = field(default_factory=time.monotonic)
    address: str = ""
    sent: int = 0
    received: int = 0
    secrets: tuple[str, ...] = ()

    async def up(self, count: int) -> None:
        """So much went to the host."""
        self.sent += count
        await self.meter.passed(count)

    async def down(self, count: int) -> None:
        """So much came from it."""
        self.received += count
        await self.meter.passed(count)

    def access(self, *, allowed: bool, reason: str = "") -> Access:
        """What the audit keeps of it."""
        return Access(
            machine_id=self.machine_id,
            host=self.target.host,
            port=self.target.port,
            allowed=allowed,
            address=self.address,
            sent=self.sent,
            received=self.received,
            duration_s=time.monotonic() - self.started,
            reason=reason,
            secrets=self.secrets,
        )


class Exchanger:
    """Passes requests; silence of `idle_s` ends them."""

    def __init__(self, *, idle_s: float) -> None:
        self._idle_s = idle_s

    async def exchange(
        self,
        filled: Filled,
        visit: Visit,
        client: Stream,
        remote: Stream,
        placeholders: Placeholders,
    ) -> bool:
        """Pass one request and its answer; whether the client may ask again."""
        head, target = filled.head, visit.target
        method = head.start[0]
        visit.secrets = filled.names
        scrubber = placeholders.scrubber(target)
        body = http.body_of(head, default=_NO_BODY)
        if "100-continue" in head.words("expect"):
            client[1].write(b"HTTP/1.1 100 Continue\r\n\r\n")
        content: bytes | None = None
        if placeholders.fills_bodies(target) and not body.empty:
            raw = await self._whole(body, client[0])
            content, names = placeholders.fill_body(raw, target)
            visit.secrets = tuple(sorted({*visit.secrets, *names}))
            body = _NO_BODY
        length = None if content is None else len(content)
        self._send_head(filled, visit, remote[1], length, scrubber)
        if content:
            remote[1].write(content)
            await visit.up(len(content))
        upload = asyncio.create_task(http.relay(body, client[0], remote[1], self._take, visit.up))
        try:
            answer, reply = await self._answer_head(remote[0], method)
            ways = (remote[0], client[1])
            again = await self._pass_answer(head, (answer, reply), ways, visit, scrubber)
            return again and upload.done() and upload.exception() is None
        finally:
            upload.cancel()
            await asyncio.gather(upload, return_exceptions=True)

    async def tunnel(self, visit: Visit, client: Stream, remote: Stream) -> None:
        """Bytes both ways, until both sides are done or neither has spoken for a while."""
        spoke = time.monotonic()

        async def pump(
            source: asyncio.StreamReader,
            sink: asyncio.StreamWriter,
            count: Callable[[int], Awaitable[None]],
        ) -> None:
            nonlocal spoke
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
                await count(len(piece))
                sink.write(piece)
                await sink.drain()
            if sink.can_write_eof():
                sink.write_eof()

        pumps = [
            asyncio.create_task(pump(client[0], remote[1], visit.up)),
            asyncio.create_task(pump(remote[0], client[1], visit.down)),
        ]
        try:
            done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for task in pumps:
                task.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        for task in done:
            task.result()

    # -------------------------------------------------------------- inside

    async def _whole(self, body: http.Body, source: asyncio.StreamReader) -> bytes:
        content = bytearray()
        async for piece in http.content(body, source, self._take):
            content += piece
            if len(content) > BODY_MAX:
                most = f"{BODY_MAX >> 20} MiB"
                raise Refused(413, "limit", f"a body that secrets are filled into is over {most}")
        return bytes(content)

    @staticmethod
    def _send_head(
        filled: Filled,
        visit: Visit,
        remote: asyncio.StreamWriter,
        length: int | None,
        scrubber: Scrubber | None,
    ) -> None:
        dropped = {"host"}
        extra = [("host", visit.target.authority), ("connection", "close")]
        if length is not None:
            dropped |= {"content-length", "transfer-encoding"}
            extra.append(("content-length", str(length)))
        if scrubber:  # what is encoded cannot be looked through
            dropped.add("accept-encoding")
            extra.append(("accept-encoding", "identity"))
        fields = filled.head.passed_on(*extra, without=frozenset(dropped))
        line = f"{filled.head.start[0]} {filled.path} HTTP/1.1\r\n"
        remote.write(line.encode("latin-1") + fields)

    async def _pass_answer(
        self,
        head: http.Head,
        answered: tuple[http.Head, http.Body],
        ways: Stream,
        visit: Visit,
        scrubber: Scrubber | None,
    ) -> bool:
        (answer, reply), (source, sink) = answered, ways
        framed = reply.chunked or reply.length is not None
        modern = head.start[2] != "HTTP/1.0"
        rewritten = scrubber is not None and not reply.empty
        if rewritten and answer.words("content-encoding") - {"identity", ""}:
            raise Refused(502, "broken", "the server encoded its answer, though asked not to")
        again = (framed or (rewritten and modern)) and _keeps_alive(head)
        extra = [("connection", "keep-alive" if again else "close")]
        if rewritten and modern:
            extra.append(("transfer-encoding", "chunked"))
        dropped = {"content-length", "transfer-encoding"} if rewritten else set()
        status = f"HTTP/1.1 {answer.start[1]} {answer.start[2]}\r\n".encode("latin-1")
        fields = answer.passed_on(*extra, without=frozenset(dropped))
        shown = status + fields
        sink.write(scrubber.whole(shown) if scrubber else shown)
        try:
            if rewritten and scrubber is not None:
                pieces = http.content(reply, source, self._take)
                async for piece in pieces:
                    await visit.down(len(piece))
                    await http.write_piece(sink, scrubber.feed(piece), chunked=modern)
                await http.write_piece(sink, scrubber.end(), chunked=modern)
                await http.write_end(sink, chunked=modern)
            else:
                await http.relay(reply, source, sink, self._take, visit.down)
        except http.Malformed as error:  # too late for an answer of our own
            raise ConnectionAbortedError(str(error)) from error
        return again

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
            raise Refused(502, "timeout", "the server accepted, then said nothing") from error
        except (OSError, EOFError, asyncio.LimitOverrunError, http.Malformed) as error:
            reason = f"the server's answer was not HTTP: {error}"
            raise Refused(502, "broken", reason) from error

    async def _take(self, read: Awaitable[bytes]) -> bytes:
        async with asyncio.timeout(self._idle_s):
            return await read


def _keeps_alive(head: http.Head) -> bool:
    return head.start[2] != "HTTP/1.0" and "close" not in head.words("connection")
