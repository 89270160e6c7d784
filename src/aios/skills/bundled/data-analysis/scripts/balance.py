"""What came in less what went out: "每种货品的结余", "what is left of each item", of two tables or sheets."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
import re

from matching import plain_name
from mentions import meanings_of
from sentence import normal
from table import DATE, NUMBER, TEXT, Column, quote

_LEFT = (
    r"结余|结存|余量|余额|剩余|还?剩(?:下|了|多少)|现有库存|库存(?:量|数量)?(?:是|有|还有)?多少|当前库存|净(?:增|入|额|流入|库存)|减去?|相减|差额|收支差"
    r"|\b(?:left(?: over| in stock)?|remain(?:s|ing|der)?|balances?|net|minus|less(?! than)|on hand|(?:still )?in stock|current stock|subtract\w*|difference)\b"
)
_IN = r"入库|入账|进货|进库|采购|收入|收货|进项|充值|^入$|^进$|\b(?:in|ins|incoming|inbound|received|receipts|purchases?|bought|deliver(?:y|ies|ed)|deposits?|income|produced|stock[ -]?in|arrivals?)\b"
_OUT = r"出库|出账|出货|销售|支出|发货|领用|领料|消费|消耗|^出$|\b(?:out|outs|outgoing|outbound|issued?|issues|sold|sales|shipped|shipments?|used|usage|withdrawals?|expenses?|spending|stock[ -]?out|consum\w+)\b"
_EACH = r"[每各哪按]|\b(?:each|every|per|by|which|what)\b"
_ENDS = ((r"最[少低小]|\b(?:least|lowest|smallest|fewest)\b", "低", "lowest"), (r"最[多高大]|\b(?:most|highest|largest|biggest)\b", "高", "highest"))  # fmt: skip
_PERIODS = (
    (r"[每各按哪]一?几?个?月|\b(?:per|by|each|every|which) months?\b|\bmonthly\b", "月", "month"),
    (r"[每各按哪]一?几?个?季|\b(?:per|by|each|every|which) quarters?\b|\bquarterly\b", "季度", "quarter"),
    (r"[每各按哪]一?几?个?(?:周|星期)|\b(?:per|by|each|every|which) weeks?\b|\bweekly\b", "周", "week"),
)  # fmt: skip
_DRAWN = r"画|图|\b(?:plot|chart|draw|graph)\b"


def in_and_out(names):
    """(place of what came in, place of what went out) by the names; None where it is not clear."""
    plain = [re.sub(r"[_\d]+", " ", normal(name)).strip() for name in names]
    ins = [i for i, n in enumerate(plain) if re.search(_IN, n) and not re.search(_OUT, n)]
    outs = [i for i, n in enumerate(plain) if re.search(_OUT, n) and not re.search(_IN, n)]
    return (ins[0], outs[0]) if len(ins) == len(outs) == 1 else None


def asks_what_is_left(text):
    """Whether what is left is asked for."""
    return bool(re.search(_LEFT, text, re.I))


def balance(tables, text, say):
    """(source, columns, question, notes) of what is left of each thing; None where that is not asked."""
    places = in_and_out([table.name for table in tables]) if len(tables) == 2 else None
    if places is None or not asks_what_is_left(text):
        return None
    came, went = (tables[place] for place in places)
    amounts = _amounts(came, went)
    shared = _shared(came, went)
    things = [column for column in shared if column.kind == TEXT]
    whole = not re.search(_EACH, text, re.I) or (
        _unit(text) and any(c.kind == DATE for c in shared)
    )
    if amounts is None or not (things or (whole and shared)):
        return None
    left = say("结余", "balance")
    number = "TRY_CAST(replace({}, ',', '') AS DOUBLE)"
    parts = []
    for table, amount, sign in ((came, amounts[0], ""), (went, amounts[1], "-")):
        own = {plain_name(c.name): c.name for c in table.columns}
        cells = ", ".join(f"{quote(own[plain_name(c.name)])} AS {quote(c.name)}" for c in shared)
        value = f"({sign}{number.format(quote(amount.name))})::VARCHAR AS {quote(left)}"
        parts.append(f"SELECT {cells}, {value} FROM {quote(table.name)}")
    source = "(" + "\nUNION ALL ".join(parts) + ")"
    one, two = (_called(table, tables) for table in (came, went))
    note = say(
        f"结余是 {one} 的 {amounts[0].name} 减去 {two} 的 {amounts[1].name}",
        f"the balance is {amounts[0].name} of {one} less {amounts[1].name} of {two}",
    )
    columns = (*shared, Column(name=left, kind=NUMBER, style="number"))
    asked = _in_time(text, left, say) if whole and _unit(text) else ""
    thing = _thing(things, text).name if things else ""
    return source, columns, asked or _question(text, thing, left, say), [note]


def _unit(text):
    """(zh, en) of the period that what is left is asked for by; None for none."""
    return next(((zh, en) for said, zh, en in _PERIODS if re.search(said, text, re.I)), None)


def _in_time(text, left, say):
    """What is asked of the balance of each period."""
    zh, en = _unit(text)
    drawn = say("，画折线图", ", line chart") if re.search(_DRAWN, text, re.I) else ""
    return say(f"每个{zh}的{left}总和", f"total {left} by {en}") + drawn


def _question(text, thing, left, say):
    """What is asked of the balance, in plain words."""
    if not re.search(_EACH, text, re.I):
        return say(f"{left} 总和", f"total {left}")
    drawn = say("，画柱状图", ", bar chart") if re.search(_DRAWN, text, re.I) else ""
    for pattern, zh, en in _ENDS:
        if re.search(pattern, text, re.I):
            listed = say(f"每个{thing}的{left}总和，", f"total {left} by {thing}, ")
            return listed + say(f"哪个{thing}最{zh}？", f"which {thing} is the {en}?") + drawn
    return say(f"每个{thing}的{left}总和", f"total {left} by {thing}") + drawn


def _thing(things, text):
    """The column that is asked by: one that the text names, else the first."""
    return next((c for c in things if normal(c.name) in normal(text)), things[0])


def _amounts(came, went):
    """The columns of how much, one of each table; None where they are not clear."""
    for column in came.of_kind(NUMBER):
        fellow = (c for c in went.of_kind(NUMBER) if plain_name(c.name) == plain_name(column.name))
        found = next(fellow, None)
        if found is not None and not meanings_of(column) & {"price"}:
            return column, found
    lone = [
        [c for c in table.of_kind(NUMBER) if "quantity" in meanings_of(c)] or table.of_kind(NUMBER)
        for table in (came, went)
    ]
    return (lone[0][0], lone[1][0]) if all(len(found) == 1 for found in lone) else None


def _shared(came, went):
    """The columns of text and dates that both tables have."""
    names = {plain_name(c.name): c for c in went.columns}
    return [
        c
        for c in came.columns
        if c.kind in (TEXT, DATE) and (fellow := names.get(plain_name(c.name))) is not None
        if (fellow.kind, fellow.style, fellow.formats) == (c.kind, c.style, c.formats)
    ]


def _called(table, tables):
    """The file, or the sheet where both are of one workbook."""
    one_book = len({other.path for other in tables}) == 1
    return table.name if one_book else os.path.basename(table.path)
