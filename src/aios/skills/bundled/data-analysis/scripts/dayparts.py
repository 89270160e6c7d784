"""Parts of the day as groups: "上午和下午哪个时段人多", "按早中晚统计", "morning vs afternoon"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention
from table import DATE, TEXT, Column

# (in Chinese, in English, the first hour, the hour after the last)
_PARTS = (
    ("凌晨|半夜", r"night", 0, 6),
    ("早上|早晨|清晨|早间|早(?=中晚|晚)", "early morning", 6, 9),
    ("上午", "morning", 6, 12),
    ("中午|午间|中(?=晚)", "noon", 11, 14),
    ("下午|午后", "afternoon", 12, 18),
    ("傍晚", "dusk", 17, 20),
    ("晚上|夜里|夜间|晚间|晚(?![点到于些起])", "evening", 18, 24),
)
_AND = r"(?:和|跟|与|还是|、|,|，|\s+(?:and|or|vs\.?|versus)\s+(?:the |in the )?)?"
_ASKED = r"(?:(?:这|那)?[两三四]?个?(?:时段|时间段))?(?:相?比(?:较|起来)?|之间)?[,，]?(?:哪一?个?(?:时段|时间段|时候|时间|段)?)?"
_LEAD = r"(?:按照?|分成?|区分)?"


def mark_dayparts(sentence, table):
    """Mark several parts of the day named beside each other as a column of them."""
    source = next(iter(table.of_kind(DATE)), None)
    if source is None:
        return
    zh = not sentence.text.isascii()
    one = "|".join(part[0] if zh else rf"\b{part[1]}s?\b" for part in _PARTS)

    def use(match):
        named = [p for p in _PARTS if re.search(p[0] if zh else p[1], match["parts"])]
        if len(named) < 2:
            return False
        column = _column(source, named, zh)
        mark = sentence.mark("column", Mention(column.name, ((100, column),)))
        return f" 各{mark} {mark}不为空 的" if zh else f" by {mark} "

    sentence.take(rf"{_LEAD}(?P<parts>(?:{one})(?:{_AND}(?:{one}))+){_ASKED}", use)


def _column(source, named, zh):
    """The part of the day of each row; parts that overlap end where the next begins."""
    cases, names = [], []
    for place, (said, english, first, last) in enumerate(named):
        end = min(last, named[place + 1][2]) if place + 1 < len(named) else last
        name = re.sub(r"\(.*", "", said.split("|")[0]) if zh else english
        names.append(name)
        cases.append(f"WHEN hour({{0}}) >= {first} AND hour({{0}}) < {end} THEN '{name}'")
    title = f"{source.name} ({' / '.join(names)})"
    return Column(name=title, kind=TEXT, factors=(source,), formula=f"CASE {' '.join(cases)} END")
