"""The keeper's process: it answers calls, and ends when it has kept no machine for a while."""

import asyncio
import contextlib
import hmac
import secrets
from collections.abc import AsyncIterator
from typing import Any

from aios.code.machines.controller import VMController
from aios.contracts.errors import AiosError, Bug, Denied, LimitReached
from aios.keeper import desk
from aios.keeper.note import HOST
from aios.keeper.wire import Broken, Kind, error_as_json, pack, read_frame, unpack_json

IDLE_S = 20.0
_CALL_S = 10.0
_LAST_S = 2.0
_MAX_UNSENT = 64 * 1024 * 1024
_PIECE = 64 * 1024
_KINDS = {"stdout": Kind.OUTPUT, "stderr": Kind.ERRORS}


class Keeper:
    """Serves one controller's machines; `token`, made here, is what every call must show."""

    def __init__(self, machines: VMController, *, idle_s: float = IDLE_S) -> None:
        self.token = secrets.token_hex(32)
        self._machines = machines
        self._idle_s = idle_s
        self._talks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None

    async def listen(self) -> int:
        """Take calls from now on; the port."""
        self._server = await asyncio.start_server(self._greet, HOST, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def until_idle(self) -> None:
        """Wait until there has been no machine and no call for a while."""
        while True:
            self._changed.clear()
            if self._talks or await self._machines.list_vms():
                await self._changed.wait()
                continue
            try:
                async with asyncio.timeout(self._idle_s):
                    await self._changed.wait()
            except TimeoutError:
                return

    async def close(self) -> None:
        """Take no more calls, and end those under way. Idempotent."""
        if self._server is not None:
            self._server.close()
        for talk in tuple(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.create_task(self._talk(_Line(reader, writer)))
        self._talks.add(talk)
        talk.add_done_callback(self._ended)
        self._changed.set()

    def _ended(self, talk: asyncio.Task[None]) -> None:
        self._talks.discard(talk)
        self._changed.set()
        if not talk.cancelled():
            talk.exception()  # seen: whoever called has hung up

    async def _talk(self, line: "_Line") -> None:
        try:
            said = await self._called(line)
            if said is not None:
                await line.say(*await self._work(line, said))
        finally:
            await line.close()

    async def _called(self, line: "_Line") -> dict[str, Any] | None:
        """The call, None for one without the token: it learns nothing."""
        with contextlib.suppress(Broken, OSError, TimeoutError):
            await line.say(Kind.HELLO, {})
            async with asyncio.timeout(_CALL_S):
                kind, payload = await read_frame(line.reader)
            said = unpack_json(payload) if kind is Kind.CALL else {}
            if hmac.compare_digest(str(said.get("token")).encode(), self.token.encode()):
                return said
            await line.say(Kind.ERROR, error_as_json(Denied("the keeper was not shown its token")))
        return None

    async def _work(self, line: "_Line", said: dict[str, Any]) -> tuple[Kind, dict[str, Any]]:
        """What to answer; the work ends when the caller hangs up."""
        arguments = said.get("arguments") or {}
        work = asyncio.create_task(
            desk.answer(self._machines, line, str(said.get("method")), arguments)
        )
        listening = asyncio.create_task(line.listen(work))
        try:
            return Kind.RESULT, {"value": await work}
        except AiosError as error:
            return Kind.ERROR, error_as_json(error)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the caller is told; others' machines live on
            bug = Bug(f"the keeper of machines stopped with {type(error).__name__}: {error}")
            return Kind.ERROR, error_as_json(bug)
        finally:
            for task in (work, listening):
                task.cancel()
            await asyncio.gather(work, listening, return_exceptions=True)


class _Line:
    """One caller's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self._writer = writer
        self._typed: asyncio.Queue[tuple[Kind, bytes]] = asyncio.Queue(maxsize=64)

    def hear(self, stream: str, data: bytes) -> None:
        """Pass on a piece of output; LimitReached when the caller takes none of it."""
        if self._writer.transport.get_write_buffer_size() > _MAX_UNSENT:
            raise LimitReached("the output is not read as fast as it comes")
        self._writer.write(pack(_KINDS[stream], data))

    async def typed(self) -> AsyncIterator[tuple[Kind, bytes]]:
        """The frames that follow the call."""
        while True:
            yield await self._typed.get()

    async def listen(self, work: "asyncio.Task[Any]") -> None:
        """Take what is typed; end the work when the caller hangs up or talks nonsense."""
        try:
            while True:
                kind, payload = await read_frame(self.reader)
                await self._typed.put((kind, payload))
        except Broken:
            work.cancel()

    async def say(self, kind: Kind, payload: dict[str, Any]) -> None:
        """Say something whole."""
        self._writer.write(pack(kind, payload))
        await self._writer.drain()

    async def close(self) -> None:
        """Hang up, once the other end has: what it typed meanwhile is read, unread it would take
        along what was said last."""
        try:
            with contextlib.suppress(OSError):  # TimeoutError is one
                self._writer.write_eof()
                async with asyncio.timeout(_LAST_S):
                    while await self.reader.read(_PIECE):
                        pass
        finally:
            self._writer.close()
        with contextlib.suppress(OSError):  # the caller hung up before us
            await self._writer.wait_closed()
