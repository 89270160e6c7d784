"""Read a feed: RSS 2.0, RSS 1.0 (RDF) and Atom."""

import calendar
import re
import time
from urllib.parse import urljoin

import feedparser
from bs4 import BeautifulSoup

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")


def read_feed(page, number):
    """The entries of a feed, dates in UTC as 2026-03-14 08:00:00; no page follows."""
    # The text is decoded already, so what it says about its charset is no longer true.
    feed = feedparser.parse(re.sub(r"^\s*<\?xml[^>]*>", "", page.text))
    items = [read_entry(entry, page.url) for entry in feed.entries]
    told = {name for item in items for name, value in item.items() if value is not None}
    return [{name: item[name] for name in item if name in told} for item in items], ""


def read_entry(entry, url):
    """One entry: title, link, date, author, categories, summary."""
    written = entry.get("published_parsed") or entry.get("updated_parsed")
    date = entry.get("published") or entry.get("updated")
    if written:
        seconds = time.gmtime(calendar.timegm(written))
        date = time.strftime("%Y-%m-%d %H:%M:%S", seconds)
    summary = BeautifulSoup(entry.get("summary", ""), "lxml").get_text(" ", strip=True)
    link = entry.get("link") or (entry.get("id") if "://" in entry.get("id", "") else "")
    item = {
        "title": entry.get("title") or summary[:80],
        "link": urljoin(url, link) if link else None,
    }
    terms = ", ".join(tag.get("label") or tag.get("term") or "" for tag in entry.get("tags", ()))
    item |= {"date": date, "author": entry.get("author"), "category": terms or None}
    item["summary"] = summary or None
    item["duration"] = spoken_length(entry.get("itunes_duration"))
    return item


def spoken_length(text):
    """How long an episode lasts, as 52:03 or 1:02:03, from that or from seconds; None without."""
    if not text or not text.isdecimal():
        return text or None
    minutes, seconds = divmod(int(text), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def feed_links(soup, url):
    """The addresses of the feeds that a page announces, else of links that look like feeds."""
    announced = [
        link["href"]
        for link in soup.select("link[rel~=alternate][href]")
        if link.get("type", "").lower() in FEED_TYPES
    ]
    looks = re.compile(r"(^|[/.?=_-])(rss|atom|feed)s?\b|\.rdf$", re.IGNORECASE)
    linked = [a["href"] for a in soup.select("a[href]") if looks.search(a["href"])]
    return list(dict.fromkeys(urljoin(url, href) for href in announced or linked))
