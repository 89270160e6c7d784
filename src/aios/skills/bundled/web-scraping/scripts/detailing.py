"""Find out, from a few of the pages behind a list's items, how each wanted field is read there."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from css import shorten
from detect import Found
from facts import labels_of
from fields import gather_places, place_field
from kinds import KINDS, WORDS
from parts.collecting import same_site
from parts.details import labelled, read_detail, stated, without_menus
from parts.fetching import PageError, fetch, new_session, robots_rules
from parts.listing import parse
from valued import is_label_said
from wanted import unread

SAMPLES = 3
MOST = 12  # labels that are taken where none is named
# Halves of labels that say nothing alone.
VAGUE = set(
    "工作 产品 商品 公司 职位 岗位 要求 信息 名称 情况 内容 年限 图书 项目".split()  # noqa: SIM905
)
TEXT_WORDS = re.compile(
    r"正文|全文|文章内容|详细内容|内容|full[ -]?text|main text|article text"
    r"|\btexts?\b|\bcontents?\b|\bbod(?:y|ies)\b",
    re.IGNORECASE,
)


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


def place_details(pages, text, names, choosing="(?!)", everything=False, known=()):
    """Field → Place for the fields `names`, for labels of the pages that the text says or by
    which it chooses (a pattern), for text. Where it names what is neither one of these nor
    `known` from the list, all labels are taken.

    With `everything`, what the pages evidently have is taken where nothing is named.
    """
    labels = places_of_labels(pages, text)
    wants_text = bool(TEXT_WORDS.search(text))
    said = [n for n in labels if is_said(n, text) or re.search(choosing, n, WORDS)]
    if everything and not (names or said or wants_text):
        names = [name for name, kind in KINDS.items() if kind.evident or name == "description"]
        said = shared_labels(pages, text)[:MOST]
    plain = shared_labels(pages, text)
    fields = {}
    for name in names:
        if (place := place_one(name, pages, plain)) is not None:
            fields[name] = place
    rest = unread(text, ["title", *known, *fields, *said])
    if rest or set(names) - set(fields):
        called = [n for n in labels if any(is_label_said(n, name) for name in rest)]
        said += called if len(called) >= len(rest) else list(labels)[:MOST]
    told = [n for n in (*fields, *known) if n in KINDS and n not in ("title", "link")]
    kinds = "|".join(KINDS[name].words for name in told) or "(?!)"
    same = {name.lower() for name in known}
    fields |= {label: place for label, place in labels.items() if label in said
               and label.lower() not in same and not re.search(kinds, label, WORDS)}  # fmt: skip
    if wants_text or (everything and not fields):
        fields["text"] = Place("text", "", "text")
    return fields


def places_of_labels(pages, text):
    """Label → Place of what the pages write under labels, in whatever way they mark them."""
    shared = shared_labels(pages, text, alike=True)
    found = {name: Place("label", name, "text") for name in shared}
    bodies = [without_menus(body) for page in pages if (body := parse(page).body)]
    facts = labels_of([[body] for body in bodies], text) if bodies else {}
    known = {name.lower() for name in found}
    return found | {n: Place("fact", n, "text") for n in facts if n.lower() not in known}


def is_said(label, text):
    """Whether a text names a page's label, of a long Chinese one the end: 学历要求, 工作经验.

    One letter or sign names nothing. Of two words each may stand by itself: dogs are allowed."""
    if " " in label and label.isascii() and is_label_said(label, text):
        return True
    pattern = rf"\b{re.escape(label.rstrip('s'))}s?\b" if label.isascii() else re.escape(label)
    parts = [label[-2:], label[:-2]] if len(label) == 4 and not label.isascii() else []
    pattern = "|".join([pattern, *(re.escape(p) for p in parts if p not in VAGUE)])
    return len(label) > 1 and re.search(pattern, text, WORDS) is not None


def shared_labels(pages, text="", alike=False):
    """The labels that most of the pages have, in their order, and that differ in value on some or
    are said in the text; with `alike` also those of one value."""
    tables = [labelled(parse(page)) for page in pages]
    names = [
        n for n in (tables[0] if tables else {}) if sum(n in t for t in tables) * 2 > len(tables)
    ]
    one = alike or len(tables) == 1
    return [n for n in names if one or len({t.get(n) for t in tables}) > 1 or is_said(n, text)]


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
        found = Found([without_menus(body) for body in bodies], "body", "")
        place = place_field(kind, gather_places(found.items), found, strict=False)
        if place is not None:
            ways.append(Place("css", f"body {place[0]}".strip(), place[1]))
        if name in ("description", "summary"):
            ways += longest_text(found)
    ways += [Place(name, "", "text")] if name in ("author", "date") else []
    for strict in (True, False):
        for way in ways:
            values = [value for page in pages if (value := read_detail(page, *way)) is not None]
            varied = len({str(v) for v in values}) > 1 or len(pages) == 1
            if len(values) * 2 >= len(pages) and (varied or not strict):
                return way
    return None


def longest_text(found):
    """The place of the longest text of the pages' own, as a list of one Place or none."""
    best, longest = None, 20
    for (scope, steps), hits in gather_places(found.items).items():
        size = sum(own_text(element) for element in hits.values()) / len(found.items)
        if not scope and steps and size > longest:
            best, longest = (steps, hits), size
    if best is None:
        return []
    steps, hits = best
    several = all(len(e.parent.find_all(e.name, recursive=False)) > 1 for e in hits.values())
    steps = steps[:-1] if several and len(steps) > 2 else steps
    return [Place("css", f"body {shorten(list(steps), found.items)}", "value")]


def own_text(element):
    """How many letters stand in an element itself or in parts of its sentences."""
    inline = ("a", "b", "i", "em", "strong", "span", "code", "br")
    parts = (c for c in element.children if isinstance(c, str) or c.name in inline)
    return sum(len(c if isinstance(c, str) else c.get_text()) for c in parts)
