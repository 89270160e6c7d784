"""Servers that speak OpenAI's API: llama.cpp, vLLM, LM Studio, DeepSeek, Qwen, OpenAI itself, …"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

from aios.code.models.openai_errors import refusal
from aios.code.models.openai_url import base_of, name_of
from aios.code.models.openai_wire import (
    COUNTING,
    Reader,
    chat_body,
    data_of,
    models_of,
    parsed,
    token_count,
    vectors_of,
)
from aios.code.models.pieces import Pieces
from aios.code.models.wire import Asked, Wire, client_loaded, is_near, lines, without_login
from aios.contracts.errors import AiosError, ModelFailed, NoModel
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

if TYPE_CHECKING:
    import aiohttp

SILENCE_S = 600.0
PROBE_S, FAR_PROBE_S = 3.0, 5.0
DRAIN_S = 0.2
DONE = b"[DONE]"
WHOLE = ("application/json", "text/html")
NOT_LISTING = (404, 405, 501)


class OpenAIDriver(ModelDriver):
    """One server. `slots` is how many calls it is given at once, `key` what it lets in with.

    `key_from` tells people where the key comes from. Connections are kept until `close`.
    """

    keeps_prefixes = True

    def __init__(
        self,
        base_url: str,
        *,
        key: str = "",
        key_from: str = "",
        name: str = "",
        slots: int = 8,
        models_held: int | None = None,
        silence_s: float = SILENCE_S,
        probe_s: float = 0.0,
    ) -> None:
        base = base_of(base_url)
        self.url = without_login(base)
        base = self.url if key else base  # one way to be let in is enough
        self.name = name or name_of(self.url)
        self.slots = slots
        near = is_near(base)
        self.models_held = models_held if models_held is not None else int(near)
        self._probe_s = probe_s or (PROBE_S if near else FAR_PROBE_S)
        self._key, self._key_from = key, key_from
        self._owners: dict[str, str] = {}
        self._lacks: dict[str, set[str]] = {}
        self._wire = Wire(
            base,
            "model server",
            absent_hint="Is it running, and is the base URL right? It usually ends in /v1.",
            silence_s=silence_s,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            keep=True,
        )

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        learnt = self._lacks.setdefault(request.model, set())
        while True:
            lacks = frozenset(learnt)  # another call may learn meanwhile
            try:
                async with aclosing(self._stream(request, lacks)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except ModelFailed as error:
                lacking = error.details.get("lacks", "")
                if not lacking or lacking in lacks:
                    raise
                learnt.add(lacking)  # from now on it is asked without, or in another way

    async def _stream(
        self, request: ModelRequest, lacks: Collection[str]
    ) -> AsyncGenerator[ModelChunk]:
        body = chat_body(request, owner=self._owners.get(request.model, ""), lacks=lacks)
        reader, pieces = Reader(request.model), Pieces()
        async with self._ask("POST", "/chat/completions", body, request.model) as answer:
            if answer.content_type in WHOLE:  # a server that does not stream
                yield pieces.part(reader.take(parsed(await answer.read(), request.model)))
            else:
                async with aclosing(lines(answer, self._wire.who)) as told:
                    async for line in told:
                        data = data_of(line, request.model)
                        if not data:
                            continue
                        if data == DONE:
                            reader.finished = True
                            break
                        chunk = pieces.part(reader.take(parsed(data, request.model)))
                        if chunk.text or chunk.thinking:
                            yield chunk
            yield pieces.part(reader.last())
            await _drain(answer)

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        body = {"model": model, "input": list(texts)}
        return vectors_of(await self._json("POST", "/embeddings", body, model), len(texts), model)

    async def models(self) -> list[ModelInfo]:
        """What the server offers; [] where it does not tell. NoModel within a few seconds."""
        await client_loaded()
        try:
            async with asyncio.timeout(self._probe_s):
                listed = await self._json("GET", "/models")
        except TimeoutError:
            raise NoModel(
                f"The model server at {self.url} did not answer within {self._probe_s:g} s.",
                hint="Is the address right, and the server not overloaded?",
                details={"endpoint": self.url},
            ) from None
        except (NoModel, ModelFailed) as error:
            if error.details.get("status") in NOT_LISTING:
                return []
            raise
        found, self._owners = models_of(listed, self.name)
        return found

    async def count_tokens(self, model: str, text: str) -> int | None:
        """Exactly, where the server can count (llama.cpp, vLLM); else None."""
        if self._owners.get(model) not in COUNTING:
            return None
        body = {"model": model, "content": text, "prompt": text, "add_special_tokens": False}
        root = self._wire.base.removesuffix("/v1")
        with suppress(ModelFailed, NoModel):  # a proxy may pass the API on without this
            return token_count(await self._json("POST", "/tokenize", body, model, base=root))
        return None

    async def close(self) -> None:
        """Let go of the connections. Idempotent."""
        await self._wire.close()

    # ------------------------------------------------------------ requests

    async def _json(
        self, method: str, path: str, body: Any = None, model: str = "", base: str = ""
    ) -> dict[str, Any]:
        async with self._ask(method, path, body, model, base) as answer:
            return parsed(await answer.read(), model)

    def _ask(self, method: str, path: str, body: Any, model: str, base: str = "") -> Asked:
        def refused(answer: "aiohttp.ClientResponse", text: str) -> AiosError:
            return refusal(
                answer.status,
                self._without_key(text),
                model,
                self.url,
                key_from=self._key_from,
                retry_after=answer.headers.get("Retry-After", ""),
            )

        return self._wire.ask(method, path, body, refused, base)

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text


async def _drain(answer: "aiohttp.ClientResponse") -> None:
    """Read the end of a stream, so that its connection can be used again."""
    if not answer.content.at_eof():
        with suppress(TimeoutError):  # then the connection is closed instead
            async with asyncio.timeout(DRAIN_S):
                await answer.content.readany()
