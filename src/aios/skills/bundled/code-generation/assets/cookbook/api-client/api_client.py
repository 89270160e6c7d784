"""All records of a paginated API, fetched at a polite rate.

client = ApiClient("https://api.example.com", token="...")
for record in client.records("/users"): ...
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request, urlopen

REQUESTS_PER_SECOND = 5
PAGE_SIZE = 100
MAX_PAGES = 1000
TIMEOUT_S = 15.0


class ApiError(Exception):
    """The API answered with an error or with something unexpected."""


class ApiClient:
    """Fetches JSON below one address; never more than `per_second` requests a second."""

    def __init__(
        self,
        base_url: str,
        token: str = "",
        *,
        per_second: float = REQUESTS_PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not base_url.startswith(("http://", "https://")) or per_second <= 0:
            raise ValueError("base_url must be an http address and per_second above 0")
        self.base_url, self.token = base_url, token
        self._interval_s, self._clock, self._sleep = 1 / per_second, clock, sleep
        self._next_s = clock()

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """The JSON at a path, or at an address of the same host."""
        url = urljoin(self.base_url, path) + (f"?{urlencode(query)}" if query else "")
        if urlsplit(url).netloc != urlsplit(self.base_url).netloc:
            raise ApiError(f"{url} is on another host: the token is not sent there")
        self._wait()
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            with urlopen(Request(url, headers=headers), timeout=TIMEOUT_S) as answer:
                return json.load(answer)
        except HTTPError as error:
            with error:
                raise ApiError(f"{url} answered {error.code}") from error
        except ValueError as error:
            raise ApiError(f"{url} answered with something that is not JSON") from error

    def records(self, path: str, size: int = PAGE_SIZE) -> Iterator[Any]:
        """Every record of pages counted by ?page=, until one is short or empty."""
        for page in count(1):
            if page > MAX_PAGES:
                raise ApiError(f"{path} has more than {MAX_PAGES} pages")
            found = items(self.get(path, {"page": page, "per_page": size}))
            yield from found
            if len(found) < size:
                return

    def linked_records(self, path: str) -> Iterator[Any]:
        """Every record of pages that name the next one under "next"."""
        seen: set[str] = set()
        while path:
            if path in seen:
                raise ApiError(f"{path} comes again: the pages go in a circle")
            seen.add(path)
            page = self.get(path)
            yield from items(page)
            path = page.get("next") or "" if isinstance(page, dict) else ""

    def _wait(self) -> None:
        now_s = self._clock()
        if now_s < self._next_s:
            self._sleep(self._next_s - now_s)
        self._next_s = max(now_s, self._next_s) + self._interval_s


def items(page: Any) -> list[Any]:
    """The records of a page: the page itself, or the first list in it."""
    if isinstance(page, list):
        return page
    lists = (
        (value for value in page.values() if isinstance(value, list))
        if isinstance(page, dict)
        else ()
    )
    return next(iter(lists), [])


if __name__ == "__main__":
    client = ApiClient("https://api.github.com")
    for number, repository in enumerate(client.records("/orgs/python/repos")):
        print(number + 1, repository["full_name"])
