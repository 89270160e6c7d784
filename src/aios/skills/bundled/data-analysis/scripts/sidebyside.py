"""Two things that happened, counted side by side by when each did: "created vs resolved per month"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import Group, Measure
from sentence import COLUMN, JOIN
from table import DATE

_BOTH = rf"{COLUMN}(?:{JOIN}(?:[a-z]+ ){{0,2}}{COLUMN})+"
_ORDINAL_UNITS = ("day", "week", "month", "quarter", "year")


def side_by_side(pieces, out):
    """Whether several dates are named and a unit of time; then `out` counts the rows of each by its own date."""
    units = [g for g in pieces.groups if g.unit in _ORDINAL_UNITS]
    if len(units) != 1 or pieces.extremes or "mean" in pieces.aggregates:
        return False
    dates = _dates(pieces)
    if len(dates) < 2:
        return False
    out.groups = [Group(column=dates[0], unit=units[0].unit)]
    out.groups += [g for g in pieces.groups if g.column.kind != DATE]
    out.measures = [Measure(aggregate="happened", column=column) for column in dates]
    out.order, out.descending = "group", False
    pieces.groups = out.groups
    return True


def _dates(pieces):
    """The columns of dates that are named side by side, each once; none where numbers are measured."""
    measured = [*pieces.numbers, *(m for aggregate, m in pieces.pairs if aggregate != "count")]
    numbers = [m for m in measured if m.best().kind != DATE]
    sides = re.search(_BOTH, pieces.question.sentence.text)
    if sides is None or numbers:
        return []
    named = (pieces.things[mark].best() for mark in re.findall(COLUMN, sides.group()))
    return list({c.name: c for c in named if c.kind == DATE}.values())
