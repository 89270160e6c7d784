"""Columns to be shown of rows that are ranked: "成交价最高的5单，列出车型和顾问", "with their driver and fare"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import ENGLISH
from mentions import Mention
from sentence import CHINESE_NUMBER, COLUMN, EXTREME, JOIN, VALUE
from table import NUMBER

_SEVERAL = rf"(?P<shown>{COLUMN}(?:{JOIN}(?:the |their )?{COLUMN})*)\s*[.。!！]?\s*$"
_COUNT = rf"(?:\d{{1,3}}|{CHINESE_NUMBER})"
_FIRST = rf"{EXTREME}\s*的?\s*(?:前|后)?\s*{_COUNT}\s*"
_ROW = r"(?:[条行笔单次趟](?:记录|数据|订单|交易|行)?|[\u4e00-\u9fff]{0,2}(?:记录|数据行|订单))"
_SHOW = r"(?:列出|列明|给出|显示|展示|包括|包含|附上|带上|写出|写明|注明|说明|标明|输出|告诉我)(?:它们?|其|他们|对应|各自|相应)*的?"
_CHINESE = (
    rf"(?P<head>{_FIRST}(?:{_ROW}|[\u4e00-\u9fff]{{1,4}}|[\u4e00-\u9fff]?(?P<noun>{COLUMN})))\s*[,，;；]\s*(?:请|并|同时|只|要)*{_SHOW}{_SEVERAL}",
    rf"(?P<head>{_FIRST}{_ROW})的(?P<noun>)?{_SEVERAL}",
)
_MANY = rf"\b(?:\d{{1,3}}|{ENGLISH})\b"
_ENGLISH = rf"^(?P<head>(?=.*{EXTREME})(?!.*\b(?:by|per|each|every)\b).*?{_MANY}\s+(?:{EXTREME}\s+)?(?P<noun>{COLUMN})?.*?)[,;]?\s*\b(?:with|showing|including|and show|giving)\s+(?:its |their |his |her |the )*{_SEVERAL}"
_ITS_OWN = rf"\b(?:and|with)\s+(?:its|their|his|her)\s+{COLUMN}|(?:和|及|以及)(?:它|他|她|其)们?的?{COLUMN}"


def take_each_of(sentence, parts):
    """ "How much did Anna, Bo and Chris each claim?": by the column that holds them."""

    def use(match):
        owners = [
            {c.name: c for c, _ in sentence.things[m].cells} for m in re.findall(VALUE, match["vs"])
        ]
        shared = [c for name, c in owners[0].items() if all(name in held for held in owners)]
        if shared:
            parts.groups.append(Mention(shared[0].name, ((100, shared[0]),)))
        return match["vs"] if shared else False

    sentence.take(rf"(?P<vs>{VALUE}(?:{JOIN}{VALUE})+)\s+each\b", use)


def take_shown(sentence, table, parts):
    """Leave the columns out: the rows that are told have all of them."""

    def use(match):
        shown = [sentence.things[mark].best() for mark in re.findall(COLUMN, match["shown"])]
        noun = sentence.things[match["noun"]].best() if match["noun"] else None
        grouped = noun and noun.kind != NUMBER and not table.unique(noun)
        if grouped or all(c.kind == NUMBER for c in shown):
            return False  # "the 3 shops with the highest sales, with city and sales"
        parts.flags.add("each_row")
        return match["head"]

    for pattern in (*_CHINESE, _ENGLISH):
        sentence.take(pattern, use)
    sentence.take(_ITS_OWN)  # "the longest rental and its station": what the row found has beside
