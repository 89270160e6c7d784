"""Columns of a list's items beside the kinds of fields: what stands under labels, further cells."""

import re

from cells import further_cells, texts_beside
from facts import facts_of, is_of_kind
from kinds import KINDS, WORDS, asked_fields
from parts.listing import find
from valued import is_label_said, is_value_said
from wanted import unread

APART = ("title", "link")  # every item has these, whatever its labels are called
SEVERAL = 3  # texts side by side are values, and no sentence
NEAR = 8  # letters that may stand around a value in an element that tells it alone


def further_fields(found, places, fields, text, kind_of, everything):
    """name → (selector, what) of what the items have beside these fields and a text speaks of;
    with `everything` all there is."""
    selector, facts = facts_of(found.items, text)
    beside = told_by(found.items, fields)
    facts = {label: values for label, values in facts.items()
             if not (is_known(label, fields) or are_told(values, beside))}  # fmt: skip
    rest = unread(text, [*(n for n in fields if n != "link"), "title"])
    said = {n for n in facts if is_called(n, rest) or is_named(n, facts[n], text)}
    left = unread(text, [*fields, *said])
    added = {n: (selector, f"fact {n}") for n in facts if everything or n in said}
    told = [list(values) for values in zip(*(facts[n] for n in added), strict=True)]
    known = {**fields, **added}
    cells = further_cells(found, places, known, text, kind_of, everything, told)
    if everything:
        least = 1 if left else SEVERAL
        cells |= texts_beside(found.items, {**known, **cells}, told, least)
    return {**added, **called(cells, left)}


def told_by(items, fields):
    """The texts of the elements that fields beside the title are read from, for each item."""
    places = [place for name, (place, _) in fields.items() if name not in APART and place]
    elements = [[e for place in places if (e := find(item, place))] for item in items]
    return [[part.get_text(" ") for e in found for part in (e, *e.find_all("a"))]
            for found in elements]  # fmt: skip


def are_told(values, beside):
    """Whether most values stand in these texts of the same items, and little else does."""
    known = sum(any(value and value in text and len(text) < len(value) + NEAR for text in texts)
                for value, texts in zip(values, beside, strict=False))  # fmt: skip
    return known * 2 > len(values)


def is_known(label, fields):
    """Whether a field that was found is what a label names."""
    kinds = [name for name in fields if name in KINDS and name not in APART]
    return label in fields or any(is_of_kind(label, name) for name in kinds)


def is_called(label, names):
    """Whether a label is one of some names of columns, or shares a word with it."""
    return any(is_label_said(label, name) or is_label_said(name, label) for name in names)


def is_named(label, values, text):
    """Whether a text says a label or one of its values, or asks for the kind that it names."""
    kinds = (name for name in asked_fields(text) if name not in APART)
    whole = rf"\b{re.escape(label)}\b" if label.isascii() else re.escape(label)
    return (
        re.search(whole, text, WORDS) is not None
        or any(is_of_kind(label, name) for name in kinds)
        or any(value and is_value_said(value, text) for value in values)
    )


def called(cells, names):
    """Cells, the one without a name under the one that is left to name."""
    unnamed = [name for name in cells if re.fullmatch(r"text_\d+", name)]
    if len(unnamed) != 1 or len(names) != 1:
        return cells
    new = dict(zip(unnamed, names, strict=True))
    return {new.get(name, name): place for name, place in cells.items()}
