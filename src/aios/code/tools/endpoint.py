"""A tool behind an HTTP endpoint: JSON in, JSON or text out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aios.contracts.errors import ActionFailed, BadRequest
from aios.contracts.tool import Tool

MAX_ANSWER_BYTES = 8 * 1024 * 1024


def check_endpoint(name: str, endpoint: Any) -> None:
    """BadRequest unless the endpoint is an http(s) address."""
    parts = urlsplit(endpoint) if isinstance(endpoint, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadRequest(
            f"The endpoint of the tool {name!r} must be an http(s) address; got {endpoint!r}.",
            hint='For example: "http://localhost:8000/weather"',
        )


async def call_endpoint(tool: Tool, method: str, arguments: Mapping[str, Any]) -> Any:
    """What the endpoint answers; ActionFailed when it cannot be reached or says no."""
    import aiohttp

    body = {"params": {k: str(v) for k, v in arguments.items()}}
    if method.upper() != "GET":
        body = {"json": dict(arguments)}
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, tool.endpoint, **body) as answer,  # type: ignore[arg-type]
        ):
            content = await answer.content.read(MAX_ANSWER_BYTES)
            if answer.status >= 400:
                raise ActionFailed(
                    f"The tool {tool.name} answered HTTP {answer.status}.",
                    code="tool_failed",
                    details={
                        "status": answer.status,
                        "body": content[:500].decode(errors="replace"),
                    },
                )
            return _parsed(content, answer.content_type)
    except aiohttp.ClientError as error:
        raise ActionFailed(
            f"The tool {tool.name} at {tool.endpoint} cannot be reached: {error}",
            hint="Is its server running?",
            code="tool_unreachable",
        ) from error


def _parsed(content: bytes, content_type: str) -> Any:
    import json

    text = content.decode("utf-8", "replace")
    if content_type != "application/json":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
