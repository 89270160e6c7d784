"""Days in a sentence, in any of the ways people write them, and the bounds they set on dates."""

# ruff: noqa: E501

import re
from datetime import date, timedelta

from kinds import WORDS
from parts.arranging import MONTHS, day

NAMES = r"(?P<{}>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
NTH = r"(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s+(?P<{}>(?:19|20)\d{{2}}))?\b"
EN_MONTH_FIRST = rf"\b{NAMES.format('m')}\s+(?P<d>\d{{1,2}}){NTH}(?![\d:])" + YEAR.format("y")
EN_DAY_FIRST = rf"\b(?P<d>\d{{1,2}}){NTH}\s+(?:of\s+)?{NAMES.format('m')}\b" + YEAR.format("y")
ZH_DAY = r"(?:(?P<y>(?:19|20)\d{2})\s?年\s?)?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]"
# A month with its year after a word that bounds: "since June 2026".
MONTH_OF_YEAR = (
    r"\b(?P<word>since|after|before|until|till|later than|earlier than)\s+"
    + NAMES.format("m")
    + r",?\s+(?P<y>(?:19|20)\d{2})\b"
)
DAY = r"(\d{4}-\d{2}-\d{2})"
BETWEEN = (
    rf"(?:\bbetween|\bfrom|从|自|在|介于)?\s*{DAY}\s*(?:and|to|until|till|through|-|–|—|~|～|到|至|和|与)"
    rf"\s*{DAY}"
)
LAST = rf"\b(?:until|till|by|up to|no later than)\s+{DAY}|(?:截至|截止到?|不晚于)\s*{DAY}|{DAY}\s*(?:为止|及之前|及以前)"
FIRST = rf"{DAY}\s*(?:or later|and later|onwards?|及之后|及以后|\(inclusive\))|\bno earlier than\s+{DAY}|不早于\s*{DAY}"
ON = rf"(?:\bon|\bof|\bdated|\bfor|在|是)\s+{DAY}|(?:在|是)?{DAY}\s*(?:这天|那天|当天|的|有|举|发|上|开)|{DAY}(?=\s*[?？]?\s*$)"


def spelled_out(text, dates):
    """A text with its days as 2026-12-05; one without a year is of the latest year in which these
    dates have its month, else of the latest there is."""
    known = [found[:10] for value in dates if (found := day(value))]

    def written(hit):
        parts = hit.groupdict()
        month = month_of(parts["m"])
        near = [d[:4] for d in known if int(d[5:7]) == month] or [d[:4] for d in known]
        year = parts["y"] or max(near, default="")
        try:
            return str(date(int(year), month, int(parts["d"])))
        except ValueError:  # no such day, or no year known
            return hit.group()

    for pattern in (ZH_DAY, EN_MONTH_FIRST, EN_DAY_FIRST):
        text = re.sub(pattern, written, text, flags=WORDS)
    monthly = r"\g<word> "
    return re.sub(
        MONTH_OF_YEAR,
        lambda hit: f"{hit.expand(monthly)}{hit['y']}-{month_of(hit['m']):02}",
        text,
        flags=WORDS,
    )


def month_of(name):
    """The number of a month that is written as a word or a number."""
    return int(name) if name.isdecimal() else MONTHS.index(name.lower()[:3]) + 1


def between_days(text):
    """The bounds of a text on dates from one day to another, to a last, from a first day."""
    if hit := re.search(BETWEEN, text, WORDS):
        return [(">=", min(hit.groups())), ("<", after(max(hit.groups())))]
    if hit := re.search(LAST, text, WORDS):
        return [("<", after(next(filter(None, hit.groups()))))]
    hit = re.search(FIRST, text, WORDS)
    return [(">=", next(filter(None, hit.groups())))] if hit else []


def on_day(text):
    """The bounds of a text on dates of one day."""
    hit = re.search(ON, text, WORDS)
    first = next(filter(None, hit.groups())) if hit else ""
    return [(">=", first), ("<", after(first))] if first else []


def after(first):
    """The day after a day."""
    return str(date.fromisoformat(first) + timedelta(days=1))
