"""Dates as people write them, made one form: ISO 8601.

to_iso("5 Mar 2024")  → "2024-03-05"        to_iso("2024年3月5日 14:30")  → "2024-03-05T14:30:00"
"""

import re
import sys
from datetime import date, datetime

DAY_FIRST = True  # what 03/04/2024 is: 3 April, or March 4 where this is False
CENTURY_TURNS = 69  # as in POSIX: 68 is 2068, 69 is 1969
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ],
        start=1,
    )
    for name in names
}
NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?号?"
)
PACKED = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)")
NAMED_DAY_FIRST = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m>{NAME})\.?,?[\s-]+(?P<y>\d{{4}}|\d\d)"
)
NAMED_MONTH_FIRST = re.compile(
    rf"(?P<m>{NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
)
NUMBERS = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4}|\d\d)")
WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|^(?:星期|周)[一二三四五六日天]\s*"
)
CLOCK = re.compile(
    r"(?:[t,\s]\s*)?(?P<h>\d{1,2})[:时点](?P<min>\d\d)(?:[:分](?P<s>\d\d))?秒?(?:\.\d+)?"
    r"\s*(?P<half>am|pm)?\s*(?P<zone>z|[+-]\d\d:?\d\d)?"
)


def parse(text: str, day_first: bool = DAY_FIRST) -> date | datetime:
    """The date, or the moment where the text has a time of day; ValueError if it is neither."""
    plain = WEEKDAY.sub("", " ".join(text.strip().lower().split()))
    for pattern in (YEAR_FIRST, PACKED, NAMED_DAY_FIRST, NAMED_MONTH_FIRST, NUMBERS):
        if found := pattern.match(plain):
            day = _day(found.groupdict(), day_first)
            rest = plain[found.end() :].strip(" ,")
            return _moment(day, rest, text) if rest else day
    raise ValueError(f"no date: {text!r}")


def to_iso(text: str, day_first: bool = DAY_FIRST) -> str:
    """The date in the form 2024-03-05; ValueError if the text is no date."""
    return parse(text, day_first).isoformat()


def to_iso_or_none(text: str, day_first: bool = DAY_FIRST) -> str | None:
    """The date in the form 2024-03-05, None if the text is no date."""
    try:
        return to_iso(text, day_first)
    except ValueError:
        return None


def _day(found: dict[str, str], day_first: bool) -> date:
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 1900 if year >= CENTURY_TURNS else 2000
    if "a" not in found:
        month = MONTHS.get(found["m"]) or int(found["m"])
        return date(year, month, int(found["d"]))
    first, second = int(found["a"]), int(found["b"])
    if first > 12 or (day_first and second <= 12):  # only one reading is a month
        return date(year, second, first)
    return date(year, first, second)


def _moment(day: date, rest: str, text: str) -> datetime:
    clock = CLOCK.fullmatch(rest) or CLOCK.fullmatch(" " + rest)
    if clock is None:
        raise ValueError(f"no date: {text!r}")
    hour = int(clock["h"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"no time of day: {text!r}")
        hour = hour % 12 + 12 * (clock["half"] == "pm")
    clock_time = f"{hour:02}:{clock['min']}:{clock['s'] or '00'}"
    return datetime.fromisoformat(f"{day}T{clock_time}{(clock['zone'] or '').upper()}")


if __name__ == "__main__":
    for line in sys.argv[1:] or ["2024/3/5", "5 Mar 2024", "20240305", "2024年3月5日"]:
        print(f"{line:<24} {to_iso_or_none(line) or 'no date'}")
