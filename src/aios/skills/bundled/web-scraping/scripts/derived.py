"""A column that a sentence works out of two others: "租金除以面积", "people per square mile"."""

import re
import tomllib
from pathlib import Path

from columns import Columns
from kinds import WORDS
from parts.arranging import derive

SAID = tomllib.loads((Path(__file__).parent / "derived.toml").read_text("utf-8"))


def derived_said(text, sample):
    """(name, column, sign, column) of what a text works out of two columns; None where nothing."""
    columns = Columns(sample)
    amounts = columns.amounts()
    for entry in SAID["ways"]:
        hit = re.search(entry["words"], text, WORDS)
        if not hit:
            continue
        parts = [part or "" for part in hit.groupdict().values()]
        if len(parts) == 2:
            pair = [named(columns, parts[0], amounts, last=True), named(columns, parts[1], amounts)]
        else:
            pair = columns.said(text, amounts)
            ends = [n for way in ("high", "low") for n in amounts if re.search(SAID[way], n, WORDS)]
            pair = pair if len(pair) == 2 else ends
        if len(pair) == 2 and all(pair) and pair[0] != pair[1]:
            first, second = pair
            if any(re.search(rf"{entry['sign']}|per|每|差", n) for n in amounts if n not in pair):
                continue  # the page tells it itself
            return f"{first} {entry['sign']} {second}", first, entry["sign"], second
    return None


def named(columns, part, amounts, last=False):
    """The column that a few words name, by its name or by its unit; "" for none."""
    if said := columns.said(part, amounts):
        return said[-1] if last else said[0]
    begins = [n for n in amounts if re.match("[一-鿿]{3}", n) and n[:2] in part]
    if len(begins) == 1:
        return begins[0]
    for entry in SAID["units"]:
        if re.search(entry["words"], part, WORDS):
            fitting = (n for n in amounts if re.search(entry["field"], n, WORDS))
            return next(fitting, "")
    return ""


def with_derived(text, sample):
    """(a sample with the column that a text works out, how it is worked out or None)."""
    derived = derived_said(text, sample)
    return (derive(sample, *derived), derived) if derived else (sample, None)


def is_total(text):
    """Whether what was worked out is to be added up."""
    return re.search(SAID["order"]["total"], text, WORDS) is not None


def derived_order(text, name):
    """((column, descending), single) of the order of a column that was worked out."""
    down, up = (re.search(SAID["order"][way], text, WORDS) for way in ("down", "up"))
    if not down and not up:
        return None, False
    every = re.search(SAID["order"]["every"], text, WORDS)
    hit = up or down
    single = not every and not re.search(r"\bfirst\b|排|从|由|sort|order", text, WORDS)
    return (name, up is None or bool(down and down.start() < hit.start())), single
