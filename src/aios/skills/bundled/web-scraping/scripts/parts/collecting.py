"""Walk the pages until there are enough items."""

import re
from urllib.parse import urljoin, urlsplit

from parts.fetching import PageError, fetch, new_session, robots_rules

NEXT_TEXT = re.compile(
    r"(下一?页|下一頁|后一?页|次へ|次のページ|加载更多|next( page)?|older( posts)?|load more)?"
    r"\s*[>›»→⟩]*",
    re.IGNORECASE,
)
WEAK_NEXT_TEXT = re.compile(r"(查看|show )?(更多|more)\W*|\d+", re.IGNORECASE)
PAGE_IN_URL = re.compile(r"[?&/](p|pg|page|paged|start|offset|from)[=/_-]?\d+", re.IGNORECASE)


def next_html(page, soup, number):
    """The address of the page after page `number`, "" when nothing leads on."""
    links = soup.select("a[rel~=next][href], link[rel~=next][href]")
    links += soup.select("li.next a[href], a.next[href], a.morelink[href]")
    links += [link for link in soup.select("a[href]") if leads_on(link, number)]
    base = soup.select_one("base[href]")
    start = urljoin(page.url, base["href"] if base else "")
    for link in links:
        url = urljoin(start, link["href"]).split("#")[0]
        if urlsplit(url).netloc == urlsplit(page.url).netloc and url != page.url.split("#")[0]:
            return url
    return ""


def leads_on(link, number):
    """Whether a link reads like the way to the next page."""
    text = " ".join(link.get_text().split())
    if not text:
        return False
    if NEXT_TEXT.fullmatch(text):
        return True
    weak = WEAK_NEXT_TEXT.fullmatch(text) and (not text.isdigit() or text == str(number + 1))
    return bool(weak and PAGE_IN_URL.search(link["href"]))


def collect(url, extract, count=None, max_pages=1):
    """Items of the first page and, while fewer than `count`, of the next ones.

    `extract(page, number)` gives a page's items and the next page's address. Returns the items,
    how many pages were read, and why it stopped early ("" if it did not).
    """
    session = new_session()
    rules = robots_rules(session, url)
    items, last, known, seen, pages, stopped = [], [], set(), set(), 0, ""
    while url and url not in seen and pages < max_pages and not (count and len(items) >= count):
        seen.add(url)
        try:
            page = fetch(session, url, rules)
        except PageError as problem:
            if not pages:
                raise
            stopped = str(problem)
            break
        pages += 1
        found, url = extract(page, pages)
        print(f"page {pages}: {page.url}: {len(found)} items", flush=True)
        # Lists move on while they are read, so an entry may come again on the next page.
        fresh = [item for item in found if "link" not in item or address(item) not in known]
        if pages > 1 and found and (not fresh or found == last):
            break  # the site leads in circles
        items, last = items + fresh, found or last
        known.update(map(address, found))
    return items[:count], pages, stopped


def same_site(url, other):
    """Whether two addresses are on one site; www. makes no other."""
    hosts = [urlsplit(u).netloc.lower().removeprefix("www.") for u in (url, other)]
    return hosts[0] == hosts[1]


def address(item):
    """What tells an entry of a list from the others."""
    return item.get("link"), item.get("title")
