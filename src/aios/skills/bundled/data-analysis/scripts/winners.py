"""A second English question on what came first: "Which guest …, and how many bookings does that guest have?"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from query import Filter

FIGURES = {"count": "count", "sum": "sum", "mean": "avg", "max": "max", "min": "min", "median": "median"}  # fmt: skip
_REFERRING = (
    r"\b(?:does|do|did|has|have|had|is|was|were|are)\s+(?:it|they|he|she|(?:that|this|the same|those) \w+)(?:\s+(?:have|has|had|make|made|get|got|place|placed|take|took|there|in total|altogether|hold|own|cover))*\b",
    r"\b(?:for|of|in|at|by|on|from|with|to) (?:it|them|him|her|(?:that|this|the same|those) \w+)\b",
    r"\b(?:its|their|his|her)\b|\bthere\b",
)
_LEAD = r"^\s*(?:and|also|then)?\s*(?:please )?(?:also )?(?:(?:tell|show|give) me\s+)?"


def on_the_winner(parts, read):
    """The Reads of a ranking and of what is asked of its first; None where it is not asked so.

    `read(text)` gives the Read of a text, or None.
    """
    rest = re.sub(_LEAD, "", parts[1], flags=re.I)
    plain = next(
        (re.sub(p, " ", rest, flags=re.I) for p in _REFERRING if re.search(p, rest, re.I)), ""
    )
    first = read(parts[0]) if plain else None
    ranked = first and first.query.kind == "aggregate" and first.query.limit == 1
    if not ranked or len(first.query.groups) != 1 or first.unused:
        return None
    second = read(_asked(plain))
    if second is None or second.query.kind != "aggregate" or second.query.filters:
        return None
    if second.query.groups:
        return _apart(first, second)
    new = [
        m for m in second.query.measures if m.title not in {h.title for h in first.query.measures}
    ]
    query = replace(first.query, measures=[*first.query.measures, *new])
    return [replace(first, query=query)]


def _asked(plain):
    """The words without the verb that is left of what referred."""
    return re.sub(r"\s+", " ", plain).strip(" ?.") + "?"


def _apart(first, second):
    """What the rows of the first are told apart by: "in which month was it warmest there"."""
    query, measure = first.query, first.query.measures[0]
    if measure.aggregate not in FIGURES or second.query.groups[0] in query.groups:
        return None
    values = (tuple(query.filters), query.descending, 1, FIGURES[measure.aggregate], measure.column)
    leader = Filter(column=query.groups[0].column, operator="leader", values=values)
    held = replace(second.query, filters=[*query.filters, leader])
    return [first, replace(second, query=held)]
