"""Units of time a sentence groups by: "per month", "每周", "the hottest day", "which day of the week"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from sentence import COLUMN, EXTREME
from table import DATE

UNITS = {
    "weekday": r"days? of (?:the )?week|weekdays?|星期几|周几|礼拜几",
    "day": r"days?|dates?|天|日(?!志)|日期",
    "week": r"weeks?|周|星期|礼拜",
    "month": r"months?|个?月份?",
    "quarter": r"quarters?|个?季度?",
    "year": r"years?|年度|年份|年(?![龄级])",
    "hour": r"hours?(?: of (?:the )?day)?|个?小时|钟头|时段(?:[(]小时[)])?",
    "minute": r"minutes?|分钟",
}
_ADVERBS = {
    "day": r"\bdaily\b|日度", "week": r"\bweekly\b|周度", "month": r"\bmonthly\b|月度",
    "quarter": r"\bquarterly\b", "year": r"\b(?:yearly|annual|annually)\b", "hour": r"\bhourly\b",
}  # fmt: skip
WEEKDAY = (
    r"(?:(?:\b(?:which|what|each|every|per|by|the|on|in|of) )*(?:days? of (?:the )?week|day-of-week)\b)"
    r"|(?:哪天是?)?(?:按照?|每个?|各个?|在|是|哪个?)*(?:星期几|周几|礼拜几)"
)


class TimeUnits:
    """The part of a Question on them; it has `sentence` and `parts`."""

    def _units(self):
        """Mark time units where a sentence groups by them: "per month", "每周", "哪个月", "daily"."""
        for unit, words in UNITS.items():
            lead = r"(?:按照?|以|分|逐|每一?个?|各个?|哪一?个?|哪几个?|and |和|、)"
            english = r"(?:\bby |\bper |\beach |\bevery |\bwhich |\bwhat |\bacross |\bsingle )(?:the |calendar )?"
            self.sentence.take(
                rf"(?P<lead>{lead}\s*|{english})(?:{words})(?![a-z])",
                lambda m, u=unit: m.group("lead") + self.sentence.mark("unit", u),
            )
            self.sentence.take(
                rf"(?P<c>{COLUMN})\s*的?\s*(?:{words})(?![a-z])",
                lambda m, u=unit: self._dated(m, u),
            )
            self.sentence.take(
                rf"\b(?:{words})\s+of (?:the )?(?P<c>{COLUMN})", lambda m, u=unit: self._dated(m, u)
            )
            if unit in _ADVERBS:
                self.sentence.take(
                    _ADVERBS[unit], lambda m, u=unit: " per " + self.sentence.mark("unit", u)
                )
            self._ranked_unit(unit, words)

    def _weekday(self, match):
        """ "which day of the week" asks for it; "按星期几" groups by it."""
        asked = re.search(r"which|what|哪", match.group()) or re.match(
            r"[星周礼]|[在是]", match.group()
        )
        return f" {'' if asked else 'per '}{self.sentence.mark('unit', 'weekday')} "

    def _ranked_unit(self, unit, words):
        """ "the hottest day", "降水量最多的月份", "month with the most sales"."""

        def use(match):
            kept = match.groupdict().get("e") or ""
            return f"{kept} {self.sentence.mark('unit', unit)} "

        if self.parts.limit:
            self.sentence.take(rf"\b(?:{words})(?![a-z\u4e00-\u9fff])|(?<=的)(?:{words})$", use)
        if re.search(EXTREME, self.sentence.text):
            self.sentence.take(
                rf"(?P<e>{EXTREME})(?:\s+single)?\s*的?(?:那|这)?一?个?(?:{words})(?![a-z])", use
            )
            self.sentence.take(
                rf"\b(?:{words})(?=\s+(?:with|that|had|having|has|where|when)\b)", use
            )
            end = r"(?=[\s?？。!，,]*$|\s*(?:是|有))"
            self.sentence.take(rf"(?<=的)(?:那|这|哪)?一?个?(?:{words}){end}", use)

    def _dated(self, match, unit):
        """ "入职年份", "month of order date": the unit of a date column that is named."""
        column = self.sentence.things[match.group("c")].best(DATE)
        if column is None or self.sentence.things[match.group("c")].best().kind != DATE:
            return False
        self.parts.dated = column
        return self.sentence.mark("unit", unit)
