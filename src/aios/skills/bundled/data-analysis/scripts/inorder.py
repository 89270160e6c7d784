"""Rows by their order: first and last of each, gaps, ranks within a group, when a total passes a number."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import dataclass

from bare import NUM
from limits import SORT
from operators import ANY_COMPARISON, compared
from pieces import main_number
from query import Filter, Group, Measure
from sentence import COLUMN, normal, number
from studies import numbers_of
from table import DATE, NUMBER, TEXT, Column

_FIRST, _LAST = (
    r"(?:first|earliest|oldest)",
    r"(?:last|latest|most recent|newest)",
)
_FIRST_ZH, _LAST_ZH = (
    r"(?:第一|首|最早的?一?)[条笔次个单项]|最早的",
    r"(?:最后一?|末|最新的?一?|最近的?一)[条笔次个单项]|最[新晚]的",
)
_EN = rf"(?:{_FIRST}|{_LAST})"
_ZH = rf"(?:{_FIRST_ZH}|{_LAST_ZH})"
_THING = r"(?:events?|rows?|records?|entry|entries|lines?|readings?|log lines?|orders?|purchases?|transactions?|visits?|logins?|invoices?|payments?|measurements?|status(?:es)?|one)"
_ROW = r"(?:events?|rows?|records?|entries|lines?|readings?|measurements?)"
_OF_EACH = r"(?:per|by|(?:for|of|in|from|within) (?:each|every)|each|every)\b"
_ENDS = (
    rf"\b(?P<said>{_EN}(?:(?:,? and (?:the )?|\s*[,/&+]\s*){_EN})?)\s+{_THING}\s+(?P<each>{_OF_EACH})",
    rf"\b(?P<each>(?:for each|for every|each|every|per) [\w ]{{2,24}}?(?:'s|[,:]?(?: the)?))\s+(?P<said>{_EN}(?:(?:,? and (?:the )?|\s*[,/&+]\s*){_EN})?)\s+{_THING}\b",
    rf"(?P<each>[每各]个?[^,，。;；每各]{{1,8}}?)的?(?P<said>{_ZH}(?:[和与及、]{_ZH})?)的?(?:记录|数据|行|日志|事件|订单|发票|读数|交易|消费|购买|登录)?",
)
_GAP = (
    rf"\b(?:time|gaps?|intervals?|minutes|hours|seconds|days|how (?:long|many (?:minutes|hours|seconds|days))|delay|spacing)\s+(?:\w+ ){{0,3}}?between\s+(?:the |two |each |any |all )*(?:consecutive|successive|subsequent|adjacent|neighbou?ring)\s+(?:{_ROW}\b)?",
    rf"\b(?:time|gaps?|intervals?|delay|spacing)\s+between\s+(?:the |two |each |any |all )*(?:{_ROW}\b|(?={_THING}\b))(?! and\b)",
    r"\b(?:inter-?(?:event|arrival|order|purchase) (?:times?|gaps?)|time since (?:the )?(?:previous|last) \w+|time to (?:the )?next \w+)",
)
_GAP_ZH = r"(?:[两2][条次笔行]|(?:相邻|连续|前后)的?[两2]?[条次个笔行])(?P<what>[^,，。;；]{0,8}?)(?:之间|间)?的?(?P<mean>平均)?(?:要|会)?[相间]?隔了?(?:多久|多长时间|多少?(?:分钟|小时|秒|天)|时间|时长)?"
_UNITS = (
    ("second", r"秒|\bsec(?:ond)?s?\b"),
    ("hour", r"小时|钟头|\bhours?\b"),
    ("day", r"多少天|几天|天数|\bdays?\b"),
)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_NAMES = {"second": ("秒", "s"), "minute": ("分钟", "min"), "hour": ("小时", "h"), "day": ("天", "days")}  # fmt: skip
_RUNNING = r"\bcumulative(?:ly)?\b|\brunning (?:total|sum|count)\b|\bin total\b|累计|累积|累加"
_WHEN = r"\bwhen\b|\b(?:which|what|on what|the) (?:day|date|month|week|year|row)\b|哪[一]?[天日月年周]|几月|几号|什么时候|何时|时间点|日期"
_REACHES = rf"(?:(?:first |finally )?\b(?:pass(?:es|ed)?|cross(?:es|ed)?|reach(?:es|ed)?|hits?|surpass(?:es|ed)?|tops?|topped|break(?:s)?|broke|get(?:s)? (?:to|past|over)|go(?:es)? (?:past|over|above|beyond)|went (?:past|over|above|beyond))|突破了?|达到了?|到了?|超?过了?|满)\s*(?:the )?(?P<n>{NUM})(?:\s*(?:mark|元|块|件|人|次|吨))?"
_COMPARES = rf"(?:\bis |\bwas |\bgets? |\bwent )?(?:{ANY_COMPARISON})\s*(?P<n>{NUM})"
_RANKS = r"\brank(?:s|ed|ing)?\b|排名|名次|排序号?"
_INSIDE = (
    rf"(?:\b(?:within|inside|in) (?:each |every |the |their |its )*|\b(?:partition(?:ed)? by|per|by) )(?P<g>{COLUMN})",
    rf"组内[^\ue000-\ue3ff]{{0,8}}(?:按照?)?\s*(?P<g>{COLUMN})(?=\s*(?:分组|[,，]|看))",
    rf"(?:在|按照?|每一?个?|各个?)?\s*(?P<g>{COLUMN})\s*(?:组|分组)?(?:内部?|里面?|中)",
)
_ALONE = rf"(?:\b(?:only|just) )?(?:the )?(?:rank|{SORT}|no\.?|number|#)\s*(?P<n>\d{{1,3}})(?: (?:of|in|for|from) each)?\b"


@dataclass(frozen=True)
class InOrder:
    """What was said of rows in their order: which ends of a group, that gaps are meant, what a total passes."""

    ends: tuple = ()  # of "first" and "last"
    gaps: bool = False
    passes: tuple = ()  # (operator, number)


def take_in_order(sentence, parts):
    """Keep in `parts.inorder` what is said of rows in their order; groups stay in the sentence."""
    for take in (_take_ends, _take_gaps, _take_passing):
        parts.inorder = parts.inorder or take(sentence)


def _take_ends(sentence):
    found = []

    def use(match):
        said = match["said"]
        first = re.search(f"{_FIRST}|{_FIRST_ZH}", said)
        last = re.search(f"{_LAST}|{_LAST_ZH}", said)
        found.extend(w for w, is_said in (("first", first), ("last", last)) if is_said)
        return f" {match['each']} "

    for pattern in _ENDS:
        if not found:
            sentence.take(pattern, use)
    return InOrder(ends=tuple(found)) if found else None


def _take_gaps(sentence):
    taken = sentence.take(_GAP_ZH, lambda m: f" {m['what']} {'平均' if m['mean'] else ''} ")
    for pattern in _GAP:
        taken = taken or sentence.take(pattern)
    return InOrder(gaps=True) if taken else None


def _take_passing(sentence):
    if not (re.search(_RUNNING, sentence.text) and re.search(_WHEN, sentence.text)):
        return None
    found = []

    def use(match):
        operator = compared(match.groupdict()) if "o0" in match.groupdict() else ">="
        found.append((operator, number(match["n"])))
        return " "

    for pattern in (_REACHES, _COMPARES):
        if not found:
            sentence.take(pattern, use)
    if not found or found[0][0] not in (">", ">="):
        return None
    sentence.take(f"{_RUNNING}|{_WHEN}")
    return InOrder(passes=found[0])


def in_order(pieces, out):
    """Whether rows are asked for by their order; then `out` is those rows or the gaps between them."""
    asked = pieces.parts.inorder
    if asked is None:
        return False
    if asked.ends:
        return _ends(pieces, out, asked.ends)
    return _gaps(pieces, out) if asked.gaps else _passing(pieces, out, asked.passes)


def _date(pieces):
    named = (m.best(DATE) for m in pieces.names if m.best(DATE))
    return next(named, next(iter(pieces.table.of_kind(DATE)), None))


def _keys(pieces):
    return [g for g in pieces.groups if g.column.kind != DATE and not pieces.unique(g.column)]


def _held(out, dated=False):
    """The columns that conditions hold still: windows count in each of their values; None where others are."""
    plain = [f for f in out.filters if not (dated and f.column.kind == DATE)]
    still = all(f.operator in ("=", "in") and not f.column.factors for f in plain)
    return [f.column for f in plain] if still else None


def _inside(columns):
    places = ", ".join(f"{{{n + 1}}}" for n in range(len(columns)))
    return f"PARTITION BY {places} " if places else ""


def _ends(pieces, out, ends):
    date, keys, held = _date(pieces), _keys(pieces), _held(out)
    if date is None or not keys or held is None:
        return False
    inside = [*(k.column for k in keys), *held]
    over = f"({_inside(inside)}ORDER BY {{0}}"
    said = {"first": pieces.say("最早", "first"), "last": pieces.say("最后", "last")}
    cases = {"first": f"row_number() OVER {over})", "last": f"row_number() OVER {over} DESC)"}
    place = Column(
        name=pieces.say("次序", "place"), kind=TEXT, factors=(date, *inside),
        formula="CASE " + " ".join(f"WHEN {cases[e]} = 1 THEN '{said[e]}'" for e in ends) + " END",
    )  # fmt: skip
    wanted = tuple(said[end] for end in ends)
    out.filters.append(Filter(column=place, operator="in" if wanted[1:] else "=", values=wanted))
    out.kind, out.order, out.then, out.descending = "rows", keys[0].column, date, False
    return True


def _gaps(pieces, out):
    date, held = _date(pieces), _held(out, dated=True)
    if date is None or held is None:
        return False
    keys = [*(k.column for k in _keys(pieces)), *held]
    unit = _unit(pieces.plain) if date.has_time else "day"
    before = f"lag({{0}}) OVER ({_inside(keys)}ORDER BY {{0}})"
    gap = Column(
        name=pieces.say(f"与前一行相隔 ({_NAMES[unit][0]})", f"gap to the row before ({_NAMES[unit][1]})"),
        kind=NUMBER, factors=(date, *keys), averaged=True,
        formula=f"epoch({{0}} - {before}) / {_SECONDS[unit]}.0",
    )  # fmt: skip
    asked = [
        a for a in (*pieces.aggregates, *(a for a, _ in pieces.pairs)) if a not in ("count", "sum")
    ]
    ways = list(dict.fromkeys([*asked, *_extremes(pieces)])) or ["mean", "median", "min", "max"]
    out.measures = [Measure(aggregate=a, column=gap) for a in ways]
    out.groups, out.order = [Group(column=k.column) for k in _keys(pieces)], "value"
    return True


def _unit(text):
    return next((unit for unit, said in _UNITS if re.search(said, text)), "minute")


def _extremes(pieces):
    return ["max" if way == "desc" else "min" for way, _ in pieces.extremes]


def _passing(pieces, out, passes):
    date, held = _date(pieces), _held(out)
    column = next(iter(numbers_of(pieces)), None) or main_number(pieces.table)
    if date is None or column is None or held is None or _keys(pieces):
        return False
    total = Column(
        name=pieces.say(f"累计{column.name}", f"cumulative {column.name}"), kind=NUMBER, factors=(date, *held, column),
        unit=column.unit, formula=f"sum({{{len(held) + 1}}}) OVER ({_inside(held)}ORDER BY {{0}} ROWS UNBOUNDED PRECEDING)",
    )  # fmt: skip
    out.filters.append(Filter(column=total, operator=passes[0], values=(passes[1],)))
    out.kind, out.order, out.descending, out.limit = "rows", date, False, 1
    return True


def take_rank_within(sentence, parts):
    """ "rank within team by points", "各部门内按工资排名": keep the groups that ranks are counted in."""
    if not re.search(_RANKS, normal(sentence.original)):
        return

    def use(match):
        thing = sentence.things[match["g"]]
        if thing.best().kind == NUMBER:
            return False
        parts.within.append(thing)
        return " "

    for pattern in _INSIDE:
        if not parts.within:
            sentence.take(pattern, use)
    sentence.take(_ALONE, lambda m: f" top {m['n']} " if parts.within else False)


def ranked_within(pieces, out):
    """Whether ranks are wanted within groups; then `out` is all rows with their rank, or the first of each."""
    order = pieces.parts.order.best(NUMBER) if pieces.parts.order else None
    column = order or next(iter(numbers_of(pieces)), None)
    if not pieces.parts.within or column is None:
        return False
    keys = [pieces.group(m).column for m in pieces.parts.within]
    way = "ASC" if pieces.parts.way == "asc" else "DESC"
    rank = Column(
        name=pieces.say("组内排名", f"rank in {keys[0].name}"), kind=NUMBER, factors=(column, *keys), integer=True,
        formula=f"rank() OVER ({_inside(keys)}ORDER BY {{0}} {way} NULLS LAST)",
    )  # fmt: skip
    out.kind, out.order, out.then, out.descending = "rows", keys[0], rank, False
    if pieces.parts.limit:
        out.filters.append(Filter(column=rank, operator="<=", values=(pieces.parts.limit,)))
    else:
        out.added, out.export = (rank,), out.export or "result.csv"
    return True
