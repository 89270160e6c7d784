"""Lengths of time in a comparison, put into the unit of the column: "longer than an hour" in minutes."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import ENGLISH
from mentions import meanings_of
from operators import AFTERWARDS, ANY_COMPARISON
from sentence import CHINESE_NUMBER, count_word, normal
from table import NUMBER
from units import named_unit
from words import WORDS

SECONDS = {"ms": 0.001, "毫秒": 0.001, "s": 1, "秒": 1, "min": 60, "分钟": 60, "h": 3600, "小时": 3600, "days": 86400, "天": 86400}  # fmt: skip
_SAID = (
    (r"milliseconds?|ms\b|毫秒", 0.001), (r"seconds?\b|secs?\b|秒钟?", 1), (r"minutes?\b|mins?\b|分钟", 60),
    (r"hours?\b|hrs?\b|个?(?:小时|钟头)", 3600), (r"days?\b|天", 86400),
)  # fmt: skip
_UNIT = "|".join(f"(?P<u{place}>{words})" for place, (words, _) in enumerate(_SAID))
_COUNT = rf"(?P<n>\d+(?:\.\d+)?|half an?\b|an?\b|半|{CHINESE_NUMBER}|{ENGLISH}\b)"
_LASTS = r"runtime|length|time|duration|ride|trip|wait|call|delay"
_NAMED = r"(?:duration|time|latency|delay|length|时长|时间|用时|耗时|延误|延迟)\W*(?:(?:is|was|were|are|of)\W+)?$"


def in_units(text, table):
    """The question with such lengths as numbers of the first column that holds lengths of time."""
    numbers = ((c, unit_of(c)) for c in table.of_kind(NUMBER))
    held = next(((c, SECONDS[unit]) for c, unit in numbers if unit in SECONDS), None)
    if held is None:
        return text
    column, seconds = held
    text = re.sub(r"\b(?:broke|beat) (?=\d)", "under ", text)

    def use(match):
        said = next(n for place, (_, n) in enumerate(_SAID) if match[f"u{place}"])
        if said == seconds and match["n"][0].isdigit():
            return match.group()
        number = f"{(count_word(match['n']) or 1) * said / seconds:g}"
        named = re.search(_NAMED, match.string[: match.start()]) or normal(column.name) in text
        lead = match.groupdict().get("lead") or ""
        return f"{'' if named else f' {normal(column.name)} '}{lead}{number}"

    lead = rf"(?P<lead>(?:{ANY_COMPARISON})\s*)"
    text = re.sub(rf"{lead}{_COUNT}\s*(?:{_UNIT})", use, text)
    return re.sub(rf"{_COUNT}\s*(?:{_UNIT})(?=\s*{AFTERWARDS})", use, text)


def unit_of(column):
    """The unit of a column of numbers; "delay_min" is in minutes where "temp_min" is the lowest."""
    name = normal(column.name)
    lasts = re.search(r"[_ (]min\)?$", name) and (
        "latency" in meanings_of(column) or re.search(_LASTS, name)
    )
    glued = next((unit for unit in ("毫秒", "分钟", "小时", "秒", "天") if name.endswith(unit)), "")
    alone = WORDS["units"].get(name) if name in SECONDS or name.endswith("s") else ""
    return column.unit or named_unit(column.name) or ("min" if lasts else "") or alone or glued
