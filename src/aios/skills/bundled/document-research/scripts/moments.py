"""The days and times of day that texts tell, such that those of several can be held together."""

import re

from quantities import MONTH, MONTHS

DAY = re.compile(
    r"(?:(?P<y1>\d{4})\s?年\s?)?(?P<m1>\d{1,2})\s?月\s?(?P<d1>\d{1,2})\s?[日号]?"
    r"|(?<!\d)(?P<y2>\d{4})[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?!\d)"
    rf"|\b(?P<m3>{MONTH})\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<y3>\d{{4}})\b)?"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m4>{MONTH})(?:,?\s(?P<y4>\d{{4}})\b)?",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?P<h1>\d{1,2})[:：](?P<n1>\d{2})(?!\d)(?:\s?(?P<p1>[ap])\.?m\b)?"
    r"|\b(?P<h2>\d{1,2})\s?(?P<p2>[ap])\.?m\b"
    r"|(?P<p3>[上下]午|中午|晚上?|早上?|凌晨)?\s?(?P<h3>\d{1,2}|[一二两三四五六七八九十]+)\s?点(?P<n3>半|\d{1,2}(?=分))?",
    re.IGNORECASE,
)
ASKS_DAY = re.compile(
    r"日期|哪一?天|几月|几号|什么时候|何时|截止|最[早晚迟]"
    r"|\b(?:when|dates?|(?:what|which) day|deadlines?|due|earliest|latest|soonest|first|last)\b",
    re.IGNORECASE,
)
ASKS_CLOCK = re.compile(
    r"几点|时间|什么时候|最[早晚迟]|\b(?:when|what time|times?|hours|earliest|latest|o'clock)\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"最[早先]|更早|先|\b(?:earliest|soonest|first|earlier|sooner)\b", re.IGNORECASE)
LAST = re.compile(r"最[晚迟后]|更[晚迟]|\b(?:latest|last|later)\b", re.IGNORECASE)
SIGNS = "零一二三四五六七八九十"


def moments_asked(question, quotes):
    """{name: {moment: as it is told}} where the question asks for days or times of day and two or
    more quotes tell some; None elsewhere."""
    for asks, find in ((ASKS_DAY, days), (ASKS_CLOCK, clocks)):
        told = {name: find(quote) for name, quote in quotes.items()}
        if asks.search(question) and sum(map(bool, told.values())) > 1:
            years = {len(moment) for found in told.values() for moment in found}
            if years == {2, 3}:  # not all say the year
                told = {n: {m[-2:]: shown for m, shown in f.items()} for n, f in told.items()}
            return told
    return None


def first_moment(question, quotes):
    """(names, times as told) of the sources with the earliest or latest time, where that is asked
    and each of them tells just one; None elsewhere."""
    told = moments_asked(question, quotes) or {}
    early, late = (bool(ask.search(question)) for ask in (FIRST, LAST))
    if early == late or len(told) < 2 or any(len(found) != 1 for found in told.values()):
        return None
    best = (min if early else max)(moment for found in told.values() for moment in found)
    names = [name for name, found in told.items() if best in found]
    return names, list(dict.fromkeys(told[name][best] for name in names))


def days(text):
    """{(year, month, day) or (month, day): as written} of a text."""
    found = {}
    for hit in DAY.finditer(text):
        part = {key[0]: value for key, value in hit.groupdict().items() if value}
        month = part["m"]
        month = MONTHS.index(month[:3].lower()) + 1 if month[0].isalpha() else int(month)
        year = (int(part["y"]),) if "y" in part else ()
        if 1 <= month <= 12 and 1 <= int(part["d"]) <= 31:
            found.setdefault((*year, month, int(part["d"])), hit.group().strip())
    return found


def clocks(text):
    """{(hour, minute): as written} of a text."""
    found = {}
    for hit in CLOCK.finditer(text):
        part = {key[0]: value for key, value in hit.groupdict().items() if value}
        hour = int(part["h"]) if part["h"].isdigit() else in_signs(part["h"])
        late = part.get("p", "").lower() in ("p", "下午", "晚", "晚上") and hour < 12
        minute = 30 if part.get("n") == "半" else int(part.get("n", 0))
        if hour <= 24 and minute < 60:
            found.setdefault((hour + 12 * late, minute), hit.group().strip())
    return found


def in_signs(text):
    """A number up to 99 in Chinese signs."""
    tens, joint, ones = text.replace("两", "二").rpartition("十")
    return 10 * (SIGNS.find(tens) if tens else 1) * bool(joint) + max(SIGNS.find(ones or "零"), 0)
