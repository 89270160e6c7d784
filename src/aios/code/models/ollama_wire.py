"""The wire to Ollama and back, as pure functions: addresses, bodies, lines, errors."""

import json
from dataclasses import dataclass
from typing import Any

from aios.code.models.said import in_one_line, is_another_server
from aios.contracts.errors import AiosError, Denied, ModelFailed, NoModel
from aios.contracts.messages import (
    Message,
    ModelChunk,
    ModelRequest,
    ToolCall,
    ToolSpec,
    Usage,
)
from aios.contracts.text import estimate_tokens

PORT = 11434
IMAGE_TOKENS = 1024
ANY_ADDRESS = ("0.0.0.0", "::", "")
TOO_LONG = (
    "exceeds the available context size",
    "longer than the context",
    "exceeds the context length",
    "exceeds maximum context",
)
LOADING = ("loading model", "server loading", "is loading", "model is being loaded")
BUSY = (429, 503)
DEFAULT_PORTS = {"http": 80, "https": 443}


def endpoint(host: str) -> str:
    """The base URL for what OLLAMA_HOST may hold, read as Ollama's own client reads it.

    "0.0.0.0", "gpu:11434", ":8080", "http://gpu", "https://gpu/ollama", "::1", "". What a server
    binds on all addresses a client reaches on localhost; a port that is none is the usual one.
    """
    scheme, separator, rest = host.strip().strip("\"'").rpartition("://")
    rest, slash, path = rest.partition("/")
    default = DEFAULT_PORTS.get(scheme.lower(), PORT) if separator else PORT
    name, port = _name_and_port(rest, default)
    name = "localhost" if name in ANY_ADDRESS else f"[{name}]" if ":" in name else name
    return f"{scheme.lower() or 'http'}://{name}:{port}{slash}{path}".rstrip("/")


def _name_and_port(text: str, default: int) -> tuple[str, int]:
    bare = text.strip("[]")
    if bare.count(":") > 1 and "]:" not in text:  # an IPv6 address without a port
        return bare, default
    name, _, digits = text.rpartition(":") if ":" in text else (text, "", "")
    valid = digits.isascii() and digits.isdigit() and int(digits) < 65536
    return name.strip("[]"), int(digits) if valid else default


# ---------------------------------------------------------------- to the server


def prompt_tokens(request: ModelRequest) -> int:
    """About how many tokens the request's messages, images and tools take."""
    said = sum(
        estimate_tokens(m.content) + 8 + IMAGE_TOKENS * len(m.images) for m in request.messages
    )
    return said + sum(estimate_tokens(json.dumps(t.parameters)) + 32 for t in request.tools)


def is_one_prompt(request: ModelRequest) -> bool:
    """Whether the request is a person's one text and no conversation: what /api/generate is for."""
    alone = request.messages[0] if len(request.messages) == 1 else None
    return alone is not None and alone.role == "user" and not request.tools


def body_of(
    request: ModelRequest, context_tokens: int, keep_alive: str
) -> tuple[str, dict[str, Any]]:
    """The endpoint for a request, /api/generate or /api/chat, and the streaming body it takes.

    What does not fit the window is to be refused rather than cut (`truncate`), and so is an answer
    that would push the prompt out of it (`shift`); servers before 0.12.6 do not know the words.
    """
    options = {
        "num_ctx": context_tokens,
        "temperature": request.temperature,
        "num_predict": request.max_tokens,
        "stop": list(request.stop) or None,
    }
    body: dict[str, Any] = {
        "model": request.model,
        "stream": True,
        "options": {name: value for name, value in options.items() if value is not None},
        "keep_alive": keep_alive,
        "truncate": False,
        "shift": False,
    }
    if request.think is not None:
        body["think"] = request.think
    if request.format is not None:
        body["format"] = request.format
    if is_one_prompt(request):
        return "/api/generate", body | _prompt(request.messages[0])
    body["messages"] = [_message(m) for m in request.messages]
    if request.tools:
        body["tools"] = [_tool(t) for t in request.tools]
    return "/api/chat", body


def _prompt(message: Message) -> dict[str, Any]:
    images = {"images": list(message.images)} if message.images else {}
    return {"prompt": message.content, **images}


def _message(message: Message) -> dict[str, Any]:
    shaped: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        shaped["tool_calls"] = [
            {"function": {"name": c.name, "arguments": c.arguments}} for c in message.tool_calls
        ]
    if message.tool_name:
        shaped["tool_name"] = message.tool_name
    if message.thinking:
        shaped["thinking"] = message.thinking
    if message.images:
        shaped["images"] = list(message.images)
    return shaped


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
    }
    return {"type": "function", "function": function}


# ---------------------------------------------------------------- from the server


@dataclass(frozen=True, kw_only=True)
class Details:
    """What /api/show tells of a model; `digest` says of which version of it."""

    digest: str = ""
    context_tokens: int = 0
    capabilities: tuple[str, ...] = ()


def parsed(line: bytes, model: str) -> dict[str, Any]:
    """A line as the JSON object it must be; what it reports as an error is raised."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _unreadable(line, model) from error
    if not isinstance(found, dict):
        raise _unreadable(line, model)
    if found.get("error"):
        raise refusal(500, line.decode("utf-8", "replace"), model)
    return found


def chunk_of(line: bytes, model: str) -> ModelChunk:
    """A line of /api/chat or /api/generate as a piece of the answer."""
    found = parsed(line, model)
    try:
        message = found.get("message") or {
            "content": found.get("response"),
            "thinking": found.get("thinking"),
        }
        done = bool(found.get("done"))
        return ModelChunk(
            text=_text(message.get("content")),
            thinking=_text(message.get("thinking")),
            tool_calls=tuple(_call(n, c) for n, c in enumerate(message.get("tool_calls") or ())),
            done=done,
            finish_reason=_text(found.get("done_reason")) or "stop" if done else "",
            usage=_usage(found) if done else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unreadable(line, model) from error


def details_of(shown: dict[str, Any], digest: str) -> Details:
    """The details in an answer of /api/show."""
    facts = shown.get("model_info") or {}
    lengths = [v for k, v in facts.items() if k.endswith(".context_length") and isinstance(v, int)]
    return Details(
        digest=digest,
        context_tokens=max(lengths, default=0),
        capabilities=tuple(map(str, shown.get("capabilities") or ())),
    )


def vectors_of(answer: dict[str, Any], count: int, model: str) -> list[list[float]]:
    """The vectors in an answer of /api/embed, one for each of `count` texts."""
    vectors = answer.get("embeddings")
    if not isinstance(vectors, list) or len(vectors) != count:
        raise ModelFailed(
            f"Ollama did not send one vector per text for {model}.",
            hint="Use a model made for embeddings, for example nomic-embed-text.",
            code="model_unreadable",
            details={"model": model},
        )
    return vectors


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return value or ""


def _call(number: int, call: Any) -> ToolCall:
    function = call["function"]
    arguments = function.get("arguments") or {}
    if isinstance(arguments, str):  # as OpenAI sends them; some proxies pass them on
        arguments = json.loads(arguments)
    return ToolCall(
        id=str(call.get("id") or f"tool-{number}"), name=str(function["name"]), arguments=arguments
    )


def _usage(found: dict[str, Any]) -> Usage:
    return Usage(
        seconds=found.get("total_duration", 0) / 1e9,
        model_calls=1,
        tokens_in=int(found.get("prompt_eval_count") or 0),
        tokens_out=int(found.get("eval_count") or 0),
    )


# ---------------------------------------------------------------- errors


def _unreadable(line: bytes, model: str) -> ModelFailed:
    return ModelFailed(
        f"Ollama sent what cannot be read: {line[:80].decode('utf-8', 'replace')!r}",
        hint="Is something else listening on that address?",
        code="model_unreadable",
        details={"model": model},
    )


def refusal(status: int, body: str, model: str) -> AiosError:
    """The error that an HTTP status of 400 or more, or an error in a stream, stands for."""
    facts = _facts(body)
    reason = in_one_line(str(facts["message"])) or "no reason given"
    details = {"status": status, "model": model, "reason": reason}
    if is_another_server(status, body) and status not in BUSY:
        return ModelFailed(
            f"What answers there is not Ollama: HTTP {status}, {reason}.",
            hint="Set OLLAMA_HOST to Ollama's address; it is usually localhost:11434.",
            code="endpoint_wrong",
            details=details,
        )
    if any(words in reason for words in TOO_LONG):
        return _too_long(facts, model, details)
    if model and status == 404 and "not found" in reason:
        return NoModel(
            f"Ollama has no model {model!r}.",
            hint=f"Fetch it with `aios model pull {model}` or `ollama pull {model}`.",
            details=details,
        )
    if "manifest: file does not exist" in reason:
        return NoModel(
            f"Ollama's library has no model {model!r}.",
            hint="See https://ollama.com/library for the names.",
            details=details,
        )
    if "does not support tools" in reason:
        return ModelFailed(
            f"The model {model} does not support tools.",
            hint="Use another model, for example qwen2.5:7b.",
            code="model_without_tools",
            details=details,
        )
    if status in (401, 403):
        return Denied(f"Ollama refused: {reason}", hint="Sign in with `ollama signin`.")
    if any(words in reason for words in LOADING):
        return ModelFailed(
            f"Ollama is loading {model or 'a model'}: {reason}",
            hint="Try again when it has.",
            code="model_loading",
            details=details,
        )
    if status in BUSY:
        return ModelFailed(
            f"Ollama is busy: {reason}",
            hint="Try again later, or let it take more at once (OLLAMA_MAX_QUEUE).",
            code="model_busy",
            details=details,
        )
    too_large = "memory" in reason
    return ModelFailed(
        f"Ollama answered HTTP {status}: {reason}" if status != 500 else f"Ollama failed: {reason}",
        hint="Use a smaller model." if too_large else "Look at the server's log.",
        code="model_too_large" if too_large else None,
        details=details,
    )


def _too_long(facts: dict[str, Any], model: str, details: dict[str, Any]) -> ModelFailed:
    told = facts.get("n_prompt_tokens")
    return ModelFailed(
        f"The prompt is too long for {model}: {details['reason']}",
        hint="Shorten it, or use a model with a larger context.",
        code="context_full",
        details={**details, "prompt_tokens": told} if isinstance(told, int) else details,
    )


def _facts(body: str) -> dict[str, Any]:
    """What an error's body tells, `message` always; newer engines put one JSON into another."""
    found: Any = body
    for _wrapping in range(3):
        try:
            found = json.loads(found) if isinstance(found, str) else found
        except (ValueError, RecursionError):
            break
        if not isinstance(found, dict) or not found.get("error"):
            break
        found = found["error"]
    return {"message": found, **found} if isinstance(found, dict) else {"message": found}
