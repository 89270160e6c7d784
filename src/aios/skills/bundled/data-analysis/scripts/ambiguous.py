"""Requests with two plausible readings: which other query the same words could mean."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re
from dataclasses import replace

from mentions import MEANING, meanings_of
from periods import relative_unit
from pieces import measurable
from query import NUMERIC_ONLY, RATIO, Filter, Group, Measure
from readings import Reading
from sentence import normal
from table import DATE, IDENTIFIER, NUMBER, TEXT, Column
from words import ADDITIVE, AGGREGATES

MOST = 2  # readings told beside the one taken
_EACH_ROW = r"per (?:order|row|transaction|sale|purchase|customer|person|item)|(?:order|gift|donation|deal|purchase|sale|invoice|payment|contract) (?:value|size)|basket|ticket|每[单笔次个件人]|客单|单笔|人均"
_BEST = r"\b(?:best|worst|strongest|weakest|top|star)\b(?![ -]?sell)|最[好佳强差坏糟弱棒牛优]|最厉害|冠军|第一名"
_BEST_DAY = r"\b(?:best|worst|strongest|weakest)\b|最[好佳强差坏糟弱]"
_AVERAGED = r"\b(?:average|mean|avg|typical)\b|平均"
_DECIDED = (
    (("won", "win", "closed won"), ("lost", "loss", "closed lost")),
    (("赢单", "成交", "已成交"), ("输单", "丢单", "流失")),
)
_DISTINCT = dict(AGGREGATES)["distinct"]
_SPANS = (">=", "<", "<=", ">", "between")  # of a date: from when until when
_COUNTED_ONCE = {"customer", "employee", "student", "store", "city", "country", "region", "ip"}
_SPENT = r"花|钱|\b(?:spen[dt]|money|paid|earn\w*)\b"
# What else "the best of them" may be judged by, when they are judged by the first.
_WORTH = {"max": "mean", "min": "mean", "sum": "count", "mean": "max"}
_AGGREGATES = {
    "max": ("单行最大值", "single highest"),
    "min": ("单行最小值", "single lowest"),
    "mean": ("平均值", "average"),
    "sum": ("总和", "total"),
}
_UNITS_ZH = {
    "day": "日",
    "week": "周",
    "month": "月",
    "hour": "小时",
    "minute": "分钟",
    "year": "年",
    "quarter": "季度",
}
_LATEST_ZH = {"week": "一周", "day": "一天", "month": "一个月", "year": "一年"}


def other_readings(pieces, measures, out):
    """The Readings beside the Query `out`, the most plausible first; none where it is plain."""
    if (
        out.kind not in ("aggregate", "rows")
        or out.pivot
        or not (out.measures or out.kind == "rows")
    ):
        return []
    found = [*_by_date(pieces, out)]
    if out.kind == "aggregate":
        found += [
            *_by_decided(out),
            *_by_ratio(pieces, out),
            *_by_column(pieces, out),
            *_by_name(pieces, out),
            *_by_rank(measures, out),
            *_by_change(out),
            *_by_unit(pieces, out),
            *_by_values(pieces, out),
            *_by_count(pieces, out),
            *_by_days(pieces, out),
            *_by_course(pieces, out),
        ]
    return [one for one in found if not _of_dates(one.query)][:MOST]


def _of_dates(query):
    """Whether it takes the average or the sum of dates, which nothing means."""
    dated = (m for m in query.measures if m.column is not None and m.column.kind == DATE)
    return any(m.aggregate in NUMERIC_ONLY for m in dated)


def _plainly(out, **changes):
    """The query with changes, without drawing, other readings and remarks."""
    plain = {"chart": "", "picture": "", "export": "", "others": [], "notes": []}
    return replace(out, filters=list(changes.pop("filters", out.filters)), **plain, **changes)


def _by_column(pieces, out):
    """A word that names two number columns alike: "temperature" where there is a highest and a lowest."""
    used = {m.column.name for m in out.measures if m.column}
    for mention in [*pieces.numbers, *(m for _, m in pieces.pairs)]:
        best = mention.candidates[0][0]
        alike = [c for weight, c in mention.candidates if weight == best and c.kind == NUMBER]
        others = [c for c in alike[1:] if c.name not in used]
        if alike[:1] and alike[0].name in used and others:
            query = _plainly(out, measures=_swapped(out.measures, alike[0], others[0]))
            yield Reading(
                (f"“{mention.text}”指 {alike[0].name} 列", f'"{mention.text}" is {alike[0].name}'),
                (f"指 {others[0].name} 列", others[0].name),
                query,
            )


def _by_ratio(pieces, out):
    """One number by another: in each row and then averaged, or of the totals."""
    first, column = out.measures[0], out.measures[0].column
    if first.whole and re.search(_AVERAGED, pieces.plain):
        scale = " * 100" if first.aggregate == "part" else ""
        each = Column(
            name=f"{column.name} ÷ {first.whole.name}", kind=NUMBER, unit="%" if scale else "",
            factors=(column, first.whole), formula=RATIO + scale, averaged=True,
        )  # fmt: skip
        rows, whole = _divided(column, first.whole)
        yield Reading(whole, rows, _plainly(out, measures=[Measure(aggregate="mean", column=each)]))
    elif out.groups and pieces.unique(out.groups[-1].column):
        return  # of one row both are the same
    elif first.aggregate == "mean" and column and column.formula.startswith(RATIO):
        part, per = column.factors
        times = int(column.formula.removeprefix(RATIO).strip(" *") or 1)
        ratio = Measure(aggregate="ratio", column=part, whole=per, times=times)
        yield Reading(*_divided(part, per), _plainly(out, measures=[ratio]))


def _divided(one, other):
    """What the two ways to divide are called: row by row, the totals."""
    name = f"{one.name} ÷ {other.name}"
    return (
        (f"每行的 {name} 再平均", f"{name} of each row, averaged"),
        (f"{one.name} 总和 ÷ {other.name} 总和", f"total {one.name} ÷ total {other.name}"),
    )


def _by_decided(out):
    """A rate of wins: of all, or of those that were won or lost."""
    first = out.measures[0]
    one = first.condition
    if one is None or one.operator != "=" or first.aggregate != "rate" or len(out.measures) > 1:
        return
    for won, lost in _DECIDED:
        cells = [c for c in one.column.sample if normal(c) in (*won, *lost)]
        rest = len(one.column.sample) > len(cells)
        if normal(str(one.values[0])) in won and len(cells) > 1 and rest:
            decided = Filter(column=one.column, operator="in", values=tuple(cells))
            yield Reading(
                ("占全部行的比例", "the share of all rows"),
                (f"只看{'和'.join(cells)}的占比", f"the share of those {' or '.join(cells)}"),
                _plainly(out, filters=[*out.filters, decided]),
            )


def _by_name(pieces, out):
    """A word that names two columns alike: "地址" in a log of addresses and pages."""
    for mention in [*pieces.names, *(m for m in pieces.parts.groups if not isinstance(m, str))]:
        best = mention.candidates[0][0]
        alike = [c for w, c in mention.candidates if w == best >= MEANING and c.kind == TEXT]
        own = next((g for g in out.groups if alike[1:] and g.column is alike[0]), None)
        if own is not None and not any(g.column is alike[1] for g in out.groups):
            groups = [Group(column=alike[1]) if g is own else g for g in out.groups]
            one, two = (column.name for column in alike[:2])
            yield Reading(
                (f"“{mention.text}”指 {one} 列", f'"{mention.text}" is {one}'),
                (f"指 {two} 列", two),
                _plainly(out, groups=groups),
            )


def _swapped(measures, old, new):
    return [replace(m, column=new) if m.column is old else m for m in measures]


def _by_rank(measures, out):
    """The best or top things where nothing says by what: by a total, by how many, by an average."""
    first, pieces = out.measures[0], measures.pieces
    if not out.groups or not out.limit or out.order != "value" or out.groups[-1].unit:
        return
    column, entity = measures.assumption, out.groups[-1].column
    if measures.table.unique(entity):
        return
    quantity = next((c for c in measurable(measures.table) if "quantity" in meanings_of(c)), None)
    sold = column is not None and meanings_of(column) & {"sales"}
    if re.search(_SPENT, pieces.plain):
        return
    if column is not None and first.column is None:
        taken = ("按行数（次数）排", "ranked by the number of rows")
        aggregate = "sum" if meanings_of(column) & ADDITIVE else "mean"
        yield _ranked(out, taken, Measure(aggregate=aggregate, column=column))
    elif sold and quantity is not None and quantity is not first.column:
        taken = (f"按 {column.name} 排", f"ranked by {column.name}")
        yield _ranked(out, taken, Measure(aggregate="sum", column=quantity))
    elif first.aggregate in _WORTH and first.column is not None:
        said = pieces.pairs or pieces.unpaired
        vague = column is not None or re.search(_BEST, pieces.plain)
        if not said and (vague or first.aggregate in ("max", "min")):
            way = _WORTH[first.aggregate]
            of = None if way == "count" else first.column
            yield _ranked(out, _rank(first), Measure(aggregate=way, column=of))


def _by_change(out):
    """What grew most in percent, and by its amount."""
    if out.order == "growth" and out.limit and out.growth in ("before", "year"):
        taken = ("按增长的百分比排", "ranked by the growth in percent")
        yield Reading(
            taken, ("按增减的数量排", "ranked by the amount"), _plainly(out, order="change")
        )


def _ranked(out, taken, measure):
    return Reading(taken, _rank(measure), _plainly(out, measures=[measure]))


def _rank(measure):
    """ "ranked by the average of pay", in both languages."""
    if measure.column is None:
        return ("按行数（次数）排", "ranked by the number of rows")
    (zh, en), name = _AGGREGATES[measure.aggregate], measure.column.name
    return (f"按 {name} 的{zh}排", f"ranked by the {en} {name}")


def _by_unit(pieces, out):
    """An average of what adds up: of the rows, or of the days; and the other way round."""
    first, dates = out.measures[0], pieces.table.of_kind(DATE)
    if first.column is not None and first.over and not first.over.unit:
        thing = first.over.column.name
        each = [Measure(aggregate="mean", column=first.column)]
        yield Reading(
            (f"每个 {thing} 的总和再平均", f"the total of each {thing}, averaged"),
            (f"每行 {first.column.name} 的平均", f"the average {first.column.name} of a row"),
            _plainly(out, measures=each),
        )
        yield Reading(
            (f"每个 {thing} 的总和再平均", f"the total of each {thing}, averaged"),
            (f"各个 {thing} 每行的平均", f"the average of a row for each {thing}"),
            _plainly(out, measures=each, groups=[first.over], order="value"),
        )
        return
    if first.column is None or first.column.kind != NUMBER or not dates:
        return
    name, timed = first.column.name, any(g.unit for g in out.groups)
    if first.over:
        unit = first.over.unit
        taken = (f"每{_UNITS_ZH[unit]}的总量再平均", f"the total of each {unit}, averaged")
        other = (f"每行 {name} 的平均", f"the average {name} of a row")
        yield Reading(
            taken, other, _plainly(out, measures=[Measure(aggregate="mean", column=first.column)])
        )
    elif (
        len(out.measures) == 1
        and first.aggregate == "mean"
        and meanings_of(first.column) & {"sales", "quantity"}
        and not re.search(_EACH_ROW, pieces.plain)
    ):
        unit, groups = "day", list(out.groups)
        if timed:
            unit, groups = out.groups[0].unit, [g for g in out.groups if not g.unit]
        if unit in _UNITS_ZH and not first.column.factors:
            per = Measure(
                aggregate="sum", column=first.column, over=Group(column=dates[0], unit=unit)
            )
            query = _plainly(
                out,
                measures=[per],
                groups=groups,
                order="value" if groups else "",
                growth="",
                running=False,
                moving=0,
                shown=(),
            )
            yield Reading(
                (f"每行 {name} 的平均", f"the average {name} of a row"),
                (f"每{_UNITS_ZH[unit]}总量的平均", f"the average total per {unit}"),
                query,
            )


def _by_values(pieces, out):
    """Two values joined by "and": each by itself, or both together."""
    each, both = ("分别计算", "each by itself"), ("合在一起计算", "both together")
    if not pieces.joined:
        return
    if out.groups and out.groups[0].column is pieces.joined:
        rest = out.groups[1:]
        query = _plainly(out, groups=rest, order="value" if rest else "", limit=0)
        yield Reading(each, both, query)
    elif not out.groups:
        yield Reading(
            both, each, _plainly(out, groups=[Group(column=pieces.joined)], order="value")
        )


def _by_count(pieces, out):
    """ "How many books are late": different ones, or as many rows; people are counted once."""
    first = out.measures[0]
    if first.aggregate != "distinct" or re.search(_DISTINCT, pieces.plain):
        return
    once = first.column.kind == IDENTIFIER or meanings_of(first.column) & _COUNTED_ONCE
    if out.filters and not out.groups and not once:
        name = first.column.name
        yield Reading(
            (f"不同的 {name} 的个数", f"the number of different {name}"), ("行数", "the number of rows"),
            _plainly(out, measures=[Measure(aggregate="count")]),
        )  # fmt: skip


def _by_course(pieces, out):
    """The best day of a price: the one it rose most on, or the one it stood highest on."""
    moved = out.measures[0].column
    if moved is None or "lag(" not in moved.formula or not re.search(_BEST_DAY, pieces.plain):
        return
    price = moved.factors[0]
    way = "max" if out.descending else "min"
    query = _plainly(out, measures=[Measure(aggregate=way, column=price)])
    yield Reading(
        (f"按 {price.name} 比前一行的涨跌幅", f"by the change of {price.name} from the row before"),
        (f"按 {price.name} 本身", f"by {price.name} itself"), query,
    )  # fmt: skip


def _by_days(pieces, out):
    """How many days: the different days, or the rows."""
    if out.measures[0].aggregate == "units" and len(out.measures) == 1:
        query = _plainly(out, measures=[Measure(aggregate="count")])
        yield Reading(("不同的日期数", "different days"), ("行数", "rows"), query)


def _by_date(pieces, out):
    """ "last month" by today's calendar or by the data; and the second column of dates."""
    dates = pieces.table.of_kind(DATE)
    for span in pieces.parts.spans:
        unit = relative_unit(span.text)
        held = [f for f in out.filters if f.column.kind == DATE]
        if unit and held and out.kind == "aggregate":
            latest = Filter(column=held[0].column, operator="latest", values=(unit,))
            rest = [f for f in out.filters if f.column.kind != DATE or f.operator not in _SPANS]
            taken = (
                f"日历上的“{span.text}”（{span.start} 起）",
                f'"{span.text}" by the calendar (from {span.start})',
            )
            other = (f"数据里最近的{_LATEST_ZH[unit]}", f"the latest {unit} in the data")
            yield Reading(taken, other, _plainly(out, filters=[*rest, latest]), instead=True)
    used = {f.column.name for f in out.filters if f.column.kind == DATE} | {
        g.column.name for g in out.groups if g.unit
    }
    named = any(m.best().kind == DATE for m in pieces.names) or pieces.parts.dated or pieces.dated
    if len(dates) > 1 and used == {dates[0].name} and not named:
        one, two = dates[:2]
        query = _plainly(
            out, filters=[replace(f, column=two) if f.column is one else f for f in out.filters],
            groups=[replace(g, column=two) if g.column is one else g for g in out.groups],
            measures=[replace(m, over=replace(m.over, column=two)) if m.over and m.over.column is one else m for m in out.measures],
        )  # fmt: skip
        yield Reading(
            (f"日期按 {one.name} 列", f"dates are those of {one.name}"),
            (f"按 {two.name} 列", f"those of {two.name}"),
            query,
        )
