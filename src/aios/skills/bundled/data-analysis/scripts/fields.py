"""The columns that a kept result is to have: "saved as daily.csv with the columns date, sensor, min, max, mean"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import column_words
from sentence import normal

_NAME = r"[\"'`]?[a-z_][\w /%-]{0,30}?[\"'`]?"
_LIST = rf"(?P<names>{_NAME}(?:\s*,\s*(?:and )?{_NAME})*(?:\s*,?\s+and {_NAME})?)"
_SAID = rf"[,;.(]?\s*\b(?:(?:with|having|containing|using|the|its) |(?=(?:columns?|headers?|fields?)\s*:))(?:exactly |only |just )?(?:the )?(?:following )?(?:columns?|headers?|fields?|header row)(?: names?)?(?: (?:called|named|are|should be|being|as|in this order))*\s*:?\s+{_LIST}\)?(?=\s*(?:[.;!?]|$))"
_KIND = r"^(?:of|that|which|as|across|in|for|from|to|named)\b|\b(?:as|across|down)$"
_UNITS = {
    "day": "date day", "week": "week week_start date", "month": "month", "quarter": "quarter", "year": "year",
    "hour": "hour", "weekday": "weekday day day_of_week",
}  # fmt: skip
_AGGREGATES = {
    "sum": "total sum amount revenue sales value", "mean": "mean average avg", "count": "count n number rows how_many orders",
    "min": "min minimum lowest low", "max": "max maximum highest high", "median": "median", "std": "std sd stdev",
    "distinct": "distinct unique different", "rate": "rate share percent pct",
}  # fmt: skip


def told_fields(text):
    """(the text without it, the names): nothing where fewer than two are listed."""
    match = re.search(_SAID, text, re.I)
    if match is None:
        return text, ()
    names = [
        n.strip(" \"'`") for n in re.split(r"\s*,\s*(?:and )?|\s+and ", match["names"]) if n.strip()
    ]
    if len(names) < 2 or any(re.search(_KIND, name, re.I) for name in names):
        return text, ()
    return f"{text[: match.start()]} {text[match.end() :]}", tuple(names)


def of_rows(table, names):
    """[(Column, name)] of rows to be told with these columns alone; None where one of them is no column."""
    words = column_words(table)
    found = []
    for name in names:
        mention = words.get(normal(name)) or words.get(normal(name).replace("_", " "))
        if mention is None:
            return None
        found.append((mention.best(), name))
    return found


def of_result(query, titles, table):
    """[(title, name)] of the columns of a result by the names they are to have; None where they do not fit."""
    left, found = list(titles), []
    for name in query.fields:
        title = next((t for t in left if _fits(name, t, query, titles, table)), None)
        found.append(title)
        if title in left:
            left.remove(title)
    missing = found.count(None)
    if missing and missing != len(left):
        return None
    rest = iter(left)
    return [(title or next(rest), name) for title, name in zip(found, query.fields, strict=True)]


def _fits(name, title, query, titles, table):
    """Whether a column of the result may be called so."""
    said = normal(name).replace(" ", "_")
    place = titles.index(title)
    if said == normal(title).replace(" ", "_"):
        return True
    if place < len(query.groups):
        group = query.groups[place]
        mention = column_words(table).get(normal(name).replace("_", " "))
        same = mention is not None and mention.best().name == group.column.name
        return same or said in _UNITS.get(group.unit, "").split()
    measure = query.measures[place - len(query.groups)]
    words = _AGGREGATES.get(measure.aggregate, "").split()
    column = normal(measure.column.name) if measure.column else ""
    alike = sum(m.aggregate == measure.aggregate for m in query.measures) == 1
    if alike and any(part in words for part in re.split(r"[_\W]+", said)):
        return True
    only = sum(m.column is measure.column for m in query.measures) == 1
    return bool(column) and only and said in column.replace(" ", "_")
