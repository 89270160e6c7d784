"""The order that a sentence tells by its ends: "湿度大的排前面", "fewest pages first"."""

import re
import tomllib
from pathlib import Path

from kinds import WORDS

SAID = tomllib.loads((Path(__file__).parent / "ordering.toml").read_text("utf-8"))


def order_said(text, columns, bounded=()):
    """(column, descending) of the order that a text tells; None where it tells none.

    The column is the one said before, else what the word is said of, else that of a condition."""
    for entry in SAID["ends"]:
        for way in ("first", "to"):
            hit = re.search(SAID[way].format(**entry), text, WORDS)
            name = column_meant(text, hit, entry, columns, bounded) if hit else ""
            if name:
                return name, entry["descending"]
    return None


def most_first(text):
    """Whether a text wants the most first, or the least; None where it does not say."""
    said = (
        entry["descending"]
        for entry in SAID["ends"]
        if any(re.search(SAID[way].format(**entry), text, WORDS) for way in ("first", "to"))
    )
    return next(said, None)


def column_meant(text, hit, entry, columns, bounded):
    """The column that an order is of, "" for none."""
    amounts = columns.amounts()
    clause = re.split(r"[，,。;；、]", text[: hit.start()])[-1] + hit.group()
    near = columns.said(clause, [*amounts, *columns.dates()])
    if near:
        return near[-1]
    if implied := columns.of_field(entry["field"]) if entry["field"] else "":
        return implied
    said = [n for n in (*bounded, *columns.said(text, amounts)) if n in amounts]
    price = columns.of_field("price")
    return next(iter(said), "") or price or (amounts[0] if len(amounts) == 1 else "")
