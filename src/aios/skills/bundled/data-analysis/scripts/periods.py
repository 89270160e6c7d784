"""Dates in a question: "2024年3月", "in March", "Q1 2024", "between 2024-01-01 and 2024-02-15"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import dataclass
from datetime import date, timedelta

from aios_numerals import ENGLISH
from query import Filter
from sentence import CHINESE_NUMBER, PERIOD, count_word
from table import DATE

_MONTHS = "january february march april may june july august september october november december"
_NAMES = {name: n for n, name in enumerate(_MONTHS.split(), 1)}
_NAMES |= {name[:3]: n for name, n in list(_NAMES.items())} | {"sept": 9}
_NAME = rf"\b(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_FIRST = r"(?:the )?(?P<word>first|second|third|fourth) quarter"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_SURE = [
    rf"(?<!\d){_YEAR}\s*(?:-|/|\.|年)\s*{_MONTH}\s*(?:-|/|\.|月)\s*{_DAY}(?!\d)\s*[日号]?",
    rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    rf"(?<!\d){_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_NAME},?\s+{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}\s*年?\s*-?\s*q(?P<quarter>[1-4])(?![a-z0-9_])",
    rf"(?<![a-z0-9_])q(?P<quarter>[1-4])\s*(?:of\s*)?,?\s*-?\s*{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}\s*年\s*第?\s*(?P<word>[一二三四1-4])\s*季度?",
    rf"{_FIRST} of {_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}\s*年\s*(?P<half>[上下])半年",
    rf"(?<![a-z0-9_])h(?P<half>[12])\s*(?:of\s*)?,?\s*{_YEAR}(?!\d)",
    rf"(?<!\d){_YEAR}\s*(?:-|/|年)\s*{_MONTH}(?![\d年])\s*(?:月份?)?",
    rf"{_NAME}\s*(?:of\s*)?,?\s*{_YEAR}(?!\d)",
    rf"(?<!\d){_MONTH}\s*月\s*{_DAY}\s*[日号]",
    rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?\b(?!\s*(?:%|\d))",
    rf"(?<![\d.,]){_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?(?!(?:may|mar|march)\s+(?:be|have|not|i|we|you)\b){_NAME}(?!\s+\d)",
    r"(?:the\s+)?(?<![a-z0-9_])q(?P<quarter>[1-4])(?![a-z0-9_])",
    r"第\s*(?P<word>[一二三四1-4])\s*季度?",
    _FIRST,
    r"(?P<half>[上下])半年",
    r"(?:the\s+)?(?<![a-z0-9_])h(?P<half>[12])(?![a-z0-9_])",
    rf"(?<!\d){_YEAR}\s*年度?",
]
_EITHER = "|".join(sorted(_NAMES, key=len, reverse=True))
_MONTHS_OF_YEAR = (
    rf"(?<!\d){_YEAR}\s*年\s*(?P<first>1[0-2]|0?[1-9])\s*月?\s*(?:到|至|-|~|—|–)\s*(?P<last>1[0-2]|0?[1-9])\s*月份?",
    rf"\b(?P<first>{_EITHER})\.?\s*(?:to|through|until|till|-|–)\s*(?P<last>{_EITHER})\.?\s*(?:of\s+|in\s+)?,?\s*{_YEAR}(?!\d)",
)
_LOOSE = [  # only after the numbers that are compared with something are taken
    rf"(?<![\d.,]){_YEAR}(?![\d.,]*\d)(?!\s*(?:rows?|条|行|个|units?|元))",
    rf"(?<![\d个前近]){_MONTH}\s*月份?",
    r"(?P<cn>十[一二]?|[一二三四五六七八九])月份?",
    rf"(?:\b(?:in|during|for|of|since|after|before|until|from|to|and|between)\s+){_NAME}",
    rf"\b(?P<name>{'|'.join(name for name in _MONTHS.split() if name not in ('may', 'march'))})\b",
]
_BACK = {
    "day": r"days?|天|日",
    "week": r"weeks?|周|个?星期",
    "month": r"months?|个?月",
    "year": r"years?|年",
}
_RELATIVE = {
    r"\btoday\b|今天|今日": "day", r"\byesterday\b|昨天|昨日": "yesterday",
    r"\bthis week\b|本周|这一?周(?!末)|这个?(?:星期|礼拜)(?![一二三四五六日天])": "week",
    r"\blast week\b|上一?周(?!末)|上个?(?:星期|礼拜)(?![一二三四五六日天])": "last_week",
    r"\bthis month\b|本月|这个月|当月": "month", r"\blast month\b|上个?月": "last_month",
    r"\bthis year\b|今年|本年": "year", r"\blast year\b|去年": "last_year",
}  # fmt: skip


_SEASONS = (
    (r"\bspring\b(?! \d)|春[季天]", (3, 4, 5)), (r"\bsummer(?:time)?\b|夏[季天]", (6, 7, 8)),
    (r"\bautumn\b|秋[季天]", (9, 10, 11)), (r"\bwinter(?:time)?\b|冬[季天]", (12, 1, 2)),
)  # fmt: skip
_WEEK_OF = rf"(?:\b(?:in|during|for|of) )?(?:\bthe )?\bweek (?:(?P<from>starting|beginning|commencing|from)|of|containing)(?: on)? (?:the |monday,? )*(?P<p>{PERIOD})|(?P<z>{PERIOD})(?:所在的?)?(?:那|这)一?(?:周|个?星期)"
_ON = r"(?:以来|起|开始|以后|onwards?\b|on\b(?! (?:the|a)\b)|forward\b|and (?:later|after)\b)"
_DECADE = r"(?:\b(?:in |of |from |during )?the )?(?<![\w.])(?P<en>(?:19|20)?\d0)'?s\b|(?<!\d)(?P<zh>(?:19|20)?\d0)年代的?"


@dataclass(frozen=True)
class Period:
    """From `start` up to, not including, `end`; or these months of any year."""

    start: date | None = None
    end: date | None = None
    months: tuple[int, ...] = ()
    text: str = ""


def relative_unit(text):
    """ "month" for "last month", "year" for 今年: what is counted from today; else an empty text."""
    word = next((word for pattern, word in _RELATIVE.items() if re.fullmatch(pattern, text)), "")
    return {"yesterday": "day"}.get(word, word.removeprefix("last_"))


def mark_sure_periods(sentence, year):
    """Replace every unmistakable date by a mark; days without a year are of this one, if any."""
    for pattern, word in _RELATIVE.items():
        sentence.take(pattern, lambda m, w=word: sentence.mark("period", _relative(w, m.group())))
    if len(set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", sentence.text))) > 1:
        for pattern in _MONTHS_OF_YEAR:  # "Jan to Apr 2025 against Jan to Apr 2026"
            sentence.take(pattern, lambda match: _span_marked(sentence, match))
    for pattern in _SURE:
        sentence.take(pattern, lambda match: _marked(sentence, match, year))
    sentence.take(_WEEK_OF, lambda match: _week(sentence, match))


def _span_marked(sentence, match):
    """Several months of one year as one period."""
    year = int(match["year"])
    first, last = (_NAMES.get(match[end]) or int(match[end]) for end in ("first", "last"))
    if first >= last:
        return False
    end = _next_month(date(year, last, 1))
    return sentence.mark("period", Period(date(year, first, 1), end, text=match.group().strip()))


def _week(sentence, match):
    """ "the week of 13 May 2024": from its Monday; "the week starting …": from that day."""
    day = sentence.things[match["p"] or match["z"]]
    if day.start is None or day.end - day.start != timedelta(days=1):
        return False
    back = 0 if match["from"] else day.start.weekday()
    start = day.start - timedelta(days=back)
    return " in " + sentence.mark(
        "period", Period(start, start + timedelta(days=7), text=match.group())
    )


def mark_seasons(sentence):
    """Replace "in summer", "夏季" by a mark for its three months, as they are in the north."""
    for words, months in _SEASONS:
        season = rf"(?:\b(?:in |during )?(?:the )?)?(?:{words})"
        sentence.take(
            season,
            lambda m, held=months: sentence.mark("period", Period(months=held, text=m.group())),
        )


def mark_decades(sentence):
    """Replace "the 2010s", "90年代" by a mark for the ten years."""

    def use(match):
        year = int(match["en"] or match["zh"])
        year += 0 if year > 100 else 1900 if year > 20 else 2000
        ten = Period(date(year, 1, 1), date(year + 10, 1, 1), text=match.group())
        return sentence.mark("period", ten)

    sentence.take(_DECADE, use)


def mark_loose_periods(sentence):
    """Replace what is a date unless it was a number: "2024", "3月", "in May"."""
    for pattern in _LOOSE:
        sentence.take(pattern, lambda match: _marked(sentence, match))


def _marked(sentence, match, year=0):
    period = _period(match, year)
    if period is None:
        return False
    lead = re.match(
        r"(?:in|during|for|of|since|after|before|until|from|to|and|between)\s+", match.group()
    )
    return (lead.group() if lead else "") + sentence.mark("period", period)


def _period(match, default_year):
    found = {key: value for key, value in match.groupdict().items() if value}
    year = int(found["year"]) if "year" in found else None
    if "day" in found:
        year = year or default_year or None
    months = _months(found)
    text = match.group().strip()
    if year is None and "day" in found:
        return None  # a day without a year names no period that can be compared
    if year is None:
        return Period(months=months, text=text)
    if "day" in found:
        try:
            day = date(year, months[0], int(found["day"]))
        except ValueError:
            return None
        return Period(day, day + timedelta(days=1), text=text)
    first, last = (months[0], months[-1]) if months else (1, 12)
    return Period(date(year, first, 1), _next_month(date(year, last, 1)), text=text)


def _months(found):
    if "month" in found:
        return (int(found["month"]),)
    if "name" in found:
        return (_NAMES[found["name"]],)
    if "cn" in found:
        return (count_word(found["cn"]),)
    if "half" in found:
        return tuple(range(1, 7)) if found["half"] in "上1" else tuple(range(7, 13))
    quarter = found.get("quarter") or found.get("word")
    if quarter:
        quarter = _QUARTERS.get(quarter) or int(quarter)
        return tuple(range(quarter * 3 - 2, quarter * 3 + 1))
    return ()


def _next_month(first):
    return (first + timedelta(days=32)).replace(day=1)


def _relative(word, text):
    today = date.today()  # noqa: DTZ011 - the user's own calendar day is meant
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=7)
    starts = {
        "week": (monday, monday + week), "last_week": (monday - week, monday),
        "day": (today, today + timedelta(days=1)), "yesterday": (today - timedelta(days=1), today),
        "month": (month, _next_month(month)), "last_month": (before, month),
        "year": (today.replace(month=1, day=1), date(today.year + 1, 1, 1)),
        "last_year": (date(today.year - 1, 1, 1), date(today.year, 1, 1)),
    }  # fmt: skip
    return Period(*starts[word], text=text)


def take_recent(sentence, table):
    """Filters for "最近7天" and "last 3 months": counted back from the latest date in the file."""
    found = []

    def use(match):
        unit = next(
            unit for unit, words in _BACK.items() if re.fullmatch(words, match.group("unit"))
        )
        column = next(iter(table.of_kind(DATE)), None)
        if column is None:
            return False
        found.append(
            Filter(column=column, operator="last", values=(count_word(match.group("n")), unit))
        )
        return " "

    units = "|".join(_BACK.values())
    count = rf"(?P<n>\d+|{CHINESE_NUMBER}|{ENGLISH})"
    sentence.take(
        rf"(?:最近|近|过去|\b(?:in )?(?:the )?(?:last|past|recent)\s)\s*{count}\s*(?P<unit>{units})(?:内|里|间)?",
        use,
    )
    return found


def take_periods(sentence, column, found, separate=False):
    """Turn the marked periods into filters on a date column, added to the list `found`.

    With `separate`, two of them are compared and are no range.
    """

    def thing(match, name):
        return sentence.things[match.group(name)]

    def both(match):
        first, second = thing(match, "a"), thing(match, "b")
        if separate:
            return False
        if first.months and second.months:
            months = tuple(range(first.months[0], second.months[-1] + 1))
            found.append(Filter(column=column, operator="months", values=months))
        elif first.start and second.end:
            found.append(_since(column, first.start))
            found.append(_before(column, second.end))
        else:
            return False
        return " "

    def bound(make, edge):
        def use(match):
            bare = match.groupdict().get("bare")  # "the sales from March" are those of March
            day = getattr(thing(match, "a") if bare else _of_year(thing(match, "a"), column), edge)
            if day is None:
                return False
            found.append(make(column, day))
            return " "

        return use

    a, b = f"(?P<a>{PERIOD})", f"(?P<b>{PERIOD})"
    lead, end = r"(?:between|from|从|在|自)", r"(?:之间|期间|止)"
    for pattern in (  # "3月和5月" are two months, "between March and May" is a range
        rf"{lead}?\s*{a}\s*(?:to|until|through|till|到|至|~|–|—|-)\s*{b}\s*{end}?",
        rf"{lead}\s*{a}\s*(?:and|和|与)\s*{b}\s*{end}?",
        rf"{a}\s*(?:and|和|与)\s*{b}\s*{end}",
    ):
        sentence.take(pattern, both)
    sentence.take(rf"(?:after|later than|晚于|>(?!=))\s*{a}", bound(_since, "end"))
    sentence.take(
        rf"(?:since|(?:start|beginn)ing(?: (?:from|in|with|at))?|from(?=\s*{PERIOD}\s*{_ON})|on or after|>=|自从?|从(?=\s*{PERIOD}\s*份?{_ON}))\s*{a}\s*份?(?:{_ON})?",
        bound(_since, "start"),
    )
    sentence.take(rf"(?P<bare>from|从)\s*{a}", bound(_since, "start"))
    sentence.take(rf"(?:before|earlier than|prior to|早于|<)\s*{a}", bound(_before, "start"))
    sentence.take(
        rf"(?:until|up to|through|by|截至|截止到?|到|<=)\s*{a}(?:为止)?", bound(_before, "end")
    )
    sentence.take(rf"{a}\s*(?:之后|后)", bound(_since, "end"))
    sentence.take(rf"{a}\s*份?(?:以后|以来|起|开始)", bound(_since, "start"))
    sentence.take(rf"{a}\s*(?:之前|以前|前)", bound(_before, "start"))
    within = []
    sentence.take(rf"(?:\b(?:in|during|on|for|of|the month of|at)\s+)*(?:在|于)?(?P<a>{PERIOD})(?:\s*(?:期间|当[天月年]|里|内|这[天月年])|[份的])*",
                  lambda match: within.append(thing(match, "a")))  # fmt: skip
    found += _inside(column, within)


def _of_year(period, column):
    """A month without a year as that of the only year the column has."""
    months = period.months
    if not (column.year and months) or months[-1] < months[0]:
        return period
    end = _next_month(date(column.year, months[-1], 1))
    return Period(date(column.year, months[0], 1), end, text=period.text)


def _inside(column, periods):
    """Filters for periods named by themselves: a month inside a year, or several side by side."""
    months = tuple(sorted({m for period in periods for m in period.months}))
    ranges = [period for period in periods if period.start]
    found = [Filter(column=column, operator="months", values=months)] if months else []
    if len(ranges) == 1:
        found += [_since(column, ranges[0].start), _before(column, ranges[0].end)]
    elif ranges:
        pairs = tuple((p.start.isoformat(), p.end.isoformat()) for p in ranges)
        found.append(Filter(column=column, operator="periods", values=pairs))
    return found


def _since(column, day):
    return Filter(column=column, operator=">=", values=(day.isoformat(),))


def _before(column, day):
    return Filter(column=column, operator="<", values=(day.isoformat(),))
