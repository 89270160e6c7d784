"""Providers with an API of their own (Anthropic, Google, Bedrock, …), by way of pydantic-ai."""

import asyncio
import importlib
import json
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any

from aios.code.models.openai_errors import refusal
from aios.contracts.errors import Denied, ModelFailed, NoModel, TimedOut
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

if TYPE_CHECKING:
    from pydantic_ai.models import Model

LIBRARY = "pydantic_ai.models"
SILENCE_S = 600.0


class CloudDriver(ModelDriver):
    """Models by the names pydantic-ai gives them: "anthropic:claude-sonnet-4-5".

    Each provider needs its package, and its key in the variable it is known by. `resolve` makes
    the model of a name; the clients it makes live as long as the driver.
    """

    keeps_prefixes = True

    def __init__(
        self,
        *,
        name: str = "clouds",
        slots: int = 8,
        silence_s: float = SILENCE_S,
        resolve: "Callable[[str], Model] | None" = None,
    ) -> None:
        self.name = name
        self.url = ""
        self.slots = slots
        self._silence_s = silence_s
        self._resolve = resolve
        self._models: dict[str, Model] = {}

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        await _imported()
        with _told(request.model, self._silence_s):
            model = self._model(request.model)
            async with aclosing(self._stream(model, request)) as chunks:
                async for chunk in chunks:
                    yield chunk

    async def _stream(self, model: "Model", request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        from pydantic_ai.direct import model_request_stream

        from aios.code.models.clouds_wire import chunk_of, last_chunk, messages_of, parameters_of

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
                if chunk := chunk_of(event):
                    yield chunk
            yield last_chunk(stream.get(), request.model)

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        await _imported()
        from pydantic_ai.embeddings import Embedder

        with _told(model, self._silence_s):
            found = await Embedder(model).embed_documents(list(texts))
            return [list(vector) for vector in found.embeddings]

    async def models(self) -> list[ModelInfo]:
        """Nothing: providers are asked for the models that are named."""
        return []

    async def count_tokens(self, model: str, text: str) -> int | None:
        """None: counting is another request, which may cost."""
        return None

    async def close(self) -> None:
        """Forget the models; their clients close their connections when they go."""
        self._models.clear()

    def _model(self, name: str) -> "Model":
        from pydantic_ai.models import infer_model

        if name not in self._models:
            self._models[name] = (self._resolve or infer_model)(name)
        return self._models[name]


async def _imported() -> None:
    """Import it beside the event loop: it takes most of a second, which no call should wait for."""
    if LIBRARY not in sys.modules:
        await asyncio.to_thread(importlib.import_module, LIBRARY)


@contextmanager
def _told(model: str, silence_s: float) -> Iterator[None]:
    """Whatever pydantic-ai raises, in our words; what it says of keys is left out."""
    from pydantic_ai import exceptions as theirs

    details = {"model": model}
    try:
        yield
    except theirs.ModelHTTPError as error:
        body = error.body if isinstance(error.body, str) else json.dumps(error.body, default=str)
        wait = getattr(error, "retry_after", None)
        waiting = "" if wait is None else str(wait)
        provider = model.partition(":")[0]
        raise refusal(
            error.status_code,
            body,
            model,
            provider,
            key_from=f"{provider}'s key",
            retry_after=waiting,
        ) from error
    except ImportError as error:
        raise NoModel(
            f"The package for {model} is not installed.",
            hint=f"Install it: pip install 'pydantic-ai-slim[{model.partition(':')[0]}]'",
            details={**details, "status": 0},
        ) from error
    except theirs.UserError as error:
        raise _unusable(model, str(error)) from error
    except theirs.ModelAPIError as error:
        raise ModelFailed(
            f"The connection to the provider of {model} broke.",
            hint="Is the network there?",
            code="model_cut_off",
            details=details,
        ) from error
    except TimeoutError as error:
        raise TimedOut(
            f"The provider of {model} said nothing for {silence_s:g} s.",
            hint="Try again, or another model.",
            details=details,
        ) from error
    except theirs.UnexpectedModelBehavior as error:
        raise ModelFailed(
            f"What the provider of {model} sent cannot be read: {str(error)[:200]}",
            hint="Try again, or another model.",
            code="model_unreadable",
            details=details,
        ) from error


def _unusable(model: str, reason: str) -> NoModel | Denied:
    """pydantic-ai says in words that a key is not set, or that it knows no such model."""
    if "API_KEY" in reason or "api_key" in reason or "credential" in reason:
        return Denied(
            f"The provider of {model} wants a key.",
            hint=reason[:200],
            code="model_key_refused",
            details={"model": model},
        )
    return NoModel(
        f"The model {model} is not known: {reason[:200]}",
        hint='Write it as "provider:model", for example "anthropic:claude-sonnet-4-5".',
        details={"model": model, "status": 404},
    )
