"""Ollama, on its native API: chat streaming, tools, format schemas, thinking, embeddings, pull."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aios.code.models.ollama_wire import (
    Details,
    chat_body,
    chunk_of,
    context_needed,
    details_of,
    endpoint,
    parsed,
    prompt_tokens,
    refusal,
    vectors_of,
)
from aios.contracts.errors import AiosError, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

if TYPE_CHECKING:
    import aiohttp

PROBE_S = 1.0
CONNECT_S = 3.0
SILENCE_S = 600.0
MAX_LINE_BYTES = 4 * 2**20


class OllamaDriver(ModelDriver):
    """One Ollama server. `slots` is how many calls it works on at once (OLLAMA_NUM_PARALLEL).

    `silence_s` is how long it may say nothing: loading a large model from a slow disk takes
    minutes. `probe_s` bounds the look at what it offers. Every call has a connection of its own
    and closes it, so one driver serves any number of event loops.
    """

    def __init__(
        self,
        host: str = "",
        *,
        slots: int = 1,
        keep_alive: str = "10m",
        silence_s: float = SILENCE_S,
        probe_s: float = PROBE_S,
    ) -> None:
        self.name = "ollama"
        self.host = endpoint(host)
        self.slots = slots
        self._keep_alive = keep_alive
        self._silence_s = silence_s
        self._probe_s = probe_s
        self._details: dict[str, Details] = {}
        self._windows: dict[str, int] = {}

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        body = chat_body(request, self._window(request), self._keep_alive)
        async with (
            self._ask("POST", "/api/chat", body, request.model) as answer,
            aclosing(_lines(answer, request.model)) as lines,
        ):
            async for line in lines:
                chunk = chunk_of(line, request.model)
                yield chunk
                if chunk.done:
                    return
        raise _cut_off(f"The answer of {request.model} was cut off: the server stopped sending.")

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        body = {"model": model, "input": list(texts), "keep_alive": self._keep_alive}
        return vectors_of(await self._json("POST", "/api/embed", body, model), len(texts), model)

    async def models(self) -> list[ModelInfo]:
        """What the server has; those in memory are `loaded`. NoModel within `probe_s` seconds."""
        try:
            async with asyncio.timeout(self._probe_s):
                await self._knock()
            import aiohttp  # noqa: F401 - here, so that loading it is not taken from the server's time

            async with asyncio.timeout(self._probe_s):
                listed = (await self._json("GET", "/api/tags")).get("models") or ()
        except TimeoutError:
            raise NoModel(
                f"Ollama at {self.host} did not answer within {self._probe_s:g} s.",
                hint="Is the address right, and the server not overloaded? See OLLAMA_HOST.",
            ) from None
        found = [m for m in listed if isinstance(m, dict) and isinstance(m.get("name"), str)]
        loaded = await self._look_closer(found)
        return [self._info(model, loaded) for model in found]

    async def pull(self, model: str) -> AsyncIterator[dict[str, Any]]:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        async with (
            self._ask("POST", "/api/pull", {"model": model}, model) as answer,
            aclosing(_lines(answer, model)) as lines,
        ):
            async for line in lines:
                progress = parsed(line, model)
                yield progress
                if progress.get("status") == "success":
                    return
        raise _cut_off(f"Fetching {model} was cut off: the server stopped sending.")

    async def count_tokens(self, model: str, text: str) -> int | None:
        """None: Ollama has no way to count without generating."""
        return None

    async def close(self) -> None:
        """Nothing is kept open between calls."""

    # ------------------------------------------------------------ what is known of a model

    def _window(self, request: ModelRequest) -> int:
        """How many tokens the window must hold; it never shrinks, as each change is a reload."""
        known = self._details.get(request.model, Details()).context_tokens
        if known and prompt_tokens(request) > known:
            raise ModelFailed(
                f"The prompt has about {prompt_tokens(request)} tokens; {request.model} reads "
                f"{known}.",
                hint="Shorten it, or use a model with a larger context.",
                code="context_full",
                details={"model": request.model, "context_tokens": known},
            )
        need = max(context_needed(request), self._windows.get(request.model, 0))
        self._windows[request.model] = min(need, known) if known else need
        return request.context_tokens or self._windows[request.model]

    def _info(self, model: dict[str, Any], loaded: frozenset[str]) -> ModelInfo:
        name = str(model.get("name", ""))
        details = self._details.get(name, Details())
        return ModelInfo(
            name=name,
            endpoint=self.host,
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
            loaded.update(str(m.get("name")) for m in running if isinstance(m, dict))

    async def _learn(self, model: dict[str, Any]) -> None:
        with suppress(AiosError):  # what is not told stays unknown
            shown = await self._json("POST", "/api/show", {"model": model["name"]}, model["name"])
            self._details[model["name"]] = details_of(shown, str(model.get("digest", "")))

    # ------------------------------------------------------------ requests

    async def _knock(self) -> None:
        """NoModel at once when nothing listens, before any HTTP client is even imported."""
        parts = urlsplit(self.host)
        try:
            _reader, writer = await asyncio.open_connection(
                parts.hostname, parts.port, happy_eyeballs_delay=0.1
            )
        except OSError as error:
            raise self._absent() from error
        writer.close()
        with suppress(OSError):  # it listens; how it takes our leave does not matter
            await writer.wait_closed()

    def _absent(self) -> NoModel:
        return NoModel(
            f"No Ollama answers at {self.host}.",
            hint="Start it with `ollama serve`, then `ollama pull qwen2.5:7b`.",
            details={"endpoint": self.host},
        )

    async def _json(self, method: str, path: str, body: Any = None, model: str = "") -> Any:
        async with self._ask(method, path, body, model) as answer:
            return parsed(await answer.read(), model)

    @asynccontextmanager
    async def _ask(
        self, method: str, path: str, body: Any = None, model: str = ""
    ) -> AsyncIterator["aiohttp.ClientResponse"]:
        import aiohttp

        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_S, sock_read=self._silence_s
        )
        try:
            async with (
                # Proxies of the environment are for the web, not for a server beside us.
                aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
                session.request(method, self.host + path, json=body) as answer,
            ):
                if answer.status >= 400:
                    raise refusal(answer.status, await answer.text(errors="replace"), model)
                yield answer
        except aiohttp.SocketTimeoutError as error:
            raise TimedOut(
                f"Ollama at {self.host} said nothing for {self._silence_s:g} s.",
                hint="The model may be too large for this machine; try a smaller one.",
                details={"model": model},
            ) from error
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ServerTimeoutError) as e:
            raise self._absent() from e
        except aiohttp.ClientError as error:
            reason = str(error) or type(error).__name__
            raise _cut_off(f"The connection to Ollama broke: {reason}") from error


async def _lines(answer: "aiohttp.ClientResponse", model: str) -> AsyncGenerator[bytes]:
    """The lines of a stream that hold anything, of any length up to a bound."""
    rest = b""
    async for piece in answer.content.iter_any():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield line
        if len(rest) > MAX_LINE_BYTES:
            raise ModelFailed(
                f"Ollama sent a line of more than {MAX_LINE_BYTES >> 20} MiB.",
                hint="Is something else listening on that address?",
                code="model_unreadable",
                details={"model": model},
            )
    if rest.strip():
        yield rest


def _cut_off(message: str) -> ModelFailed:
    return ModelFailed(
        message,
        hint="Look at the server's log; the model may have run out of memory.",
        code="model_cut_off",
    )
