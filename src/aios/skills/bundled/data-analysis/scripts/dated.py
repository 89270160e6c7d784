"""Which dates of a question are conditions on which column."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from mentions import of_years
from periodic import length
from periods import take_periods
from query import Filter
from sentence import COLUMN, JOIN, PERIOD, normal
from table import DATE, NUMBER
from words import CHANGE, COMPARED, MEANINGS
from yearly import take_years

_BOTH = (r"\bweekends?\b|周末", r"\bweekdays?\b|\bworkdays?\b|工作日")
_NEAR = rf"(?:{JOIN}|\s*(?:to|until|through|with|against|到|至|比|相比)\s*(?:the )?|\s*(?:和|与|and)?\s*{COLUMN}\s*(?:{JOIN}|to|with)\s*)(?:in |for |of |that of )*"
_SET_AGAINST = r"\bcompar\w+\b.*\bbetween\b|\bdifferences? between\b"
_HOW_MUCH = r"\bpercent|%|\bhow much\b|\bgrow|百分|多少|几成"
_FROM_TO = (
    rf"(?:from|between|从|自)\s*(?P<a>{PERIOD})\s*(?:to|and|until|到|至|和)\s*(?P<b>{PERIOD})"
)
_DAYS_OF_WEEK = (
    (r"\b(?:on |at |during |over )?(?:the )?weekends?\b|(?:在|的)?周末(?:的)?|双休日", (6, 7)),
    (r"\bon (?:weekdays|workdays|working days)\b|\b(?:weekdays|workdays|working days)\b|(?:在|的)?工作日(?:的)?", (1, 2, 3, 4, 5)),
    *((rf"\bon {day}s?\b|(?:星期|周|礼拜){zh}(?![几到至])", (place,)) for place, (day, zh) in enumerate(
        zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "一二三四五六日", strict=True), 1)),
)  # fmt: skip


class Dated:
    """The part of a Question that turns marked periods into filters; it has `sentence`, `table`, `parts`."""

    def _period_filters(self, found):
        self._same_year()
        self.parts.spans = [self.sentence.things[m] for m in re.findall(PERIOD, self.sentence.text)]
        if not self.parts.spans:
            return
        several = len(self.parts.spans) > 1 and self._apart(found)
        if self._changed_between():
            self.sentence.take(_FROM_TO, lambda m: f" {m['a']} and {m['b']} ")
            self.parts.charts = [chart for chart in self.parts.charts if chart != "trend"]
        if several and re.search(f"{COMPARED}|比", self.plain):
            self.parts.flags.add("growth")
        if self.sentence.take(CHANGE) or self._changed_between():
            self.parts.flags.add("growth")
        dates = self.table.of_kind(DATE)
        take_years(self.sentence, self.table, found)
        if not re.search(PERIOD, self.sentence.text):
            return
        if dates:
            named = [
                ch
                for ch in re.findall(COLUMN, self.sentence.text)
                if self.sentence.things[ch].best().kind == DATE
            ]
            column = self.sentence.things[named[0]].best() if named else dates[0]
            self.dated = bool(named)
            if len(dates) > 1 and not named:
                self.parts.notes.append(
                    (f"日期按 {column.name} 列", f"dates are those of {column.name}")
                )
            self.sentence.take(rf"(?:where |when )?(?P<c>{COLUMN})\s*(?:is|在|为|是|=)?\s*(?=(?:in|on|after|before|since|between|from|>|<|>=|<=|在|于|从|早于|晚于|\s)*{PERIOD})",
                               lambda m: " " if self.sentence.things[m.group("c")].best() is column else False)  # fmt: skip
            take_periods(self.sentence, column, found, "growth" in self.parts.flags and several)
            return
        self.sentence.take(
            rf"(?:\b(?:in|of|for|during)\s+)?(?P<p>{PERIOD})", lambda m: self._by_parts(m, found)
        )
        left = re.findall(PERIOD, self.sentence.text)
        self.parts.lost += [self.sentence.things[mark].text for mark in left]

    def _apart(self, found):
        """Whether the periods named stand side by side; "between" two that are compared is no range."""
        if not re.search(r"between|from|从|自|到|至", self.plain):
            return True
        if self._changed_between():
            return True
        grouped = self.parts.groups or any(f.operator == "=" and len(f.values) > 1 for f in found)
        return bool(re.search(_SET_AGAINST, self.plain)) and not grouped

    def _changed_between(self):
        """Whether it is asked by how much two periods differ: "change from 2024 to 2025" in percent."""
        one, other, *more = [*self.parts.spans, None]
        alike = (
            not any(more) and one.start and other and other.start and length(one) == length(other)
        )
        asked = re.search(_HOW_MUCH, self.plain) and re.search(CHANGE, self.plain)
        return bool(alike and asked)

    def _same_year(self):
        """ "2025年上半年和下半年", "January and February 2025": months beside a period of a year are of that year."""
        marks = re.findall(PERIOD, self.sentence.text)
        for one, other in pairwise(marks):
            self._in_year_of(one, other)
        for other, one in zip(marks[-2::-1], marks[:0:-1], strict=False):
            if re.search(rf"{other}{_NEAR}{one}", self.sentence.text):
                self._in_year_of(one, other)

    def _in_year_of(self, one, other):
        span, months = self.sentence.things[one], self.sentence.things[other].months
        if not (span.start and months) or (span.end - span.start).days > 360:
            return
        year, last = span.start.year, months[-1]
        end = date(year + last // 12, last % 12 + 1, 1)
        self.sentence.things[other] = replace(
            self.sentence.things[other], start=date(year, months[0], 1), end=end, months=()
        )

    def _days_of_week(self):
        """Filters of "on weekends", "工作日", "周五"; named both, workdays and weekends are groups."""
        dates, found = self.table.of_kind(DATE), []
        if not dates:
            return found
        if all(re.search(words, self.sentence.text) for words in _BOTH):
            for words in _BOTH:
                self.sentence.take(words)
            self.sentence.text += " per " + self.sentence.mark("unit", "daytype")
            return found
        for words, days in _DAYS_OF_WEEK:
            if not found and self.sentence.take(words):
                found.append(Filter(column=dates[0], operator="weekdays", values=days))
        return found

    def _by_parts(self, match, found):
        """ "2024年3月" for a table with columns of years and months and none of dates."""
        period = self.sentence.things[match.group("p")]
        wanted = {}
        if period.start:
            wanted["year"] = period.start.year
            if (period.end - period.start).days < 32:
                wanted["month"] = period.start.month
        elif period.months:
            wanted["month"] = period.months[0]
        for meaning, value in wanted.items():
            column = next((c for c in self.table.columns if self._means(c, meaning)), None)
            if meaning == "year":
                years = (c for c in self.table.of_kind(NUMBER) if of_years(c))
                column = column or next(years, None)
            if column is None:
                return False
            text = next(
                (cell for cell in column.sample if re.search(rf"(?<!\d)0?{value}(?!\d)", cell)),
                str(value),
            )
            found.append(
                Filter(
                    column=column, operator="=", values=(value if column.kind == NUMBER else text,)
                )
            )
        return " "

    @staticmethod
    def _means(column, meaning):
        return meaning in MEANINGS.get(normal(column.name), ())
