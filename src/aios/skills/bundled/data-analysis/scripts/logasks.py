"""A question about a log, or several in one text, as Queries: what each clause leaves out is the clause before's."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re
from dataclasses import replace

from aside import also
from asked_units import _BYTES, Asked, in_asked_unit
from logclauses import (
    ENOUGH,
    ORDERS,
    THINGS,
    Ask,
    clause_ask,
    filters_of,
    grouped,
    rate_of,
    with_more,
)
from logitems import items
from logscan import scanned
from query import Filter, Measure, Query
from readings import Reading
from rounding import rounded


def log_query(text, table, earlier=None):
    """(Query, notes, words not used) of a question about a log that is understood to the last word; else None."""
    told = [_one(item, table) for item in items(_without_name(text, table))] if not earlier else []
    if told and None not in told:
        query = told[0][0]
        query.others += [also(one[0]) for one in told[1:]]
        return query, [note for one in told for note in one[1]], []
    return _asked(text, table, earlier)


def _one(item, table):
    """What one item of a list asks, when it is understood whole and told apart by something."""
    read = _asked(item, table, None)
    return read if read and read[0].groups and not (read[2] or read[0].others) else None


def _asked(text, table, earlier):
    """What a text asks as it stands, as `log_query`."""
    found = scanned(_counted(text, table), table)
    if found is None or not any(t.kind in ENOUGH for clause in found.clauses for t in clause):
        return None
    asks = _asks(found.clauses, table, _of_query(earlier) if earlier else None)
    if not asks:
        return None
    queries = [_query(ask, found) for ask in asks]
    query = queries[0]
    query.others += [also(one) for one in queries[1:]]
    query.continues = earlier is not None
    sizes = [t.meaning for clause in found.clauses for t in clause if t.kind == "size"]
    in_asked_unit(Asked(unit=sizes[0], sizes=_BYTES) if sizes else None, query)
    rounded(found.digits, query)
    return query, found.notes, found.unused


def _without_name(text, table):
    """The text without the name of the log, and what says that it is of it."""
    name = re.escape(os.path.basename(table.path))
    log = rf"(?:\b(?:of|from|in|for)\s+)?(?:[\w./~-]*/)?{name}(?:\s*(?:里面?|中|的))?"
    return re.sub(log, " ", text, flags=re.I)


def _counted(text, table):
    """ "break x.log down by status": how many there are of each."""
    name = re.escape(os.path.basename(table.path))
    return re.sub(rf"\bbreak\s+(?:\S*{name}\s+)?down by\b", "count by", text, flags=re.I)


def _of_query(query):
    """What a question before was about."""
    held = list(query.filters)
    return Ask(held=held, measures=list(query.measures), groups=list(query.groups), limit=query.limit, way="desc" if query.descending else "asc")  # fmt: skip


def _asks(clauses, table, before):
    """The Asks of the clauses, each with what it takes over; None where one cannot be read."""
    asks, pending, first = [], [], before
    for clause in clauses:
        kinds = {t.kind for t in clause}
        if not kinds & (ENOUGH | THINGS | ORDERS):
            continue
        if before is not None and _more_of(before, clause, table):
            continue
        if kinds <= {"filter", "rows", "and", "any"} and "filter" in kinds:
            pending += filters_of(clause)
            continue
        ask = clause_ask(clause, table)
        if ask is None:
            return None
        if not (before is not None and _again(ask, before)):
            before = _placed(ask, clause, before, asks, pending)
            pending = []
    if pending and not asks and first is None and any(t.kind == "any" for c in clauses for t in c):
        return [Ask(held=pending, measures=[Measure(aggregate="count")])]  # "were there any?"
    return _ended(asks, pending, first)


def _placed(ask, clause, before, asks, pending):
    """The Ask that later clauses go on from: this one, or the one before that it goes into."""
    if asks and not clause.of_them and _only_by(before, ask):
        ask.measures = before.measures
        asks.pop()
    if before is not None and _of_its_figure(ask, clause, before):
        ask.measures = list(before.measures)
        pending = [*before.held, *pending]
    ask.held = with_more(pending, ask.held)
    if before is not None and not _of_all(ask, clause, before) and _goes_into(ask, before, asks):  # fmt: skip
        return before
    _take_over(ask, clause, before)
    asks.append(ask)
    return ask


def _ended(asks, pending, first):
    """The Asks with the conditions that were said after all else."""
    if pending and asks:
        return asks if _settled(asks, pending) else None
    if pending and first:
        return [replace(first, held=with_more(first.held, pending))]
    return asks


def _more_of(before, clause, table):
    """Whether a clause says only how what was asked is to be ordered, or names it once more."""
    kinds = {t.kind for t in clause}
    if kinds <= {*ORDERS, "and", "rows", "many", "list", "it", "per"} and kinds & ORDERS:
        numbered = next((t.number for t in clause if t.number), 0)
        before.limit = numbered or before.limit
        before.way = "asc" if kinds == {"least"} else "desc"
        return bool(before.groups) or kinds == {"down"}
    if before.groups and "per" in kinds and kinds <= {"per", "and", "rows", "many"}:
        count = Measure(aggregate="count")  # "各访问了几次"
        before.measures += [count] if count not in before.measures else []
        return True
    groups = [grouped(t, table) for t in clause if t.kind in ("dim", "unit")]
    if groups and "per" in kinds and kinds <= {"per", "dim", "unit", "and"} and not before.groups:
        before.groups = [] if before.many else groups
        return not before.many
    return bool(groups) and kinds <= {"dim", "unit", "and", "rows", "many", "per", "sum"} and all(g in before.groups for g in groups)  # fmt: skip


def _only_by(before, ask):
    """Whether what was said before is what the groups of this are ranked by: "by traffic, the top 3 IPs"."""
    counted = [m.aggregate for m in ask.measures] == ["count"] and not ask.many
    by = not (before.groups or before.own or before.many) and all(m.column for m in before.measures)
    return bool(ask.groups) and counted and by


def _of_its_figure(ask, clause, before):
    """Whether groups go on with the figure before: "how many MB, and which path served the most",
    "how many different visitors, and how many each day"."""
    whole = not before.groups and all(m.column and not m.condition for m in before.measures)
    counts = [m.aggregate for m in ask.measures] == ["count"] and not ask.own
    plain = all(t.said in _MOST for t in clause if t.kind in ("most", "least"))
    return bool(whole and counts and plain and ask.groups and all(t.kind != "rows" for t in clause))


_MOST = ("the most", "most", "the least", "least", "最多", "最少", "最大", "最小")


def _again(ask, before):
    """Whether it only names once more what is told: "the error rate to one decimal"."""
    named = ask.groups or ask.own or ask.held or ask.share or ask.told
    return not named and all(m in before.measures for m in ask.measures)


def _settled(asks, pending):
    """Conditions said after all else: "(4xx and 5xx)" says what an error is, else which rows count."""
    rated = [m for a in asks for m in a.measures if m.aggregate == "rate"]
    said = [one for a in asks for one in a.own]  # "successful (2xx)": the same once more
    pending = [one for one in pending if one not in said]
    for ask in asks:
        if not rated:
            ask.held = with_more(ask.held, pending)
        ask.measures = [rate_of(pending[0]) if pending and m in rated else m for m in ask.measures]
    return not rated or not pending or len(pending) == 1


def _of_all(ask, clause, before):
    """Whether it counts in the whole log, after a ranking: "and how many requests got a 404?"."""
    if clause.whole:
        return bool(before.groups and not ask.groups)
    ranked = before.groups and (before.limit > 1 or ask.share)
    of_them = clause.of_them or any(t.kind in ("it", "per") for t in clause)
    return bool(ranked and ask.own and not ask.groups) and not of_them


def _goes_into(ask, before, asks):
    """Whether it asks for more of what was asked before: how many, since when, how many failed."""
    if not asks or ask.groups or ask.held:
        return False
    if ask.told:
        timed = not before.groups and before.measures
        if not any(m.aggregate == "count" for m in before.measures):
            before.measures.insert(0 if timed else len(before.measures), Measure(aggregate="count"))
        return True
    if ask.share and not ask.own:
        before.share = before.many = True
        return True
    if ask.own and ask.own == before.own and not ask.share:
        return True
    if ask.own and not before.groups:
        return False
    if ask.own:
        before.extra.append(ask.own)
        return len(ask.own) == 1 and len(before.own) < 2
    before.measures += [m for m in ask.measures if m not in before.measures]
    return True


_BUSY = r"\bbusiest\b|最忙|最繁忙|高峰"  # by all that comes


def _take_over(ask, clause, before):
    """What is left out is that of the question before, unless rows are named anew: "the most requests"."""
    if before is None or clause.whole:
        return
    held = before.held
    if before.limit == 1 and len(before.groups) == 1 and ask.groups and any(t.kind == "it" for t in clause):  # fmt: skip
        held = [*held, _leader(before)]
    ask.held = with_more(held, ask.held)
    afresh = bool(ask.groups) and any(
        (t.kind == "rows" and len(t.said) > 1) or re.search(_BUSY, t.said) for t in clause
    )
    if not (ask.own or afresh):
        rated = [m.condition for m in before.measures if m.aggregate == "rate" and clause.of_them]
        ask.own = list(before.own) or rated[:1]


def _leader(before):
    """The condition that rows are of the group that came first: "and which path did it ask for"."""
    values = (tuple(before.held + before.own), before.way != "asc", 1, "", None)
    return Filter(column=before.groups[0].column, operator="leader", values=values)


def _query(ask, found):
    """The Query of an Ask."""
    if ask.listed:
        return _rows(ask, found)
    conditions = [ask.own, *ask.extra]
    query = Query(groups=list(ask.groups), measures=list(ask.measures), limit=ask.limit)
    _told_only(ask)
    query.filters = list(dict.fromkeys((*ask.held, *ask.own)))
    sided = ask.extra or (ask.share and ask.own) or any(m.aggregate == "rate" for m in ask.measures)
    if sided and len(ask.own) < 2:
        query.filters = list(ask.held)
        counted = [_fitting(own) for own in conditions] if ask.own or ask.extra else []
        query.measures = counted + [m for m in ask.measures if m.aggregate != "count" or not counted]  # fmt: skip
    _shares(ask, query)
    if ask.having and ask.groups:
        query.having = ask.having
    if ask.groups:
        timed = bool(ask.groups[0].unit) and not ask.limit and not ask.way
        query.order, query.descending = ("group", False) if timed else ("value", ask.way != "asc")
        query.chart, query.picture = _chart(found, timed), found.picture
    query.export, query.fields = found.export, found.fields
    _by_date_too(query)
    return query


def _told_only(ask):
    """What messages tell, as an address, is empty where they do not: such rows are no group."""
    names = {f.column.name for f in ask.held}
    told = [g.column for g in ask.groups if g.column.name in ("ip", "user", "killed", "path")]
    ask.held += [
        Filter(column=c, operator="present") for c in told if c.name not in names and ask.worded
    ]


def _rows(ask, found):
    """The Query of the rows themselves."""
    query = Query(kind="rows", filters=[*ask.held, *ask.own], limit=ask.limit, export=found.export)
    column = next((m.column for m in ask.measures if m.column), None)
    if ask.listed != "all":
        query.order, query.descending = column, ask.way != "asc"
    return query


def _fitting(own):
    if not own:
        return Measure(aggregate="count")
    return Measure(aggregate="fitting", column=own[0].column, condition=own[0])


def _shares(ask, query):
    """A share is of all rows, of each group, or of what the conditions leave."""
    if not ask.share:
        return
    if ask.own and len(ask.own) == 1:
        counted = query.measures if ask.many else []
        query.measures = [*counted, rate_of(ask.own[0])]
    elif ask.groups:
        query.share = True
    elif query.filters:
        last = query.filters.pop()
        query.measures = [*([_fitting([last])] if ask.many else []), rate_of(last)]


def _chart(found, timed):
    if found.chart == "any":
        return "line" if timed else "bar"
    return found.chart


def _by_date_too(query):
    """The busiest hour of the day may be meant as that of one day: both are told."""
    if query.limit == 1 and [g.unit for g in query.groups] == ["hour"] and query.groups[0].column.days > 1:  # fmt: skip
        dated = replace(query, groups=[replace(query.groups[0], unit="dated hour")], others=[])
        taken = ("一天中的钟点（各天合计）", "the hour of the day, all days together")
        other = ("某一天的某个小时", "the hour of one day")
        query.others.append(Reading(taken, other, dated))
