"""Asking the llama.cpp engine over its socket, and every failure of that in our words."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aios.code.models.llamacpp_wire import cut_off, event_of, parsed, refusal
from aios.contracts.errors import TimedOut

if TYPE_CHECKING:
    import aiohttp

CONNECT_S = 5.0
LOOK_AGAIN_S = 0.005
MAX_LINE_BYTES = 4 * 2**20


class Talk:
    """What may be asked of the engine; messages call its model `model`."""

    def __init__(self, session: "aiohttp.ClientSession", model: str) -> None:
        self._session = session
        self._model = model

    async def ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """One answer."""
        async with self._send("POST", path, body) as answer:
            return dict(parsed(await answer.read(), self._model))

    async def events(self, path: str, body: dict[str, Any]) -> AsyncGenerator[dict[str, Any]]:
        """The events of a stream. Closing the generator hangs up, which frees the slot."""
        async with self._send("POST", path, body) as answer:
            async for line in answer.content:
                event = event_of(line, self._model)
                if event is not None:
                    yield event

    async def tokens(self, text: str) -> list[int]:
        """The ids of a text."""
        found = await self.ask("/tokenize", {"content": text})
        return list(found["tokens"])

    async def text(self, tokens: tuple[int, ...]) -> str:
        """The text of ids."""
        return str((await self.ask("/detokenize", {"tokens": list(tokens)}))["content"])

    async def idle(self) -> None:
        """Wait until no call is under way: one that hung up takes a moment to end."""
        while True:
            async with self._send("GET", "/slots") as answer:
                slots = parsed(await answer.read(), self._model)
            if not any(slot["is_processing"] for slot in slots):
                return
            await asyncio.sleep(LOOK_AGAIN_S)

    @asynccontextmanager
    async def _send(
        self, method: str, path: str, body: Any = None
    ) -> AsyncIterator["aiohttp.ClientResponse"]:
        async with self._session.request(method, path, json=body) as answer:
            if answer.status >= 400:
                raise refusal(await answer.text(errors="replace"), self._model)
            yield answer


@asynccontextmanager
async def talking(socket: Path, model: str, silence_s: float) -> AsyncIterator[Talk]:
    """Connections to the engine at `socket`; what takes longer than `silence_s` is TimedOut."""
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=silence_s)
    try:
        async with aiohttp.ClientSession(
            "http://engine",
            connector=aiohttp.UnixConnector(str(socket), limit=0, force_close=True),
            timeout=timeout,
            read_bufsize=MAX_LINE_BYTES,
        ) as session:
            yield Talk(session, model)
    except aiohttp.SocketTimeoutError as error:
        raise TimedOut(
            f"The model {model} said nothing for {silence_s:g} s.",
            hint="It may be too large for this machine; try a smaller one.",
            details={"model": model},
        ) from error
    except aiohttp.ClientError as error:
        raise cut_off(model, str(error) or type(error).__name__) from error
