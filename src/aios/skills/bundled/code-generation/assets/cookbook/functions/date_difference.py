"""The time between two dates, in days or in years, months and days."""

import calendar
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Full years, then full months, then days."""

    years: int
    months: int
    days: int


def days_between(first: str, second: str) -> int:
    """Days between two dates as 2026-01-31, whichever is earlier; ValueError for no date."""
    return abs((date.fromisoformat(second) - date.fromisoformat(first)).days)


def difference(first: str, second: str) -> Span:
    """The same in full years, months and days."""
    start, end = sorted((date.fromisoformat(first), date.fromisoformat(second)))
    months = (end.year - start.year) * 12 + end.month - start.month
    if months_later(start, months) > end:
        months -= 1
    days = (end - months_later(start, months)).days
    return Span(months // 12, months % 12, days)


def age(birthday: str, today: str) -> int:
    """Full years on that day."""
    return difference(birthday, today).years


def months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


if __name__ == "__main__":
    print(days_between("2026-01-01", "2026-12-31"), "days")
    print(difference("2000-02-29", "2026-07-04"))
