"""How much something changed from one cell of a column to another: "from March to April" of the sheets, "四季度比一季度"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import dataclass, replace

from aios_skill import Failure
from aside import alone, also
from pieces import main_number
from query import Filter, Group, Measure
from stagenames import forms_of, spans_of
from table import DATE, NUMBER, TEXT, Column

MOST_CELLS = 40
_GROW = r"(?:gr[eo]w(?:n|th)?|ris(?:e|en)|rose|increas(?:e|ed)|gain(?:ed)?|improved?|(?:went|gone|go) up|higher)"
_FALL = r"(?:f[ae]ll(?:en)?|declin(?:e|ed)|decreas(?:e|ed)|drop(?:ped)?|shr[iau]nk|lost|(?:went|gone|go) down|lower)"
_GROW_ZH, _FALL_ZH = (
    r"(?:增长|增加|上涨|上升|提高|涨|多(?!少))",
    r"(?:下降|减少|降低|下跌|下滑|跌|降|(?<!多)少)",
)
_CHANGE = rf"(?:chang(?:e|ed)|{_GROW}|{_FALL})"
_CHANGE_ZH = rf"(?:变化|变动|增减|{_GROW_ZH}|{_FALL_ZH})"
_TO = (
    r"\bfrom (?:the )?(?:A)(?: \w+)? to (?:the )?(?:B)(?!\w)",
    r"\bbetween (?:the )?(?:A) and (?:the )?(?:B)(?!\w)",
    r"\b(?:in )?(?:B),? (?:compared (?:to|with)|relative to|over|versus|vs\.?) (?:the )?(?:A)(?!\w)",
    r"(?:从|由|自)?(?:A)(?:[的起]|月)?(?:到|至)(?:B)",
    r"(?:B)(?:的)?(?P<x>[^，。,？?]{0,8}?)(?:比起?|相比于?|相较于?|较|对比)(?:A)(?:相比)?",
    r"\b(?:in |of |for )?(?:B) (?:with|to|against) (?:that of |those of |the )?(?:A)(?!\w)",
    rf"\b(?:in |for )?(?:A) and (?:in |for )?(?:B)(?!\w)(?=.*\b{_CHANGE}\b)",
    r"(?:A)(?:和|与|、|到)(?:B)(?=.*(?:变化|变动|增长|涨幅|增幅|降幅))",
)
# What only asks for the change; the rest of the text says what changed.
_ASKED = (
    r"(?:,? ?\band )?(?:\b(?:by |what (?:was|is) |give |tell |show |calculate |compute )*(?:me )?(?:what|how|the) ?(?:\b(?:many |much |large |big |total |overall |relative |absolute )*(?:percent(?:age)?(?: points?)?|change|growth|increase|decrease|difference|rate)\b ?(?:change|growth|increase|decrease|difference|of change)?(?: in percent(?:age)?| \(%\)| in %)?| much\b))(?: in| of)?",
    rf"\b(?:did|does|do|have|has|had)\b(?= .*{_CHANGE})|\b(?:they|it)\b(?= (?:have |has )?{_CHANGE})|\b{_CHANGE}\b(?: or {_CHANGE}\b)?(?: by)?",
    r"\b(?:in|as a?) ?(?:percent(?:age)?s?|%)|\bpercent(?:age)?\b(?! of)|\bin total\b(?=\W*$)",
    rf"(?:总共|一共|各自|分别|各)?{_CHANGE_ZH}(?:或者?{_CHANGE_ZH})?(?:了|的)?(?:幅度|率|百分比|比例|情况)?(?:是|为|有)?(?:百分之)?(?:几|多少|多大)?(?:个?百分点|成|钱|元|%)?(?:，?用?百分比(?:表示)?)?|百分之(?:几|多少)",
)
_PLACE = (  # what only says which sheets there are, or that each of the stages is to be told
    (
        r"(?:^|(?<=[.。；;]))(?:[^.。?？;；]|\.(?=\w))*?(?:\b(?:work)?sheets?\b|工作[簿表]|表单)(?:[^.。?？;；]|\.(?=\w))*[.。；;](?=.*[?？])",
        " ",
    ),
    (
        r"\b(?:of|for|in|per|by) (?:each|every|both|the two|these two) (?:month|quarter|year|sheet)s?\b|\b(?:per|by) (?:month|quarter|year)\b",
        " ",
    ),
    (
        r"(?:[每各两三四五六几]个?|\d+个)(?:月份?|季度|年份?|工作表)的?|分别|\b(?:between|of) (?:them|the two)\b|两者|之间|卖得更?|卖得|相比",
        " ",
    ),
    (r"\bwhich (?P<w>\w+)(?:'s\b)?", r" for each \g<w> "),
    (r"哪一?[种个些家款类位条]|哪(?=[\u4e00-\u9fff])", "每个"),
)
# Every step between them is asked for, or only the groups that changed by so much.
_STEPS = r"\b(?:month|quarter|year|dai|week)ly\b|\b(?P<u>month|quarter|year)[- ](?:by|over|on|to)[- ](?P=u)\b|\b(?:each|every|per|by|all) (?:month|quarter|year)s?\b|[环同]比|逐[月季年]|[每各]个?(?:月|季|年)|按[月季年]|[四4]个季度|(?:十二|12)个月(?!内|里)|\bfour quarters\b"
_BOUND = r"(?:超过|大于|高于|多于|不少于|至少|达到|\b(?:more than|over|above|at least|exceed\w*|less than|under))\s*\d"
_ELLIPTIC = r"\b(?P<a>first|second|third|fourth)(?P<u> quarter| half)? (?P<j>to|and|with|over|against|versus) (?:the |that of the )?(?P<b>second|third|fourth|first)(?P<v> quarter| half)?\b"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPANS = rf"{_MONTH}\s*(?:to|through|until|till|-|–)\s*{_MONTH}\s*(?:of |in )?(?:19|20)\d\d"
_COUNTED = r"\bhow many\b|\bnumber of\b|\bcounts?\b|多少[个单条次人笔名件]|几[个单条次人笔名件]|[次人单条笔行]数|数量|订单量|单量"
_QUESTIONS = r"[^?？。;；]{4,}(?:[?？。;；]|$)"
_EACH = r"\b(?:each|every|per)\b|[每各]"
_MOST = r"\b(?:the )?(?:most|fastest|strongest|biggest|largest|greatest)\b|最[多大快高猛明显]+的?"
_UNITS_ZH = {"month": "月份", "quarter": "季度", "half": "半年", "year": "年份"}
_RANKED = r"\b(?:sort|rank|order)(?:ed)?\b|\b(?:highest|largest|biggest|strongest) (?:\w+ )?first\b|从高到低|从大到小|排[序名列]|降序"
_WHICH = r"\bwhich\b|\bwho(?:se)?\b|哪|谁"


@dataclass(frozen=True)
class Stages:
    """Two cells of a column in the order of their time, and which of the groups are told.

    `told` is "" for all, "ranked" for all by their growth, "most" for the first of these, and
    "those" for the ones that rose, or fell.
    """

    group: Group
    first: str
    last: str
    condition: Filter
    told: str = ""
    falls: bool = False


def between_stages(text, table):
    """(the text without it, Stages) of a change between two cells that follow each other; (text, None)."""
    if not re.search(rf"\b{_CHANGE}\b|{_CHANGE_ZH}", text, re.I) or re.search(_BOUND, text, re.I):
        return text, None
    if len(re.findall(_SPANS, text, re.I)) > 1:
        return text, None  # "January to April 2025 with January to April 2026": two spans
    text = re.sub(_ELLIPTIC, _in_full, text, flags=re.I)
    for column in (*table.of_kind(TEXT), *table.of_kind(DATE)):
        found = _in_time(text, column) if column.kind == DATE else _in_cells(text, column)
        if found:
            match, stages = found
            return _rest(text, match, stages.group), stages
    return text, None


def _in_full(match):
    """ "the first to the second quarter": both with their unit."""
    unit = match["u"] or match["v"] or ""
    return f"{match['a']}{unit} {match['j']} {match['b']}{unit}"


def _in_cells(text, column):
    """(match, Stages) where two cells of the column are months, quarters, … that are named."""
    cells = column.sample if len(column.sample) <= MOST_CELLS else ()
    forms = {cell: "|".join(forms_of(str(cell))) for cell in cells if forms_of(str(cell))}
    found = _found(text, forms) if len(forms) > 1 else None
    if not found:
        return None
    match, *pair = found
    condition = Filter(column=column, operator="in", values=tuple(pair))
    return match, _stages(text, Group(column=column), pair, condition)


def _in_time(text, column):
    """(match, Stages) where two months, quarters, … of a column of dates are named."""
    if re.search(_STEPS, text, re.I):
        return None
    said = dict.fromkeys(map(int, re.findall(r"(?<!\d)20\d\d(?!\d)", text)))
    years = [column.year] if column.year else list(said)
    for unit, spans in spans_of(years).items():
        found = _found(text, {key: span[0] for key, span in spans.items()}) if years else None
        if found:
            match, *pair = found
            condition = Filter(
                column=column, operator="periods", values=tuple(spans[key][1:] for key in pair)
            )
            return match, _stages(text, Group(column=column, unit=unit), pair, condition)
    return None


def changed_between(texts, table, read):
    """(Query, Question) of a change between two cells of a column; None where none is asked.

    `read(texts)` gives both of what is left of the text when the change is taken out.
    """
    plain, stages = between_stages(texts[0], table) if len(texts) == 1 else ("", None)
    if stages is None:
        return None
    try:
        query, question = read([plain])
    except Failure:
        return None  # the text is read as it stands
    query = _changed(query, stages)
    if query is None or question.parts.unused:
        return None
    _measured(query, texts[0], table)
    if query.groups[1:] and len(re.findall(_QUESTIONS, texts[0])) > 1:
        whole = {"groups": [stages.group], "order": "group", "limit": 0, "focus": None}
        query.others.append(also(replace(alone(query), compared=True, **whole)))
    return query, question


def _measured(query, text, table):
    """Rows are counted only where that is said; else what changed is the table's main number."""
    number = main_number(table)
    counted = [m for m in query.measures if m.aggregate != "count" or m.column]
    if number and not counted and not re.search(_COUNTED, text, re.I):
        query.measures = [Measure(aggregate="sum", column=number)]


def _changed(query, stages):
    """The Query with the two stages beside each other and what changed from one to the other."""
    if query.kind != "aggregate" or not query.measures:
        return None
    pair = (stages.first, stages.last)
    column = stages.group.column
    others = [g for g in query.groups if not g.unit and g.column.name != column.name]
    held = [f for f in query.filters if f.column.name != column.name]
    query.groups = [stages.group, *others]
    query.filters = [*held, stages.condition]
    query.growth, query.sequence, query.share = "row", pair, False
    query.order, query.limit, query.descending, query.others = "group", 0, False, []
    query.compared = not others
    if others and stages.told:
        _pick(query, stages)
    return query


def _pick(query, stages):
    """The groups by their growth: all, the first one, or those that rose or fell."""
    query.order, query.descending = "growth", not stages.falls
    if stages.told == "most":
        query.limit = 1
    elif stages.told == "those":
        change = Column(name="change", kind=NUMBER)
        query.focus = Filter(column=change, operator="<" if stages.falls else ">", values=(0,))


def _stages(text, group, pair, condition):
    falls = bool(re.search(rf"\b{_FALL}\b|{_FALL_ZH}", text, re.I))
    rises = bool(re.search(rf"\b{_GROW}\b|{_GROW_ZH}", text, re.I))
    told = "ranked" if re.search(_RANKED, text, re.I) else ""
    if re.search(_WHICH, text, re.I) and re.search(_MOST, text, re.I):
        told = "ranked" if re.search(_EACH, text, re.I) else "most"
    elif re.search(_WHICH, text, re.I) and falls != rises:
        told = "those"
    return Stages(group, *pair, condition, told, falls and not rises)


def _found(text, forms):
    """(match, first cell, last cell) of the first way in which two of the cells are named."""
    any_of = "|".join(sorted(forms.values(), key=len, reverse=True))
    for pattern in _TO:
        whole = pattern.replace("(?:A)", f"(?P<a>{any_of})").replace("(?:B)", f"(?P<b>{any_of})")
        match = re.search(whole, text, re.I)
        first, last = (_cell(match[key], forms) for key in "ab") if match else (None, None)
        if first and last and first != last:
            return match, first, last
    return None


def _cell(said, forms):
    return next((cell for cell, form in forms.items() if re.fullmatch(form, said, re.I)), None)


def _rest(text, match, group):
    """What is left to be read: what changed, of which rows, by what else it is told apart."""
    said = match.groupdict().get("x") or ""
    rest = f"{text[: match.start()]} {said} {text[match.end() :]}"
    for pattern, plain in (*_PLACE, *((asked, " ") for asked in (*_ASKED, _MOST))):
        rest = re.sub(pattern, plain, rest, flags=re.I)
    zh = re.search(r"[\u4e00-\u9fff]", text)
    name = _UNITS_ZH[group.unit] if zh and group.unit else group.title
    by = f" 按{name} " if zh else f" by {name} "
    return re.sub(r"\s+", " ", rest).strip(" ?？,，.。") + by
