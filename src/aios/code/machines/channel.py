"""A controller's end of the talk with the agent in a machine; every frame is hostile input.

Covered:
- a frame that is too long, of an unknown kind, out of turn or no JSON ends the machine
- the end of the stream is a failed machine, never a finished program
- a request without an answer in time is a failed machine

Not covered:
- truth: what a program prints and leaves in files is whatever the program wants
"""

import asyncio
import contextlib
import json
import signal
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import Any

from aios.code.machines import scratch
from aios.code.machines.declined import refusal_of
from aios.code.machines.streams import Stream
from aios.code.machines.wire import CHUNK, Kind, Splitter, WireError, pack, unpack_json
from aios.contracts.errors import AiosError, BadRequest, MachineFailed
from aios.contracts.ports import OnOutput

_ANSWER_S = 30.0
_ANSWERS = (Kind.READY, Kind.FAILED, Kind.DATA, Kind.DONE, Kind.ERROR)
_STREAMS = {Kind.STDOUT: "stdout", Kind.STDERR: "stderr"}


class RunTalk:
    """What arrives about one run; `ended` resolves to the exit code."""

    def __init__(self, number: int, limit_bytes: int, on_output: OnOutput | None) -> None:
        self.number = number
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.ended.add_done_callback(_look_at)
        self.truncated = False
        self.oom = False
        self._room = limit_bytes
        self._on_output = on_output
        self._pieces: dict[str, list[bytes]] = {"stdout": [], "stderr": []}

    def take(self, stream: str, data: bytes) -> bool:
        """Keep output up to the limit; False when it was over, for the first time."""
        kept = data[: self._room]
        self._room -= len(kept)
        if kept:
            self._pieces[stream].append(kept)
            if self._on_output is not None:
                self._on_output(stream, kept)
        first = len(kept) < len(data) and not self.truncated
        self.truncated = self.truncated or first
        return not first

    def text(self, stream: str) -> str:
        """Everything kept of a stream; bytes that are no UTF-8 show as replacement characters."""
        return b"".join(self._pieces[stream]).decode("utf-8", "replace")

    def forget(self) -> None:
        """Drop whatever else is printed."""
        self._room, self.truncated, self._on_output = 0, True, None


class _Answer:
    """The one frame that answers a request."""

    def __init__(self) -> None:
        self.frame: asyncio.Future[tuple[Kind, bytes]] = asyncio.get_running_loop().create_future()
        self.frame.add_done_callback(_look_at)


class Channel:
    """One machine's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._waiting: dict[int, RunTalk | Stream | _Answer] = {}
        self._next = 0
        self._failure: MachineFailed | None = None
        self._heard = 0
        self._open = asyncio.Event()
        self._open.set()
        self._late: list[bytes] = []
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def over(cls, end: socket.socket, *, before: int = 0) -> "Channel":
        """A channel over our end of a socket pair, which it owns from now on.

        `before` is the highest number in the talk that the agent had before, if it had one.
        """
        reader, writer = await asyncio.open_unix_connection(sock=end)
        channel = cls(reader, writer)
        channel._next = before
        return channel

    @property
    def alive(self) -> bool:
        """Whether the other end has not failed yet."""
        return self._failure is None

    async def set_up(self, setup: Mapping[str, Any], timeout_s: float) -> None:
        """Say what to build and wait until it stands; MachineFailed with the reason when not."""
        kind, payload = await self._ask(Kind.SETUP, setup, timeout_s=timeout_s)
        if kind is Kind.FAILED:
            reason = unpack_json(payload).get("message", "no reason given")
            raise MachineFailed(
                f"the machine could not be built: {reason}",
                hint="run `aios doctor` to see what this host allows",
            )
        self._expect(kind, Kind.READY)

    async def read(self, path: str, offset: int) -> bytes:
        """A piece of a file; b"" at its end."""
        request = {"path": path, "offset": offset, "size": CHUNK}
        kind, payload = await self._ask(Kind.READ, request)
        self._expect(kind, Kind.DATA)
        return payload

    async def write(self, path: str, content: bytes) -> None:
        """A whole file, made anew; until it is whole, there is what was there before."""
        part = scratch.part_of(path)
        request = {"path": path, "part": part, "last": False}
        try:
            for offset in range(0, max(len(content), 1), CHUNK):
                request |= {"offset": offset, "last": offset + CHUNK >= len(content)}
                piece = pack_head(request) + content[offset : offset + CHUNK]
                kind, _ = await self._ask(Kind.WRITE, piece)
                self._expect(kind, Kind.DONE)
        except BaseException:
            await asyncio.shield(self.remove([part]))
            raise

    async def remove(self, paths: Sequence[str]) -> None:
        """Remove files, and then folders that are empty, which may not be there."""
        with contextlib.suppress(MachineFailed):  # they went with it
            await self.ask(Kind.REMOVE, {"paths": list(paths)})

    async def keep(self) -> AsyncGenerator[bytes, None]:
        """/workspace, packed; programs stand still from the first piece to the last."""
        try:
            await self.ask(Kind.KEEP, {"step": "begin"})
            while True:
                kind, piece = await self._ask(Kind.KEEP, {"step": "next"})
                self._expect(kind, Kind.DATA)
                if not piece:
                    break
                yield piece
        finally:
            with contextlib.suppress(MachineFailed):  # then nothing is left to go on
                await self.ask(Kind.KEEP, {"step": "end"})

    @contextlib.asynccontextmanager
    async def still(self) -> AsyncIterator[dict[str, Any]]:
        """Programs stand still inside the block, and nobody is in the middle of saying anything.

        What it gives is for the `go_on` of a channel to a copy of the machine.
        """
        try:
            self._open.clear()
            await self.ask(Kind.KEEP, {"step": "begin"})
            heard = -1
            while heard != self._heard:  # until nothing but the answer comes
                heard = self._heard + 1
                await self.ask(Kind.KEEP, {"step": "look"})
            streams = [n for n, one in self._waiting.items() if isinstance(one, Stream)]
            yield {"number": self._next, "streams": streams}
        finally:
            self._open.set()
            with contextlib.suppress(MachineFailed):  # then nothing is left to go on
                await self.ask(Kind.KEEP, {"step": "end"})
                self._writer.writelines(self._late)
                self._late.clear()

    async def go_on(self, streams: Sequence[int]) -> None:
        """After a copy of a machine that stood still was made: nobody listens to the streams."""
        await self.ask(Kind.KEEP, {"step": "end"})
        for number in streams:
            await self._send(Kind.HANG_UP, number, {})

    async def ask(self, kind: Kind, request: Mapping[str, Any]) -> dict[str, Any]:
        """A request whose answer is a JSON object."""
        answer, payload = await self._ask(kind, request)
        self._expect(answer, Kind.DONE)
        try:
            return unpack_json(payload)
        except WireError as error:
            raise self._break(str(error)) from error

    async def start(
        self, request: Mapping[str, Any], stdin: bytes, limit: int, on_output: OnOutput | None
    ) -> RunTalk:
        """Start a program."""
        self._check_alive()
        talk = RunTalk(self._number(), limit, on_output)
        self._waiting[talk.number] = talk
        for offset in range(0, len(stdin), CHUNK):
            await self._send(Kind.STDIN, talk.number, stdin[offset : offset + CHUNK])
        await self._send(Kind.RUN, talk.number, request)
        return talk

    async def dial(self, port: int) -> Stream:
        """Connect to a server in the machine; NotFound when none listens on that port."""
        await self._open.wait()
        self._check_alive()
        stream = Stream(self._number(), self._send, lambda number: self._waiting.pop(number, None))
        self._waiting[stream.number] = stream
        stream.connected.add_done_callback(_look_at)
        try:
            async with asyncio.timeout(_ANSWER_S):
                await self._send(Kind.DIAL, stream.number, {"port": port})
                await stream.connected
        except TimeoutError as error:
            raise self._break(f"it did not answer within {_ANSWER_S:g} s") from error
        return stream

    def signal(self, talk: RunTalk, number: int) -> None:
        """Send a signal to a run's programs."""
        frame = pack(Kind.SIGNAL, talk.number, {"number": number})
        if self._failure is None and self._open.is_set():
            self._writer.write(frame)
        else:
            self._late.append(frame)

    async def close(self) -> None:
        """Hang up. Idempotent."""
        self._break("it was removed")
        self._listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listening
        self._writer.transport.abort()  # the machine may not be listening any more
        with contextlib.suppress(OSError):  # the other end may have hung up before us
            await self._writer.wait_closed()

    # -------------------------------------------------------------- inside

    def _number(self) -> int:
        self._next += 1
        return self._next

    async def _send(self, kind: Kind, number: int, payload: bytes | Mapping[str, Any]) -> None:
        if kind is not Kind.KEEP:
            await self._open.wait()
        try:
            self._writer.write(pack(kind, number, payload))
            async with asyncio.timeout(_ANSWER_S):
                await self._writer.drain()
        except WireError as error:
            raise BadRequest(f"the request to the machine is too large: {error}") from error
        except (OSError, TimeoutError) as error:
            raise self._break("it no longer listens") from error

    async def _ask(
        self, kind: Kind, payload: bytes | Mapping[str, Any], timeout_s: float = _ANSWER_S
    ) -> tuple[Kind, bytes]:
        if kind is not Kind.KEEP:
            await self._open.wait()
        self._check_alive()
        # The set-up is the talk's number 0: it is the only request with that number.
        number = 0 if kind is Kind.SETUP else self._number()
        answer = _Answer()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(timeout_s):
                await self._send(kind, number, payload)
                answered, raw = await answer.frame
        except TimeoutError as error:
            raise self._break(f"it did not answer within {timeout_s:g} s") from error
        finally:
            self._waiting.pop(number, None)
        if answered is Kind.ERROR:
            raise self._refusal(raw)
        return answered, raw

    def _refusal(self, raw: bytes) -> AiosError:
        try:
            facts = unpack_json(raw)
        except WireError as error:
            return self._break(str(error))
        message = str(facts.get("message", "the machine refused the request"))
        return refusal_of(str(facts.get("code")), message)

    def _check_alive(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _expect(self, got: Kind, wanted: Kind) -> None:
        if got is not wanted:
            raise self._break(f"its agent sent {got.name} where {wanted.name} was due")

    async def _listen(self) -> None:
        splitter = Splitter()
        try:
            while data := await self._reader.read(CHUNK):
                for frame in splitter.feed(data):
                    self._take(*frame)
            self._break("its agent ended" + ("" if splitter.empty else " in the middle of a frame"))
        except WireError as error:
            self._break(f"its agent sent nonsense: {error}")
        except OSError as error:
            self._break(f"its connection broke: {error}")

    def _take(self, kind: Kind, number: int, payload: bytes) -> None:
        self._heard += 1
        waiting = self._waiting.get(number)
        if waiting is None:
            if number > self._next or kind < Kind.READY:
                raise WireError(f"{kind.name} for request {number}, which was never made")
            return  # late: whoever asked has given up
        if isinstance(waiting, _Answer):
            if kind not in _ANSWERS:
                raise WireError(f"{kind.name} in answer to a request")
            if not waiting.frame.done():
                waiting.frame.set_result((kind, payload))
        elif isinstance(waiting, Stream):
            if kind is Kind.ERROR:
                del self._waiting[number]
                waiting.fail(self._refusal(payload))
            else:
                waiting.take(kind, payload)
        elif kind in _STREAMS:
            self._take_output(waiting, _STREAMS[kind], payload)
        else:
            self._end_run(waiting, kind, payload)

    def _take_output(self, talk: RunTalk, stream: str, data: bytes) -> None:
        try:
            within = talk.take(stream, data)
        except Exception as error:  # noqa: BLE001  the caller's listener failed: so does its run
            talk.forget()
            if not talk.ended.done():
                talk.ended.set_exception(error)
            return
        if not within:
            self.signal(talk, int(signal.SIGKILL))

    def _end_run(self, talk: RunTalk, kind: Kind, payload: bytes) -> None:
        if kind is Kind.ERROR:
            refusal = self._refusal(payload)
            del self._waiting[talk.number]
            if not talk.ended.done():
                talk.ended.set_exception(refusal)
            return
        facts = unpack_json(payload) if kind is Kind.EXIT else {}
        code = facts.get("exit_code")
        if not isinstance(code, int):
            raise WireError(f"{kind.name} where the end of a run was due")
        del self._waiting[talk.number]
        talk.oom = facts.get("oom") is True
        if not talk.ended.done():
            talk.ended.set_result(code)

    def _break(self, reason: str) -> MachineFailed:
        """Give up on the machine: everyone who waits learns why."""
        if self._failure is not None:
            return self._failure
        self._failure = MachineFailed(
            f"the machine failed: {reason}", hint="run it again in a fresh machine"
        )
        for waiting in self._waiting.values():
            if isinstance(waiting, Stream):
                waiting.fail(self._failure)
                continue
            future = waiting.ended if isinstance(waiting, RunTalk) else waiting.frame
            if not future.done():
                future.set_exception(self._failure)
        self._waiting.clear()
        return self._failure


def pack_head(request: Mapping[str, Any]) -> bytes:
    """The JSON line that stands before raw content in a WRITE frame."""
    return json.dumps(request).encode() + b"\n"


def _look_at(future: "asyncio.Future[Any]") -> None:
    """Mark a failure as seen: a waiter may have been cancelled before it could look."""
    if not future.cancelled():
        future.exception()
