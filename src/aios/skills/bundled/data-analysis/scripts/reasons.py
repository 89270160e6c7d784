""" "Why?" after a ranking: what a table can tell of it, the parts that make one group stand out."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re

from query import Group, Query
from table import DATE, TEXT, literal, quote
from terms import measured

WHY = r"\bwhy\b|\bhow come\b|\bwhat(?:'s| is| was) the (?:reason|cause)\b|\bwhat (?:caused|explains|drove)\b|为什么|为何|为啥|咋回事|怎么回事|怎么会|(?:什么|啥)原因|原因是"
_WAYS = {"sum": "fsum({v})", "mean": "favg({v})", "count": "count({v})"}
MOST_PARTS = 4  # other columns that are looked at
MOST_VALUES = 40  # of such a column


def reasons(pieces, earlier, own):
    """The Query for why a group of the one before stands where it does; None where it has none."""
    if not re.search(WHY, pieces.plain) or earlier.kind not in ("aggregate", "reasons"):
        return None
    measure = earlier.measures[0]
    plain = measure.aggregate in _WAYS and not (measure.condition or measure.over or measure.whole)
    if not (earlier.groups and plain):
        return None
    group = earlier.groups[0]
    named = [f for f in own if f.column.name == group.column.name and not group.unit]
    parts = _parts(pieces, group, earlier.filters)
    low = pieces.extremes and pieces.extremes[0][0] == "asc"
    descending = not low and (earlier.descending or not (earlier.limit or pieces.extremes))
    return Query(
        kind="reasons", measures=[measure], groups=[group, *parts], filters=list(earlier.filters),
        descending=descending, focus=named[0] if named else None, order="", continues=True,
    )  # fmt: skip


def _parts(pieces, group, filters):
    """The other columns whose values may tell: names that repeat, and the months."""
    fixed = {group.column.name, *(f.column.name for f in filters if f.operator == "=")}
    names = [c for c in pieces.table.columns if c.name not in fixed and not pieces.unique(c)]
    found = [Group(column=c) for c in names if c.kind == TEXT and len(c.sample) <= MOST_VALUES]
    dates = [Group(column=c, unit="month") for c in names if c.kind == DATE and c.months > 1]
    return [*found[:MOST_PARTS], *([] if group.unit else dates[:1])]


def reasons_sql(picked, query, key):
    """Rows of (what, value, in the group, on average in each other one), the group's name first.

    `key(group)` is a group as SQL.
    """
    group, *parts = query.groups
    measure = query.measures[0]
    column = quote(measure.column.name) if measure.column else "1"
    way = _WAYS[measure.aggregate].format(v="v")
    keys = ", ".join(f"{key(g)} AS k{place}" for place, g in enumerate(query.groups))
    order = f"{way} {'DESC' if query.descending else 'ASC'}"
    chosen = f"SELECT k0 FROM base GROUP BY k0 ORDER BY {order} NULLS LAST LIMIT 1"
    if query.focus:
        chosen = f"SELECT k0 FROM base WHERE lower(k0::VARCHAR) = lower({literal(str(query.focus.values[0]))}) LIMIT 1"
    adds = measure.aggregate != "mean"  # what adds up is compared with the mean of other groups
    rest = " / nullif((SELECT count(DISTINCT k0) - 1 FROM base), 0)"
    sides = ", ".join(
        f"{way} FILTER (WHERE {side}){rest if adds and side[0] == 'N' else ''} AS {name}"
        for side, name in (("here", "inside"), ("NOT here", "outside"))
    )
    counts = f"count(*) FILTER (WHERE here), count(*) FILTER (WHERE NOT here) * 1.0{rest}"
    means = "favg(v) FILTER (WHERE here), favg(v) FILTER (WHERE NOT here)"
    tellings = [
        f"SELECT 0, 'whole', (SELECT k0::VARCHAR FROM chosen), {sides} FROM held",
        f"SELECT 1, 'rows', NULL, {counts} FROM held",
        f"SELECT 2, 'each', NULL, {means} FROM held",
    ]
    for place, part in enumerate(parts, 1):
        apart = f"coalesce(inside, {0 if adds else 'NULL'}) - coalesce(outside, {0 if adds else 'NULL'})"
        sign = f"(SELECT CASE WHEN inside >= outside THEN 1 ELSE -1 END FROM (SELECT {sides} FROM held))"
        tellings.append(
            f"SELECT * FROM (SELECT * FROM (SELECT {place + 2}, {literal(part.column.name)}, k{place}::VARCHAR, {sides} FROM held"
            f" WHERE k{place} IS NOT NULL GROUP BY k{place}) ORDER BY ({apart}) * {sign} DESC NULLS LAST LIMIT 1)"
        )
    listed = "\nUNION ALL\n".join(tellings)
    return (
        f"{picked}, base AS (\nSELECT {keys}, {column} AS v FROM picked WHERE {key(group)} IS NOT NULL\n), chosen AS (\n{chosen}\n),"
        f" held AS (\nSELECT *, k0 IN (SELECT k0 FROM chosen) AS here FROM base\n), told(place, what, value, inside, outside) AS (\n{listed}\n)\n"
        "SELECT what, value, inside, outside FROM told ORDER BY place"
    )


def reasons_text(words, rows):
    """What the rows say, in words."""
    query, say = words.query, words.say
    measure = query.measures[0]
    name, what = words.name(rows[0][1:2]), words.measure(measure)
    lines = [
        say(
            f"表里记的是数，没有原因；能看出的是 {name} 的{what}由什么组成{words.where()}：",
            f"A table holds figures, not causes; what it shows is what the {what} of {name} is made of{words.where()}:",
        )
    ]
    for kind, value, inside, outside in rows:
        if kind == "each" and measure.aggregate != "sum":
            continue
        if kind == "rows" and measure.aggregate == "count":
            continue
        told = {
            "whole": what,
            "rows": say("行数", "number of rows"),
            "each": say(f"每行平均 {titled_of(measure)}", f"average {titled_of(measure)} of a row"),
        }.get(kind, f"{kind} {value}")
        lines.append(_line(told, (inside, outside), None if kind == "rows" else measure, say))
    return "\n".join(lines)


def titled_of(measure):
    return measure.column.name if measure.column else ""


def _line(told, values, measure, say):
    """ "- number of rows: 24, elsewhere 16.3 on average (+47.2%)" """
    inside, outside = (
        "–" if v is None else measured(measure, round(v, 2)) if measure else f"{v:.10g}"
        for v in (values[0], None if values[1] is None else round(values[1], 2))
    )
    change = ""
    if values[0] is not None and values[1]:
        change = f"{(values[0] - values[1]) * 100 / abs(values[1]):+.1f}%"
    beside = say(f"（{change}）", f" ({change})") if change else ""
    return say(
        f"- {told}：{inside}，其他各组平均 {outside}{beside}",
        f"- {told}: {inside}, on average {outside} in the others{beside}",
    )
