"""Read sitemaps: an index and the maps it names, plain or packed."""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from parts.collecting import same_site
from parts.fetching import PageError, fetch, new_session, robots_rules

MAX_MAPS = 200
SITEMAP = re.compile(r"<(\w+:)?(urlset|sitemapindex)\b")


def read_sitemaps(url):
    """Every address of a site's maps with its date, how many files were read, what was not read.

    `url` is that of a map, or of any page of a site, whose maps robots.txt names.
    """
    session, items, waiting, seen, problems = new_session(), [], [], set(), []
    rules = robots_rules(session, url)
    named = SITEMAP_NAMED.search(urlsplit(url).path)
    waiting = [url] if named else sitemaps_of(session, url, rules)
    while waiting and len(seen) < MAX_MAPS:
        address = waiting.pop(0)
        if address in seen or not same_site(address, url):
            continue
        seen.add(address)
        try:
            page = fetch(session, address, rules)
        except PageError as problem:
            problems.append(problem)
            continue
        found, maps = read_map(page)
        items += found
        waiting += maps
        print(f"page {len(seen)}: {address}: {len(found)} addresses, {len(maps)} maps", flush=True)
    if problems and not items:
        raise problems[0]
    known = {item["link"]: item for item in items}
    return list(known.values()), len(seen), "; ".join(map(str, problems))


SITEMAP_NAMED = re.compile(r"site_?-?map|\.(xml|txt)(\.gz)?$|\.gz$", re.IGNORECASE)


def sitemaps_of(session, url, rules):
    """The maps that a site's robots.txt names, else the usual address."""
    return [urljoin(url, address) for address in rules.sitemaps] or [urljoin(url, "/sitemap.xml")]


def read_map(page):
    """The pages and the further maps in one file; a plain text has an address in each line."""
    if not SITEMAP.search(page.text):
        lines = [line.strip() for line in page.text.splitlines()]
        return [{"link": line} for line in lines if re.match(r"https?://\S+$", line)], []
    soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*>", "", page.text), "xml")
    maps = [entry.loc.get_text(strip=True) for entry in soup.find_all("sitemap") if entry.loc]
    items = [{"link": entry.find("loc", recursive=False).get_text(strip=True),
              **{name: entry.find(tag).get_text(strip=True)
                 for name, tag in (("date", "lastmod"), ("priority", "priority"))
                 if entry.find(tag)}}
             for entry in soup.find_all("url") if entry.find("loc", recursive=False)]  # fmt: skip
    return items, [urljoin(page.url, address) for address in maps]
