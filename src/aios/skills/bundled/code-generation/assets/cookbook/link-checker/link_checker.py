"""Check addresses: status and latency of each, many at a time; or all links of a page.

python link_checker.py https://a.example https://b.example       python link_checker.py --page URL
"""

import argparse
import csv
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit

WORKERS = 8
TIMEOUT_S = 10.0
SLOW_S = 2.0
MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Check:
    """What came of one address: `status` is 0 where nobody answered."""

    url: str
    status: int
    seconds: float
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the address answered with a page."""
        return 200 <= self.status < 400


class LinkParser(HTMLParser):
    """Takes the links and the pictures out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "img": "src", "link": "href", "script": "src"}.get(tag)
        self.links += [value for name, value in attrs if name == wanted and value]


def open_url(url: str, timeout_s: float = TIMEOUT_S) -> tuple[int, bytes]:
    """The status and the beginning of what the address answers."""
    request = urllib.request.Request(url, headers={"User-Agent": "link-checker"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            return answer.status, answer.read(MOST_BYTES)
    except HTTPError as error:
        with error:
            return error.code, b""


def check(url: str, read: Callable[[str], tuple[int, bytes]] = open_url) -> Check:
    """Ask the address once."""
    start_s = time.perf_counter()
    try:
        status, error = read(url)[0], ""
    except (OSError, ValueError) as problem:
        status, error = 0, str(getattr(problem, "reason", "") or problem)
    return Check(url, status, round(time.perf_counter() - start_s, 3), error)


def check_all(
    urls: Iterable[str],
    workers: int = WORKERS,
    read: Callable[[str], tuple[int, bytes]] = open_url,
) -> list[Check]:
    """Ask each address once, so many at a time; in the order they were given."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda url: check(url, read), dict.fromkeys(urls)))


def links_of(url: str, html: str) -> list[str]:
    """The web addresses that a page links to, each once, without fragments."""
    parser = LinkParser()
    parser.feed(html)
    links = (urldefrag(urljoin(url, link.strip())).url for link in parser.links)
    return list(dict.fromkeys(link for link in links if urlsplit(link).scheme in ("http", "https")))


def save(checks: list[Check], path: Path) -> None:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Check)])
        writer.writeheader()
        writer.writerows(map(asdict, checks))


def main(argv: list[str] | None = None) -> int:
    """Print what each address answers; 1 if one of them does not."""
    parser = argparse.ArgumentParser(description="Check whether addresses answer, and how fast.")
    parser.add_argument("urls", nargs="*")
    parser.add_argument("--file", type=Path, help="a text file with one address per line")
    parser.add_argument("--page", help="check all links of this page")
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("-o", "--output", type=Path, help="also write a CSV file")
    given = parser.parse_args(argv)
    try:
        urls = list(given.urls)
        if given.file:
            urls += given.file.read_text(encoding="utf-8").split()
        if given.page:
            urls += links_of(given.page, open_url(given.page)[1].decode("utf-8", "replace"))
        checks = check_all(urls, given.workers)
        if given.output:
            save(checks, given.output)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for each in checks:
        slow = "  slow" if each.seconds > SLOW_S else ""
        told = each.status or each.error
        print(f"{'ok  ' if each.ok else 'FAIL'} {told}  {each.seconds:.3f} s{slow}  {each.url}")
    broken = sum(not each.ok for each in checks)
    print(f"{len(checks)} checked, {broken} broken")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
