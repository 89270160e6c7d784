"""An HTTP client that tries again.

client = HttpClient("https://api.example.com", headers={"Authorization": "Bearer ..."})
client.get_json("/items", {"page": 1})
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

RETRIES = 3
TIMEOUT_S = 10.0
BACKOFF_S = 0.5
MAX_WAIT_S = 30.0
TEMPORARY = {429, 500, 502, 503, 504}
REPEATABLE = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}


@dataclass(frozen=True)
class Response:
    """A status with its headers and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; ValueError if it is none."""
        return json.loads(self.body)


class RequestFailed(Exception):
    """No good answer came; `response` is the last one, None if there was none at all."""

    def __init__(self, message: str, response: Response | None = None) -> None:
        super().__init__(message)
        self.response = response


class HttpClient:
    """Requests below `base_url`, each with a timeout and up to `retries` more attempts."""

    def __init__(
        self,
        base_url: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        retries: int = RETRIES,
        timeout_s: float = TIMEOUT_S,
        backoff_s: float = BACKOFF_S,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if retries < 0 or timeout_s <= 0 or backoff_s < 0:
            raise ValueError("retries and backoff_s must not be negative, timeout_s above 0")
        self.base_url, self.headers = base_url, dict(headers or {})
        self.retries, self.timeout_s, self.backoff_s = retries, timeout_s, backoff_s
        self._sleep = sleep

    def get_json(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """The JSON at the path."""
        return self.request("GET", path, query=query).json()

    def post_json(self, path: str, value: Any) -> Any:
        """Send JSON and return the JSON of the answer."""
        return self.request("POST", path, value=value).json()

    def request(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, value: Any = None
    ) -> Response:
        """The first good answer (below 400); RequestFailed when attempts run out."""
        request = self._prepared(method, path, query, value)
        attempts = 1 + (self.retries if method in REPEATABLE else 0)
        for attempt in range(attempts):
            answer, reason = self._send(request)
            if answer and answer.status < 400:
                return answer
            final = answer is not None and answer.status not in TEMPORARY
            if final or attempt + 1 == attempts:
                break
            self._sleep(self._wait_s(attempt, answer))
        raise RequestFailed(f"{method} {request.full_url}: {reason}", answer)

    def _prepared(
        self, method: str, path: str, query: Mapping[str, Any] | None, value: Any
    ) -> Request:
        url = urljoin(self.base_url, path) + (f"?{urlencode(query)}" if query else "")
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"{url!r} is no http address")
        data = None if value is None else json.dumps(value).encode()
        kind = {"Content-Type": "application/json"} if data is not None else {}
        return Request(url, data, {**kind, **self.headers}, method=method)

    def _send(self, request: Request) -> tuple[Response | None, str]:
        """The answer if one came, and why it is not good."""
        try:
            with urlopen(request, timeout=self.timeout_s) as answer:
                return Response(answer.status, dict(answer.headers), answer.read()), ""
        except HTTPError as error:
            with error:
                found = Response(error.code, dict(error.headers), error.read())
            return found, f"status {error.code}"
        except (URLError, HTTPException, OSError) as error:
            return None, str(getattr(error, "reason", error)) or type(error).__name__

    def _wait_s(self, attempt: int, answer: Response | None) -> float:
        """What the server asks for, else twice as long each time, between half and all of it."""
        asked = (answer.headers.get("Retry-After") or "") if answer else ""
        if asked.isdigit():
            return min(float(asked), MAX_WAIT_S)
        return min(self.backoff_s * 2**attempt, MAX_WAIT_S) * random.uniform(0.5, 1)


if __name__ == "__main__":
    import sys

    print(
        HttpClient().request("GET", sys.argv[1] if sys.argv[1:] else "https://example.com").status
    )
