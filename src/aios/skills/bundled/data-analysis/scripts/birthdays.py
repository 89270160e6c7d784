"""How old people are, where a table holds the day of their birth and no age."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from sentence import normal
from table import DATE, NUMBER, Column

_BORN = r"birth|\bdob\b|\bborn\b|生日|出生"
_AGE = r"\bages?\b|\baged\b|年龄|岁数"
_COMPARED = r"\b(?P<way>older|younger) than (?P<n>\d+)(?: years(?: old)?)?|\b(?P<side>over|under|above|below) (?P<m>\d+) years(?: old| of age)\b"


def age_by_birth(table, zh=False):
    """The full years from the day of birth to today, as a column the file does not have; or None."""
    born = next(
        (
            c
            for c in table.of_kind(DATE)
            if re.search(_BORN, normal(c.name).replace("_", " ").replace(".", ""))
        ),
        None,
    )
    if born is None or any("age" in meanings_of(c) for c in table.columns):
        return None
    return Column(
        name=f"{born.name} → {'今天 (年)' if zh else 'today (years)'}", kind=NUMBER, factors=(born,),
        formula="date_sub('year', {0}, current_date)", averaged=True, integer=True,
    )  # fmt: skip


def mark_age(sentence, table):
    """Mark "average age", "older than 40", "年龄" as the years since the day of birth."""
    column = age_by_birth(table, zh=not sentence.text.isascii())
    if column is None:
        return

    def mark():
        return sentence.mark("column", Mention(column.name, ((100, column),)))

    def compared(match):
        more = (match["way"] or match["side"]) in ("older", "over", "above")
        return f" {mark()} {'more' if more else 'less'} than {match['n'] or match['m']} "

    sentence.take(_COMPARED, compared)
    sentence.take(_AGE, lambda _: f" {mark()} ")
