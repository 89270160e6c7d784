"""Read RSS and Atom feeds into one list, newest first, as JSON or CSV.

python feed_reader.py https://example.org/feed.xml [more feeds] -o news.json --limit 20
"""

import argparse
import csv
import json
import re
import sys
import urllib.request
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

OUTPUT = "feed.json"
LIMIT = 50
TIMEOUT_S = 15
MOST_BYTES = 10_000_000
ITEMS = {"item", "entry"}


class FeedError(Exception):
    """A feed cannot be read; the text says why."""


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `published` is in UTC, "" where the feed does not say."""

    title: str
    link: str
    published: str
    summary: str
    feed: str


def fetch(url: str) -> bytes:
    """The bytes of a feed at an address, or in a file."""
    try:
        if not url.startswith(("http://", "https://")):
            return Path(url).read_bytes()
        request = urllib.request.Request(url, headers={"User-Agent": "feed-reader"})
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            return bytes(answer.read(MOST_BYTES))
    except OSError as error:
        raise FeedError(f"{url}: {error}") from error


def parse(raw: bytes, source: str = "") -> list[Entry]:
    """The entries of an RSS or Atom feed, in its order."""
    if b"<!DOCTYPE" in raw[:1000].upper() or b"<!ENTITY" in raw.upper():
        raise FeedError(f"{source}: entities of its own are not read")
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise FeedError(f"{source}: no XML ({error})") from error
    items = [node for node in root.iter() if local(node) in ITEMS]
    if not items and local(root) not in ("rss", "feed", "RDF"):
        raise FeedError(f"{source}: neither RSS nor Atom")
    head = next((text(node, "title") for node in root.iter() if local(node) == "channel"), None)
    feed = head or text(root, "title") or source
    return [entry(item, feed) for item in items]


def entry(item: ElementTree.Element, feed: str) -> Entry:
    """One entry, whichever kind of feed it is from."""
    links = [node for node in item if local(node) == "link"]
    best = next((node for node in links if node.get("rel", "alternate") == "alternate"), None)
    link = "" if best is None else (best.get("href") or best.text or "").strip()
    date = next(
        filter(None, (text(item, n) for n in ("pubDate", "published", "updated", "date"))), ""
    )
    body = text(item, "description") or text(item, "summary") or text(item, "content")
    return Entry(plain(text(item, "title")), link, moment(date), plain(body), feed)


def local(node: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def text(node: ElementTree.Element, name: str) -> str:
    """All text of the first child of that name, "" if there is none."""
    found = next((child for child in node if local(child) == name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def plain(markup: str) -> str:
    """A text without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", unescape(markup))).split())


def moment(date: str) -> str:
    """The date in UTC as ISO 8601, "" if it cannot be read."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(date)
        except ValueError:
            continue
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="seconds")
    return ""


def newest(entries: Iterable[Entry], limit: int = LIMIT) -> list[Entry]:
    """Each entry once, the newest first; those without a date at the end."""
    once = {each.link or each.title: each for each in entries}
    return sorted(once.values(), key=lambda each: each.published, reverse=True)[:limit]


def save(entries: list[Entry], path: Path) -> None:
    """Write the entries as CSV where the file's name says so, else as JSON."""
    rows = [asdict(each) for each in entries]
    if path.suffix.lower() == ".csv":
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, [field.name for field in fields(Entry)])
            writer.writeheader()
            writer.writerows(rows)
        return
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Read the feeds into a file; a feed that fails is named and left out."""
    parser = argparse.ArgumentParser(description="Read RSS and Atom feeds.")
    parser.add_argument("feeds", nargs="+", help="addresses or files")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    parser.add_argument("--limit", type=int, default=LIMIT)
    given = parser.parse_args(argv)
    found, failed = list[Entry](), 0
    for feed in given.feeds:
        try:
            found += parse(fetch(feed), feed)
        except FeedError as error:
            print(f"error: {error}", file=sys.stderr)
            failed += 1
    entries = newest(found, given.limit)
    for each in entries:
        print(f"{each.published[:10] or '?':<10}  {each.title}  {each.link}")
    if found:
        save(entries, given.output)
        print(f"{len(entries)} entries → {given.output}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
