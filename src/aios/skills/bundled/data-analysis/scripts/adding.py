"""A column added to the table: "加一列总分", "add a column profit = price - cost", "加一列排名"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from pieces import main_number
from query import PERCENT, RATIO, Measure
from sentence import normal
from spoken import is_subject, mean_column, scores, sum_column
from table import NUMBER, Column

_ADD = r"(?:新增加?|增加|添加|追加|插入|多加|加上?)(?:了|入|出)?"
_IS = r"\s*(?:=|[,，]?\s*(?:它|值)?(?:等于|是|为))"
_THEN = r"(?=\s*(?:$|[,，。;(]|并|[另保]存|存[为成到]|导出|按|用))"
_THEN_EN = r"(?=\s*(?:$|[,.;(]|\b(?:and|save|then|by|to)\b))"
_IS_EN = r"\s*(?:=|\b(?:as|equals?|equal to|that is|which is|being)\b)"
_ASKED = (
    rf"{_ADD}(?:[一1个]|新的?)*[列栏](?:叫做?|名为|名叫|:)?\s*[\"']?(?P<name>[^\s,，。=\"'(]{{1,12}}?)[\"']?(?:(?P<is>{_IS})|{_THEN})",
    rf"{_ADD}一?个?新?的?[\"']?(?P<name>[^\s,，。=\"'(]{{1,8}}?)[\"']?的?[列栏](?:(?P<is>{_IS})|{_THEN})",
    rf"\b(?:add|append|insert|create) (?:an? |the |another )?(?:new )?(?:calculated )?columns? (?:for |of |with |called |named |showing )?(?:the |an? )?[\"']?(?P<name>[a-z][\w ]{{0,24}}?)[\"']?(?:(?P<is>{_IS_EN})|{_THEN_EN})",
    rf"\b(?:add|append|insert|create) (?:an? |the )?(?:new )?[\"']?(?P<name>(?!new\b)[a-z]\w*(?: \w+)?)[\"']? columns?(?:(?P<is>{_IS_EN})|{_THEN_EN})",
)
_WITH_RANK = r"(?:[,，]?并|再|[,，])?(?:加上?|带上?|标[上出]|附上)(?P<name>名次|排名)(?P<is>)"
_RANK = r"排名|名次|\brank(?:ing|s)?\b"
_LOW = r"从[低小少]到|升序|\b(?:ascending|lowest first)\b"


def take_added(sentence, parts):
    """Keep in `parts.added` what a column to be added is called; its name is left where it tells what it is."""

    def use(match):
        parts.flags.add("added")
        parts.added = match["name"].strip()
        return " " if match["is"] is not None else f" {parts.added} "

    for pattern in (*_ASKED, _WITH_RANK):
        if "added" not in parts.flags:
            sentence.take(pattern, use)


def added(pieces, out):
    """Whether a column is to be added; then `out` is all rows with it."""
    if "added" not in pieces.parts.flags:
        return False
    named = (m.best(NUMBER) for m in (*(m for _, m in pieces.pairs), *pieces.numbers))
    columns = list({c.name: c for c in named if c}.values())
    made = next((c for c in reversed(columns) if c.factors), None) or _of_several(pieces, columns)
    if pieces.groups and made and made.formula in (RATIO, PERCENT):
        return _beside_totals(pieces, out, made)
    if re.search(_RANK, pieces.plain):
        by = made or next(iter(columns), None) or _usual(pieces)
        found = (*[by] * bool(by.factors), _rank(by, pieces)) if by else ()
        out.order, out.descending = found[-1] if found else "", False
    else:
        found = (_called(made, pieces),) if made else ()
    out.kind, out.added = ("rows", found) if found else (out.kind, ())
    out.export = out.export or ("result.csv" if found else "")
    return bool(found)


def _beside_totals(pieces, out, made):
    """ "按部门汇总预算和实际，再加一列执行率": the totals of each group, and the one by the other."""
    part, whole = made.factors
    kind = "part" if made.formula == PERCENT else "ratio"
    totals = [Measure(aggregate="sum", column=c) for c in (whole, part)]
    out.measures = [*totals, Measure(aggregate=kind, column=part, whole=whole)]
    out.groups, out.order = pieces.groups, "value"
    return True


def _usual(pieces):
    """What the rows are ranked by: the number that they are sorted by, else the main one."""
    order, marks = pieces.parts.order, scores(pieces.table)
    named = order.best(NUMBER) if order else None
    several = len(marks) > 1 and all(map(is_subject, marks))
    return named or (sum_column(marks) if several else main_number(pieces.table))


def _of_several(pieces, columns):
    """The total or the average of the numbers named, else of all marks, in each row."""
    several = columns if len(columns) > 1 else scores(pieces.table)
    if "mean" in pieces.aggregates and len(several) > 1:
        return mean_column(several)
    summed = "sum" in pieces.aggregates or (len(columns) > 1 and "+" in pieces.plain)
    return sum_column(several) if summed and len(several) > 1 else None


def _rank(column, pieces):
    way = "ASC" if re.search(_LOW, pieces.plain) else "DESC"
    return Column(
        name=pieces.say("排名", "rank"), kind=NUMBER, factors=(column,), integer=True,
        formula=f"rank() OVER (ORDER BY {{0}} {way} NULLS LAST)",
    )  # fmt: skip


def _called(column, pieces):
    """The column under the name that it is given, where no other column is called so."""
    taken = {normal(c.name) for c in pieces.table.columns}
    name = pieces.parts.added
    return replace(column, name=name) if name and name not in taken else column


def added_text(query, say):
    """What was added, and where the whole table is kept."""
    names = say("、", ", ").join(column.name for column in query.added)
    return say(
        f"已加上列 {names}，全表存为 {query.export}。",
        f"Added the column {names}; the whole table is kept as {query.export}.",
    )
