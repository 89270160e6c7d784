"""Questions about whole columns: what goes together, what stands out, what is missing or double."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re
from dataclasses import replace

from aios_skill import Failure
from mentions import meanings_of, of_years
from pieces import measurable
from query import Filter, Measure, Query, checked_measure, named_column, unknown_column
from readings import Reading
from sentence import COLUMN
from table import DATE, NUMBER, Column
from words import CORRELATION, MISSING

MOST_COLUMNS = 12  # of a matrix: 66 pairs
_ROWS = r"\b(?:rows?|records?|lines?|entries|observations)\b|行|记录|哪[几些]条|数据有哪些"
_DOUBLE_ROWS = r"重复的?(?:行|记录|数据)|duplicate\w*\s+(?:rows?|records?|lines?|entries)"
_WHOLE_ROWS = r"\b(?:without|with no|no|not have)\b|没有|无缺|不[含缺]|(?<!不)完整"
_HOW_MANY = r"\bhow many\b|\bnumber of\b|\bcount\b|多少|几[行条]"
_ALL_OTHERS = r"\bwhich\b|\bwhat\b|\bmost\b|\bstrong|\bother|\ball\b|哪|什么|最|其[他它]|所有|各"
_SPEARMAN = r"spearman|斯皮尔曼|秩相关|等级相关|\brank correlation"


def study(pieces, out):
    """Whether the question studies columns; then `out` is that study, others asked told after it."""
    flags, found = pieces.parts.flags, []
    for asked, way in (
        ("outliers" in flags, _outliers),
        ("duplicates" in flags, _duplicates),
        (re.search(MISSING, pieces.plain), _missing),
        ("relation" in flags, _correlations),
    ):
        one = Query(filters=list(out.filters)) if found else out
        if asked and way(pieces, one):
            one.groups, one.order = [], ""
            found.append(one)
    out.others += [Reading((), ("也要的", "asked as well"), one, also=True) for one in found[1:]]
    return bool(found)


def _named(pieces):
    """The columns the sentence names, in its order of measures before names."""
    mentions = [m for _, m in pieces.pairs] + pieces.numbers + pieces.names
    mentions += [thing for thing in pieces.parts.groups if not isinstance(thing, str)]
    return list({m.best().name: m for m in mentions}.values())


def numbers_of(pieces):
    """The number columns the sentence names."""
    return [m.best(NUMBER) for m in _named(pieces) if m.best(NUMBER)]


def _outliers(pieces, out):
    columns = numbers_of(pieces)
    worded = [m.best() for m in _named(pieces) if m.best().kind not in (NUMBER, DATE)]
    if not columns and len(worded) == 1 and not pieces.unique(worded[0]):
        checked_measure("mean", worded[0], pieces.say)  # raises: it holds no numbers
    columns = columns or measurable(pieces.table)
    if not columns:
        raise no_numbers(pieces.table, pieces.say)
    out.kind, out.measures = "outliers", [Measure(aggregate="mean", column=c) for c in columns]
    out.method = "zscore" if "zscore" in pieces.parts.flags else "iqr"
    _by_both_methods(out)
    return True


def usual_only(pieces, measures, out):
    """ "the average without the outliers": rows whose number lies far out are left aside."""
    if "usual" not in pieces.parts.flags:
        return
    assumed = None if numbers_of(pieces) else measures.assumed()
    columns = numbers_of(pieces) or [assumed] * bool(assumed)
    out.filters += [Filter(column=column, operator="usual") for column in columns]


_LISTED = 6  # columns whose outliers are told row by row


def _by_both_methods(out):
    """The limits by the method taken and by the other one, for the answer's words; the rows."""
    for method in (out.method, "iqr" if out.method == "zscore" else "zscore"):
        limits = Query(kind="limits", method=method, measures=out.measures, filters=out.filters)
        out.others.append(Reading((), (method, method), limits, silent=True))
    for measure in out.measures if 1 < len(out.measures) <= _LISTED else ():
        named = measure.column.name
        rows = replace(out, measures=[measure], others=[])
        out.others.append(Reading((), (named, named), rows, silent=True))


def typed_study(table, parameters, say):
    """The Query of the typed action's parameters, each checked against the table."""
    names = parameters.get("columns") or []
    columns = [named_column(table, name, say) for name in names]
    out = Query(kind=parameters["study"], order="")
    if out.kind in ("correlations", "outliers"):
        columns = columns or measurable(table)[:MOST_COLUMNS]
        wanted = 2 if out.kind == "correlations" else 1
        if len(columns) < wanted:
            raise no_numbers(table, say, wanted)
        out.measures = [checked_measure("mean", column, say) for column in columns]
        ways = ("pearson", "spearman") if wanted == 2 else ("iqr", "zscore")
        out.method = parameters.get("method") if parameters.get("method") in ways else ways[0]
    else:
        out.measures = [Measure(aggregate="count", column=column) for column in columns]
        out.method = "values" if columns else "rows"
    if out.kind == "outliers":
        _by_both_methods(out)
    return out


def _duplicates(pieces, out):
    columns = [m.best() for m in _named(pieces) if m not in pieces.numbers]
    if re.search(_DOUBLE_ROWS, pieces.plain):
        columns = []
    out.kind, out.measures = "duplicates", []
    out.method = "values" if columns else "rows"
    out.measures = [Measure(aggregate="count", column=c) for c in columns]
    return True


def _missing(pieces, out):
    beside = "duplicates" in pieces.parts.flags  # "duplicate order numbers, and any blanks"
    if (_named(pieces) and not beside) or pieces.parts.filters or pieces.parts.rate:
        return False
    if re.search(_ROWS, re.sub(_DOUBLE_ROWS, "", pieces.plain)):
        return _rows_with_gaps(pieces, out)
    out.kind = "missing"
    return True


def _rows_with_gaps(pieces, out):
    """ "show rows with missing values", "多少行有缺失值": the rows themselves, or how many they are."""
    columns = pieces.table.columns
    gaps = Column(
        name=pieces.say("空单元格数", "empty cells"), kind=NUMBER, factors=tuple(columns), integer=True,
        formula=" + ".join(f"({{{place}}} IS NULL)::INT" for place in range(len(columns))),
    )  # fmt: skip
    whole = re.search(_WHOLE_ROWS, pieces.plain)
    out.filters.append(Filter(column=gaps, operator="=" if whole else ">", values=(0,)))
    if re.search(_HOW_MANY, pieces.plain):
        out.measures = [Measure(aggregate="count")]
    else:
        out.kind, out.limit = "rows", pieces.parts.limit
    return True


def _correlations(pieces, out):
    named = numbers_of(pieces)
    if len(named) > 1 and re.search(r"\byears?\b", pieces.plain):  # "area, rooms, year and price"
        held = {c.name for c in named}
        named += [c for c in pieces.table.of_kind(NUMBER) if of_years(c) and c.name not in held]
    if len(named) == 2 and not re.search(_SPEARMAN, pieces.plain):
        return False  # two columns have a line through them as well
    asked = re.search(CORRELATION, pieces.plain) or len(named) > 1
    worded = [m for m in _named(pieces) if not m.best(NUMBER) and m not in pieces.nouns]
    if not asked or (worded and len(named) < 2):
        return False
    if len(named) == 1 and not re.search(_ALL_OTHERS, pieces.plain) and pieces.strange():
        raise unknown_column(pieces.strange()[0], pieces.table, pieces.say)
    columns = named if len(named) > 1 else measurable(pieces.table)[:MOST_COLUMNS]
    target = _held_against(pieces) if len(named) > 2 else None
    if target is not None:  # "correlate area, rooms and age with the price"
        columns = [target, *(c for c in columns if c.name != target.name)]
        out.shown = (target.name,)
    if len(named) == 1:
        columns = [named[0], *(c for c in columns if c.name != named[0].name)]
        out.shown = (named[0].name,)
    if len(columns) < 2:
        raise no_numbers(pieces.table, pieces.say, 2)
    out.kind, out.measures = "correlations", [Measure(aggregate="mean", column=c) for c in columns]
    out.method = "spearman" if re.search(_SPEARMAN, pieces.plain) else "pearson"
    return True


def relation_of_groups(pieces, out):
    """ "the correlation of spend and clicks for every campaign": one of each group; always True."""
    if pieces.groups and not out.chart:
        one, other = (measure.column for measure in out.measures)
        out.kind, out.groups, out.order = "aggregate", pieces.groups, "value"
        out.measures = [Measure(aggregate="corr", column=one, whole=other, digits=4)]
    return True


def _held_against(pieces):
    """The column that all of the others are to be correlated with."""
    said = re.search(
        rf"{COLUMN}[^.?!]*?\s(?:with|to|against|and|on) (?:the )?({COLUMN})(?=\s*(?:[,.;?!]|$))",
        pieces.text,
    )
    list_of = re.search(rf"{COLUMN}\s*,\s*{COLUMN}", pieces.text)
    with_one = said and not re.search(r"\sand (?:the )?$", pieces.text[: said.start(1)])
    return pieces.things[said[1]].best(NUMBER) if with_one and list_of else None


def no_numbers(table, say, wanted=1):
    """The Failure for a study of numbers where the table has too few columns of them."""
    names = ", ".join(c.name for c in table.columns[:20])
    return Failure(
        "not_numeric",
        say(f"这个表没有 {wanted} 个可计算的数字列。", f"The table has no {wanted} column{'s' if wanted > 1 else ''} of numbers to study."),
        say(f"列有：{names}。", f"Its columns: {names}."),
    )  # fmt: skip


def identifying(table):
    """The columns that say which row it is: identifiers, else names, else the first text."""
    marked = [c for c in table.columns if c.kind == "identifier"]
    named = [c for c in table.columns if meanings_of(c) & {"name", "employee", "student", "title"}]
    return (marked + [c for c in named if c not in marked])[:2]
