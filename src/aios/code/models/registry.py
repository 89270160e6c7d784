"""The models there are, over all endpoints; which one is used, and what an answer adds up to."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import Any, Protocol, cast, runtime_checkable

from aios.contracts.errors import AiosError, BadRequest, ModelFailed, NoModel
from aios.contracts.messages import (
    Generation,
    ModelChunk,
    ModelInfo,
    ModelRequest,
    ToolCall,
    Usage,
)
from aios.contracts.ports import Endpoint, ModelDriver
from aios.contracts.text import estimate_tokens

PREFERRED = ("qwen2.5-coder", "qwen3", "qwen2.5", "llama3", "gemma", "mistral")
FRESH_S = 5.0
MAX_ANSWER_CHARS = 400_000
CHARS_PER_TOKEN = 12


@runtime_checkable
class Puller(Protocol):
    """An endpoint that can fetch models."""

    def pull(self, model: str) -> AsyncIterator[dict[str, Any]]:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        ...


class Models:
    """Model endpoints behind one door. `default` is the model used when none is named.

    What the endpoints offer is looked up at most every few seconds.
    """

    def __init__(
        self,
        drivers: Sequence[ModelDriver],
        *,
        default: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._drivers = list(drivers)
        self._default = default
        self._monotonic = monotonic
        self._looking = asyncio.Lock()
        self._forget()

    def _forget(self) -> None:
        self._seen: dict[str, list[ModelInfo]] = {}
        self._seen_at = float("-inf")
        self._problem: AiosError | None = None

    async def available(self) -> list[ModelInfo]:
        """What all endpoints offer; the reason, for example NoModel, when none can be reached."""
        await self._look()
        if not self._seen and self._problem is not None:
            raise self._problem
        return [model for models in self._seen.values() for model in models]

    async def reachable(self, wanted: str = "") -> str:
        """The model that would be used now, "" when there is none."""
        await self._look()
        return self._choose(wanted)

    def context_of(self, model: str) -> int:
        """How many tokens the model reads, as far as its endpoint told; 0 when unknown."""
        return next((m.context_tokens for m in self._all() if _same(m.name, model)), 0)

    async def endpoints(self, model: str) -> Sequence[Endpoint]:
        """Where this model ("": the one used when none is named) can be asked, the best first."""
        if not self._seen and (len(self._drivers) != 1 or not model):
            await self._look()
        name = model or self._choose("") or await self._suitable()
        having = [d for d in self._drivers if self._offered(d, name)] or [self._driver(name)]
        return [self._endpoint(driver, name) for driver in having]

    async def generate(
        self,
        request: ModelRequest,
        on_text: Callable[[str], None] | None = None,
        *,
        endpoint: str = "",
        on_chunk: Callable[[ModelChunk], None] | None = None,
    ) -> Generation:
        """A whole answer, told piece by piece; NoModel, ModelFailed, TimedOut.

        An answer without end is stopped at a bound, with the finish reason "length".
        """
        if not request.model:
            request = request.but(model=await self._suitable())
        began = self._monotonic()
        answer = Answer(request)
        driver = self._named(endpoint) or self._driver(request.model)
        chunks = cast(AsyncGenerator[ModelChunk], driver.generate(request))
        async with aclosing(chunks):
            async for chunk in chunks:
                if on_chunk is not None:
                    on_chunk(chunk)
                if chunk.text and on_text is not None:
                    on_text(chunk.text)
                answer.add(chunk)
                if answer.full:
                    break
        return answer.whole(self._monotonic() - began)

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        return await self._driver(model).embed(model, texts)

    async def pull(self, model: str, on_progress: Callable[[dict[str, Any]], None]) -> None:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        if not model.strip():
            raise BadRequest("No model is named.", hint="For example: aios model pull qwen2.5:7b")
        puller = next((d for d in self._drivers if isinstance(d, Puller)), None)
        if puller is None:
            raise NoModel("No endpoint here can fetch models.", hint="Start `ollama serve`.")
        async with aclosing(cast(AsyncGenerator[dict[str, Any]], puller.pull(model))) as told:
            async for progress in told:
                on_progress(progress)
        self._forget()

    async def close(self) -> None:
        """Let go of every endpoint."""
        for driver in self._drivers:
            await driver.close()

    # ------------------------------------------------------------ which one

    def _all(self) -> list[ModelInfo]:
        return [model for models in self._seen.values() for model in models]

    def _choose(self, wanted: str) -> str:
        able = [m for m in self._all() if _can_chat(m)]
        wanted = wanted or self._default
        if wanted:
            return next((m.name for m in able if _same(m.name, wanted)), "")
        return min(able, key=_preference).name if able else ""

    async def _suitable(self) -> str:
        """The model that is used when none is named; NoModel says why there is none."""
        model = await self.reachable()
        if model:
            return model
        if not self._seen and self._problem is not None:
            raise self._problem
        wanted = f"the model {self._default}" if self._default else "a model that can chat"
        raise NoModel(
            f"No model server here offers {wanted}.",
            hint=f"Run `ollama serve`, then `ollama pull {self._default or 'qwen2.5:7b'}`.",
        )

    def _offered(self, driver: ModelDriver, model: str) -> str:
        """The full name of the model on that endpoint, "" when it was not seen there."""
        seen = self._seen.get(driver.name, ())
        return next((m.name for m in seen if _same(m.name, model)), "")

    def _endpoint(self, driver: ModelDriver, model: str) -> Endpoint:
        return Endpoint(
            name=driver.name,
            model=self._offered(driver, model) or model,
            slots=driver.slots,
            continues=driver.continues,
            keeps_prefixes=driver.keeps_prefixes,
            models_held=driver.models_held,
        )

    def _named(self, endpoint: str) -> ModelDriver | None:
        return next((d for d in self._drivers if d.name == endpoint), None)

    def _driver(self, model: str) -> ModelDriver:
        for driver in self._drivers:
            if self._offered(driver, model):
                return driver
        if not self._drivers:
            raise NoModel("No model endpoint is configured.", hint="Start `ollama serve`.")
        return self._drivers[0]

    async def _look(self) -> None:
        async with self._looking:
            if self._monotonic() - self._seen_at < FRESH_S:
                return
            self._forget()
            await asyncio.gather(*map(self._ask, self._drivers))
            self._seen_at = self._monotonic()

    async def _ask(self, driver: ModelDriver) -> None:
        try:
            self._seen[driver.name] = await driver.models()
        except AiosError as problem:
            self._problem = problem


class Answer:
    """An answer while it is put together."""

    def __init__(self, request: ModelRequest) -> None:
        self._model = request.model
        limit = request.max_tokens and request.max_tokens * CHARS_PER_TOKEN
        self._room = limit or MAX_ANSWER_CHARS
        self._texts: list[str] = []
        self._thoughts: list[str] = []
        self._calls: list[ToolCall] = []
        self._usage: Usage | None = None
        self._finish_reason = "length"

    @property
    def full(self) -> bool:
        """True when the model said more than anybody would read."""
        return self._room < 0

    def add(self, chunk: ModelChunk) -> None:
        """Take in the next piece."""
        self._room -= len(chunk.text) + len(chunk.thinking)
        self._texts.append(chunk.text)
        self._thoughts.append(chunk.thinking)
        self._calls.extend(chunk.tool_calls)
        if chunk.done:
            self._usage = chunk.usage
            self._finish_reason = chunk.finish_reason or "stop"

    def whole(self, seconds: float) -> Generation:
        """The finished answer."""
        text, thinking = "".join(self._texts), "".join(self._thoughts)
        if not (text or thinking or self._calls):
            raise ModelFailed(
                f"The model {self._model} answered with nothing.",
                hint="Try it again, or another model.",
                code="model_silent",
            )
        usage = self._usage or Usage(tokens_out=estimate_tokens(text + thinking))
        return Generation(
            text=text,
            thinking=thinking,
            tool_calls=tuple(self._calls),
            model=self._model,
            finish_reason=self._finish_reason,
            usage=usage.but(seconds=seconds, model_calls=1),
        )


def _same(name: str, wanted: str) -> bool:
    return name == wanted or name == f"{wanted}:latest"


def _can_chat(model: ModelInfo) -> bool:
    return "embed" not in model.name and "completion" in (model.capabilities or ("completion",))


def _preference(model: ModelInfo) -> tuple[int, bool, int, str]:
    """The families that code well first; of one family the loaded, then the largest."""
    ranks = [rank for rank, prefix in enumerate(PREFERRED) if model.name.startswith(prefix)]
    return (min(ranks, default=len(PREFERRED)), not model.loaded, -model.size_bytes, model.name)
