"""Crawl a site from one page on and write what is there to a CSV file.

    python scraper.py https://example.com --pages 20 -o pages.csv

Breadth first, one host only, each page once; robots.txt is honoured, requests are spaced out,
failed ones are repeated. Columns: url, status, title, headings, links, words.
"""

import argparse
import csv
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import requests
from bs4 import BeautifulSoup
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

START_URL = "https://example.com"
MAX_PAGES = 20
OUTPUT = "pages.csv"
DELAY_S = 0.5
TIMEOUT_S = 15
RETRIES = 3
USER_AGENT = "page-scraper/1.0"


@dataclass(frozen=True)
class Page:
    """One row of the result; `headings` are the h1 and h2 texts, joined by " | "."""

    url: str
    status: int
    title: str = ""
    headings: str = ""
    links: int = 0
    words: int = 0


def new_session(retries: int = RETRIES) -> requests.Session:
    """A session that repeats failed connections and answers 429 and 5xx, ever more slowly."""
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    policy = Retry(
        total=retries,
        backoff_factor=0.3,
        status_forcelist=(429, 500, 502, 503, 504),
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=policy))
    return session


def read_robots(session: requests.Session, start_url: str) -> RobotFileParser:
    """The rules of the host; no robots.txt means that everything is allowed."""
    rules = RobotFileParser()
    response = session.get(urljoin(start_url, "/robots.txt"), timeout=TIMEOUT_S)
    rules.parse(response.text.splitlines() if response.ok else [])
    return rules


def crawl(
    start_url: str,
    max_pages: int = MAX_PAGES,
    delay_s: float = DELAY_S,
    session: requests.Session | None = None,
) -> Iterator[Page]:
    """The pages of the site in the order they are found, at most `max_pages`."""
    with session or new_session() as session:
        rules = read_robots(session, start_url)
        pause_s = max(delay_s, float(rules.crawl_delay(USER_AGENT) or 0))
        queue, seen = deque([without_fragment(start_url)]), {without_fragment(start_url)}
        visited = 0
        while queue and visited < max_pages:
            url = queue.popleft()
            if not rules.can_fetch(USER_AGENT, url):
                continue
            if visited:
                time.sleep(pause_s)
            visited += 1
            page, links = visit(session, url)
            yield page
            fresh = [link for link in links if same_site(link, start_url) and link not in seen]
            seen.update(fresh)
            queue.extend(fresh)


def visit(session: requests.Session, url: str) -> tuple[Page, list[str]]:
    """The page's facts and its links; status 0 means that no answer came."""
    try:
        response = session.get(url, timeout=TIMEOUT_S)
    except requests.RequestException as error:
        print(f"{url}: {error}", file=sys.stderr)
        return Page(url, 0), []
    if not response.ok or "html" not in response.headers.get("Content-Type", ""):
        return Page(url, response.status_code), []
    return read_page(url, response)


def read_page(url: str, response: requests.Response) -> tuple[Page, list[str]]:
    soup = BeautifulSoup(response.content, "html.parser")
    links = find_links(soup, response.url)
    page = Page(
        url=url,
        status=response.status_code,
        title=soup.title.get_text(" ", strip=True) if soup.title else "",
        headings=" | ".join(tag.get_text(" ", strip=True) for tag in soup.find_all(["h1", "h2"])),
        links=len(links),
        words=len(soup.get_text(" ").split()),
    )
    return page, links


def find_links(soup: BeautifulSoup, base_url: str) -> list[str]:
    """The absolute http(s) addresses of the page's links, each once, without fragments."""
    targets = (urljoin(base_url, str(tag["href"]).strip()) for tag in soup.find_all("a", href=True))
    addresses = (
        without_fragment(url) for url in targets if urlsplit(url).scheme in ("http", "https")
    )
    return list(dict.fromkeys(addresses))


def without_fragment(url: str) -> str:
    return urldefrag(url).url


def same_site(url: str, start_url: str) -> bool:
    return urlsplit(url).netloc == urlsplit(start_url).netloc


def write_csv(path: Path, pages: Iterable[Page]) -> int:
    """Write page by page, so that an interrupted run keeps what it has; the number of rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in fields(Page)])
        writer.writeheader()
        for page in pages:
            writer.writerow(asdict(page))
            file.flush()
            count += 1
    return count


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Crawl a site into a CSV file.")
    parser.add_argument("url", nargs="?", default=START_URL)
    parser.add_argument("--pages", type=int, default=MAX_PAGES, help="how many at most")
    parser.add_argument("--delay", type=float, default=DELAY_S, help="seconds between requests")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    arguments = parser.parse_args(argv)
    try:
        count = write_csv(arguments.output, crawl(arguments.url, arguments.pages, arguments.delay))
    except (requests.RequestException, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{count} pages in {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
