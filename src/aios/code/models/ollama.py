"""Ollama, on its native API: prompts, chat, tools, schemas, thinking, images, its models."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aios.code.models.ollama_window import Windows
from aios.code.models.ollama_wire import (
    Details,
    body_of,
    chunk_of,
    details_of,
    endpoint,
    parsed,
    refusal,
    vectors_of,
)
from aios.code.models.pieces import Pieces
from aios.code.models.wire import Asked, Wire, client_loaded, cut_off, lines
from aios.contracts.errors import AiosError, ModelFailed, NoModel
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

if TYPE_CHECKING:
    import aiohttp

PROBE_S = 3.0  # a computer busy with a model answers late, and is not without one
SILENCE_S = 600.0
KEEP_ALIVE = "10m"
WIDENINGS = 3


class OllamaDriver(ModelDriver):
    """One Ollama server. `slots` is how many calls it works on at once (OLLAMA_NUM_PARALLEL).

    `silence_s` is how long it may say nothing: loading a large model from a slow disk takes
    minutes. `probe_s` bounds the look at what it offers. Every call has a connection of its own
    and closes it, so one driver serves any number of event loops.
    """

    keeps_prefixes = True

    def __init__(
        self,
        host: str = "",
        *,
        name: str = "ollama",
        slots: int = 1,
        models_held: int = 1,
        keep_alive: str = KEEP_ALIVE,
        silence_s: float = SILENCE_S,
        probe_s: float = PROBE_S,
    ) -> None:
        self.url = endpoint(host)
        self.name = name
        self.slots = slots
        self.models_held = models_held
        self._keep_alive = keep_alive
        self._probe_s = probe_s
        self._details: dict[str, Details] = {}
        self._windows = Windows()
        self._wire = Wire(
            self.url,
            "Ollama",
            absent_hint="Start it with `ollama serve`, then `ollama pull qwen2.5:7b`.",
            silence_s=silence_s,
        )

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        details = await self._known(request.model)
        if "thinking" not in (details.capabilities or ("thinking",)):
            request = request.but(think=None)
        window = self._windows.size(request, details.context_tokens)
        for _widening in range(WIDENINGS):
            try:
                async with aclosing(self._stream(request, window)) as chunks:
                    async for chunk in chunks:
                        yield chunk
                return
            except ModelFailed as error:
                if error.code != "context_full" or "status" not in error.details:
                    raise
                window = self._windows.widened(error, request, details.context_tokens)

    async def _stream(self, request: ModelRequest, window: int) -> AsyncGenerator[ModelChunk]:
        (path, body), pieces = body_of(request, window, self._keep_alive), Pieces()
        async with (
            self._ask("POST", path, body, request.model) as answer,
            aclosing(lines(answer, "Ollama")) as told,
        ):
            async for line in told:
                chunk = pieces.part(chunk_of(line, request.model))
                if chunk.usage is not None:
                    self._windows.measured(request, window, chunk.usage)
                yield chunk
                if chunk.done:
                    return
        raise cut_off(f"The answer of {request.model} was cut off: the server stopped sending.")

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        body = {"model": model, "input": list(texts), "keep_alive": self._keep_alive}
        return vectors_of(await self._json("POST", "/api/embed", body, model), len(texts), model)

    async def count_tokens(self, model: str, text: str) -> int | None:
        """None: Ollama has no way to count without generating."""
        return None

    async def close(self) -> None:
        """Nothing is kept open between calls."""

    # ------------------------------------------------------------ its models

    async def models(self) -> list[ModelInfo]:
        """What the server has; those in memory are `loaded`. NoModel within `probe_s` seconds."""
        try:
            async with asyncio.timeout(self._probe_s):
                await self._knock()
            await client_loaded()
            async with asyncio.timeout(self._probe_s):
                listed = (await self._json("GET", "/api/tags")).get("models") or ()
        except TimeoutError:
            raise NoModel(
                f"Ollama at {self.url} did not answer within {self._probe_s:g} s.",
                hint="Is the address right, and the server not overloaded? See OLLAMA_HOST.",
                details={"endpoint": self.url},
            ) from None
        found = [m for m in listed if isinstance(m, dict) and isinstance(m.get("name"), str)]
        loaded = await self._look_closer(found)
        return [self._info(model, loaded) for model in found]

    async def show(self, model: str) -> dict[str, Any]:
        """What the server tells of a model: its template, parameters, details, capabilities."""
        shown = await self._json("POST", "/api/show", {"model": model}, model)
        return {name: value for name, value in shown.items() if name not in ("license", "tensors")}

    async def pull(self, model: str) -> AsyncIterator[dict[str, Any]]:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        async with (
            self._ask("POST", "/api/pull", {"model": model}, model) as answer,
            aclosing(lines(answer, "Ollama")) as told,
        ):
            async for line in told:
                progress = parsed(line, model)
                yield progress
                if progress.get("status") == "success":
                    return
        raise cut_off(f"Fetching {model} was cut off: the server stopped sending.")

    async def delete(self, model: str) -> None:
        """Remove a model from the server's disk; NoModel when it is not there."""
        async with self._ask("DELETE", "/api/delete", {"model": model}, model):
            self._details.pop(model, None)

    # ------------------------------------------------------------ what is known of a model

    async def _known(self, model: str) -> Details:
        """The model's details, asked for once; empty ones when the server does not tell in time."""
        if model not in self._details:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._probe_s):
                    await self._learn({"name": model})
        return self._details.setdefault(model, Details())

    def _info(self, model: dict[str, Any], loaded: frozenset[str]) -> ModelInfo:
        name = str(model.get("name", ""))
        details = self._details.get(name, Details())
        return ModelInfo(
            name=name,
            endpoint=self.url,
            size_bytes=int(model.get("size") or 0),
            context_tokens=details.context_tokens,
            capabilities=details.capabilities,
            loaded=name in loaded,
        )

    async def _look_closer(self, found: Sequence[dict[str, Any]]) -> frozenset[str]:
        """Learn the details of models that are new; which are loaded, if told in time."""
        new = [m for m in found if self._digest_of(m["name"]) != str(m.get("digest", ""))]
        loaded: set[str] = set()
        with suppress(TimeoutError):  # a server slow with this is still of use
            async with asyncio.timeout(self._probe_s):
                await asyncio.gather(self._see_loaded(loaded), *map(self._learn, new))
        return frozenset(loaded)

    def _digest_of(self, name: str) -> str | None:
        details = self._details.get(name)
        return details.digest if details is not None else None

    async def _see_loaded(self, loaded: set[str]) -> None:
        with suppress(AiosError):  # what is not told stays unknown
            running = (await self._json("GET", "/api/ps")).get("models") or ()
            for model in (m for m in running if isinstance(m, dict)):
                loaded.add(str(model.get("name")))
                if isinstance(size := model.get("context_length"), int):
                    self._windows.loaded(str(model.get("name")), size)

    async def _learn(self, model: dict[str, Any]) -> None:
        with suppress(AiosError):  # what is not told stays unknown
            shown = await self._json("POST", "/api/show", {"model": model["name"]}, model["name"])
            self._details[model["name"]] = details_of(shown, str(model.get("digest", "")))

    # ------------------------------------------------------------ requests

    async def _knock(self) -> None:
        """NoModel at once when nothing listens, before any HTTP client is even imported."""
        parts = urlsplit(self.url)
        try:
            _reader, writer = await asyncio.open_connection(
                parts.hostname, parts.port, happy_eyeballs_delay=0.1
            )
        except OSError as error:
            raise self._wire.absent() from error
        writer.close()
        with suppress(OSError):  # it listens; how it takes our leave does not matter
            await writer.wait_closed()

    async def _json(self, method: str, path: str, body: Any = None, model: str = "") -> Any:
        async with self._ask(method, path, body, model) as answer:
            return parsed(await answer.read(), model)

    def _ask(self, method: str, path: str, body: Any = None, model: str = "") -> Asked:
        def refused(answer: "aiohttp.ClientResponse", text: str) -> AiosError:
            return refusal(answer.status, text, model)

        return self._wire.ask(method, path, body, refused)
