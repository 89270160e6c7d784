"""The headings that a list's items stand under, as a field: the kinds of dishes of a menu."""

import re

from kinds import KINDS, WORDS
from valued import is_value_said

LEVELS = ("h2", "h3", "h4", "h5")


def with_headings(found, text, fields, missing):
    """(fields, missing) with the headings as the category, where a text asks for one that the
    items have not, or says what one of several headings says."""
    if "category" in fields:
        return fields, missing
    level, values = level_above(found)
    said = any(is_value_said(value, text) for value in values)
    named = "category" in missing or re.search(KINDS["category"].words, text, WORDS)
    if not level or not (said or named):
        return fields, missing
    return {**fields, "category": ("", f"heading {level}")}, [n for n in missing if n != "category"]


def level_above(found):
    """(the level of headings that part the items, what these say); ("", ()) for none."""
    inside = {id(part) for item in found.items for part in item.find_all(LEVELS)}
    inside |= {id(item) for item in found.items}
    for level in LEVELS:
        heads = heads_before(found.items, level)
        if None in heads or any(id(head) in inside for head in heads):
            continue
        values = {" ".join(head.get_text(" ").split()) for head in heads}
        if 1 < len(values) < len(found.items):
            return level, values
    return "", ()


def heads_before(items, level):
    """The last heading of a level before each item, None for none; the page is walked once."""
    members, heads, last = set(map(id, items)), [], None
    for element in [*items[0].parents][-1].find_all(True):
        if id(element) in members:
            heads.append(last)
        last = element if element.name == level else last
    return heads
