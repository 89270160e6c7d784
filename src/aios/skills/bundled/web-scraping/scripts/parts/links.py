"""Read the links of a page: their words and their absolute addresses, each address once."""

import re
from urllib.parse import urljoin, urlsplit

from parts.collecting import next_html
from parts.listing import clean, parse


def read_links(page, number, pattern, side):
    """Links whose address or words match `pattern`; `side` is all, internal or external."""
    soup = parse(page)
    base = soup.select_one("base[href]")
    start = urljoin(page.url, base["href"] if base else "")
    links = {}
    for a in soup.select("a[href], area[href]"):
        url = urljoin(start, a["href"].strip())
        image = a.select_one("img[alt]")
        text = clean(a) or (image["alt"] if image else "") or a.get("title", "")
        if urlsplit(url).scheme in ("http", "https") and wanted(url, text, page.url, pattern, side):
            links[url] = links.get(url) or text
    items = [{"title": text, "link": url} for url, text in links.items()]
    return items, page.next_url or next_html(page, soup, number)


def wanted(url, text, page_url, pattern, side):
    """Whether a link is one of those asked for."""
    internal = urlsplit(url).hostname == urlsplit(page_url).hostname
    if side != "all" and internal != (side == "internal"):
        return False
    return bool(re.search(pattern, url, re.IGNORECASE) or re.search(pattern, text, re.IGNORECASE))
