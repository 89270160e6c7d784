"""What of an answer is drawn, and the names that stand on the picture."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
from dataclasses import replace

from answers import Answer
from charts import chart_code, heat_code
from feeding import escaped
from sqltext import answer_sql, boxes_sql, points_sql

_ALONG = (  # what is told along the time and drawn instead of the values
    ("running", "running total", "累计", "running total"),
    ("growth", "growth %", "增长 %", "growth %"),
)


_BESIDE = """
answered = columns, rows
columns, rows = others[{place}]
{code}
columns, rows = answered
"""


def drawing(table, query, words):
    """The part of the program that draws the answer, or what is told beside it; "" for no picture."""
    if query.chart:
        return _drawn(table, query, words)
    beside = (place for place, one in enumerate(query.others) if one.also and one.query.chart)
    place = next(beside, None)
    if place is None:
        return ""
    other = query.others[place].query
    code = _drawn(table, other, Answer(table, other, words.say))
    return _BESIDE.format(place=place, code=code)


def _drawn(table, query, words):
    """The part of the program that draws the rows of a query."""
    base = table.name or os.path.splitext(os.path.basename(table.path))[0]
    if not query.picture or query.picture.startswith("."):
        query.picture = f"{base}-{query.chart}{query.picture or '.png'}"
    if query.chart == "heat":
        return _heat(query, words)
    x, y, title = _names(query, words)
    return chart_code(
        query.chart, title=query.title or title + words.where(), x=x, y=y, picture=query.picture,
        groups=len(query.groups), series=_series(query, words), zh=words.zh,
        points=_points(table, query), every=_every(table, query),
        timed=bool(query.groups and query.groups[0].unit),
    )  # fmt: skip


def _heat(query, words):
    say = words.say
    if query.kind == "correlations":
        y = title = say("相关系数", "Correlation")
        x = down = ""
    else:
        y = words.measure(query.measures[0])
        down, x = (words.group(group) for group in query.groups)
        title = say(f"按 {down} 与 {x} 的{y}", f"{y[:1].upper()}{y[1:]} by {down} and {x}")
    return heat_code(
        title=query.title or title + words.where(), x=x, down=down, y=y, picture=query.picture,
        zh=words.zh, paired=query.kind == "correlations",
    )  # fmt: skip


def _names(query, words):
    """(x, y, title) of a picture."""
    say, measures = words.say, query.measures
    if query.kind == "histogram":
        name = measures[0].column.name
        return (
            _axis(measures[0].column), say("行数", "rows"), say(f"{name} 的分布", f"Distribution of {name}"),
        )  # fmt: skip
    if query.kind == "relation":
        x, y = (_axis(measure.column) for measure in measures[:2])
        return x, y, say(f"{x} 与 {y}", f"{y} against {x}")
    names = say("、", " and ").join(words.group(g) for g in query.groups)
    if query.chart == "box":
        y = say("、", ", ").join(dict.fromkeys(_axis(m.column) for m in measures))
        return names, y, say(f"{y} 的箱线图", f"Box plot of {y}") + (say("，按 ", " by ") + names if names else "")  # fmt: skip
    values = say("、", ", ").join(name for name, _ in _series(query, words))
    return (
        names, values, say(f"按 {names} 的{values}", f"{values[:1].upper()}{values[1:]} by {names}"),
    )  # fmt: skip


def _series(query, words):
    """(label, where in a row) of every value that is drawn."""
    first, measures = len(query.groups), query.measures
    for flag, title, zh, en in _ALONG:
        if getattr(query, flag):
            value = words.measure(measures[0])
            label = words.say(f"{value}（{zh}）", f"{value}, {en}")
            return [(label, f"columns.index({title!r})")]
    series = [(words.measure(m), str(first + place)) for place, m in enumerate(measures)]
    if query.moving:
        label = words.say(f"{query.moving} 期移动平均", f"moving average of {query.moving}")
        series.append((label, "columns.index('moving average')"))
    return series


def _points(table, query):
    """The statement for what a picture shows beyond the answer's rows."""
    if query.chart == "box":
        return escaped(boxes_sql(table, query))
    return escaped(points_sql(table, query)) if query.kind == "relation" else ""


def _every(table, query):
    """The statement for all groups, where the first of them is the answer: alone it would be one
    bar that stands out from nothing; "" for other questions."""
    if query.kind != "aggregate" or len(query.groups) != 1 or query.limit != 1 or query.per:
        return ""
    timed = bool(query.groups[0].unit)
    order = {"order": "group", "descending": False} if timed else {}
    return escaped(answer_sql(table, replace(query, limit=0, place=0, **order)))


def _axis(column):
    return f"{column.name} ({column.unit})" if column.unit else column.name
