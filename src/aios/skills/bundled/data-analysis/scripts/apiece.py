"""Averages per thing: "平均每个客户消费多少" is what each customer spends in all, averaged."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import meanings_of
from people import is_person
from pieces import intensive
from query import Group, Measure
from sentence import normal

_SPENDERS = r"customers?|clients?|buyers?|users?|members?|shoppers?|persons?|visitors?|stores?|shops?|employees?|suppliers?"
_ASKED = (
    r"平均每[一]?[个位名家]?(?!天|日|周|星期|月|年|季|小时|分钟|单|笔|次|件|行|条)|人均"
    rf"|\b(?:does|do|did|has|have) (?:each|every|a|an|one|the average) (?:{_SPENDERS})\b.*|\bthe (?:average|typical) (?:{_SPENDERS})\b"
    rf"|\baverage (?:total )?(?:spend(?:ing)?|spent|expenditure|purchases?|revenue)\b.{{0,30}}\b(?:per|by each|of each|of an?|for each) (?:{_SPENDERS})\b"
    rf"|\beach (?:{_SPENDERS}) .{{0,40}}\bon average\b|\bon average\b.{{0,40}}\b(?:each|every|an?) (?:{_SPENDERS})\b"
)


def apiece(pieces, measures):
    """The measures of an average total per thing, the thing's Group in each; none where not asked."""
    said = normal(pieces.question.sentence.original)
    asked = re.search(_ASKED, said)
    if asked and _of_each_group(pieces, measures, said):
        return _per_person(pieces, measures)
    if not asked or len(measures) != 1 or "mean" not in pieces.aggregates:
        return []
    column, thing = measures[0].column, _thing(pieces)
    persons = re.search(r"平均每一?[个位名]?人", said)
    if persons and thing and not is_person(thing.column):
        return []  # "男生女生平均每人借几本": of the persons in each row
    if column is None or intensive(column) or measures[0].over or thing is None:
        return []
    pieces.groups = []
    return [
        Measure(aggregate="sum", column=column, over=thing),
        Measure(aggregate="units", over=thing),
    ]


def _thing(pieces):
    """What the average is per: the only group, else the customers or people of the table."""
    groups = [g for g in pieces.groups if not g.unit]
    if len(groups) != len(pieces.groups) or len(groups) > 1:
        return None
    named = groups or [pieces.group(m) for m in (pieces.names or pieces.persons())[:1]]
    if not named:
        wanted = {"customer", "employee"}
        named = [Group(column=c) for c in pieces.table.columns if meanings_of(c) & wanted][:1]
    return next((g for g in named if not pieces.unique(g.column)), None)


def _of_each_group(pieces, measures, said):
    """Whether "人均" is asked of groups of people that the table names in several rows."""
    people = [m.best() for m in pieces.persons()[:1]]
    grouped = {g.column.name for g in pieces.groups}
    averaged = {m.column for m in measures if m.aggregate == "mean" and not m.over}
    fits = len(averaged) == 1 and None not in averaged and not any(map(intensive, averaged))
    return bool("人均" in said and grouped and people and people[0].name not in grouped and fits)


def _per_person(pieces, measures):
    """ "各部门的人均加班": the total of each group by how many people it has."""
    people = pieces.group(pieces.persons()[0])
    return [
        Measure(aggregate="sum", column=m.column, over=people) if m.aggregate == "mean" else m
        for m in measures
        if m.aggregate != "count" or "人数" in pieces.plain
    ]
