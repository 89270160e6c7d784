"""A GGUF file run in process by llama.cpp: chat, JSON schemas, tools, embeddings, exact counts."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar

from aios.code.models.gguf_file import GgufFile, look
from aios.code.models.llamacpp_engine import Engine, EngineSize, engine_problem
from aios.code.models.llamacpp_talk import Talk, talking
from aios.code.models.llamacpp_wire import (
    FINISHED,
    chat_body,
    completion_body,
    cut_off,
    not_constrained,
    template_body,
    usage_of,
)
from aios.code.models.openai_wire import Reader, vectors_of
from aios.code.models.pieces import OPEN, Pieces
from aios.contracts.errors import BadRequest, ModelFailed
from aios.contracts.messages import ModelChunk, ModelInfo, ModelRequest
from aios.contracts.ports import ModelDriver

SILENCE_S = 600.0
LEAVE_S = 0.3
USUAL_CONTEXT = 16_384
CHATS, EMBEDS = ("completion", "tools"), ("embedding",)
JSON_BEGINS = ("", *'{["-0123456789tfn')
LONGEST_WORD = len("\\u1234")


class LlamaDriver(ModelDriver):
    """One GGUF file. It is loaded when it is first asked, and freed by `close`.

    `slots` is how many calls it works on at once; each has a window of `context_tokens`, 0 for
    what the model was trained for, up to 16,384. `threads` 0 is one for each core but one. In
    `cache_mib` of main memory it keeps what it has read for calls that begin alike. `silence_s` is
    how long it may say nothing. Any number of event loops may use it.
    """

    continues: ClassVar[bool] = True
    keeps_prefixes: ClassVar[bool] = True

    def __init__(
        self,
        path: str | Path,
        *,
        name: str = "",
        slots: int = 2,
        context_tokens: int = 0,
        threads: int = 0,
        cache_mib: int = 2048,
        silence_s: float = SILENCE_S,
    ) -> None:
        self.model = name or str(path)
        self.name = f"llamacpp:{self.model}"
        self.url = str(path)
        self.slots = slots
        self._path = Path(path).expanduser()
        self._context_tokens = context_tokens
        self._threads = threads
        self._cache_mib = cache_mib
        self._silence_s = silence_s
        self._engine = Engine()

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        self._check(request)
        async with self._talk() as talk:
            chunks = _with_tools(talk, request) if request.tools else _plain(talk, request)
            async with aclosing(chunks):
                async for chunk in chunks:
                    yield chunk

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        if not texts:
            return []
        read = [text or " " for text in texts]  # the engine refuses to read nothing
        async with self._talk() as talk:
            found = await talk.ask("/v1/embeddings", {"input": read})
        return vectors_of(found, len(texts), self.model)

    async def models(self) -> list[ModelInfo]:
        """The one model; NoModel when there is no such file or no engine to run it."""
        file = await asyncio.to_thread(self._look)
        return [
            ModelInfo(
                name=self.model,
                endpoint=self.name,
                size_bytes=file.size_bytes,
                context_tokens=self._window(file),
                capabilities=EMBEDS if file.embeds else (*CHATS, *EMBEDS),
                loaded=self._engine.socket is not None,
                counts_tokens=True,
            )
        ]

    async def count_tokens(self, model: str, text: str) -> int | None:
        """Exactly, by the model's own vocabulary."""
        async with self._talk() as talk:
            return len(await talk.tokens(text))

    async def close(self) -> None:
        """Break off its calls and free the memory. Idempotent."""
        if socket := self._engine.socket:
            with suppress(ModelFailed, TimeoutError):  # then they are broken off
                async with asyncio.timeout(LEAVE_S), talking(socket, self.model, LEAVE_S) as talk:
                    await talk.idle()
        await asyncio.to_thread(self._engine.stop)

    # ------------------------------------------------------------ the file and the engine

    @asynccontextmanager
    async def _talk(self) -> AsyncIterator[Talk]:
        socket = await asyncio.to_thread(self._start)
        async with talking(socket, self.model, self._silence_s) as talk:
            yield talk

    def _start(self) -> Path:
        if self._engine.socket is not None:
            return self._engine.socket
        file = self._look()
        size = EngineSize(
            slots=self.slots,
            context_tokens=self._window(file),
            threads=self._threads,
            cache_mib=self._cache_mib,
        )
        return self._engine.start(file, size)

    def _look(self) -> GgufFile:
        file = look(self._path)
        if problem := engine_problem():
            raise problem
        return file

    def _window(self, file: GgufFile) -> int:
        return self._context_tokens or min(file.context_tokens or USUAL_CONTEXT, USUAL_CONTEXT)

    def _check(self, request: ModelRequest) -> None:
        details = {"model": request.model}
        if any(message.images for message in request.messages):
            raise ModelFailed(
                f"{self.model} is run without eyes: in process, pictures cannot be shown to it.",
                hint="Run it by llama-server or Ollama, or leave the pictures out.",
                code="model_without_images",
                details=details,
            )
        if request.continued and (request.tools or request.format is not None):
            raise BadRequest(
                "An answer that is held to tools or a schema cannot be continued by its tokens.",
                hint="Ask for it anew.",
                details=details,
            )


async def _plain(talk: Talk, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
    """An answer with its tokens."""
    prompt = str((await talk.ask("/apply-template", template_body(request)))["prompt"])
    free = request.format is None  # a schema leaves no room for thoughts, whatever was begun
    pieces = Pieces(thinking=free and prompt.rstrip().endswith(OPEN), marks=free)
    if request.continued:
        pieces.add(await talk.text(request.continued), request.continued)
        pieces.rest()
    watch = JsonWatch(request)
    told = 0
    async with aclosing(talk.events("/completion", completion_body(request, prompt))) as events:
        async for event in events:
            if event.get("stop"):
                watch.end()
                if rest := pieces.rest():
                    yield rest
                yield _last(event)
                return
            tokens, known = await _tokens(talk, event, told)
            told += len(tokens)
            watch.see(event["content"])
            if chunk := pieces.add(event["content"], tokens, known=known):
                yield chunk
    raise cut_off(request.model, "the engine stopped in the middle of it.")


async def _tokens(talk: Talk, event: dict[str, Any], told: int) -> tuple[tuple[int, ...], bool]:
    """The ids of an event's text, and whether they are surely those.

    Of a letter that takes several tokens the engine names the last one only; the others are found
    by spelling the letter again.
    """
    named = tuple(event.get("tokens") or ())
    count = int(event["tokens_predicted"]) - told
    if len(named) == count:
        return named, True
    spelled = tuple(await talk.tokens(event["content"]))
    fits = len(spelled) == count and spelled[-len(named) :] == named
    return (spelled, True) if fits else ((0,) * count, False)


def _last(event: dict[str, Any]) -> ModelChunk:
    return ModelChunk(
        done=True,
        finish_reason=FINISHED.get(str(event.get("stop_type")), "stop"),
        usage=usage_of(event.get("timings") or {}),
    )


async def _with_tools(talk: Talk, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
    """An answer that may use tools; its tokens are not told."""
    reader, pieces = Reader(request.model), Pieces()
    timings: dict[str, Any] = {}
    async with aclosing(talk.events("/v1/chat/completions", chat_body(request))) as events:
        async for event in events:
            timings = event.get("timings") or timings
            chunk = pieces.part(reader.take(event))
            if chunk.text or chunk.thinking:
                yield chunk
    yield pieces.part(reader.last()).but(usage=usage_of(timings))


class JsonWatch:
    """Sees to it that an answer with a schema is JSON.

    A schema that the engine cannot read it leaves out without a word, and answers freely.
    """

    def __init__(self, request: ModelRequest) -> None:
        self._wanted = request.format is not None
        self._model = request.model
        self._text = ""

    def see(self, text: str) -> None:
        """The next piece; ModelFailed when no JSON begins so."""
        begins = self._wanted and not self._text
        self._text += text
        if begins and text[:1] not in JSON_BEGINS:
            raise not_constrained(text, self._model)

    def end(self) -> None:
        """The end; ModelFailed when it is no JSON, nor the beginning of one."""
        if not self._wanted:
            return
        try:
            json.loads(self._text)
        except json.JSONDecodeError as error:
            if not (error.msg.startswith("Unterminated string") or self._near_end(error.pos)):
                raise not_constrained(self._text, self._model) from error

    def _near_end(self, position: int) -> bool:
        return position >= len(self._text.rstrip()) - LONGEST_WORD
