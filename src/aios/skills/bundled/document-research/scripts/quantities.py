"""The quantities of a text: sums, spans, shares, dates, such that two can be held together."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from aios_numerals import ENGLISH, SCALES, SIGNS, value_of

# Twelfths of a day, such that 24 months are two years.
SPANS = {
    "天": 12, "日": 12, "周": 84, "星期": 84, "月": 365, "季度": 1095, "年": 4380,
    "day": 12, "week": 84, "month": 365, "quarter": 1095, "year": 4380,
    "hour": 1 / 2, "minute": 1 / 120, "min": 1 / 120, "second": 1 / 7200, "h": 1 / 2,
    "小时": 1 / 2, "分钟": 1 / 120, "秒": 1 / 7200, "秒钟": 1 / 7200,
}  # fmt: skip
# Units of one measure, such that 2 km are more than 500 m.
MEASURES = {
    unit: (kind, size)
    for kind, sizes in {
        "m": {"km": 1000, "m": 1, "cm": 0.01, "mm": 0.001, "metre": 1, "meter": 1,
              "kilometre": 1000, "kilometer": 1000, "公里": 1000, "千米": 1000,
              "米": 1, "厘米": 0.01, "毫米": 0.001},
        "g": {"kg": 1000, "g": 1, "mg": 0.001, "t": 10**6, "gram": 1, "kilo": 1000,
              "kilogram": 1000, "公斤": 1000, "千克": 1000, "克": 1, "吨": 10**6, "毫克": 0.001},
        "l": {"l": 1, "ml": 0.001, "litre": 1, "liter": 1, "升": 1, "毫升": 0.001},
        "gb": {"gb": 1, "mb": 1 / 1024, "tb": 1024},
        "w": {"kw": 1000, "w": 1, "watt": 1, "kilowatt": 1000, "千瓦": 1000, "瓦": 1},
    }.items()
    for unit, size in sizes.items()
}  # fmt: skip
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
DATE = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s?(?:[-/.]|年)\s?(?P<m>\d{1,2})(?:\s?(?:[-/.]|月)\s?(?P<d>\d{1,2})日?|月)?(?!\d)"
    rf"|\b(?P<m2>{MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})\b"
    rf"|\b(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<m3>{MONTH}),?\s(?P<y3>\d{{4}})\b"
    r"|(?<!\d)(?P<y4>(?:19|20)\d{2})\s?年",
    re.IGNORECASE,
)
# What follows a number and is no unit of it.
NO_UNIT = (
    r"(?!(?:and|or|of|in|to|for|per|the|is|are|was|by|on|at|from|with|an?|as|than|before|after)\b"
    r"|[的有是和与到至以之及内前后在起或吗呢了])"
)
CJK = SIGNS.rstrip("亿万")  # these are scales
AMOUNT = re.compile(
    rf"(?P<sign>[¥￥$€£])?\s?(?P<n>(?<!\d[:：])(?<!\d)\d(?!\d?[:：]\d\d(?!\d))[\d,]*(?:\.\d+)?"
    rf"|[{CJK}]+[万亿][{CJK}]+|[{CJK}]+(?=[个天日周月年万亿元块])|\b{ENGLISH}\b)\s?(?P<scale>百万|千万|万|亿|千(?![克米瓦])|(?:k|bn|thousand|million|billion)\b|(?(sign)m\b|m(?=\s(?:eur|usd|gbp))))?\s?"
    r"(?:(?P<money>元|块|人民币|美元|欧元|英镑|日元|港[元币]"
    r"|(?:dollar|euro|pound|yuan|yen)s?\b|(?:usd|eur|gbp|cny|rmb)\b)"
    r"|(?P<time>个?工作日|天|日|个?星期|周|个?月|个?季度|年|个?小时|分钟|秒钟?"
    r"|(?:working |business )?(?:day|week|month|quarter|year|hour|minute|min|second)s?\b|h\b)"
    r"|(?P<share>%|％|percent\b|per cent\b)"
    rf"|{NO_UNIT}(?P<unit>[A-Za-z°]{{1,12}}\b|公[里斤]|千[米克瓦]|[厘毫]米|毫[克升]|[\u4e00-\u9fff]))?",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """A number, or the first day of a date and the day after its last, where it stands.

    `kind` is money, time (in twelfths of a day), share, date, or the unit itself, "" without one.
    """

    kind: str
    low: float | date
    high: float | date
    start: int
    end: int
    text: str


def quantities(text):
    """The quantities of a text, in order."""
    found = [one for one in map(of_date, DATE.finditer(text)) if one]
    for hit in AMOUNT.finditer(text):
        if not any(hit.start("n") < one.end and one.start < hit.end("n") for one in found):
            found.append(of_amount(hit))
    return sorted(filter(None, found), key=lambda one: one.start)


def of_date(hit):
    """A date, month or year; None for what no calendar has."""
    parts = {key[0]: value for key, value in hit.groupdict().items() if value}
    month = parts.get("m", "0")
    month = MONTHS.index(month[:3].lower()) + 1 if month[0].isalpha() else int(month)
    try:
        low, high = span(int(parts["y"]), month, int(parts.get("d", 0)))
    except ValueError:
        return None
    return Quantity("date", low, high, hit.start(), hit.end(), hit.group().strip())


def span(year, month=0, day=0):
    """The first day of a year, month or day, and the day after its last."""
    low = date(year, month or 1, day or 1)
    if day:
        return low, low + timedelta(days=1)
    following = (year, month + 1) if 0 < month < 12 else (year + 1, 1)
    return low, date(*following, 1)


def of_amount(hit):
    """A number with its unit; None for "两三天", which is about how many."""
    value = value_of(hit["n"])
    if value is None:
        return None
    value = float(value) * SCALES.get((hit["scale"] or "").lower(), 1)
    kind = (hit["unit"] or "").lower().rstrip("s")
    if hit["sign"] or hit["money"]:
        kind = "money"
    elif hit["time"]:
        unit = hit["time"].lower().removeprefix("个").removeprefix("工作").split()[-1]
        kind, value = "time", value * SPANS[unit.rstrip("s")]
    elif hit["share"]:
        kind = "share"
    elif kind in MEASURES:
        kind, size = MEASURES[kind]
        value *= size
    sum_only = hit["sign"] and hit["unit"]  # "$5 including" is but $5
    text = (hit.group()[: hit.start("unit") - hit.start()] if sum_only else hit.group()).strip()
    return Quantity(kind, value, value, hit.end() - len(hit.group().lstrip()), hit.end(), text)
