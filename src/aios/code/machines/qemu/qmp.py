"""QEMU's own control connection: one command at a time, each with a deadline."""

import asyncio
import contextlib
import json
import socket
from collections import deque
from collections.abc import AsyncIterator
from typing import Any

from aios.contracts.errors import MachineFailed

_ANSWER_S = 30.0
_MAX_LINE = 1 << 20
_MAX_EVENTS = 256


class Qmp:
    """Our end of the connection; `open` before use, `close` after."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._pending = b""
        self._events: deque[dict[str, Any]] = deque(maxlen=_MAX_EVENTS)
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Hear the greeting, and say that commands follow."""
        async with self._talking("its greeting"):
            await self._line()
        await self.command("qmp_capabilities")

    async def command(
        self, name: str, /, *, descriptor: int | None = None, **arguments: Any
    ) -> Any:
        """What QEMU answers; MachineFailed when it refuses, is gone, or takes too long."""
        message = json.dumps({"execute": name, "arguments": arguments}).encode() + b"\n"
        async with self._talking(name):
            # Short enough for an empty buffer, which this one is when no answer is due.
            socket.send_fds(self._end, [message], [] if descriptor is None else [descriptor])
            return await self._answer(name)

    async def migrated(self, timeout_s: float) -> None:
        """Wait until a state is saved or loaded; MachineFailed when it is not."""
        async with self._talking("whether the state is whole", timeout_s):
            while True:
                said = self._events.popleft() if self._events else json.loads(await self._line())
                if said.get("event") == "MIGRATION":
                    status = said["data"]["status"]
                    if status in ("failed", "cancelled"):
                        raise MachineFailed("QEMU did not finish with the state")
                    if status == "completed":
                        return

    def close(self) -> None:
        """Let go of it. Idempotent."""
        self._end.close()

    @contextlib.asynccontextmanager
    async def _talking(self, what: str, timeout_s: float = _ANSWER_S) -> AsyncIterator[None]:
        try:
            async with self._turn, asyncio.timeout(timeout_s):
                yield
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise MachineFailed(f"QEMU did not answer {what}: {error or 'too slow'}") from error

    async def _answer(self, name: str) -> Any:
        while True:
            said = json.loads(await self._line())
            if "error" in said:
                raise MachineFailed(f"QEMU refused {name}: {said['error'].get('desc')}")
            if "return" in said:
                return said["return"]
            self._events.append(said)

    async def _line(self) -> bytes:
        loop = asyncio.get_running_loop()
        while b"\n" not in self._pending:
            data = await loop.sock_recv(self._end, 65536)
            if not data or len(self._pending) > _MAX_LINE:
                raise ValueError("it ended" if not data else "it says too much at once")
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line
