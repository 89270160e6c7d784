"""A server that speaks Ollama's native API over real HTTP, and says what it was told to say.

Covered: /api/chat and /api/generate (NDJSON and `stream: false`, tools, thinking, num_predict),
/api/tags, /api/ps, /api/show, /api/embed, /api/pull, /api/delete, /api/version; absent models,
models without tools, prompts larger than num_ctx, HTTP errors, errors and cuts in the middle of a
stream, unreadable lines, silence.
Not covered: constraining an answer to `format` (what it was is kept for the test to look at).
"""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

CREATED = "2026-11-01T08:00:00.123456789Z"
PATIENT_S = 30.0  # a driver in the same loop as this server waits for a busy test, too


@dataclass
class Model:
    """A model on the server's disk."""

    name: str = "qwen2.5:7b"
    size: int = 4_683_087_332
    context: int = 32768
    capabilities: Sequence[str] = ("completion", "tools")
    family: str = "qwen2"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def details(self) -> dict[str, Any]:
        return {
            "parent_model": "",
            "format": "gguf",
            "family": self.family,
            "families": [self.family],
            "parameter_size": "7.6B",
            "quantization_level": "Q4_K_M",
        }


@dataclass
class Reply:
    """What the model says next, and what goes wrong meanwhile.

    `status` refuses with an HTTP status; `error` ends the stream with an error line; `cut` breaks
    the connection off; `raw` is sent as it is; `hang` waits for ever before or, with text, after
    it; `endless` repeats the text until the client goes away.
    """

    text: str = ""
    thinking: str = ""
    tool_calls: Sequence[dict[str, Any]] = ()
    error: str = ""
    status: int = 0
    cut: bool = False
    raw: bytes = b""
    hang: bool = False
    endless: bool = False
    delay_s: float = 0.0
    done_reason: str = "stop"


Script = str | Reply | Callable[[dict[str, Any]], "str | Reply"]


@dataclass
class OllamaServer:
    """The server's state: what it has, what it will say, what it saw.

    `cuts` is how those before 0.12.6 treat a prompt larger than num_ctx: not a word is said of it.
    """

    models: list[Model] = field(default_factory=lambda: [Model()])
    replies: list[Script] = field(default_factory=list)
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""
    busy: int = 0
    most_busy: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    loaded: set[str] = field(default_factory=set)
    silent: bool = False
    cuts: bool = False
    window: int = 8192
    vector_of: Callable[[str], list[float]] = lambda text: [len(text) / 100, 0.5, -0.25]

    @property
    def generations(self) -> list[dict[str, Any]]:
        """The bodies of the answers it was asked for, by a chat or by a prompt."""
        asked = ("/api/chat", "/api/generate")
        return [body for path, body in self.requests if path in asked]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["OllamaServer"]:
        """Listen on a free port of loopback."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self._root),
                web.get("/api/version", self._version),
                web.get("/api/tags", self._tags),
                web.get("/api/ps", self._ps),
                web.post("/api/show", self._show),
                web.post("/api/chat", self._generation),
                web.post("/api/generate", self._generation),
                web.post("/api/embed", self._embed),
                web.post("/api/pull", self._pull),
                web.delete("/api/delete", self._delete),
            ]
        )
        runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    # ------------------------------------------------------------ looking

    async def _root(self, _request: web.Request) -> web.Response:
        return web.Response(text="Ollama is running")

    async def _version(self, _request: web.Request) -> web.Response:
        return web.json_response({"version": "0.12.6"})

    async def _tags(self, request: web.Request) -> web.Response:
        self.requests.append((request.path, {}))
        if self.silent:
            await asyncio.Event().wait()
        return web.json_response({"models": [self._listed(m) for m in self.models]})

    async def _ps(self, request: web.Request) -> web.Response:
        self.requests.append((request.path, {}))
        running = [
            {
                **self._listed(m),
                "expires_at": "2026-11-01T08:05:00Z",
                "size_vram": m.size,
                "context_length": self.window,
            }
            for m in self.models
            if m.name in self.loaded
        ]
        return web.json_response({"models": running})

    def _listed(self, model: Model) -> dict[str, Any]:
        return {
            "name": model.name,
            "model": model.name,
            "modified_at": CREATED,
            "size": model.size,
            "digest": model.digest,
            "details": model.details,
        }

    async def _show(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        model = self._find(body.get("model", ""))
        if model is None:
            return _absent(body.get("model", ""))
        return web.json_response(
            {
                "modelfile": f"FROM {model.name}",
                "parameters": 'stop "<|im_end|>"',
                "template": "{{ .Prompt }}",
                "details": model.details,
                "model_info": {
                    "general.architecture": model.family,
                    f"{model.family}.context_length": model.context,
                },
                "capabilities": list(model.capabilities),
                "modified_at": CREATED,
            }
        )

    def _find(self, name: str) -> Model | None:
        wanted = {name, f"{name}:latest"}
        return next((m for m in self.models if m.name in wanted), None)

    async def _body(self, request: web.Request) -> dict[str, Any]:
        body: dict[str, Any] = await request.json()
        self.requests.append((request.path, body))
        return body

    # ------------------------------------------------------------ generating

    async def _generation(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        model = self._find(body["model"])
        if model is None:
            return _absent(body["model"])
        if body.get("tools") and "tools" not in model.capabilities:
            name = f"registry.ollama.ai/library/{model.name}"
            return _error(400, f"{name} does not support tools")
        size = body["options"]["num_ctx"] if "options" in body else 4096
        asked = _asked_tokens(body)
        if asked > size and not self.cuts:
            return _too_long(asked, size)
        if not self.replies:
            return _error(500, "the script of this server has no reply left")
        said = self.replies.pop(0)
        said = said(body) if callable(said) else said
        reply = Reply(said) if isinstance(said, str) else said
        if reply.status:
            return _error(reply.status, reply.error or "server busy, please try again.")
        self.loaded.add(model.name)
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            return await self._say(request, body, reply)
        except (asyncio.CancelledError, ConnectionError):
            self.left.set()
            raise
        finally:
            self.busy -= 1

    async def _say(
        self, request: web.Request, body: dict[str, Any], reply: Reply
    ) -> web.StreamResponse:
        self.asked.set()
        await asyncio.sleep(reply.delay_s)
        if not body.get("stream", True):
            return web.json_response(_whole(request.path, body, reply))
        answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await answer.prepare(request)
        if reply.raw:
            await answer.write(reply.raw)
        for line in _chunks(request.path, body, reply):
            await answer.write(_ndjson(line))
        while reply.endless:
            await answer.write(_ndjson(_piece(request.path, body, content=reply.text)))
            await asyncio.sleep(0)
        if reply.hang:
            await asyncio.Event().wait()
        if reply.cut:
            assert request.transport is not None
            request.transport.abort()
        elif reply.error:
            await answer.write(_ndjson({"error": reply.error}))
        elif not reply.raw:
            await answer.write(_ndjson(_last(request.path, body, reply)))
        await answer.write_eof()
        return answer

    # ------------------------------------------------------------ embedding, fetching

    async def _embed(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        if self._find(body["model"]) is None:
            return _absent(body["model"])
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        vectors = [self.vector_of(text) for text in texts]
        times = {"total_duration": 14143917, "load_duration": 1019500, "prompt_eval_count": 8}
        return web.json_response({"model": body["model"], "embeddings": vectors, **times})

    async def _delete(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        model = self._find(body["model"])
        if model is None:
            return _absent(body["model"])
        self.models.remove(model)
        return web.Response()

    async def _pull(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await answer.prepare(request)
        await answer.write(_ndjson({"status": "pulling manifest"}))
        if body["model"].startswith("no-such"):
            await answer.write(_ndjson({"error": "pull model manifest: file does not exist"}))
        else:
            model = Model(body["model"])
            for done in (0, model.size // 2, model.size):
                part = {"digest": f"sha256:{model.digest}", "total": model.size, "completed": done}
                await answer.write(_ndjson({"status": f"pulling {model.digest[:12]}", **part}))
            for status in ("verifying sha256 digest", "writing manifest", "success"):
                await answer.write(_ndjson({"status": status}))
            self.models.append(model)
        await answer.write_eof()
        return answer


def _error(status: int, reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=status)


def _too_long(asked: int, size: int) -> web.Response:
    """As 0.30 and later say it: the engine's JSON as a text in a JSON."""
    message = f"request ({asked} tokens) exceeds the available context size ({size} tokens)"
    inner = {"code": 400, "message": message, "type": "exceed_context_size_error"}
    told = json.dumps({"error": {**inner, "n_prompt_tokens": asked, "n_ctx": size}})
    return _error(400, told)


def _asked_tokens(body: dict[str, Any]) -> int:
    asked = body.get("prompt") or "".join(m["content"] for m in body.get("messages", ()))
    return len(_tokens(asked, {})[0])


def _absent(name: str) -> web.Response:
    return _error(404, f'model "{name}" not found, try pulling it first')


def _ndjson(line: dict[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


def _tokens(text: str, body: dict[str, Any]) -> tuple[list[str], bool]:
    """The pieces a text is sent in, and whether num_predict cut it short."""
    pieces = re.findall(r"\s*\S{1,8}|\s+", text)
    limit = (body.get("options") or {}).get("num_predict", -1)
    cut = 0 <= limit < len(pieces)
    return (pieces[:limit] if cut else pieces), cut


def _piece(path: str, body: dict[str, Any], **said: Any) -> dict[str, Any]:
    line: dict[str, Any] = {"model": body["model"], "created_at": _now()}
    if path == "/api/chat":
        line["message"] = {"role": "assistant", "content": "", **said}
    else:
        line["response"] = said.pop("content", "")
        line |= said
    return {**line, "done": False}


def _chunks(path: str, body: dict[str, Any], reply: Reply) -> list[dict[str, Any]]:
    lines = [_piece(path, body, thinking=t) for t in _tokens(reply.thinking, {})[0]]
    lines += [_piece(path, body, content=t) for t in _tokens(reply.text, body)[0]]
    if reply.tool_calls:
        lines.append(_piece(path, body, tool_calls=list(reply.tool_calls)))
    return lines


def _last(path: str, body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    pieces, cut = _tokens(reply.text, body)
    size = (body.get("options") or {}).get("num_ctx", 4096)
    line = {
        **_piece(path, body),
        "done": True,
        "done_reason": "length" if cut else reply.done_reason,
        "total_duration": 4_883_583_458,
        "load_duration": 1_334_875,
        "prompt_eval_count": min(size, _asked_tokens(body)),
        "prompt_eval_duration": 342_546_000,
        "eval_count": len(pieces),
        "eval_duration": 4_535_599_000,
    }
    return line if path == "/api/chat" else {**line, "context": [1, 2, 3]}


def _whole(path: str, body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    text = "".join(_tokens(reply.text, body)[0])
    said: dict[str, Any] = {"content": text}
    if reply.thinking:
        said["thinking"] = reply.thinking
    if reply.tool_calls:
        said["tool_calls"] = list(reply.tool_calls)
    return {**_last(path, body, reply), **_piece(path, body, **said), "done": True}
