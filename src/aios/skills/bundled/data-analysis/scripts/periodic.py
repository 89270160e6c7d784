"""Questions along the time: growth, running totals, moving averages, sales per day on average."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace
from datetime import date, timedelta

from aios_numerals import ENGLISH
from mentions import meanings_of, of_years
from pieces import intensive
from query import Group, Measure
from readings import Reading
from sentence import CHINESE_NUMBER, count_word, normal
from table import DATE, NUMBER, TEXT, Column
from timed import unit_said
from words import MOVING

_UNITS = {"day": "days?|天|日", "week": "weeks?|个?星期|周", "month": "months?|个?月", "quarter": "quarters?|个?季度?", "year": "years?|年", "hour": "hours?|个?小时|时", "minute": "minutes?|分钟"}  # fmt: skip
_ADVERB = {"day": "daily", "week": "weekly", "month": "monthly", "hour": "hourly", "year": "yearly|annual"}  # fmt: skip
_EACH = r"[每各]个?(?:周|星期|月|季|年|天|日|小时|分钟)|\b(?:per|each|every|hourly|weekly|monthly|yearly|quarterly)\b"
_MEAN = r"(?:average|mean|avg\.?)"
_PERIODS = r"(?:月份?|季度?|周|星期|年|天|日)"
_EACH_PERIOD = rf"环比|(?:[每各]一?个?|[逐按分]){_PERIODS}|[月季年]度"
_UPS_AND_DOWNS = (
    rf"(?:环比的?|[比较][上前]一?个?{_PERIODS}的?)?(?P<word>涨跌|升降|增减|变动|[涨跌增降]幅)"
    r"(?:幅度?|情况|率|比例|百分比)?[是了]?(?:百分之[多少几]+|多少(?:百分点|%)?)?"
)
_STEPS = rf"{_EACH_PERIOD}|[上前]一?个?{_PERIODS}|\bmonth[- ](?:over|on|to|by)[- ]month\b|\b(?:each|every|per|by|previous|prior|last) month|\bmonths? before\b|\bmonthly\b|\bmom\b"
_SHRANK = (
    r"(?:下降|下滑|减少|降低|萎缩|跌)(?:得|幅度?)?最(?:[多快大]|厉害|明显)"
    r"|\b(?:declined|dropped|fell|decreased|shrank|lost) (?:the )?(?:most|fastest)"
    r"|\b(?:fastest|most)[- ](?:declining|shrinking|falling)"
    r"|\b(?:biggest|largest|sharpest|steepest) (?:decline|drop|decrease|fall)\b"
)
_ROSE = (
    rf"比(?:上|前)一?个?{_PERIODS}(?:的?(?:同比|环比)?)?(?:增加|增长|上涨|上升|提高|多|涨)(?:得)?最(?:[多快大]|明显)"
    r"|\b(?:biggest|largest|highest|greatest|sharpest|steepest) (?:increase|rise|jump|gain|climb|surge)\b"
)
_FELL_BEHIND = (
    rf"比(?:上|前)一?个?{_PERIODS}(?:减少|下降|下滑|降低|少|跌)(?:得)?最(?:[多快大]|明显|厉害)"
)
_EACH_OF = r"分别|各自|各(?=[有是为]|多少|几)|\b(?:each|respectively)\b"
# "the temperature over time with one line per sensor": the lines run along the time
_LINE_EACH = r"\b(?:one|an?|each|single|separate|own|different) (?:\w+ )?(?:lines?|curves?) (?:per|for (?:each|every))\b|\blines? per\b|\bover (?:the )?time\b"
_COUNT = rf"(?P<n>\d{{1,3}}|{CHINESE_NUMBER}|{ENGLISH})"


def take_moving(sentence):
    """(how many periods, their unit) of a moving average that is asked, else ()."""
    found = []
    units = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())

    def use(match):
        held = match.groupdict()
        unit = next((unit for unit in _UNITS if held.get(unit)), "")
        found.append((count_word(held.get("n") or "0"), unit))
        return " "

    sentence.take(rf"(?:{_COUNT}\s*-?\s*(?:{units}|periods?|期)\s*-?\s*的?)?(?:{MOVING})", use)
    sentence.take(r"\bs?ma[ -]?(?P<n>\d{1,3})\b", use)
    if found:  # "moving average (5 days)", "moving average 5 day"
        sentence.take(rf"^(?P<kept>.*?)[(]?(?<![\w.]){_COUNT}\s*-?\s*(?:{units})[)]?(?![a-z])", lambda m: f"{m['kept']}{use(m)}" if not found[0][0] else False)  # fmt: skip
    sentence.take(rf"\b(?:over|of|window(?: of)?)\s+{_COUNT}\s*-?\s*(?:{units})", lambda m: use(m) if found else False)  # fmt: skip
    told = [pair for pair in found if pair[0]]
    return told[-1] if told else found[0] if found else ()


def take_change(sentence, table):
    """ "每个月环比涨跌百分之多少", "每月增减": put as growth, where neither a column nor a price is
    meant; and what shrank most as what grew least."""
    if any("close" in meanings_of(c) for c in table.of_kind(NUMBER)):
        return
    sentence.take(_FELL_BEHIND, lambda _: " 环比增长最少 ")
    sentence.take(_SHRANK, lambda _: " 增长最少 ")
    held = any(
        re.search(r"increase|rise|jump|gain|climb|surge", c.name, re.I) for c in table.columns
    )
    sentence.take(_ROSE, lambda _: False if held else " 环比增长最多 ")
    if not re.search(_EACH_PERIOD, sentence.text):
        return

    def use(match):
        held = any(match["word"] in normal(column.name) for column in table.columns)
        return False if held else " 环比增长率 "

    sentence.take(_UPS_AND_DOWNS, use)


def take_per_unit(sentence, table):
    """The unit of "average daily sales", "日均销量", "how many per day on average"; else ""."""
    found = []
    spaced = (normal(column.name).replace("_", " ") for column in table.columns)
    named = " ".join(name for name in spaced if name in sentence.text.replace("_", " "))
    for unit, words in _UNITS.items():
        if re.search(rf"\b(?:{_ADVERB.get(unit, '(?!)')})\b|{unit}均", named):
            continue  # "average monthly spend" where a column is called so
        adverb = _ADVERB.get(unit, f"per-{unit}")
        chinese = {"hour": "小时|时"}.get(unit, words.split("|")[-1])
        one = f"(?:{words})"
        patterns = [
            rf"\b{_MEAN} (?:{adverb})\b", rf"(?:\b(?:a|per|each|every|in a)\s+{one}|每个?{one})\s*(?:on average\b|平均)",
            rf"\bon average (?:per|each|every|a) {one}\b", rf"(?<![每各\d一二三四五六七八九十])(?:{chinese})(?:均(?!线|[等匀])|平均(?!线))", rf"平均[每一]个?{one}(?:的)?",
        ]  # fmt: skip
        if unit in ("day", "hour", "week", "minute"):
            patterns += [
                rf"\b(?:{adverb}) {_MEAN}\b",
                rf"\b{_MEAN}\b(?P<rest>[^,.;]{{1,40}}?)\bper {one}\b",
            ]
        for pattern in patterns:
            sentence.take(pattern, lambda m, u=unit: _kept(m, u, found))
    return found[0] if found else ""


def _kept(match, unit, found):
    found.append(unit)
    return f" {match.groupdict().get('rest') or ''} "


def per_unit(pieces, measures):
    """The measures as totals per unit of time where that was asked; averages for what does not add up."""
    per = _per_thing(pieces)
    if per:
        pieces.groups = []
        return [Measure(aggregate="count", over=per), Measure(aggregate="units", over=per)]
    unit = pieces.parts.over
    dates = pieces.table.of_kind(DATE)
    if not unit or not dates:
        return measures
    group = Group(
        column=next((m.best(DATE) for m in pieces.names if m.best(DATE)), dates[0]), unit=unit
    )
    found = []
    for measure in measures:
        if measure.aggregate == "distinct":
            found.append(_distinct_in_each(measure, group))
        elif measure.column is not None and intensive(measure.column):
            found.append(Measure(aggregate="mean", column=measure.column))
        elif measure.aggregate in ("sum", "mean", "count"):
            kind = "sum" if measure.aggregate == "mean" else measure.aggregate
            found.append(Measure(aggregate=kind, column=measure.column, over=group))
    drawn = {"line", "trend"} & set(pieces.parts.charts)
    if found and not any(m.over for m in found) and (drawn or re.search(_EACH, pieces.plain)):
        pieces.groups = [*pieces.groups, group]
    if any(m.over for m in found) and len(found) == 1:
        found.append(Measure(aggregate="units", over=group))
    return found or measures


def _distinct_in_each(measure, group):
    """ "unique users per day on average": who comes on two days is one of each of them."""
    unit = {"minute": "minute", "hour": "hour"}.get(group.unit, group.unit)
    column = Column(
        name=measure.column.name, kind=TEXT, factors=(group.column, measure.column),
        formula=f"date_trunc('{unit}', {{0}}) || ' ' || {{1}}",
    )  # fmt: skip
    return Measure(aggregate="distinct", column=column, over=group)


def _per_thing(pieces):
    """The Group of "orders per customer on average"; None where no such average is asked."""
    told = any(aggregate == "mean" for aggregate, _ in pieces.pairs)  # it is the mean of a number
    counts = {"mean", "count"} <= set(pieces.aggregates) and not (pieces.numbers or told)
    groups = pieces.groups
    if not counts or len(groups) != 1 or groups[0].unit or pieces.unique(groups[0].column):
        return None
    return groups[0]


_PACES = (  # "week over week": what is compared with the one before
    ("day", r"\bday[- ](?:over|on)[- ]day\b|\bdod\b|日环比"),
    ("week", r"\bweek[- ](?:over|on|to)[- ]week\b|\bwow\b|周环比"),
    ("month", r"\bmonth[- ](?:over|on|to)[- ]month\b|\bmom\b|月环比"),
    ("quarter", r"\bquarter[- ](?:over|on|to)[- ]quarter\b|\bqoq\b|季度?环比"),
)


def along_time(pieces, out):
    """Give the groups a time where growth, a running total, a moving average or a trend asks for one."""
    parts, table = pieces.parts, pieces.table
    wanted = parts.flags & {"growth", "running", "same_period"} or parts.moving
    several = len({m.column.name for m in out.measures if m.column}) > 1
    drawn = {"trend", "line"} & set(parts.charts) or (parts.charts and several)
    dates = table.of_kind(DATE)
    timed = any(g.unit for g in pieces.groups)
    apart = _told_apart(pieces)
    wanted = wanted or apart
    if wanted and not dates:
        _along_years(pieces)
    lines = set(parts.charts) & {"trend", "any", "line"} and re.search(_LINE_EACH, parts.said)
    if timed or not dates or not (wanted or lines or (drawn and not pieces.groups)):
        return
    parts.charts += ["line"] * bool(lines)
    column = next((m.best(DATE) for m in pieces.names if m.best(DATE)), dates[0])
    pieces.groups = [g for g in pieces.groups if g.column.kind != DATE]
    unit = apart or (_unit(parts, column) if wanted else "")
    unit = unit or ("month" if column.months > 3 else unit_said(column.name))
    pieces.groups.insert(0, Group(column=column, unit=unit))


def _told_apart(pieces):
    """ "3月和5月分别是多少": the unit of the periods that are each to be told; else ""."""
    lengths = {length(span) for span in pieces.parts.spans}
    several = len(pieces.parts.spans) > 1 and len(lengths) == 1 and not pieces.groups
    told = several and re.search(_EACH_OF, pieces.plain)
    return lengths.pop() if told else ""


def _along_years(pieces):
    """ "YoY growth by factory" of a column of years: the years run down the rows."""
    years = next((c for c in pieces.table.of_kind(NUMBER) if of_years(c)), None)
    if years is not None:
        others = [g for g in pieces.groups if g.column.name != years.name]
        pieces.groups = [Group(column=years), *others]


def _unit(parts, column):
    if parts.moving:
        return parts.moving[1] or "day"
    said = next((unit for unit, words in _PACES if re.search(words, parts.said)), "")
    lengths = [length(span) for span in parts.spans]
    if said:
        return said
    if not lengths or not parts.flags & {"growth", "same_period"}:
        return ""
    months = column.year or re.search(r"环比|month", parts.said)
    if lengths == ["year"] and months:
        return ""  # its months are meant
    return lengths[0]


def length(period):
    """The unit a period is one of: a day, a month, a quarter, half a year or a year."""
    if not period.start:
        return {3: "quarter", 6: "half"}.get(len(period.months), "month")
    days, first = (period.end - period.start).days, period.start.month
    if days in (1, 7):
        return "day" if days == 1 else "week"
    if days < 32:
        return "month"
    if days < 93 and first % 3 == 1:
        return "quarter"
    return "half" if 180 < days < 186 and first in (1, 7) else "year"


def finish_time(pieces, out):
    """Growth, running total and moving average of the grouped rows, the periods asked for alone shown."""
    parts = pieces.parts
    if parts.flags & {"growth", "running", "same_period"} or parts.moving:
        out.groups.sort(key=lambda group: not group.unit)  # time runs down the rows
    if not out.groups or (not out.groups[0].unit and out.order != "group"):
        return
    out.running = "running" in parts.flags
    if parts.moving:
        out.moving = parts.moving[0] or (7 if out.groups[0].unit == "day" else 3)
    if not parts.flags & {"growth", "same_period"}:
        return
    unit, spans = out.groups[0].unit, [s for s in parts.spans if s.start]
    yearly = unit == "year" or of_years(out.groups[0].column)
    out.growth = "year" if "same_period" in parts.flags and not yearly else "before"
    if pieces.extremes or parts.limit:
        out.order, out.limit = "growth", parts.limit or 1
        way, meaning = pieces.extremes[0] if pieces.extremes else ("desc", "")
        out.descending = (way == "desc") != (meaning == "latency")  # to grow fast is to grow much
    if out.order == "growth" and len(out.groups) > 1 and not (spans or pieces.asked_units):
        _from_first_to_last(out)
    _only_asked(pieces, out, unit, spans)


def _only_asked(pieces, out, unit, spans):
    """Show the periods asked for alone; or compare them with each other."""
    if (
        out.growth == "before"
        and len(spans) < 2
        and unit in ("day", "month")
        and _open(pieces, out, unit)
    ):
        return
    later = max(spans, key=lambda span: span.start, default=None)
    if out.growth == "year" and len(spans) == 2 and {length(s) for s in spans} == {"year"}:
        out.filters[:] = [f for f in out.filters if f.column.kind != DATE]
        out.shown = (_key(later.start, unit), _key(later.end - timedelta(days=1), unit))
    elif len(spans) > 1 or any(f.operator == "months" and len(f.values) == 2 for f in out.filters):
        out.growth = "row"  # the periods named are compared with each other
    elif len(spans) == 1 and unit:
        out.filters[:] = [f for f in out.filters if f.column.kind != DATE]
        out.shown = (_key(spans[0].start, unit), _key(spans[0].end - timedelta(days=1), unit))


def _open(pieces, out, unit):
    """Whether "from February on", "from March to June" say only which periods are shown: the growth
    of the first is that on the one before it."""
    dated = [f for f in out.filters if f.column.kind == DATE]
    if len(dated) != 1:
        return False
    operator, values = dated[0].operator, dated[0].values
    year = dated[0].column.year
    if operator == ">=":
        out.shown = (_key(date.fromisoformat(values[0]), unit), "9999")
    elif operator == "months" and year and values == tuple(range(values[0], values[-1] + 1)):
        if values[1:] and not re.search(_STEPS, pieces.plain):
            return False
        out.shown = (f"{year}-{values[0]:02}", f"{year}-{values[-1]:02}-99")
    if out.shown:
        out.filters.remove(dated[0])
    return bool(out.shown)


def _from_first_to_last(out):
    """ "which product grew fastest": the last year beside the first; read by months as well."""
    time, *others = out.groups
    years, months = (replace(time, unit=unit) for unit in ("year", "month"))
    taken, other = (years, months) if not time.column.year else (months, years)
    out.growth, out.groups = "ends", [taken, *others]
    if other is months:
        by_month = replace(out, groups=[other, *others], others=[], notes=[])
        out.others.append(Reading(
            ("第一年与最后一年相比", "the last year against the first"),
            ("第一个月与最后一个月相比", "the last month against the first"), by_month,
        ))  # fmt: skip


def _key(day, unit):
    """A day as the key of its group."""
    if unit == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year}-H{1 if day.month < 7 else 2}"
    if unit == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    return day.isoformat()[: {"year": 4, "month": 7}.get(unit, 10)]
