"""Columns brought from one table into another: "vlookup city from customers.csv into orders.csv"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import column_words, mention_pattern
from query import unknown_column
from sentence import normal

FILE = "\uf8ff"  # stands for a file's name
_WHAT = rf"(?P<what>[^{FILE},，;；]{{0,60}}?)"
_BRING = r"(?:v-?look ?up|x-?look ?up|look ?up|add|bring(?: in| over)?|put|pull|copy|insert|attach|get|take|map|fill(?: in)?|append|merge|join|vlookup)"
_PUT = r"(?:v?lookup|关联|匹配|合并|添加|追加|补充|填充|带|加|补|填|查找|查|放|拼)"
_IN = r"\s*(?:这?[张个]?表)?(?:里面?|中|上)?\s*的?\s*"
_OF_IT = r"\s*(?:这?[一两三]?列|字段|信息|数据)?"
# The file that gets the columns is the one named last, or the first.
_INTO_LAST = (
    rf"(?:\bto\s+)?\b{_BRING}\s+{_WHAT}\s*\b(?:from|of|in|out of)\s+(?:the\s+)?{FILE}\s*,?\s*(?:and (?:add|put) (?:it|them)\s+)?(?:in)?to\s+(?:the\s+|every row of\s+|each row of\s+)?{FILE}",
    rf"(?:请?(?:把|将|从|用))?\s*{FILE}{_IN}(?:查找?出?|找出|取出?)?\s*{_WHAT}{_OF_IT}\s*[,，]?\s*(?:都|按\S{{1,20}}?)?\s*{_PUT}(?:到|进|入|至|上)+\s*{FILE}{_IN}(?:去|来)?",
    rf"用\s*{FILE}{_IN}(?:数据)?\s*(?:给|为|来)\s*{FILE}{_IN}(?:每一?行)?\s*{_PUT}(?:上|入|进|全)?(?:一列)?\s*{_WHAT}{_OF_IT}(?=[，,。；;\s]|$)",
)
_INTO_FIRST = (
    rf"\b(?:enrich|extend|complete|augment|fill|supplement)\s+(?:the\s+)?{FILE}\s*(?:with|by)\s+{_WHAT}\s*\b(?:from|of|in)\s+{FILE}",
    rf"\badd\s+to\s+{FILE}\s*{_WHAT}\s*\b(?:from|of|in)\s+{FILE}",
    rf"(?:给|在|为|往)\s*{FILE}{_IN}(?:每一?行)?\s*{_PUT}(?:上|入|进|一列)*\s*{FILE}{_IN}{_WHAT}{_OF_IT}(?=[，,。；;\s]|$)",
)
_EVERYTHING = r"^(?:\W|all|the|its|every|everything|columns?|fields?|data|rows?|values?|info(?:rmation)?|所有|全部|的|列|字段|信息|数据|内容)*$"


def lookup(text, tables, say):
    """(the tables with the one that gets the columns first, the other's columns, the rest of the text).

    None where the text, with a mark for each file's name, asks for no such thing. The columns are
    None for all of them.
    """
    if len(tables) != 2:
        return None
    for patterns, turned in ((_INTO_FIRST, False), (_INTO_LAST, True)):
        for pattern in patterns:
            match = re.search(pattern, text, re.I)
            if match:
                base, source = reversed(tables) if turned else tables
                rest = text[: match.start()] + " " + text[match.end() :]
                return (base, source), _columns(match["what"], source, base, say), rest
    return None


def _columns(said, source, base, say):
    """The columns of `source` that are meant; those the other has under the same name are no gain."""
    words = normal(said)
    if re.search(_EVERYTHING, words):
        return None
    found = []
    for word, mention in sorted(column_words(source).items(), key=lambda pair: -len(pair[0])):
        if re.search(mention_pattern(word), words):
            words = re.sub(mention_pattern(word), " ", words)
            found.append(mention.best())
    own = {column.name for column in base.columns}
    found = [c for c in dict.fromkeys(found) if c.name not in own] or found
    if not found:
        raise unknown_column(said.strip(), source, say)
    return list(dict.fromkeys(found))
