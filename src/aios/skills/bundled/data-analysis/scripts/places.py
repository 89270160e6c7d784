"""Places in an order: the second highest, and the few that make up most of the whole."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import count_word
from words import PARETO

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = rf"(?P<n>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_EXTREME = r"(?=(?:most|least|best|worst|highest|lowest|\w{3,}est)\b)"
_ROWS_AT = (
    r"\b(?:rows?|lines?|records?|entries|entry)\s*(?:no\.?|numbers?|#)?\s*(?P<a>\d{1,7})(?:\s*(?:-|–|—|~|to|through|until|till)\s*(?P<b>\d{1,7}))?(?P<a1>)(?![\w.%])",
    r"第?\s*(?P<a>\d{1,7})\s*[行条]?\s*(?:到|至|-|–|—|~)\s*第?\s*(?P<b>\d{1,7})\s*[行条]|第\s*(?P<a1>\d{1,7})\s*[行条](?!数)",
)
_PLACES_ZH = r"(?P<n>[二三四五六七八九十]|\d{1,2})"


def take_place(sentence, parts):
    """Keep the place of "the second highest", "第二高", "倒数第三名" in `parts.place`, leaving the extreme."""

    def use(match):
        word = match.group("n")
        digits = re.match(r"\d+", word)
        place = int(digits.group()) if digits else count_word(word)
        parts.place = _ORDINALS.index(word) + 2 if word in _ORDINALS else place
        left = match.groupdict().get("x")
        return f"最{left}" if left else ("倒数第一" if "倒数" in match.group() else "第一") if "第" in match.group() else " "  # fmt: skip

    sentence.take(rf"\b{_ORDINAL}[\s-]*{_EXTREME}", use)
    sentence.take(rf"第{_PLACES_ZH}(?P<x>[高大多低小少好强差弱贵快慢热冷老重早晚])", use)
    sentence.take(rf"(?:倒数|排名?在?)第{_PLACES_ZH}(?:[名位个])?|第{_PLACES_ZH.replace('<n>', '<m>')}[名位]", lambda m: use(m) if m["n"] else _ranked(m, parts))  # fmt: skip
    sentence.take(r"\brunners?[ -]up\b|亚军", lambda _: _second(parts))


def take_rows_at(sentence, parts):
    """Keep (first, last) of "rows 10 to 15", "第10到15行", "row 7" in `parts.rows_at`."""

    def use(match):
        first = int(match["a"] or match["a1"])
        parts.rows_at = (max(first, 1), int(match["b"] or first))
        return " " if parts.rows_at[1] >= parts.rows_at[0] else False

    for pattern in _ROWS_AT:
        sentence.take(pattern, use)


def _ranked(match, parts):
    parts.place = int(match["m"]) if match["m"].isdigit() else count_word(match["m"])
    return "第一"


def _second(parts):
    parts.place = 2
    return " top "


def take_pareto(sentence, parts):
    """Keep that the groups are to be told from the largest down, with the share they make up together."""

    def use(match):
        share = match.groupdict().get("n")
        parts.pareto = int(share) if share else 100
        parts.flags.add("share")
        return " "

    for pattern in PARETO:
        sentence.take(pattern, lambda m: False if parts.pareto else use(m))
