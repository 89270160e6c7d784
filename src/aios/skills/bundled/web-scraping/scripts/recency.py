"""Bounds on dates that a sentence sets from today on: "this week", "最近三天"."""

import re
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

from aios_numerals import ENGLISH, SIGNS, about
from kinds import WORDS

SAID = tomllib.loads((Path(__file__).parent / "recency.toml").read_text("utf-8"))
NUMBER = rf"(\d{{1,3}}|[{SIGNS}]{{1,3}}|{ENGLISH})"


def recent_bounds(text):
    """The bounds (sign, day) of the first span of days that a text says from today on."""
    today = datetime.now().astimezone().date()
    for span in SAID["spans"]:
        if hit := re.search(span["words"].format(number=NUMBER), text, WORDS):
            first, last = days_of(span, hit, today)
            return [(">=", str(first)), ("<", str(last + timedelta(days=1)))]
    return []


def days_of(span, hit, today):
    """The first and the last day of a span: of days from today, or of a week, month or year."""
    ways = {"week": week_of, "weekend": weekend_of, "month": month_of, "year": year_of}
    if span["of"] in ways:
        return ways[span["of"]](today, span["away"])
    number = about(next(filter(None, hit.groups()), "1")) or 1
    away = span["away"] * timedelta(days=round(span["days"] * number))
    return min(today, today + away), max(today, today + away)


def week_of(today, away):
    """Monday and Sunday of a week so many weeks away."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=away)
    return monday, monday + timedelta(days=6)


def weekend_of(today, away):
    """Saturday and Sunday of a week so many weeks away."""
    monday, sunday = week_of(today, away)
    return monday + timedelta(days=5), sunday


def month_of(today, away):
    """The first and the last day of a month so many months away."""
    months = today.year * 12 + today.month - 1 + away
    first, after = (date((months + n) // 12, (months + n) % 12 + 1, 1) for n in (0, 1))
    return first, after - timedelta(days=1)


def year_of(today, away):
    """The first and the last day of a year so many years away."""
    return date(today.year + away, 1, 1), date(today.year + away, 12, 31)
