"""Cron expressions: when a job runs next.

next_run("*/15 9-17 * * mon-fri", datetime(2024, 3, 8, 17, 50))  → 2024-03-11 09:00

Five fields: minute hour day month weekday, with * , - / and names; @daily and the like.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

RUNS = 5
SHORTCUTS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
WEEKDAYS = "sun mon tue wed thu fri sat".split()  # noqa: SIM905
FIELDS = (
    ("minute", 0, 59, []),
    ("hour", 0, 23, []),
    ("day", 1, 31, []),
    ("month", 1, 12, MONTHS),
    ("weekday", 0, 7, WEEKDAYS),
)
FAR = timedelta(days=366 * 8 + 2)  # within that there is a 29 February of every weekday


class CronError(ValueError):
    """The expression is wrong; the text says where."""


@dataclass(frozen=True)
class Cron:
    """The values that each field allows; where both days are named, either will do."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # 0 is Sunday
    either_day: bool

    def fits_day(self, moment: datetime) -> bool:
        """Whether the job may run on the day."""
        day, weekday = moment.day in self.days, moment.isoweekday() % 7 in self.weekdays
        return moment.month in self.months and (
            (day or weekday) if self.either_day else (day and weekday)
        )


def parse(expression: str) -> Cron:
    """The expression, read; CronError if it is wrong."""
    fields = SHORTCUTS.get(expression.strip().lower(), expression).lower().split()
    if len(fields) != len(FIELDS):
        raise CronError(f"five fields are needed, not {len(fields)}: {expression!r}")
    values = [
        values_of(text, name, low, high, names)
        for text, (name, low, high, names) in zip(fields, FIELDS, strict=True)
    ]
    minutes, hours, days, months, weekdays = values
    either = not fields[2].startswith("*") and not fields[4].startswith("*")
    return Cron(minutes, hours, days, months, frozenset(day % 7 for day in weekdays), either)


def values_of(text: str, name: str, low: int, high: int, names: list[str]) -> frozenset[int]:
    """The values that a field allows: "1-5,30/10"."""
    found: set[int] = set()
    for part in text.split(","):
        span, slash, step_text = part.partition("/")
        if slash and not (step_text.isdecimal() and int(step_text) > 0):
            raise CronError(f"{name}: {part!r} has no step above 0")
        first, dash, last = ("", "", "") if span == "*" else span.partition("-")
        start = low if span == "*" else number(first, name, low, high, names)
        end = start
        if dash:
            end = number(last, name, low, high, names)
        elif span == "*" or slash:
            end = high
        if start > end:
            raise CronError(f"{name}: {part!r} goes backwards")
        found.update(range(start, end + 1, int(step_text or 1)))
    return frozenset(found)


def number(text: str, name: str, low: int, high: int, names: list[str]) -> int:
    """A number of a field, or one of its names."""
    if text in names:
        return names.index(text) + (low if name == "month" else 0)
    if not text.isdecimal() or not low <= int(text) <= high:
        raise CronError(f"{name}: {text!r} is not between {low} and {high}")
    return int(text)


def next_run(expression: str, after: datetime | None = None) -> datetime:
    """The first moment later than `after` (now if not given); CronError if there is none."""
    cron, moment = parse(expression), after or datetime.now().astimezone()
    end = moment + FAR
    moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while moment < end:
        if not cron.fits_day(moment):
            moment = moment.replace(hour=0, minute=0) + timedelta(days=1)
        elif moment.hour not in cron.hours:
            moment = moment.replace(minute=0) + timedelta(hours=1)
        elif moment.minute not in cron.minutes:
            moment += timedelta(minutes=1)
        else:
            return moment
    raise CronError(f"it never comes: {expression!r}")


def runs(expression: str, after: datetime | None = None) -> Iterator[datetime]:
    """All moments after that one, in order."""
    moment = after
    while True:
        moment = next_run(expression, moment)
        yield moment


def main(argv: list[str] | None = None) -> int:
    """Print the next runs."""
    parser = argparse.ArgumentParser(description="When does a cron job run next?")
    parser.add_argument("expression", help='in quotes: "*/15 9-17 * * mon-fri"')
    parser.add_argument("-n", "--count", type=int, default=RUNS)
    given = parser.parse_args(argv)
    try:
        for _, moment in zip(range(given.count), runs(given.expression), strict=False):
            print(moment.strftime("%Y-%m-%d %H:%M %a"))
    except CronError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
