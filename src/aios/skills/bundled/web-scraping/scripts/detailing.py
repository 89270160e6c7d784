"""Find out, from a few of the pages behind a list's items, how each wanted field is read there."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from detect import Found
from fields import KINDS, WORDS, asked_fields, gather_places, place_field
from parts.collecting import same_site
from parts.details import labelled, read_detail, stated
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import parse

SAMPLES = 3
TEXT_WORDS = re.compile(
    r"正文|全文|文章内容|详细内容|内容|full[ -]?text|main text|article text|\btexts?\b|\bcontents?\b|\bbod(?:y|ies)\b",
    re.IGNORECASE,
)
NEVER = ("link", "title", "rank")


class Place(NamedTuple):
    """How a field is read: see parts.details.read_detail."""

    how: str
    key: str
    what: str


def sample_pages(items, url):
    """The pages behind a few items that lie on the same site, and the first error met."""
    session, pages, problem = new_session(), [], None
    rules = robots_rules(session, url)
    links = [item["link"] for item in items if item.get("link")]
    links = [
        link for link in dict.fromkeys(links) if same_site(link, url) and not beside(link, url)
    ]
    for link in links[:SAMPLES]:
        try:
            pages.append(fetch(session, link, rules))
        except PageError as error:
            problem = problem or error
    return pages, problem


def beside(link, url):
    """Whether a link only leads to a place in the page itself."""
    return urlsplit(link)._replace(fragment="") == urlsplit(url)._replace(fragment="")


def place_details(pages, text, known, everything=False):
    """Field → Place for what the text asks for and the items do not have.

    With `everything`, what the pages evidently have is taken where the text names no field.
    """
    asked = [name for name in asked_fields(text) if name not in NEVER and name not in known]
    labels = shared_labels(pages)
    if everything and not asked and not TEXT_WORDS.search(text):
        asked = [name for name, kind in KINDS.items() if kind.evident or name == "description"]
        fields = {label: Place("label", label, "text") for label in labels[:12]}
    else:
        fields = {label: Place("label", label, "text") for label in labels if is_said(label, text)}
    for name in asked:
        place = place_one(name, pages, labels)
        if place is not None and name not in fields:
            fields = {k: v for k, v in fields.items() if not re.search(KINDS[name].words, k, WORDS)}
            fields[name] = place
    if TEXT_WORDS.search(text) or (everything and not fields):
        fields["text"] = Place("text", "", "text")
    elif {"description", "summary"} & set(asked) - set(fields):
        name = next(n for n in asked if n in ("description", "summary"))
        fields[name] = Place("text", "", "text")
    return fields


def is_said(label, text):
    """Whether a text names a page's label; one letter or sign names nothing."""
    pattern = rf"\b{re.escape(label)}s?\b" if label.isascii() else re.escape(label)
    return len(label) > 1 and re.search(pattern, text, WORDS) is not None


def shared_labels(pages):
    """The labels that most of the pages have and that differ in value on some, in their order."""
    tables = [labelled(parse(page)) for page in pages]
    names = [
        n for n in (tables[0] if tables else {}) if sum(n in t for t in tables) * 2 > len(tables)
    ]
    return [n for n in names if len(tables) == 1 or len({t.get(n) for t in tables}) > 1]


def place_one(name, pages, labels):
    """The first way that gives this field on most pages, and not one value on all; or None."""
    kind = KINDS[name]
    what = kind.read if kind.read in ("number", "count") else "value"
    ways = (
        [Place("data", name, what)]
        if any(stated(parse(p), name) is not None for p in pages)
        else []
    )
    ways += [Place("label", label, what) for label in labels if re.search(kind.words, label, WORDS)]
    bodies = [body for page in pages if (body := parse(page).body)]
    if bodies:
        found = Found([without_frame(body) for body in bodies], "body", "")
        place = place_field(kind, gather_places(found.items), found, strict=False)
        if place is not None:
            ways.append(Place("css", f"body {place[0]}".strip(), place[1]))
    ways += [Place(name, "", "text")] if name in ("author", "date") else []
    for strict in (True, False):
        for way in ways:
            values = [value for page in pages if (value := read_detail(page, *way)) is not None]
            varied = len({str(v) for v in values}) > 1 or len(pages) == 1
            if len(values) * 2 >= len(pages) and (varied or not strict):
                return way
    return None


def without_frame(body):
    """The body of a page, its menus and footers taken out."""
    for part in body.select("nav, footer, aside, script, style, header nav, form"):
        part.decompose()
    return body
