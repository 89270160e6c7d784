"""What the names of several files say they are: the departments, months or quarters of one table."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from matching import plain_name
from mentions import meanings_of
from sentence import normal
from table import DATE

_ASKED_BY = r"[哪各每]一?个?(?P<zh>[\u4e00-\u9fff]{2,4})|\b(?:which|per|each|by) (?P<en>[a-z]{3,})"
_SIDE_BY_SIDE = r"\bcompar|\bversus\b|\bvs\b|\bdifferen(?:ce|t)|对比|比较|相比"
_PERSONS = {"employee", "customer", "student", "name"}
_PERIODS = (
    ("季度", "quarter", r"q[1-4]|[一二三四1-4]季"), ("月份", "month", r"\d月|[一二三四五六七八九十]月|(?<!\d)(?:20\d\d[-_]?)?(?:0?[1-9]|1[0-2])$|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    ("年份", "year", r"(?:19|20)\d\d"), ("周", "week", r"week|w\d|周"),
)  # fmt: skip


def compares(text, tables):
    """Whether the files are set side by side, and nothing else is said to be.

    "谁" asks for one of the files where no column tells who it was.
    """
    apart = re.search(r"\b(?:by|per|each)\b|[按各每]", text)
    who = not any(meanings_of(c) & _PERSONS for table in tables for c in table.columns)
    return bool(re.search(_SIDE_BY_SIDE + "|谁" * who, text, re.I)) and not apart


def kind_named(tables, text):
    """What the names of the files say they are, where it is asked by: "哪个部门" of a部门, b部门."""
    stems = [normal(table.name) for table in tables]
    columns = {plain_name(column.name) for table in tables for column in table.columns}
    for match in re.finditer(_ASKED_BY, normal(text)):
        word = match["en"] or match["zh"]
        kinds = [word] if match["en"] else [word[:end] for end in range(len(word), 1, -1)]
        for kind in kinds:
            if all(kind in stem for stem in stems) and plain_name(kind) not in columns:
                return kind
    return _period_named(tables, text)


def _period_named(tables, text):
    """ "quarter" where the files are called q1, q2 and no column holds dates: "which quarter was best"."""
    if any(column.kind == DATE for table in tables for column in table.columns):
        return ""
    for zh, en, said in _PERIODS:
        asked = re.search(
            rf"[哪各每按][一个]*{zh[0]}|\b(?:which|per|each|by|every|what) {en}s?\b", text, re.I
        )
        if asked and all(re.search(said, normal(table.name)) for table in tables):
            return zh if zh[0] in asked.group() else en
    return ""
