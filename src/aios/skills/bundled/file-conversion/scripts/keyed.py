"""A table as one object by the values of a column: "grouped by class", "以学号为键"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from colnames import columns_in
from tables import as_text

KINDS = ("json", "yaml")
_C = r"[\"“'‘「]?(?P<{}>[^\s，,。；;：:\"”'’」]{{1,16}}?)[\"”'’」]?"
_E = r"[\"“'‘]?(?P<{}>[\w-]+(?:\s[\w-]+)?)[\"”'’]?"
_GROUPS = re.compile(
    rf"(?:按照?|依照?|根据|以)\s*{_C.format('a')}\s*(?:列|字段)?(?:来|进行)?(?:分组|归组|归类)的?"
    rf"|\bgroup(?:ed|ing)?\b(?:\s+\w+){{0,3}}?\s+by\s+(?:the\s+|their\s+)?{_E.format('b')}",
    re.IGNORECASE,
)
_KEYS = re.compile(
    rf"(?:键|\bkey)\s*名?(?:就|都)?(?:是|为|用|取)\s*{_C.format('a')}(?=[\s，,。；;]|的|列|$)"
    rf"|(?:以|用|拿|把|将)\s*{_C.format('b')}\s*(?:列|字段)?\s*(?:作为?|做|为|当作?)\s*(?:顶层的?)?(?:键|key\b)名?"
    rf"|\b(?:keyed|indexed)\s+(?:by|on)\s+(?:the\s+|their\s+)?{_E.format('c')}"
    rf"|\b(?:with|us(?:e|ing)|tak(?:e|ing))\s+(?:the\s+|each\s+|every\s+|its\s+)?{_E.format('d')}\s+as\s+(?:the\s+|its\s+|an?\s+)?"
    r"(?:top[- ]level\s+|outer\s+)?keys?\b"
    rf"|\b(?:the\s+)?(?:top[- ]level\s+|outer\s+)?keys?\s+(?:is|are|should\s+be|being|must\s+be)\s+(?:the\s+|each\s+)?{_E.format('e')}",
    re.IGNORECASE,
)


def is_asked(tables, target, text):
    """Whether a text wants one table under the values of a column, in a kind that can hold that."""
    return target in KINDS and len(tables) == 1 and bool(column_said(text, tables[0].header))


def column_said(text, header):
    """(name of the column by whose values the rows are wanted, whether as lists); None for none."""
    for pattern in (_GROUPS, _KEYS):
        for found in pattern.finditer(text):
            said = next(filter(None, found.groups()))
            named = columns_in(said, list(map(str, header)))
            if named:
                return header[named[0].column], pattern is _GROUPS
    return None


def without_key(text):
    """The text without what it says of keys and groups, which are no order of the rows."""
    return _KEYS.sub(" ", _GROUPS.sub(" ", text))


def by_key(table, column, grouped):
    """The rows of a table under the values of a column: each as a list of rows where they are
    grouped or one value is of several rows."""
    found = {}
    for row in table.rows():
        record = dict(zip(map(str, table.header), row, strict=True))
        found.setdefault(as_text(row[column]), []).append(record)
    several = grouped or any(len(records) > 1 for records in found.values())
    return found if several else {key: records[0] for key, records in found.items()}
