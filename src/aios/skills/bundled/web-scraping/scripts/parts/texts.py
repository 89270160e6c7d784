"""The visible text of pages: what stands in it, and in which lines two pages differ."""

import difflib
import re

from parts.fetching import fetch, new_session, robots_rules
from parts.listing import parse

AROUND = 60


def visible_lines(page):
    """The lines of text that a reader of the page sees."""
    soup = parse(page)
    for part in soup.select("script, style, noscript, template, head"):
        part.decompose()
    blocks = "p div section article main li tr h1 h2 h3 h4 h5 h6 br table ul ol header footer nav"
    for block in soup.find_all(blocks.split()):
        block.insert_before("\n")
        block.insert_after("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return [line for line in lines if line]


def find_mentions(page, number, words):
    """Each place where the words stand, in any case, with what stands around them."""
    text = "\n".join(visible_lines(page))
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    items = []
    for hit in pattern.finditer(text):
        before = text[max(hit.start() - AROUND, 0) : hit.start()].rpartition("\n")[2]
        after = text[hit.end() : hit.end() + AROUND].partition("\n")[0]
        items.append({"found": hit.group(), "context": f"{before}{hit.group()}{after}"})
    return items, ""


def compare_pages(page, number, other_url):
    """The lines that only one of two pages has: page (first or second), line."""
    session = new_session()
    other = fetch(session, other_url, robots_rules(session, other_url))
    first, second = visible_lines(page), visible_lines(other)
    items = [
        {"page": "first" if line[0] == "-" else "second", "line": line[2:]}
        for line in difflib.ndiff(first, second)
        if line[:2] in ("- ", "+ ")
    ]
    print(f"alike: {difflib.SequenceMatcher(None, first, second).ratio():.1%}", flush=True)
    return items, ""
