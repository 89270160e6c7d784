"""The talk with the warden, process 1 of a virtual machine; its lines are hostile input."""

import asyncio
import contextlib
import json
import secrets
import socket
import time
from collections.abc import Mapping
from typing import Any

from aios.contracts.errors import MachineFailed

_MAX_LINE = 64 * 1024
_SEED_BYTES = 64


class Warding:
    """Our end; `close` after use."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._turn = asyncio.Lock()

    @classmethod
    async def over(cls, end: socket.socket) -> "Warding":
        """A talk over our end of a socket pair, which it owns from now on."""
        return cls(*await asyncio.open_unix_connection(sock=end, limit=_MAX_LINE))

    async def ready(self, timeout_s: float) -> None:
        """Wait until the guest has booted."""
        async with self._turn:
            await self._heard("ready", timeout_s)

    async def wake(self, own: Mapping[str, Any], timeout_s: float) -> None:
        """Make a copy a machine of its own: randomness, the time, and what is in `own`."""
        fresh = {"seed": secrets.token_hex(_SEED_BYTES), "now": time.time()}
        await self._ask({**own, **fresh}, "awake", timeout_s)

    async def oom_kills(self, timeout_s: float) -> int:
        """How many programs the guest's kernel has killed for want of memory."""
        return int(await self._ask({"count": True}, "oom_kills", timeout_s))

    async def close(self) -> None:
        """Hang up. Idempotent."""
        self._writer.transport.abort()  # the guest may not be listening any more
        with contextlib.suppress(OSError):  # the other end may have hung up before us
            await self._writer.wait_closed()

    async def _ask(self, request: Mapping[str, Any], wanted: str, timeout_s: float) -> Any:
        async with self._turn:
            try:
                self._writer.write(json.dumps(request).encode() + b"\n")
                return await self._heard(wanted, timeout_s)
            except OSError as error:
                raise MachineFailed(f"the machine's warden is gone: {error}") from error

    async def _heard(self, wanted: str, timeout_s: float) -> Any:
        try:
            async with asyncio.timeout(timeout_s):
                answer = json.loads(await self._reader.readline())
            if "failed" in answer:
                raise MachineFailed(f"the machine could not be prepared: {answer['failed']}")
            return answer[wanted]
        except TimeoutError as error:
            raise MachineFailed(f"the machine did not answer within {timeout_s:g} s") from error
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise MachineFailed("the machine failed: its warden sent nonsense, or ended") from error
