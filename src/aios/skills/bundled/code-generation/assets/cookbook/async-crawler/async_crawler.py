"""Crawl a site with asyncio: python async_crawler.py URL [--pages 50] [-o pages.csv]"""

import argparse
import asyncio
import csv
import sys
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

CONCURRENCY = 5
PAGES = 50
TIMEOUT_S = 10
OUTPUT = "pages.csv"
MOST_BYTES = 2_000_000

Fetch = Callable[[str], Awaitable[str]]


class PageParser(HTMLParser):
    """Takes the title and the links out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.links, self._in_title = "", list[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        target = dict(attrs).get("href")
        if tag == "a" and target:
            self.links.append(target)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


@dataclass
class Page:
    """A page that was asked for: its title and links, or the error."""

    url: str
    title: str = ""
    links: list[str] = field(default_factory=list)
    error: str = ""


def parsed(url: str, html: str) -> Page:
    """The page, its links made absolute and without fragments."""
    parser = PageParser()
    parser.feed(html)
    links = (urldefrag(urljoin(url, link)).url for link in parser.links)
    kept = (link for link in links if urlsplit(link).scheme in ("http", "https"))
    return Page(url, " ".join(parser.title.split()), list(dict.fromkeys(kept)))


def read(url: str) -> str:
    """The HTML at the address; ValueError if it is something else."""
    request = urllib.request.Request(url, headers={"User-Agent": "async-crawler"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
        if response.headers.get_content_type() != "text/html":
            raise ValueError(f"not HTML but {response.headers.get_content_type()}")
        charset = response.headers.get_content_charset() or "utf-8"
        return str(response.read(MOST_BYTES).decode(charset, errors="replace"))


async def fetch(url: str) -> str:
    """The HTML, read in a thread so that other pages go on."""
    return await asyncio.to_thread(read, url)


async def crawl(
    start: str, pages: int = PAGES, concurrency: int = CONCURRENCY, get: Fetch = fetch
) -> list[Page]:
    """Pages of the same host, level by level, so many at a time; sorted as they were found."""
    if pages < 1 or concurrency < 1:
        raise ValueError("at least one page at a time is needed")
    gate = asyncio.Semaphore(concurrency)

    async def visit(url: str) -> Page:
        async with gate:
            try:
                return parsed(url, await get(url))
            except (OSError, ValueError, LookupError) as error:
                return Page(url, error=str(error) or type(error).__name__)

    start = urldefrag(start).url
    known, level, done = {start: None}, [start], list[Page]()
    while level and len(done) < pages:
        done += await asyncio.gather(*map(visit, level[: pages - len(done)]))
        found = dict.fromkeys(
            link
            for page in done
            for link in page.links
            if urlsplit(link).netloc == urlsplit(start).netloc and link not in known
        )
        known |= found
        level = list(found)
    return done


def save(pages: list[Page], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["url", "title", "links", "error"])
        writer.writerows([page.url, page.title, len(page.links), page.error] for page in pages)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Crawl the pages of one site.")
    parser.add_argument("url")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--concurrency", type=int, default=CONCURRENCY)
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    options = parser.parse_args(arguments)
    if urlsplit(options.url).scheme not in ("http", "https"):
        print(f"error: {options.url} is no web address", file=sys.stderr)
        return 1
    try:
        pages = asyncio.run(crawl(options.url, options.pages, options.concurrency))
        save(pages, options.output)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    failed = sum(bool(page.error) for page in pages)
    print(f"{len(pages)} pages, {failed} of them failed → {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
