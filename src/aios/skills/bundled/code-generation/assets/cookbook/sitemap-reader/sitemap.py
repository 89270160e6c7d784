"""List the addresses of a sitemap, those of the sitemaps it names included.

python sitemap.py https://example.org/sitemap.xml [-o urls.csv]
"""

import argparse
import csv
import gzip
import io
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

OUTPUT = "urls.csv"
MAX_SITEMAPS = 100
TIMEOUT_S = 15
MOST_BYTES = 60_000_000  # the protocol allows 50 MB


class SitemapError(Exception):
    """A sitemap cannot be read; the text says why."""


@dataclass(frozen=True)
class Page:
    """One address and when it was changed, "" where the sitemap does not say."""

    url: str
    changed: str = ""


def fetch(url: str) -> bytes:
    """The bytes at an address, or in a file."""
    try:
        if not url.startswith(("http://", "https://")):
            return Path(url).read_bytes()
        request = urllib.request.Request(url, headers={"User-Agent": "sitemap-reader"})
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return bytes(answer.read(MOST_BYTES))
    except OSError as error:
        raise SitemapError(f"{url}: {error}") from error


def unpacked(raw: bytes, source: str) -> bytes:
    """The XML, which may have been packed with gzip; never more than is allowed."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            return file.read(MOST_BYTES)
    except (OSError, EOFError) as error:
        raise SitemapError(f"{source}: {error}") from error


def parse(raw: bytes, source: str = "") -> tuple[list[Page], list[str]]:
    """The pages of a sitemap, and the sitemaps it names."""
    text = unpacked(raw, source)
    if b"<!DOCTYPE" in text[:1000].upper() or b"<!ENTITY" in text[:1000].upper():
        raise SitemapError(f"{source}: entities of its own are not read")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise SitemapError(f"{source}: no XML ({error})") from error
    if local(root) not in ("urlset", "sitemapindex"):
        raise SitemapError(f"{source}: no sitemap")
    entries = [{local(part): (part.text or "").strip() for part in node} for node in root]
    named = [entry for entry in entries if entry.get("loc")]
    if local(root) == "sitemapindex":
        return [], [entry["loc"] for entry in named]
    return [Page(entry["loc"], entry.get("lastmod", "")) for entry in named], []


def local(node: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def pages(url: str, get: Callable[[str], bytes] = fetch) -> Iterator[Page]:
    """All pages, each once, through the sitemaps that one names."""
    waiting, seen, known = [url], {url}, set[str]()
    while waiting:
        found, further = parse(get(waiting[0]), waiting.pop(0))
        for page in found:
            if page.url not in known:
                known.add(page.url)
                yield page
        for each in further:
            if each not in seen and len(seen) < MAX_SITEMAPS:
                seen.add(each)
                waiting.append(each)


def save(found: list[Page], path: Path) -> None:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["url", "changed"])
        writer.writerows([page.url, page.changed] for page in found)


def main(argv: list[str] | None = None) -> int:
    """Print the addresses, and write them where a file is named."""
    parser = argparse.ArgumentParser(description="List the addresses of a sitemap.")
    parser.add_argument("url", help="an address, or a file")
    parser.add_argument("-o", "--output", type=Path, nargs="?", const=Path(OUTPUT))
    given = parser.parse_args(argv)
    try:
        found = list(pages(given.url))
        if given.output:
            save(found, given.output)
    except (SitemapError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for page in found:
        print(f"{page.url}  {page.changed}".rstrip())
    print(f"{len(found)} addresses", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
