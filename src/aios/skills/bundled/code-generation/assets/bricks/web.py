"""Bricks: addresses asked over HTTP, with as many tries as are wanted."""

import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any


def opened(request: Any, timeout: float, tries: int, delay: float, backoff: float = 2) -> bytes:
    """What an address answers; asked again where the connection fails or the status is 5xx, each
    wait longer than the last. Any other error is raised, and the last one."""
    for attempt in range(max(tries, 1)):
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                content: bytes = answer.read()
                return content
        except OSError as error:
            refused = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if refused or attempt + 1 >= tries:
                raise
        time.sleep(delay * backoff**attempt)
    return b""


def fetch_text(url: str, retries: int = 3, delay: float = 0.5, timeout: float = 10) -> str:
    """The text that an address answers, asked again when the server fails; a 4xx is raised.

    >>> fetch_text('data:,hello')
    'hello'
    """
    return opened(url, timeout, retries, delay).decode("utf-8", "replace")


def download_file(
    url: str, target: Path, retries: int = 3, delay: float = 0.5, timeout: float = 30
) -> int:
    """What an address answers, written to a file; a half file never stays. The number of bytes.

    >>> download_file('data:,hello', Path('hello.txt'))
    5
    """
    content = opened(url, timeout, retries, delay)
    partial = Path(f"{target}.part")
    partial.write_bytes(content)
    os.replace(partial, target)
    return len(content)


def post_json(
    url: str, data: Any, timeout: float = 10, retries: int = 1, delay: float = 0.5
) -> Any:
    """What an address answers to data sent as JSON, as JSON.

    >>> post_json('data:application/json,[1]', {'a': 1})
    [1]
    """
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(data).encode(), headers)
    return json.loads(opened(request, timeout, retries, delay))


class ApiClient:
    """Asks an API whose addresses begin alike; failing servers are asked again.

    >>> ApiClient('data:application/json,').get('[1]')
    [1]
    """

    def __init__(
        self,
        base_url: str,
        timeout: float = 10,
        retries: int = 3,
        delay: float = 0.5,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.base_url, self.timeout = base_url, timeout
        self.retries, self.delay = retries, delay
        self.headers = dict(headers or {})

    def request(
        self, method: str, path: str, data: Any = None, params: dict[str, Any] | None = None
    ) -> Any:
        """What the address answers, as JSON; None for nothing."""
        url = f"{self.base_url.rstrip('/')}/{path.lstrip('/')}" if path else self.base_url
        if self.base_url.startswith("data:"):
            url = self.base_url + path
        if params:
            url += "?" + urllib.parse.urlencode(params)
        body = None if data is None else json.dumps(data).encode()
        headers = {**self.headers, **({} if body is None else {"Content-Type": "application/json"})}
        asked = urllib.request.Request(url, body, headers, method=method)
        content = opened(asked, self.timeout, self.retries, self.delay)
        return json.loads(content) if content else None

    def get(self, path: str, params: dict[str, Any] | None = None) -> Any:
        """Read."""
        return self.request("GET", path, params=params)

    def post(self, path: str, data: Any = None) -> Any:
        """Send something new."""
        return self.request("POST", path, data)

    def put(self, path: str, data: Any = None) -> Any:
        """Send in place of what is there."""
        return self.request("PUT", path, data)

    def delete(self, path: str) -> Any:
        """Take away."""
        return self.request("DELETE", path)
