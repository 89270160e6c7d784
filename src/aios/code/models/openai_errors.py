"""What a server of OpenAI's API refuses, as errors that say how to mend it."""

import json
import time
from collections.abc import Mapping
from typing import Any

from aios.code.models.said import in_one_line, is_another_server
from aios.contracts.errors import AiosError, Denied, ModelFailed, NoModel

TOOLS = ("support tool", "tool use", "tool choice", "tools param requires", "function calling")
CONTEXT = ("context length", "context size", "context_length", "context window", "too many tokens")
LACKS = {
    "schemas": ("response_format", "json_schema", "structured output"),
    "usage": ("stream_options",),
    "max_tokens": ("max_completion_tokens",),
    "temperature": ("temperature",),
    "thinking": ("reasoning_effort", "chat_template_kwargs"),
}
UNKNOWN = ("support", "unavailable", "not permitted", "unknown", "unrecognized", "not allowed")
BUSY = (429, 503, 529)
QUOTA = ("insufficient_quota", "insufficient balance", "billing", "credit")
MODEL = ("model_not_found", "not found", "not exist", "no such model", "invalid model", "no model")


def refusal(
    status: int, body: str, model: str, url: str, *, key_from: str, retry_after: str
) -> AiosError:
    """The error that an HTTP status of 300 or more stands for."""
    facts = _facts(body)
    reason = facts["reason"]
    details = {"status": status, "model": model, "reason": reason, "endpoint": url}
    if status < 400:
        return ModelFailed(
            f"The model server at {url} sends callers elsewhere.",
            hint="Set the base URL to where it sends them; it usually ends in /v1.",
            code="model_unreadable",
            details=details,
        )
    if status in (401, 403):
        return _locked(url, key_from, details)
    if is_another_server(status, body) and status not in BUSY:
        return _failed(reason, details, page=True)
    waiting = _seconds(retry_after)
    if waiting is not None:
        details["retry_after_s"] = waiting
    return _refused(facts, model, details)


def refusal_in(event: Mapping[str, Any], model: str) -> AiosError:
    """The error that is told in the middle of a stream, or in an answer that claims success."""
    facts = _facts(json.dumps(event))
    code = facts.get("code")
    status = code if isinstance(code, int) else 500
    return _refused(facts, model, {"status": status, "model": model, "reason": facts["reason"]})


def unreadable(data: bytes, model: str) -> ModelFailed:
    """The error for what is not OpenAI's API."""
    return ModelFailed(
        f"The model server sent what cannot be read: {data[:80].decode('utf-8', 'replace')!r}",
        hint="Is the base URL right? It usually ends in /v1.",
        code="model_unreadable",
        details={"model": model},
    )


def _refused(facts: Mapping[str, Any], model: str, details: dict[str, Any]) -> AiosError:
    status, reason = details["status"], facts["reason"]
    told = f"{facts.get('code', '')} {facts.get('type', '')} {reason}".lower()

    def says(words: tuple[str, ...]) -> bool:
        return any(word in told for word in words)

    if status in (402, 429) and (status == 402 or says(QUOTA)):
        return ModelFailed(
            f"The account has no credit left for {model}: {reason}",
            hint="Top it up with the provider, or use another model.",
            code="model_quota",
            details=details,
        )
    if status in BUSY:
        return _busy(says(("loading",)), reason, details)
    if says(CONTEXT):
        return _too_long(facts, model, details)
    if says(TOOLS):
        return ModelFailed(
            f"The model {model} does not support tools here: {reason}",
            hint="Use another model, or start the server with tools (llama.cpp: --jinja).",
            code="model_without_tools",
            details=details,
        )
    lacks = next((name for name, words in LACKS.items() if says(words)), "")
    if status < 500 and lacks and says(UNKNOWN):
        return ModelFailed(
            f"The server knows no {lacks} for {model}: {reason}",
            hint="Ask without, or use another server.",
            code="feature_unsupported",
            details={**details, "lacks": lacks},
        )
    if status in (400, 404) and model and "model" in told and says(MODEL):
        return NoModel(
            f"The model server has no model {model!r}: {reason}",
            hint="See `aios model list` for those it has.",
            details=details,
        )
    return _failed(reason, details)


def _failed(reason: str, details: dict[str, Any], *, page: bool = False) -> ModelFailed:
    status = details["status"]
    wrong_place = status in (404, 405) or page
    return ModelFailed(
        f"The model server answered HTTP {status}: {reason}",
        hint="Is the base URL right? It usually ends in /v1."
        if wrong_place
        else "Look at the server's log.",
        code="endpoint_wrong" if wrong_place else None,
        details=details,
    )


def _locked(url: str, key_from: str, details: dict[str, Any]) -> Denied:
    # What the server says of a key may hold a part of it.
    del details["reason"]
    source = key_from or "Set key_env to the name of a variable that holds one"
    return Denied(
        f"The model server at {url} refused the key."
        if key_from
        else f"The model server at {url} wants a key.",
        hint=f"Look at {source}." if key_from else f"{source}.",
        code="model_key_refused",
        details=details,
    )


def _busy(loading: bool, reason: str, details: dict[str, Any]) -> ModelFailed:
    return ModelFailed(
        f"The model server is {'loading its model' if loading else 'busy'}: {reason}",
        hint="Try again later, or give it fewer slots.",
        code="model_loading" if loading else "model_busy",
        details=details,
    )


def _too_long(facts: Mapping[str, Any], model: str, details: dict[str, Any]) -> ModelFailed:
    numbers = {"prompt_tokens": facts.get("n_prompt_tokens"), "context_tokens": facts.get("n_ctx")}
    known = {name: n for name, n in numbers.items() if isinstance(n, int)}
    return ModelFailed(
        f"The prompt is too long for {model}: {facts['reason']}",
        hint="Shorten it, or use a model with a larger context.",
        code="context_full",
        details={**details, **known},
    )


def _facts(body: str) -> dict[str, Any]:
    """The facts in an error's body, `reason` always among them."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = body
    for name in ("error", "detail", "message"):
        if isinstance(found, dict) and found.get(name):
            inner = found[name]
            found = inner if isinstance(inner, dict) else {**found, "message": inner}
    facts = dict(found) if isinstance(found, dict) else {"message": found}
    reason = in_one_line(str(facts.get("message") or found))
    return {**facts, "reason": reason or "no reason given"}


def _seconds(retry_after: str) -> float | None:
    """The seconds in a Retry-After header: a number, or a date; None when it is neither."""
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # here, as it takes long to load

    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
