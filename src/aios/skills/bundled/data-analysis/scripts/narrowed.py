"""Questions about a part of the rows: rates, and aggregates of the highest rows only."""

import re
from dataclasses import replace

from mentions import meanings_of
from query import Measure
from sentence import normal
from spoken import scores
from table import DATE, NUMBER

_TOP = r"\btop\b|largest|highest|biggest|smallest|lowest|bottom"
_SHARE_OF = r"(?:%|percent|percentage|share|proportion|fraction) of (?:the |all |our )*"
_AMONG = (
    r"前.*(?:总和|合计|总额|总计|之和|加起来|平均)"
    rf"|\b(?:sum|total|average|mean|combined)\b.*(?:{_TOP})"
)


_WHO = r"谁|\bwho(?:se)?\b"
_HOW_MANY = r"有几[个单条行笔人次名位件家天场]"
_WHOLE = r"总请求数|\btotal requests\b"


def rated(pieces, measures, out):
    """Whether a rate is asked; then `out` is the share of rows that fit, for each group named."""
    condition = pieces.parts.rate
    if condition is None:
        return False
    columns = [condition.column]
    subjects = scores(pieces.table)
    named = any(
        m.best() is condition.column for m in [*pieces.numbers, *(m for _, m in pieces.pairs)]
    )
    worded = normal(condition.column.name) in pieces.plain
    if condition.column in subjects and condition.operator == ">=" and not (named or worded):
        columns = subjects  # "及格率" without a subject: of each
    out.measures = [
        Measure(aggregate="rate", column=c, condition=replace(condition, column=c)) for c in columns
    ]
    if condition in out.filters:  # "wins, matches and win rate": how many of how many
        out.filters.remove(condition)
        parts = [Measure(aggregate="fitting", column=condition.column, condition=condition)]
        out.measures = [*out.measures, *parts, Measure(aggregate="count")]
    elif "count" in pieces.aggregates or re.search(_HOW_MANY, pieces.plain):  # "有多少，占比多少"
        out.measures = [replace(m, aggregate=a) for m in out.measures for a in ("fitting", "rate")]
    if re.search(_WHOLE, pieces.plain):
        parts = out.measures[:1] if pieces.parts.charts else out.measures
        out.measures = [Measure(aggregate="count"), *parts]  # a share would lie along the axis
    told = [m for m in measures.named() if m.aggregate != "count"]
    out.measures = [*told, *out.measures]
    names = [m for m in pieces.names if m.best() is not condition.column and m not in pieces.nouns]
    names = [m for m in names if not re.search(_SHARE_OF + re.escape(m.text), pieces.plain)]
    names = [m for m in names if m.best().kind != DATE]  # "没有罚款的借阅": what happened, not when
    out.groups = list(dict.fromkeys(pieces.groups)) or [pieces.group(m) for m in names][:1]
    if not out.groups and pieces.extremes and re.search(_WHO, pieces.plain):
        out.groups = [pieces.group(m) for m in pieces.persons()[:1]]
    out.limit = pieces.parts.limit
    if out.groups and pieces.extremes:
        listed = re.search(r"\bfirst\b", pieces.plain)  # "best win rate first"
        out.descending = pieces.extremes[0][0] == "desc"
        out.limit = out.limit if listed else out.limit or 1
    if out.groups:
        timed = out.groups[0].unit or ordinal(out.groups[0].column)
        out.order = "group" if timed and not out.limit else "value"
    pieces.parts.flags.discard("share")
    return True


def among(pieces, measures, out):
    """ "前10个订单的销售额总和": an aggregate of the highest rows only."""
    limit, words = pieces.parts.limit, re.search(_AMONG, pieces.plain)
    if not (limit and words) or pieces.groups or not all(m in pieces.nouns for m in pieces.names):
        return False
    named = [m for m in measures.named() if m.aggregate in ("sum", "mean") and m.column]
    if len(named) != 1:
        return False
    way = pieces.extremes[0][0] if pieces.extremes else "desc"
    out.measures = named
    out.among = (named[0].column, (pieces.parts.way or way) == "desc", limit)
    return True


def of_some(pieces, mention):
    """Whether a condition tells which of them: "patients aged 65 or over: how many visits"."""
    told = rf"\b{re.escape(mention.text)} (?:aged|who|whose|over|under|older|younger)\b"
    return bool(pieces.parts.filters) and bool(re.search(told, pieces.plain))


def ordinal(column):
    """Whether the column's values have an order of their own: numbers, years, weekdays."""
    return column.kind == NUMBER or bool(
        column.banded or meanings_of(column) & {"year", "month", "quarter", "weekday"}
    )
