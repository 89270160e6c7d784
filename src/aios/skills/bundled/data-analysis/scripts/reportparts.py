"""What a report is to hold by the words of its request: "requests per status and per hour, with plots"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from aios_skill import Failure
from analyze import read_query
from answers import Answer
from incomes import told_apart
from logasks import log_query
from saving import wished
from sentence import normal
from sqltext import answer_sql

_BETWEEN = r"[,;:?!。、]|\.(?:\s|$)|以及|包括|包含|还要有?|要有|并且?|再(?!次)|[和与及](?=[每各按])|\b(?:with|including|plus|as well as|that has|containing|showing)\b"
_GROUPED = r"\b(?:per|by|each|every|top)\b|[每各按]|前\s*[\d一二三四五六七八九十]|占比|分布"
_TWICE = r"^(?P<what>.*?)\b(?P<a>(?:per|by|(?:for|of|in) each|for every) [\w ]+?),? and (?P<b>(?:per|by|(?:for|of|in) each|for every) .+)$"
# "各科室的人数、平均天数", "number of visits, average stay per ward": one group for both
_FIGURE = r"平均|总|合计|中位|最[高低大小]|[人次笔件单]数|数量|占比|\b(?:average|mean|median|total|sum|number|count|highest|lowest|maximum|minimum)\b"
_GROUP_ZH, _GROUP_EN = (
    r"(?:[每各]一?个?|按照?)[^的,。]{1,8}的",
    r"\b(?:per|by|(?:for|of|in) each|for every) [\w ]+$",
)
_LEAD = r"^\W*(?:(?:an?|the|it|please|also|should|must|and|show|shows|have|has|in it)\b\s*|[里中]面?|要|有|画|展示|显示|给出|其中|含)*"
# Of a log what is named alone is counted by: "the status codes", "访问最多的页面和各状态码".
_BETWEEN_NAMES = rf"{_BETWEEN}|[和与及]|\band\b"
MOST = 10  # groups of a ranking that names no number
_IN_TIME = ("minute", "day", "week", "month", "quarter", "year")


def asked_parts(table, text, say):
    """(kind, heading, SQL) of the sections that the request names; what is not understood is none."""
    if table.events:
        return _of_log(table, text, say)
    found = []
    for clause in _clauses(text, os.path.basename(table.path)):
        try:
            query, question = read_query(told_apart(table), [clause], say)
        except Failure:
            continue
        if query.kind == "aggregate" and query.groups and query.measures:
            heading = _heading(Answer(question.table, query, say), query, say)
            found.append((_kind(query), heading, answer_sql(question.table, query)))
    return list({sql: (kind, heading, sql) for kind, heading, sql in found}.values())


def _of_log(table, text, say):
    """The sections on a log: each thing that is named, or asked for, with how often it occurs."""
    name, found = os.path.basename(table.path), {}
    said = re.sub(rf"(?:[\w./~-]*/)?{re.escape(name)}", " ", wished(text)[0], flags=re.I)
    for clause in re.split(_BETWEEN_NAMES, said):
        what = re.sub(_LEAD, "", clause.strip())
        counted = say(f"各{what}的次数", f"number of requests per {what}")
        read = [log_query(words, table) for words in (what, counted) if what]
        query = next((r[0] for r in read if r and r[0].groups and not r[2]), None)
        if query is not None:
            query.limit = MOST if query.limit == 1 else query.limit
            heading = _heading(Answer(table, query, say), query, say)
            found[answer_sql(table, query)] = (_kind(query), heading)
    return [(*held, sql) for sql, held in found.items()]


def _clauses(text, name):
    """The clauses of the request that name groups, without what only frames them."""
    said = re.sub(rf"(?:[\w./~-]*/)?{re.escape(normal(name))}", " ", wished(normal(text))[0])
    for clause in _with_groups(re.split(_BETWEEN, said)):
        twice = re.match(_TWICE, clause)
        parts = [f"{twice['what']} {twice[k]}" for k in "ab"] if twice else [clause]
        yield from (re.sub(_LEAD, "", part) for part in parts if re.search(_GROUPED, part))


def _with_groups(clauses):
    """The clauses; figures that name no group have that of the clause before, or after them."""
    for place, clause in enumerate(clauses):
        beside = [c for c in [*clauses[:place][::-1], *clauses[place + 1 :]] if c]
        grouped = (re.search(f"{_GROUP_ZH}|{_GROUP_EN}", c.strip()) for c in beside)
        group = next((match.group() for match in grouped if match), "")
        if re.search(_GROUPED, clause) or not (group and re.search(_FIGURE, clause)):
            yield clause
        else:
            yield f"{group}{clause}" if group.endswith("的") else f"{clause} {group}"


def _heading(words, query, say):
    """ "Number of rows by status" """
    what = say("、", " and ").join(words.measure(measure) for measure in query.measures)
    groups = say("、", " and ").join(words.group(group) for group in query.groups)
    text = say(f"各 {groups} 的{what}", f"{what} by {groups}") + words.where()
    return text[:1].upper() + text[1:]


def _kind(query):
    """How the section is drawn: along the time as a line, else as bars; many columns as a table."""
    if len(query.groups) > 1 or len(query.measures) > 1:
        return "columns"
    return "line" if query.groups[0].unit in _IN_TIME else "bars"
