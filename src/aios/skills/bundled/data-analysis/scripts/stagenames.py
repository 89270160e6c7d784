"""How a month, a quarter, a half or a whole year is said: "March", "3月份", "the first half"."""

import re

_ZH_NUMBERS = "一二三四五六七八九十"
_EN_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def forms_of(cell, dated=False):
    """How a cell that tells a month, a quarter, a half or a year is said; none for other cells.

    The year of the cell may be left out, unless it is `dated`: others stand beside it then.
    """
    name = cell.strip().lower()
    year = re.match(r"(20\d\d)[-_ 年/]*", name) or re.search(r"[-_ /]*(20\d\d)$", name)
    rest = name.replace(year.group(), "") if year else name
    if not rest:
        return [rf"{name}年?"] if year else []
    said = _month(rest) or _quarter(rest) or _half(rest)
    if not year or not said:
        return [re.escape(name), *said] if said else []
    before, after = rf"{year[1]}[-_ 年/的]*", rf"[-_ /]*(?:of )?{year[1]}"
    if dated:
        return [form for one in said for form in (f"{before}{one}", f"{one}{after}")]
    return [re.escape(name), *(f"(?:{before})?{one}(?:{after})?" for one in said)]


def spans_of(years):
    """{unit: {key: (how it is said, first day, day after the last)}} of the parts of years."""
    dated = len(years) > 1
    held = {"month": {}, "quarter": {}, "half": {}, "year": {}}
    for year in years:
        for unit, length in (("month", 1), ("quarter", 3), ("half", 6)):
            for place in range(12 // length):
                cell = f"{year}年" + _CALLED[unit](place)
                key = f"{year}-" + _KEYS[unit](place + 1)
                span = _first_day(year, place * length), _first_day(year, (place + 1) * length)
                held[unit][key] = ("|".join(forms_of(cell, dated)), *span)
        held["year"][str(year)] = (rf"{year}年?", f"{year}-01-01", f"{year + 1}-01-01")
    return held


_KEYS = {"month": "{:02}".format, "quarter": "Q{}".format, "half": "H{}".format}
_CALLED = {
    "month": lambda place: f"{place + 1}月",
    "quarter": lambda place: f"{_ZH_NUMBERS[place]}季度",
    "half": lambda place: f"{'上下'[place]}半年",
}


def _first_day(year, months):
    return f"{year + months // 12}-{months % 12 + 1:02}-01"


def _month(rest):
    for place, english in enumerate(_EN_MONTHS, 1):
        chinese = _ZH_NUMBERS[place - 1] if place < 11 else "十" + _ZH_NUMBERS[place - 11]
        own = rf"{english}|{english[:3]}\.?|0?{place}月份?|{chinese}月份?"
        if re.fullmatch(own, rest):
            return [
                english,
                rf"{english[:3]}\b\.?",
                rf"(?<![\d-])0?{place}月份?",
                rf"(?<!十){chinese}月份?",
            ]
    return []


def _quarter(rest):
    match = re.fullmatch(r"q([1-4])|第?([一二三四1-4])(?:季度?|个季度)", rest)
    if not match:
        return []
    place = int(match[1] or (_ZH_NUMBERS.find(match[2]) + 1 or match[2]))
    ordinal = ("first", "second", "third", "fourth")[place - 1]
    return [
        rf"q{place}",
        rf"第?[{_ZH_NUMBERS[place - 1]}{place}]个?季度?",
        rf"{ordinal} quarter",
        rf"quarter {place}",
    ]


def _half(rest):
    match = re.fullmatch(r"h([12])|([上下])半年", rest)
    if not match:
        return []
    place = int(match[1] or "上下".find(match[2]) + 1)
    return [
        rf"h{place}",
        f"{'上下'[place - 1]}半年",
        rf"{('first', 'second')[place - 1]} half(?: of the year)?",
    ]
