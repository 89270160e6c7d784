"""The wire to llama.cpp and back, as pure functions: bodies, events, errors."""

import json
from typing import Any

from aios.code.models import openai_wire
from aios.contracts.errors import AiosError, ModelFailed
from aios.contracts.messages import ModelRequest, Usage

# Of the last event of an answer we need these; the whole one repeats the prompt.
FIELDS = ("content", "tokens", "stop", "stop_type", "tokens_predicted", "timings")
FINISHED = {"limit": "length", "eos": "stop", "word": "stop"}


def chat_body(request: ModelRequest) -> dict[str, Any]:
    """The body of a streaming /v1/chat/completions, which is OpenAI's with our schema.

    The engine puts the conversation into the model's own template, and reads calls of tools.
    """
    if request.format is not None:
        # What must be JSON from its first letter leaves no room for thoughts before it.
        request = request.but(format=strict(request.format), think=False)
    return openai_wire.chat_body(request, owner="llamacpp")


def template_body(request: ModelRequest) -> dict[str, Any]:
    """The body of /apply-template."""
    wanted = ("messages", "chat_template_kwargs")
    return {name: value for name, value in chat_body(request).items() if name in wanted}


def completion_body(request: ModelRequest, prompt: str) -> dict[str, Any]:
    """The body of a streaming /completion that tells its tokens."""
    body = {
        **_sampling(request),
        "prompt": [prompt, *request.continued],
        "return_tokens": True,
        "response_fields": list(FIELDS),
    }
    if request.format is not None:
        body["json_schema"] = strict(request.format)
    return body


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, asking for JSON without blanks between its parts.

    A small model can go on with blanks for ever. Keywords that the engine does not know are left
    out by it; without `lenient` it would leave out the whole schema.
    """
    return {**schema, "x-guidance": {"whitespace_flexible": False, "lenient": True}}


def _sampling(request: ModelRequest) -> dict[str, Any]:
    chosen = {
        "temperature": request.temperature,
        "n_predict": request.max_tokens,
        "stop": list(request.stop) or None,
    }
    known = {name: value for name, value in chosen.items() if value is not None}
    return {**known, "stream": True, "cache_prompt": True}


# ---------------------------------------------------------------- from the engine


def event_of(line: bytes, model: str) -> dict[str, Any] | None:
    """A line of a stream as an event, None for one that says nothing."""
    kind, _, body = line.strip().partition(b":")
    if kind == b"error":
        raise refusal(body.decode("utf-8", "replace"), model)
    if kind != b"data" or body.strip() == b"[DONE]":
        return None
    found = parsed(body, model)
    if not isinstance(found, dict) or "error" in found:
        raise refusal(body.decode("utf-8", "replace"), model)
    return found


def parsed(body: bytes, model: str) -> Any:
    """The JSON that the engine sent."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _unreadable(body, model) from error


def usage_of(timings: dict[str, Any]) -> Usage:
    """What a call used; what was still in the cache is told apart."""
    cached = int(timings.get("cache_n") or 0)
    return Usage(
        seconds=(float(timings.get("prompt_ms") or 0) + float(timings.get("predicted_ms") or 0))
        / 1000,
        model_calls=1,
        tokens_in=cached + int(timings.get("prompt_n") or 0),
        tokens_out=int(timings.get("predicted_n") or 0),
        cached_tokens=cached,
    )


# ---------------------------------------------------------------- errors


def refusal(body: str, model: str) -> AiosError:
    """The error that an HTTP status of 400 or more, or an error in a stream, stands for."""
    found = _error(body)
    reason = str(found.get("message") or body.strip() or "no reason told")
    details = {"model": model, "reason": reason}
    if found.get("type") == "exceed_context_size_error":
        tokens, window = found.get("n_prompt_tokens"), found.get("n_ctx")
        return ModelFailed(
            f"The prompt has {tokens} tokens; {model} reads {window} here.",
            hint="Shorten it, or give the model a larger context_tokens in the settings.",
            code="context_full",
            details={**details, "prompt_tokens": tokens, "context_tokens": window},
        )
    return ModelFailed(
        f"llama.cpp refused the call of {model}: {reason}",
        hint="Does the model's template know such a conversation? Try another model.",
        code=None if found.get("type") == "server_error" else "model_refused",
        details=details,
    )


def not_constrained(text: str, model: str) -> ModelFailed:
    """The answer was to satisfy a schema and is not even JSON."""
    return ModelFailed(
        f"llama.cpp did not hold {model} to the JSON schema: it began {text[:40]!r}.",
        hint="Is the schema valid? Its types and its $refs must be those of JSON Schema.",
        code="schema_not_understood",
        details={"model": model},
    )


def cut_off(model: str, reason: str) -> ModelFailed:
    """The engine stopped in the middle of an answer."""
    return ModelFailed(
        f"The answer of {model} was cut off: {reason}",
        hint="Was AIOS closed meanwhile? Otherwise there may not be memory enough.",
        code="model_cut_off",
        details={"model": model},
    )


def _unreadable(body: bytes, model: str) -> ModelFailed:
    return ModelFailed(
        f"llama.cpp sent for {model} what cannot be read: {body[:80].decode('utf-8', 'replace')!r}",
        hint="Try it again, or another version of xllamacpp.",
        code="model_unreadable",
        details={"model": model},
    )


def _error(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    error = found.get("error", found) if isinstance(found, dict) else {}
    return error if isinstance(error, dict) else {"message": error}
