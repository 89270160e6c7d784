"""What a question groups by: a column, or a unit of time of the column of dates that is meant."""

import re

from aios_skill import Failure
from mentions import ONLY_AFTER
from query import Group, unknown_column
from sentence import normal
from table import DATE, IDENTIFIER, NUMBER, TEXT
from words import MEANINGS

_MONTH = r"月|^\d{4}[-/. ]?\d{1,2}$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"


def month_named(cell):
    """Whether a sheet is called by a month: 三月, "2025-03", "Mar 2025"."""
    return bool(re.search(_MONTH, cell.lower()))


def unit_said(word):
    """ "month" for 月 and 月份: how a column of dates is cut that is called so; else by day."""
    meant = MEANINGS.get(normal(word).removeprefix(ONLY_AFTER), ())
    return next((unit for unit in ("month", "quarter", "year", "week") if unit in meant), "day")


class Timed:
    """The part of the pieces that makes Groups; it has `table`, `parts`, `names` and `say`."""

    def group(self, thing):
        """The Group of a time unit or of a mentioned column."""
        if isinstance(thing, str):
            return self._time_group(thing)
        column = thing.best(TEXT, IDENTIFIER, DATE) if thing.best().kind != NUMBER else thing.best()
        return Group(column=column, unit=unit_said(thing.text) if column.kind == DATE else "")

    def _time_group(self, unit):
        own = next(
            (c for c in self.table.columns if unit in MEANINGS.get(normal(c.name), ())), None
        )
        own = own or self._sheets_of_months(unit)
        dates = self.table.of_kind(DATE)
        if own and (own.kind != DATE or not dates):
            return Group(column=own)
        if not dates:
            raise unknown_column(self.say("日期", "date"), self.table, self.say)
        named = (
            [self.parts.dated]
            if self.parts.dated
            else [m.best(DATE) for m in self.names if m.best(DATE)]
        )
        column = (named or dates)[0]
        if unit in ("hour", "minute") and not column.has_time:
            raise Failure(
                "no_time_of_day",
                self.say(
                    f"“{column.name}”列只有日期，没有时刻。",
                    f'The column "{column.name}" holds days without a time of day.',
                ),
                self.say(
                    "可以按日、周、月或星期几统计。", "Ask by day, week, month or day of the week."
                ),
                {"column": column.name},
            )
        return Group(column=column, unit=unit)

    def _sheets_of_months(self, unit):
        """The column of a workbook's sheets put together, where they are called by months."""
        sheets = next((c for c in self.table.columns if c.name in ("工作表", "sheet")), None)
        months = sheets is not None and unit == "month" and all(map(month_named, sheets.sample))
        return sheets if months else None
