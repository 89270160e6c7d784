"""Trying a model out: whether it answers, how quickly, and what it can be held to."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aios.contracts.errors import AiosError
from aios.contracts.messages import Generation, Message, ModelRequest, ToolSpec

Think = Callable[[ModelRequest], Awaitable[Generation]]
SCHEMA = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
CLOCK = ToolSpec(
    name="clock",
    description="Tells what time it is in a city.",
    parameters={
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
        "additionalProperties": False,
    },
)
OK = "ok"
MAX_TOKENS = 256


async def check(model: str, think: Think) -> dict[str, Any]:
    """What the model said, its speed, and whether schemas and tools work; else why not.

    The error of a model that does not answer at all is raised.
    """
    began = await think(_asking(model, "Say in one short sentence that you are ready."))
    usage = began.usage
    return {
        "model": began.model,
        "endpoint": began.endpoint,
        "text": began.text.strip()[:300],
        "seconds": round(usage.seconds, 3),
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "tokens_per_s": round(usage.tokens_out / usage.seconds, 1) if usage.seconds else 0.0,
        "schemas": await _told(lambda: _schemas(model, think)),
        "tools": await _told(lambda: _tools(model, think)),
    }


async def _told(trying: Callable[[], Awaitable[str]]) -> str:
    try:
        return await trying()
    except AiosError as error:
        return error.message


async def _schemas(model: str, think: Think) -> str:
    answer = await think(_asking(model, "Are you ready? Answer as JSON.", format=SCHEMA))
    try:
        ready = json.loads(answer.text).get("ready")
    except (ValueError, AttributeError, RecursionError):
        ready = None
    return OK if isinstance(ready, bool) else f"not held to: {answer.text.strip()[:80]!r}"


async def _tools(model: str, think: Think) -> str:
    answer = await think(_asking(model, "What time is it in Beijing?", tools=(CLOCK,)))
    if any(call.name == CLOCK.name and call.arguments.get("city") for call in answer.tool_calls):
        return OK
    return f"not used: {(answer.text or 'it called something else').strip()[:80]!r}"


def _asking(model: str, text: str, **more: Any) -> ModelRequest:
    message = Message(role="user", content=text)
    return ModelRequest(model=model, messages=(message,), max_tokens=MAX_TOKENS, **more)
