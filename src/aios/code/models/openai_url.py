"""Addresses of servers that speak OpenAI's API, as people write them."""

import re
from urllib.parse import urlsplit, urlunsplit

from aios.code.models.wire import without_login
from aios.contracts.errors import BadRequest

OPENAI = "https://api.openai.com/v1"
ENDINGS = ("/chat/completions", "/completions", "/models", "/embeddings")


def base_of(url: str) -> str:
    """The base URL: "localhost:8080" is http://localhost:8080/v1, a whole path is kept."""
    text = url.strip().strip("\"'") or OPENAI
    if not re.match(r"[a-z]+://", text, re.IGNORECASE):
        text = f"http://{text}"
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise BadRequest(
            f"{without_login(text)!r} is no address of a model server.",
            hint="For example http://localhost:8080/v1 or https://api.deepseek.com/v1.",
        )
    path = parts.path.rstrip("/")
    for ending in ENDINGS:
        path = path.removesuffix(ending)
    return urlunsplit((parts.scheme.lower(), parts.netloc, path or "/v1", "", ""))


def name_of(url: str) -> str:
    """What an endpoint is called that has no name of its own: its host, port and path."""
    parts = urlsplit(url)
    return parts.netloc + parts.path.removesuffix("/v1")
