"""Providers with an API of their own (Anthropic, Google, Bedrock, …), by way of pydantic-ai."""

import asyncio
import importlib
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from aios.code.models.clouds_errors import told, unusable
from aios.code.models.pieces import Pieces
from aios.code.models.wire import without_login
from aios.contracts.errors import NoModel
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.providers import Provider

LIBRARY = "pydantic_ai.models"
SILENCE_S = 600.0


class CloudDriver(ModelDriver):
    """Models by the names pydantic-ai gives them: "anthropic:claude-sonnet-4-5".

    Each provider needs its package, and its key: `key`, or else in the variable it is known by.
    `base_url` is another server that speaks the provider's API. `resolve` makes the model of a
    name; the clients it makes live as long as the driver.
    """

    keeps_prefixes = True

    def __init__(
        self,
        *,
        name: str = "clouds",
        base_url: str = "",
        key: str = "",
        slots: int = 8,
        silence_s: float = SILENCE_S,
        resolve: "Callable[[str], Model] | None" = None,
    ) -> None:
        self.name = name
        self.url = without_login(base_url)
        self.slots = slots
        given = {"base_url": base_url, "api_key": key}
        self._given = {what: value for what, value in given.items() if value}
        self._silence_s = silence_s
        self._resolve = resolve
        self._models: dict[str, Model] = {}

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        await _imported()
        with told(request.model, self._silence_s):
            model = await self._model(request.model)
            async with aclosing(self._stream(model, request)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def _stream(self, model: "Model", request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        from pydantic_ai.direct import model_request_stream

        from aios.code.models.clouds_wire import chunk_of, last_chunk, messages_of, parameters_of

        pieces = Pieces()
        native = bool(model.profile.get("supports_json_schema_output"))
        settings: dict[str, Any] = {
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "stop_sequences": list(request.stop) or None,
            "thinking": request.think,
            "timeout": self._silence_s,
        }
        chosen: Any = {name: value for name, value in settings.items() if value is not None}
        async with model_request_stream(
            model,
            messages_of(request, in_words=not native),
            model_settings=chosen,
            model_request_parameters=parameters_of(request, native=native),
        ) as stream:
            async for event in stream:
                if (chunk := chunk_of(event)) is not None:
                    yield pieces.part(chunk)
            yield pieces.part(last_chunk(stream.get(), request.model))

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        await _imported()
        from pydantic_ai.embeddings import Embedder, infer_embedding_model

        with told(model, self._silence_s):
            async with await asyncio.to_thread(self._provider, model.partition(":")[0]) as provider:
                made = infer_embedding_model(model, provider_factory=lambda _kind: provider)
                found = await Embedder(made).embed_documents(list(texts))
            return [list(vector) for vector in found.embeddings]

    async def models(self) -> list[ModelInfo]:
        """Nothing: providers are asked for the models that are named."""
        return []

    async def count_tokens(self, model: str, text: str) -> int | None:
        """None: counting is another request, which may cost."""
        return None

    async def close(self) -> None:
        """Close every connection. Idempotent."""
        while self._models:
            _name, model = self._models.popitem()
            async with model:  # who leaves it closes its client
                pass

    async def _model(self, name: str) -> "Model":
        """The model of a name; the first time in a thread, as it imports the provider's package."""
        if name not in self._models:
            made = await asyncio.to_thread(self._resolve or self._infer, name)
            self._models.setdefault(name, made)  # another call may have been faster
        return self._models[name]

    def _infer(self, name: str) -> "Model":
        from pydantic_ai.models import infer_model

        return (
            infer_model(name, provider_factory=self._provider) if self._given else infer_model(name)
        )

    def _provider(self, kind: str) -> "Provider[Any]":
        from pydantic_ai.providers import infer_provider, infer_provider_class

        try:
            made = (
                infer_provider_class(kind)(**self._given) if self._given else infer_provider(kind)
            )
        except ValueError as error:  # so it says that it knows no such provider
            raise unusable(kind, str(error)) from error
        except TypeError as error:  # some have one address only, or another way to be let in
            raise NoModel(
                f"{kind} cannot be given {' and '.join(self._given)}.",
                hint="Leave it out of the setting models; see pydantic-ai on this provider.",
                details={"model": kind, "status": 404},
            ) from error
        if hasattr(made.client, "max_retries"):  # when to ask again is the kernel's to say
            made.client.max_retries = 0
        return made


async def _imported() -> None:
    """Import it beside the event loop: it takes most of a second, which no call should wait for."""
    if LIBRARY not in sys.modules:
        await asyncio.to_thread(importlib.import_module, LIBRARY)
