"""A server that speaks OpenAI's API over real HTTP, and says what it was told to say.

Covered: /v1/chat/completions as an event stream or whole, calls of tools in pieces, reasoning in
both of its fields, usage, /v1/models, /v1/embeddings; a key; HTTP errors with headers, errors and
cuts in the middle, unreadable lines, pages instead of streams, silence; a fixed time per call over
a number of slots. Not covered: constraining an answer to a schema, which the real llama.cpp does.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Said:
    """What the model says next, and what goes wrong meanwhile.

    `status` refuses with an HTTP status and `body`; `error` is told in the stream; `cut` breaks
    the connection off; `raw` is sent as it is; `page` is a whole body of another kind; `whole`
    answers at once; without `marked` the stream ends without [DONE].
    """

    text: str = ""
    thinking: str = ""
    thinking_field: str = "reasoning_content"
    tool_calls: Sequence[Mapping[str, Any]] = ()
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None
    cut: bool = False
    raw: bytes = b""
    page: str = ""
    whole: bool = False
    marked: bool = True
    finish: str = "stop"
    hang: bool = False
    usage: bool = True


@dataclass
class OpenAIServer:
    """The server's state: what it offers, what it will say, what it saw.

    With `echo` it answers everything with that, after `takes_s` seconds, `slots` at a time.
    """

    models: Sequence[str] = ("small",)
    replies: list[Said | str] = field(default_factory=list)
    echo: str = ""
    takes_s: float = 0.0
    slots: int = 16
    key: str = ""
    lists: bool = True
    requests: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""
    busy: int = 0
    most_busy: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def chats(self) -> list[dict[str, Any]]:
        """The bodies of the chats it was asked for."""
        return [body for path, body in self.requests if path.endswith("/chat/completions")]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["OpenAIServer"]:
        """Listen on a free port of loopback."""
        self._turns = asyncio.Semaphore(self.slots)
        app = web.Application(middlewares=[self._locked])
        app.add_routes(
            [
                web.get("/v1/models", self._list),
                web.post("/v1/chat/completions", self._chat),
                web.post("/v1/embeddings", self._embed),
            ]
        )
        runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        try:
            yield self
        finally:
            await runner.cleanup()

    @web.middleware
    async def _locked(self, request: web.Request, handler: Any) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        self.keys.append(given)
        if self.key and given != f"Bearer {self.key}":
            # As careless as some are: it repeats the key.
            told = {"message": f"Incorrect API key provided: {given}", "code": "invalid_api_key"}
            return web.json_response({"error": told}, status=401)
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _list(self, request: web.Request) -> web.Response:
        self.requests.append((request.path, {}))
        if not self.lists:
            return web.Response(status=404, text="404 page not found")
        data = [{"id": m, "object": "model", "owned_by": "somebody"} for m in self.models]
        return web.json_response({"object": "list", "data": data})

    async def _embed(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.requests.append((request.path, body))
        vectors = [
            {"index": n, "embedding": [float(len(text)), 0.5]}
            for n, text in enumerate(body["input"])
        ]
        return web.json_response({"data": vectors[::-1]})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append((request.path, body))
        if self.models and body["model"] not in self.models:
            return _refused(404, f"The model `{body['model']}` does not exist", "model_not_found")
        said = self._next()
        if said.status:
            told = said.body if said.body is not None else {"error": {"message": "no"}}
            text = told if isinstance(told, str) else json.dumps(told)
            return web.Response(status=said.status, text=text, headers=dict(said.headers))
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            async with self._turns:
                await asyncio.sleep(self.takes_s)
                return await _say(request, body, said)
        except (asyncio.CancelledError, ConnectionError):
            self.left.set()
            raise
        finally:
            self.busy -= 1

    def _next(self) -> Said:
        if self.echo:
            return Said(self.echo)
        if not self.replies:
            return Said(status=500, body={"error": {"message": "the script has no reply left"}})
        said = self.replies.pop(0)
        return Said(said) if isinstance(said, str) else said


async def _say(request: web.Request, body: dict[str, Any], said: Said) -> web.StreamResponse:
    if said.page:
        return web.Response(text=said.page, content_type="text/html")
    if said.whole:
        return web.json_response(_whole(body, said))
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)
    for event in _events(body, said):
        await answer.write(_sse(event))
    await answer.write(said.raw)
    if said.hang:
        await asyncio.Event().wait()
    if said.cut:
        assert request.transport is not None
        request.transport.abort()
    elif said.error:
        await answer.write(_sse({"error": said.error}))
    elif not said.raw:
        await answer.write(_sse(_event(body, {}, said.finish)))
        if said.usage:
            await answer.write(_sse({**_event(body, {}), "choices": [], "usage": _usage(said)}))
        if said.marked:
            await answer.write(b"data: [DONE]\n\n")
    await answer.write_eof()
    return answer


def _refused(status: int, message: str, code: str) -> web.Response:
    told = {"message": message, "type": "invalid_request_error", "code": code}
    return web.json_response({"error": told}, status=status)


def _sse(event: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n"


def _event(
    body: Mapping[str, Any], delta: Mapping[str, Any], finish: str | None = None
) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"object": "chat.completion.chunk", "model": body["model"], "choices": [choice]}


def _events(body: Mapping[str, Any], said: Said) -> list[dict[str, Any]]:
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": None}]
    deltas += [{said.thinking_field: piece} for piece in _pieces(said.thinking)]
    deltas += [{"content": piece} for piece in _pieces(said.text)]
    for number, call in enumerate(said.tool_calls):
        opening = {"name": call["name"], "arguments": ""}
        first = {"index": number, "id": f"call_{number}", "type": "function", "function": opening}
        deltas.append({"tool_calls": [first]})
        deltas += [
            {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}
            for piece in re.findall(r"(?s).{1,4}", str(call["arguments"]))
        ]
    return [_event(body, delta) for delta in deltas]


def _whole(body: Mapping[str, Any], said: Said) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": said.text}
    if said.tool_calls:
        message["tool_calls"] = [
            {"id": "call_0", "type": "function", "function": dict(c)} for c in said.tool_calls
        ]
    choice = {"index": 0, "message": message, "finish_reason": said.finish}
    return {"model": body["model"], "choices": [choice], "usage": _usage(said)}


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s*\S{1,8}|\s+", text)


def _usage(said: Said) -> dict[str, Any]:
    return {
        "prompt_tokens": 9,
        "completion_tokens": max(1, len(_pieces(said.thinking + said.text))),
        "prompt_tokens_details": {"cached_tokens": 4},
    }
