"""Hours of the day as conditions: "between 9am and 5pm", "11点到13点", "晚上10点以后"."""

import re

from alike import take_alike
from daytimes import take_times
from naming import take_named
from query import Filter
from table import DATE

_PART = r"(?P<{}>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)?"
_ZH = r"(?P<{}>\d{{1,2}})\s*(?:点钟?|时|:00)"
_EN = r"(?P<{}>\d{{1,2}})(?::00)?\s*(?P<{}>am|pm|a\.m\.|p\.m\.)?"
_SURE = r"(?P<{}>\d{{1,2}})(?::00\s*(?P<{}>am|pm)?|\s*(?P<{}>am|pm|a\.m\.|p\.m\.|o'clock))"
_BETWEEN = (
    rf"(?:在|从)?{_PART.format('p1')}{_ZH.format('a')}\s*(?:到|至|-|~|—)\s*{_PART.format('p2')}{_ZH.format('b')}"
    r"(?:之间|期间|的)?",
    rf"(?:\b(?:between|from)\s+)?{_EN.format('a', 'p1')}\s*(?:and|to|until|till|-|–)\s*"
    rf"{_SURE.format('b', 'p2', 'p3')}",
)
_AFTER = (
    rf"{_PART.format('p1')}{_ZH.format('a')}(?:以后|之后|后)的?",
    rf"\b(?:after|since|from)\s+{_SURE.format('a', 'p1', 'p2')}",
)
_BEFORE = (
    rf"{_PART.format('p1')}{_ZH.format('a')}(?:以前|之前|前)的?",
    rf"\b(?:before|until)\s+{_SURE.format('a', 'p1', 'p2')}",
)
_DAY_LONG = (
    r"(?<=[时rs])\s*[（(]\s*00?(?::00)?\s*(?:点|时)?\s*(?:到|至|~|-|–|to)\s*2[34](?::00)?"
    r"\s*(?:点|时|h|o'clock)?\s*[)）]"
)
_LATE = ("下午", "傍晚", "晚上", "夜里", "pm", "p.m.")


_EVERY_HOUR = (
    r"(?:一天|每天|全天|一日)?[里内的]?24\s*个?小时[里内的]*"
    r"(?:每一?个?|各个?|分)(?:小时段?|时段)?|(?:每一?个?|各个?)小时段"
)


def without_clock(text):
    """ "每小时（0 到 23 点）", "一天24小时每个小时段": which hours a day has need not be said."""
    return re.sub(_DAY_LONG, " ", re.sub(_EVERY_HOUR, "每小时", text))


def take_hours(sentence, table):
    """Filters on the hour of the first column of dates that has a time of day."""
    column = next((c for c in table.of_kind(DATE) if c.has_time), None)
    found = [*take_alike(sentence, table), *take_times(sentence, table)]
    take_named(sentence, table)

    def use(match, hours):
        told = {key: value for key, value in match.groupdict().items() if value}
        parts = [told[key] for key in ("p1", "p2", "p3") if key in told]
        first = _hour(told["a"], told.get("p1") or (parts[-1] if parts and "b" not in told else ""))
        last = _hour(told["b"], parts[-1] if parts else "") if "b" in told else None
        if max(first, last or 0) > 24:
            return False
        found.append(Filter(column=column, operator="hours", values=tuple(hours(first, last))))
        return " "

    for patterns, hours in (
        (_BETWEEN, lambda a, b: range(a, b) if a < b else (*range(a, 24), *range(b))),
        (_AFTER, lambda a, _: range(a, 24)),
        (_BEFORE, lambda a, _: range(a)),
    ):
        for pattern in patterns if column is not None else ():
            sentence.take(pattern, lambda match, h=hours: use(match, h))
    return found


def _hour(digits, part):
    """0 to 24: "下午3点" and "3pm" are 15; "9 to 5pm" begins at 9."""
    hour = int(digits)
    if part in _LATE and hour < 12:
        return hour + 12
    return 0 if part in ("am", "a.m.", "凌晨") and hour == 12 else hour
