"""The wire to servers of OpenAI's API and back, as pure functions: bodies, events, answers."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from aios.code.models.openai_errors import refusal_in, unreadable
from aios.code.models.wire import cut_off
from aios.contracts.errors import ModelFailed
from aios.contracts.messages import (
    Message,
    ModelChunk,
    ModelInfo,
    ModelRequest,
    ToolCall,
    ToolSpec,
    Usage,
)

FIELDS = (b"event", b"id", b"retry", b"")
COUNTING = ("llamacpp", "vllm")
TEMPLATED = ("llamacpp", "vllm", "sglang")
IMAGE_TYPES = {"iVBOR": "image/png", "/9j/": "image/jpeg", "R0lGO": "image/gif"}

# ---------------------------------------------------------------- to the server


def chat_body(
    request: ModelRequest, *, owner: str = "", lacks: Collection[str] = ()
) -> dict[str, Any]:
    """The body of a streaming /chat/completions.

    `owner` is whose server it is, as far as told; `lacks` is what it has refused so far: it is
    asked without that, or in the other way there is.
    """
    chosen = {
        "model": request.model,
        "messages": [_message(m) for m in request.messages],
        "stream": True,
        "stream_options": None if "usage" in lacks else {"include_usage": True},
        "max_completion_tokens" if "max_tokens" in lacks else "max_tokens": request.max_tokens,
        "temperature": None if "temperature" in lacks else request.temperature,
        "stop": list(request.stop) or None,
        "tools": [_tool(t) for t in request.tools] or None,
        **({} if "thinking" in lacks else _thinking(request.think, owner)),
    }
    body = {name: value for name, value in chosen.items() if value is not None}
    if request.format is not None:
        _hold_to(request.format, body, in_words="schemas" in lacks)
    return body


def _hold_to(schema: dict[str, Any], body: dict[str, Any], *, in_words: bool) -> None:
    """Have the answer satisfy the schema; where the server knows none it is told in words."""
    if not in_words:
        shape = {"name": "answer", "schema": schema, "strict": _is_closed(schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
        return
    body["response_format"] = {"type": "json_object"}
    body["messages"].insert(0, {"role": "system", "content": schema_in_words(schema)})


def schema_in_words(schema: Mapping[str, Any]) -> str:
    """What a model is told that cannot be held to a schema."""
    written = json.dumps(schema, ensure_ascii=False)
    return f"Answer with one JSON object that satisfies this JSON schema:\n{written}"


def _thinking(think: bool | None, owner: str) -> dict[str, Any]:
    if think is None:
        return {}
    if owner in TEMPLATED:
        return {"chat_template_kwargs": {"enable_thinking": think}}
    return {"reasoning_effort": "medium" if think else "none"}


def _message(message: Message) -> dict[str, Any]:
    shaped: dict[str, Any] = {"role": message.role, "content": _content(message)}
    if message.tool_calls:
        shaped["tool_calls"] = [_call(call) for call in message.tool_calls]
    if message.tool_call_id:
        shaped["tool_call_id"] = message.tool_call_id
    return shaped


def _content(message: Message) -> str | list[dict[str, Any]]:
    if not message.images:
        return message.content
    pictures = [{"type": "image_url", "image_url": {"url": _url(i)}} for i in message.images]
    return [{"type": "text", "text": message.content}, *pictures]


def _url(image: str) -> str:
    return f"data:{image_type(image)};base64,{image}"


def image_type(image: str) -> str:
    """The media type of an image in base64, by how it begins."""
    return next((t for start, t in IMAGE_TYPES.items() if image.startswith(start)), "image/webp")


def _call(call: ToolCall) -> dict[str, Any]:
    arguments = json.dumps(call.arguments, ensure_ascii=False)
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": arguments},
    }


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
    }
    return {"type": "function", "function": function}


def _is_closed(schema: Any) -> bool:
    """Whether OpenAI takes the schema as strict: no object with optional or further properties."""
    if isinstance(schema, (list, tuple)):
        return all(map(_is_closed, schema))
    if not isinstance(schema, Mapping):
        return True
    properties = schema.get("properties", {})
    if schema.get("type") == "object" and (
        schema.get("additionalProperties") is not False
        or set(schema.get("required", ())) != set(properties)
    ):
        return False
    return all(map(_is_closed, schema.values()))


# ---------------------------------------------------------------- from the server


def parsed(data: bytes, model: str) -> dict[str, Any]:
    """An event's data as the JSON object it must be; what it reports as an error is raised."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise unreadable(data, model) from error
    if not isinstance(found, dict):
        raise unreadable(data, model)
    if found.get("error"):
        raise refusal_in(found, model)
    return found


def data_of(line: bytes, model: str) -> bytes:
    """The data in a line of an event stream; b"" for its other fields and comments."""
    name, colon, value = line.strip().partition(b":")
    if name == b"data":
        return value.strip()
    if colon and name in FIELDS:
        return b""
    raise unreadable(line, model)


class Reader:
    """Puts the events of one answer together: calls of tools come in pieces, usage comes last."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._calls: dict[Any, dict[str, str]] = {}
        self._usage: Usage | None = None
        self._reason = ""
        self.finished = False

    def take(self, event: Mapping[str, Any]) -> ModelChunk:
        """What an event, or a whole answer at once, adds; it may be empty."""
        try:
            if event.get("usage"):
                self._usage = _usage(event["usage"])
            choice: Mapping[str, Any] = next(iter(event.get("choices") or ()), {})
            said = choice.get("delta") or choice.get("message") or {}
            self._reason = choice.get("finish_reason") or self._reason
            for number, call in enumerate(said.get("tool_calls") or ()):
                self._take_call(number, call)
            return ModelChunk(
                text=_text(said.get("content")) or _text(said.get("refusal")),
                thinking=_text(said.get("reasoning_content") or said.get("reasoning")),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise unreadable(json.dumps(event).encode(), self._model) from error

    def last(self) -> ModelChunk:
        """The end of the answer; ModelFailed when it has none."""
        if not self._reason and not self.finished:
            raise cut_off(f"The answer of {self._model} was cut off: the server stopped sending.")
        return ModelChunk(
            tool_calls=tuple(self._whole(n, c) for n, c in enumerate(self._calls.values())),
            done=True,
            finish_reason=self._reason or "stop",
            usage=self._usage,
        )

    def _take_call(self, number: int, piece: Mapping[str, Any]) -> None:
        """A piece of a call goes to the one of its index; some servers send whole calls without."""
        place = piece.get("index")
        if place is None:
            place = piece.get("id") or number
        call = self._calls.setdefault(place, {"id": "", "name": "", "arguments": ""})
        function = piece.get("function") or {}
        call["id"] = call["id"] or piece.get("id") or ""
        call["name"] += function.get("name") or ""
        told = function.get("arguments") or ""
        call["arguments"] += told if isinstance(told, str) else json.dumps(told)

    def _whole(self, number: int, call: Mapping[str, str]) -> ToolCall:
        try:
            arguments = json.loads(call["arguments"] or "{}")
        except (ValueError, RecursionError):
            arguments = None
        if not isinstance(arguments, dict):
            raise ModelFailed(
                f"{self._model} called {call['name'] or 'a tool'} with what is no JSON object: "
                f"{call['arguments'][:200]!r}",
                hint="Ask it again, or use a model that is better at tools.",
                code="model_unreadable",
                details={"model": self._model},
            )
        return ToolCall(id=call["id"] or f"tool-{number}", name=call["name"], arguments=arguments)


def models_of(listed: Mapping[str, Any], endpoint: str) -> tuple[list[ModelInfo], dict[str, str]]:
    """The models in an answer of /models, and whose server each says it is on."""
    found = [m for m in listed.get("data") or () if isinstance(m, dict) and m.get("id")]
    owners = {str(m["id"]): str(m.get("owned_by", "")) for m in found}
    return [_info(model, endpoint) for model in found], owners


def _info(model: Mapping[str, Any], endpoint: str) -> ModelInfo:
    meta = model.get("meta") or {}
    told = [meta.get("n_ctx"), model.get("max_model_len"), model.get("context_length")]
    known = [size for size in (*told, meta.get("n_ctx_train")) if isinstance(size, int)]
    size = meta.get("size")
    return ModelInfo(
        name=str(model["id"]),
        endpoint=endpoint,
        size_bytes=size if isinstance(size, int) else 0,
        context_tokens=known[0] if known else 0,
        # llama.cpp has its model in memory before it listens.
        loaded=model.get("owned_by") == "llamacpp",
        counts_tokens=model.get("owned_by") in COUNTING,
    )


def token_count(answer: Mapping[str, Any]) -> int | None:
    """The number of tokens in an answer of /tokenize."""
    counted, tokens = answer.get("count"), answer.get("tokens")
    if isinstance(counted, int):
        return counted
    return len(tokens) if isinstance(tokens, list) else None


def vectors_of(answer: Mapping[str, Any], count: int, model: str) -> list[list[float]]:
    """The vectors in an answer of /embeddings, one for each of `count` texts, in their order."""
    found = [v for v in answer.get("data") or () if isinstance(v, dict)]
    found.sort(key=lambda vector: int(vector.get("index") or 0))
    vectors = [v["embedding"] for v in found if isinstance(v.get("embedding"), list)]
    if len(vectors) != count:
        raise ModelFailed(
            f"The server did not send one vector per text for {model}.",
            hint="Use a model made for embeddings.",
            code="model_unreadable",
            details={"model": model},
        )
    return vectors


def _text(value: Any) -> str:
    if isinstance(value, list):  # as content of several parts; only text can be said
        return "".join(str(part.get("text", "")) for part in value if isinstance(part, dict))
    if value is not None and not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return value or ""


def _usage(told: Mapping[str, Any]) -> Usage:
    details = told.get("prompt_tokens_details") or {}
    cached = details.get("cached_tokens") or told.get("prompt_cache_hit_tokens") or 0
    return Usage(
        model_calls=1,
        tokens_in=int(told.get("prompt_tokens") or 0),
        tokens_out=int(told.get("completion_tokens") or 0),
        cached_tokens=int(cached),
    )
