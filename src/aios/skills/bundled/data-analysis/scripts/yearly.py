"""Years as numbers: "built before 1970", "2010年以后的" of a column of years."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import of_years
from query import Filter
from sentence import COLUMN, PERIOD
from table import DATE, NUMBER

_BOUNDS = (
    (
        rf"(?:between |from |从|在)?{PERIOD}\s*(?:and|to|until|through|到|至|~|–|—|-|和)\s*{PERIOD}(?:之间)?",
        "between",
    ),
    (
        rf"(?:before|earlier than|prior to|older than|早于)\s*{PERIOD}|{PERIOD}\s*(?:之前|以前|前)的?",
        "<",
    ),
    (rf"(?:after|later than|newer than|晚于)\s*{PERIOD}|{PERIOD}\s*(?:之后|后)的?", ">"),
    (
        rf"(?:since|from|starting|自从?|从)\s*{PERIOD}\s*(?:以来|起|开始|onwards?)?|{PERIOD}\s*(?:以后|以来|起)的?",
        ">=",
    ),
    (rf"(?:until|up to|through|by|截至|到)\s*{PERIOD}(?:为止)?", "<="),
)


def take_years(sentence, table, found):
    """Add the conditions on a column of years to `found`: on the one named, or where no dates are."""
    named = [m for m in re.findall(COLUMN, sentence.text) if of_years(sentence.things[m].best())]
    column = next((sentence.things[mark].best() for mark in named), None)
    if column is None and not table.of_kind(DATE):
        column = next((c for c in table.of_kind(NUMBER) if of_years(c)), None)
    if column is None:
        return
    held = len(found)
    _take_bounds(sentence, column, found)
    _take_decades(sentence, column, found)
    for mark in named if len(found) > held else ():  # "with year_built before 2000" groups by none
        sentence.take(mark)


def _take_bounds(sentence, column, found):
    def use(match, operator):
        spans = map(sentence.things.get, re.findall(PERIOD, match.group()))
        years = tuple(span.start.year for span in spans if span.start)
        if len(years) != 1 + (operator == "between"):
            return False
        found.append(Filter(column=column, operator=operator, values=years))
        return " "

    for pattern, operator in _BOUNDS:
        sentence.take(pattern, lambda m, o=operator: use(m, o))


def _take_decades(sentence, column, found):
    """ "the 1990s": all of their years."""
    for mark in re.findall(PERIOD, sentence.text):
        span = sentence.things[mark]
        if span.start and (span.end - span.start).days > 366:
            years = (span.start.year, span.end.year - 1)
            found.append(Filter(column=column, operator="between", values=years))
            sentence.take(rf"(?:\b(?:in|of|from|during)\s+)?{mark}")
