"""Follow the link of each item, and read fields of the page behind it."""

import json
import re

import trafilatura

from parts.article import main_text, told_day
from parts.collecting import same_site
from parts.facts import fact
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import clean, lines_of, parse, read_field, to_number

MAX_DETAILS = 100
LABELLED = re.compile(r"([^:：]{1,24}?)\s*[:：]\s*(\S.{0,300})")
# Several labels with their values in one line: "来源：晚报 时间：2025-03-01".
SEVERAL = re.compile(
    r"([^\s\d:：|,，]{1,12})\s*[:：]\s*(?!//)(\S.*?)(?=\s+[^\s\d:：|,，]{1,12}\s*[:：]\s*(?!//)|$)"
)
# What parts a label with its value from the next: "邮箱：a@b.cn，地址：…".
NEXT_LABEL = re.compile(r"[，,；;。]\s*(?=[^\s\d:：|,，；;。]{1,12}\s*[:：]\s*(?!//)\S)")
SAME_NAMES = {
    "title": ("name", "headline"), "date": ("datePublished", "article:published_time"),
    "rating": ("ratingValue",), "stock": ("availability",), "summary": ("description",),
    "description": ("og:description",), "price": ("product:price:amount", "lowPrice"),
    "image": ("og:image",), "category": ("articleSection",), "tags": ("keywords",),
}  # fmt: skip


def read_details(items, url, fields):
    """The items with the `fields` of their own pages; a `problem` says why one was not read."""
    session = new_session()
    rules = robots_rules(session, url)
    whole = []
    for number, item in enumerate(items, 1):
        link, found = item.get("link"), {}
        if number > MAX_DETAILS:
            found = {"problem": f"only {MAX_DETAILS} pages are followed"}
        elif not link or not same_site(link, url):
            found = {"problem": "no page on this site"}
        else:
            try:
                page = fetch(session, link, rules)
                found = {name: read_detail(page, *place) for name, place in fields.items()}
                print(f"detail {number}: {link}", flush=True)
            except PageError as problem:
                found = {"problem": str(problem)}
        whole.append({**item, **found})
    return whole


def read_pages(urls, fields):
    """One item for each page: its title, address and `fields`."""
    session, items = new_session(), []
    for url in urls:
        page = fetch(session, url, robots_rules(session, url))
        soup = parse(page)
        heading = soup.find("h1") or soup.title
        item = {"title": clean(heading) if heading else url, "link": url}
        items.append({**item, **{name: read_detail(page, *at) for name, at in fields.items()}})
        print(f"page {len(items)}: {url}", flush=True)
    return items


def read_detail(page, how, key, what):
    """One field of a page: by `how` = title, data, label, fact, css, author, date or text."""
    soup = parse(page)
    if how == "text":
        return main_text(page, soup) or None
    if how == "words":
        return " ".join(without_menus(soup.body or soup).get_text(" ").split())
    if how in ("author", "date"):
        facts = trafilatura.extract_metadata(page.text, default_url=page.url)
        return facts.author if how == "author" else told_day(facts.date, page.text)
    if how == "title":
        heading = soup.find("h1") or soup.title
        return clean(heading) if heading else None
    if how == "fact":
        return fact([without_menus(soup.body or soup)], key)
    if how == "css":
        return read_field(soup, key, what, page.url)
    value = stated(soup, key) if how == "data" else labelled(soup).get(key)
    number = what in ("number", "count") and value is not None
    return to_number(str(value)) if number else value


def stated(soup, name):
    """What a page states of itself for machines: microdata, JSON-LD, meta tags."""
    names = (name, *SAME_NAMES.get(name, ()))
    blocks = []
    for script in soup.select('script[type="application/ld+json"]'):
        try:
            blocks.append(json.loads(script.get_text()))
        except ValueError:
            continue  # a broken block says nothing
    for key in names:
        element = soup.select_one(f'[itemprop="{key}"]')
        if element is not None:
            return element.get("content") or element.get("datetime") or clean(element) or None
        if (value := sought(blocks, key)) is not None:
            return value
        meta = soup.select_one(f'meta[name="{key}"][content], meta[property="{key}"][content]')
        if meta is not None and meta["content"].strip():
            return meta["content"].strip()
    return None


def sought(data, key):
    """The first plain value under a key, at any depth; that of an object is its name."""
    if isinstance(data, dict):
        value = data.get(key)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str | int | float):
            return value
        data = list(data.values())
    found = (sought(part, key) for part in data) if isinstance(data, list) else ()
    return next((value for value in found if value is not None), None)


def labelled(soup):
    """What a page writes as label and value: rows of two cells, definitions, "Label: value"."""
    found = {}
    pairs = [cells for row in soup.find_all("tr")
             if len(cells := row.find_all(["th", "td"], recursive=False)) == 2]  # fmt: skip
    pairs += [(dt, dt.find_next_sibling("dd")) for dt in soup.find_all("dt")]
    for name, value in pairs:
        if value is not None and clean(name):
            found.setdefault(clean(name).strip(" :：").lower(), clean(value))
    for element in soup.find_all(["p", "li", "div", "span"]):
        whole = NEXT_LABEL.sub("  ", " ".join(element.get_text(" ").split()))
        several = SEVERAL.findall(whole) if len(whole) < 160 else []
        if len(several) > 1 and SEVERAL.sub("", whole).strip(" |·•,，") == "":
            for name, value in several:
                found.setdefault(name.lower(), value.strip(" |·•,，"))
            continue
        lines = lines_of(element).split("\n") if element.find("br", recursive=False) else [whole]
        for written in filter(None, map(LABELLED.fullmatch, lines if len(whole) < 330 else ())):
            found.setdefault(written.group(1).lower(), written.group(2))
    return found


def without_menus(body):
    """The body of a page, its menus and footers taken out."""
    for part in body.select("nav, footer, aside, script, style, header nav, form"):
        part.decompose()
    return body
