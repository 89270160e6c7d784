"""Cells of a list's items that are no field yet: those that hold a value which a sentence says,
or all of them where it names no field."""

import re
from collections import Counter
from statistics import mean

from css import shorten, step
from detect import FILLER, carries_text
from kinds import KINDS
from parts.facts import beside
from parts.listing import DIVIDER, PICTURE, PLAIN_NUMBER, find
from valued import APART, grouped_by, is_value_said

WIDEST = 60  # letters; longer texts are prose
MOST_EVERYTHING = 8
READABLE = re.compile(r"[a-z]{3,}(?:[-_][a-z]{3,}){0,2}")


def further_cells(found, places, fields, text, kind_of, everything, told=()):
    """name → (selector, what) of cells beside these fields.

    `kind_of` gives for a cell in each item the name of the field it looks like, "" for none, and
    how it is read; with `everything` cells that most items have are taken, said or not. What is
    `told` of each item under a label is no cell.
    """
    sample = found.items[:40]
    # A label in an item's own text takes nothing of what stands beside that.
    placed = [place for place, what in fields.values()
              if place != "~" and (place or not what.startswith(("after ", "fact ")))]  # fmt: skip
    taken = [[e for place in placed if (e := find(item, place))] for item in sample]
    cells, known = {}, set()
    for (scope, steps), hits in places.items():
        ids = frozenset(map(id, hits.values()))
        parted = everything and are_parted(hits)
        if not (scope or steps) or ids in known or not is_cell(hits, () if parted else taken):
            continue
        known.add(ids)
        texts = [words_in(element) for element in hits.values()]
        if len(set(map(tuple, texts))) == 1 and len(hits) == len(sample):
            continue  # what all items say tells none from the others
        if (told and is_told_of(hits, told)) or (scope and len(hits) < len(sample) - 1):
            continue
        parts = [part for value in texts for whole in value for part in APART.split(whole)]
        said = any(is_value_said(part, text) for part in parts)
        said = said or grouped_by([part for value in texts for part in value], text)
        usual = everything and len(hits) * 2 > len(sample) and not all(map(is_filler, texts))
        if not (said or usual) or len(cells) >= MOST_EVERYTHING:
            continue
        lists = mean(len(value) > 1 for value in texts) > 0.5
        place = f"{scope}{' > '.join(steps)}" if scope else shorten(list(steps), sample)
        if parts := parts_of(texts, {*fields, *cells}, place):
            cells |= parts
            for index, element in hits.items():
                taken[index].append(element)
            continue
        kind, read = kind_of(hits)
        name = named(kind or counted(texts), hits, {*fields, *cells})
        numbers = all(PLAIN_NUMBER.fullmatch(part) for value in texts for part in value)
        read = "list" if lists else "number" if numbers else read if name == kind else "value"
        cells[name] = place, read
        for index, element in hits.items():
            taken[index].append(element)
    return cells


def are_parted(hits):
    """Whether all elements hold as many values between dividers."""
    sizes = {len(re.split(DIVIDER, e.get_text(" ", strip=True))) for e in hits.values()}
    return len(hits) > 1 and len(sizes) == 1 and sizes.pop() > 1


def is_told_of(hits, told):
    """Whether most elements say what a label introduces, or less, or that with its label."""
    same = 0
    for index, element in hits.items():
        text = element.get_text("")
        same += any(value and (text in value or value in text) for value in told[index])
    return same * 2 > len(hits)


def texts_beside(items, fields, told=(), least=1):
    """name → (selector, what) of the texts that items have outside of all their parts, `least` of
    them in most."""
    rows = [beside(item) for item in items[:40]]
    usual = Counter(map(len, rows)).most_common(1)[0]
    if usual[0] < least or usual[1] * 5 < len(rows) * 4:
        return {}
    rows = [(index, row) for index, row in enumerate(rows) if len(row) == usual[0]]
    found = {}
    named = fields["title"][0] == "" and not items[0].a  # the first is what the item is called
    for number in range(named, usual[0]):
        column = [row[number] for _, row in rows]
        known = told and sum(row[number] in " ".join(filter(None, told[at])) for at, row in rows)
        if len(set(column)) > 1 and 2 * known <= len(rows) if told else len(set(column)) > 1:
            name = looks_like(column)
            unnamed = f"text_{1 + sum(n.startswith('text_') for n in {*fields, *found})}"
            found[name if name and name not in {*fields, *found} else unnamed] = (
                "", f"beside {number}")  # fmt: skip
    return found


def repeating_cell(found, places, fields, kind_of):
    """The place of the one cell beside the fields whose values come again in other items, as a
    category's do; None where none or several are so."""
    cells = further_cells(found, places, fields, "", kind_of, everything=True)
    sample = found.items[:40]
    again = []
    for name, place in cells.items():
        texts = [e.get_text(" ", strip=True) for item in sample if (e := find(item, place[0]))]
        other = name in KINDS or any(re.search(r"\d", text) for text in texts)
        again += [place] if not other and 1 < len(set(texts)) < len(texts) else []
    return again[0] if len(again) == 1 else None


def read_for(kind, items, place):
    """How a cell without a name is read for a field: numbers for what is counted or measured, else
    words; "" where it cannot be that field."""
    texts = [" ".join(e.get_text(" ").split()) for item in items if (e := find(item, place))]
    if kind.read in ("number", "count"):
        return "number" if all(map(PLAIN_NUMBER.fullmatch, texts)) else ""
    other = looks_like(texts)  # what looks like a date is no place
    fits = not other or kind is KINDS[other]
    return "value" if kind.read in ("text", "value") and fits else ""


def is_cell(hits, taken):
    """Whether elements are short, have words of their own, and are no part of a field."""
    for index, element in hits.items():
        kids = element.find_all(["a", "li", "span"], recursive=False)
        lists = len(kids) > 1 and len({step(kid) for kid in kids}) == 1  # else parts of their own
        words = element.get_text(" ", strip=True)
        if not (0 < len(words) <= WIDEST) or not (carries_text(element) or lists):
            return False
        others = taken[index] if taken else ()
        if any(e is element or e in element.parents or element in e.parents for e in others):
            return False
    return True


def words_in(element):
    """The texts of an element: of its links where it has several, else its own."""
    links = element.find_all("a")
    parts = links if len(links) > 1 else [element]
    return [PICTURE.sub("", " ".join(part.get_text(" ").split())) for part in parts]


def is_filler(texts):
    """Whether a cell only says what a button does."""
    return len(texts) == 1 and FILLER.fullmatch(texts[0]) and not re.search(r"\d", texts[0])


def counted(texts):
    """What all texts of a cell count: "left" of "3 left"; "" where they count nothing alike."""
    numbers = r"^\W*-?[\d.,]+\s*(?:[kK](?![a-z])|[千万])?\s*"
    tails = {re.sub(numbers, "", value[0]) for value in texts if len(value) == 1}
    tail = tails.pop() if len(tails) == 1 and len(texts) > 1 else ""
    return tail if re.fullmatch(r"[a-z]{2,12}|[一-鿿]{1,3}", tail) else ""


def parts_of(texts, used, selector):
    """name → (selector, what) of the parts that all texts of a cell have between dividers:
    "2015 · 21,000 km · Diesel"; empty where they do not have as many."""
    rows = [re.split(DIVIDER, value[0]) for value in texts if len(value) == 1]
    if len(rows) < max(2, len(texts)) or not 1 < len(rows[0]) <= MOST_EVERYTHING:
        return {}
    found = {}
    for number, column in enumerate(zip(*rows, strict=True) if alike(rows) else ()):
        values = [[part.strip()] for part in column]
        year = all(re.fullmatch(r"(?:19|20)\d\d年?", value) for (value,) in values)
        name = "year" if year else looks_like(column) or counted(values)
        if name in KINDS and name in used:
            continue
        unnamed = f"text_{1 + sum(n.startswith('text_') for n in {*used, *found})}"
        name = name if name and name not in {*used, *found} else unnamed
        found[name] = selector, f"part {number}"
    return found


def alike(rows):
    """Whether all rows are as long."""
    return len({len(row) for row in rows}) == 1


def looks_like(values):
    """The kind of field that all values look like, "" for none."""
    kinds = ("price", "area", "salary", "rating", "duration", "location", "date", "views")
    fitting = (k for k in kinds if all(re.search(KINDS[k].looks, v.strip(), re.I) for v in values))
    return next(fitting, "")


def named(kind, hits, used):
    """The name of a cell: its kind, what the page calls it, else a number."""
    first = next(iter(hits.values()))
    names = [kind, *(n.lower() for n in first.get("class", ()) if READABLE.fullmatch(n.lower()))]
    name = next((n for n in names if n and n not in used), "")
    number = 1 + sum(n.startswith("text_") for n in used)
    return name or f"text_{number}"
