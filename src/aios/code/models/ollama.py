"""Ollama, on its native API: chat streaming, tools, format schemas, thinking, embeddings, pull."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aios.contracts.errors import ModelFailed, NoModel, TimedOut
from aios.contracts.messages import (
    Message,
    ModelChunk,
    ModelInfo,
    ModelRequest,
    ToolCall,
    ToolSpec,
    Usage,
)
from aios.contracts.ports import ModelDriver
from aios.contracts.text import estimate_tokens

if TYPE_CHECKING:
    import aiohttp

CONNECT_S = 3.0
SILENCE_S = 600.0
CONTEXT_STEP = 4096
RESERVED_TOKENS = 1024


class OllamaDriver(ModelDriver):
    """One Ollama server. `slots` is how many calls it works on at once (OLLAMA_NUM_PARALLEL)."""

    def __init__(self, host: str, *, slots: int = 1, keep_alive: str = "10m") -> None:
        self.name = "ollama"
        self.host = host.rstrip("/")
        self.slots = slots
        self._keep_alive = keep_alive
        self._session: aiohttp.ClientSession | None = None

    async def generate(self, request: ModelRequest) -> AsyncIterator[ModelChunk]:
        """Stream an answer; the last chunk has `done`. Closing the iterator stops the model."""
        ended = False
        async with self._ask("POST", "/api/chat", self._body(request), request.model) as answer:
            async for line in answer.content:
                if line.strip():
                    chunk = _chunk(line, request.model)
                    ended = chunk.done
                    yield chunk
        if not ended:
            raise ModelFailed(
                f"The answer of {request.model} was cut off: the server closed the connection.",
                hint="Look at the server's log; the model may have run out of memory.",
                code="model_cut_off",
            )

    async def embed(self, model: str, texts: Sequence[str]) -> list[list[float]]:
        """One vector per text."""
        body = {"model": model, "input": list(texts), "keep_alive": self._keep_alive}
        answer = await self._json("POST", "/api/embed", body, model)
        vectors: list[list[float]] = answer["embeddings"]
        return vectors

    async def models(self) -> list[ModelInfo]:
        """What the server has; those in memory are `loaded`."""
        tags = await self._json("GET", "/api/tags")
        running = await self._json("GET", "/api/ps")
        loaded = {model["name"] for model in running.get("models", ())}
        return [
            ModelInfo(
                name=model["name"],
                endpoint=self.host,
                size_bytes=int(model.get("size", 0)),
                capabilities=tuple(model.get("capabilities", ())),
                loaded=model["name"] in loaded,
            )
            for model in tags.get("models", ())
        ]

    async def pull(self, model: str) -> AsyncIterator[dict[str, Any]]:
        """Fetch a model; progress as {"status", "total", "completed"} in bytes."""
        async with self._ask("POST", "/api/pull", {"model": model}, model) as answer:
            async for line in answer.content:
                if line.strip():
                    progress = _parsed(line, model)
                    _raise_reported(progress, model)
                    yield progress

    async def count_tokens(self, model: str, text: str) -> int | None:
        """None: Ollama has no way to count without generating."""
        return None

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    # ------------------------------------------------------------ requests

    def _body(self, request: ModelRequest) -> dict[str, Any]:
        options: dict[str, Any] = {"num_ctx": context_needed(request)}
        if request.temperature is not None:
            options["temperature"] = request.temperature
        if request.max_tokens is not None:
            options["num_predict"] = request.max_tokens
        if request.stop:
            options["stop"] = list(request.stop)
        body: dict[str, Any] = {
            "model": request.model,
            "messages": [_message(m) for m in request.messages],
            "stream": True,
            "options": options,
            "keep_alive": self._keep_alive,
        }
        if request.tools:
            body["tools"] = [_tool(t) for t in request.tools]
        if request.format is not None:
            body["format"] = request.format
        return body

    async def _json(self, method: str, path: str, body: Any = None, model: str = "") -> Any:
        async with self._ask(method, path, body, model) as answer:
            return _parsed(await answer.read(), model)

    @asynccontextmanager
    async def _ask(
        self, method: str, path: str, body: Any = None, model: str = ""
    ) -> AsyncIterator["aiohttp.ClientResponse"]:
        import aiohttp

        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=SILENCE_S)
            self._session = aiohttp.ClientSession(timeout=timeout, read_bufsize=2**20)
        try:
            async with self._session.request(method, self.host + path, json=body) as answer:
                if answer.status >= 400:
                    raise _refusal(answer.status, await answer.text(), model)
                yield answer
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL, aiohttp.ServerTimeoutError) as e:
            if isinstance(e, aiohttp.SocketTimeoutError):
                raise TimedOut(f"Ollama said nothing for {SILENCE_S:g} s.") from e
            raise NoModel(
                f"No Ollama answers at {self.host}.",
                hint="Start it with `ollama serve`, then `ollama pull qwen2.5:7b`.",
            ) from e
        except aiohttp.ClientError as error:
            raise ModelFailed(
                f"The connection to Ollama broke: {error or type(error).__name__}",
                hint="Look at the server's log.",
                code="model_cut_off",
            ) from error


def context_needed(request: ModelRequest) -> int:
    """Tokens the window must hold: the prompt, the answer and a margin, in steps.

    Steps, because every change of it makes Ollama load the model anew.
    """
    if request.context_tokens:
        return request.context_tokens
    prompt = sum(estimate_tokens(m.content) + 8 for m in request.messages)
    prompt += sum(estimate_tokens(json.dumps(t.parameters)) for t in request.tools)
    need = int(prompt * 1.15) + (request.max_tokens or RESERVED_TOKENS)
    return max(2, -(-need // CONTEXT_STEP)) * CONTEXT_STEP


def _message(message: Message) -> dict[str, Any]:
    shaped: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        shaped["tool_calls"] = [
            {"function": {"name": c.name, "arguments": c.arguments}} for c in message.tool_calls
        ]
    if message.tool_name:
        shaped["tool_name"] = message.tool_name
    return shaped


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
    }
    return {"type": "function", "function": function}


def _parsed(line: bytes, model: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ModelFailed(
            f"Ollama sent a line that is not JSON: {line[:80]!r}",
            hint="Is something else listening on that address?",
            code="model_unreadable",
            details={"model": model},
        ) from error


def _chunk(line: bytes, model: str) -> ModelChunk:
    found = _parsed(line, model)
    _raise_reported(found, model)
    message = found.get("message") or {}
    calls = tuple(
        ToolCall(
            id=f"tool-{number}",
            name=call["function"]["name"],
            arguments=call["function"].get("arguments") or {},
        )
        for number, call in enumerate(message.get("tool_calls") or ())
    )
    done = bool(found.get("done"))
    return ModelChunk(
        text=message.get("content") or "",
        thinking=message.get("thinking") or "",
        tool_calls=calls,
        done=done,
        finish_reason=found.get("done_reason", "") if done else "",
        usage=_usage(found) if done else None,
    )


def _usage(found: dict[str, Any]) -> Usage:
    return Usage(
        seconds=found.get("total_duration", 0) / 1e9,
        model_calls=1,
        tokens_in=found.get("prompt_eval_count", 0),
        tokens_out=found.get("eval_count", 0),
    )


def _raise_reported(found: Any, model: str) -> None:
    if isinstance(found, dict) and found.get("error"):
        raise _refusal(500, json.dumps(found), model)


def _refusal(status: int, body: str, model: str) -> ModelFailed | NoModel:
    try:
        reason = str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        reason = body[:200]
    if status == 404:
        return NoModel(
            f"Ollama has no model {model!r}.",
            hint=f"Fetch it with `ollama pull {model}`.",
            details={"model": model},
        )
    if "does not support tools" in reason:
        return ModelFailed(
            f"The model {model} does not support tools.",
            hint="Use another model, for example qwen2.5:7b.",
            code="model_without_tools",
        )
    return ModelFailed(
        f"Ollama answered HTTP {status}: {reason}",
        hint="Look at the server's log.",
        details={"status": status, "model": model},
    )
