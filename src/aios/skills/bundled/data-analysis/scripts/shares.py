"""Which question asks for shares: of rows that fit, of one value, of groups within others."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from aside import alone, also
from pieces import intensive
from query import Group, Measure
from sentence import COLUMN
from siblings import whole_of
from spoken import sum_column
from table import NUMBER, TEXT

_OF_WHICH = r"占|[里中]|\bof\b|\bin\b"
_SHARE_OF_BY = r"(?:\b(?:shares?|proportions?|percentages?|percent|fraction)|%) of (?:the )?(?:each|every|all|different)\b.+\b(?:by|in each|per|for each|within each)\b"


_SHARE_SAID = r"(?:\bpercent(?:age)?|\bshare|\bproportion|\bfraction|\bpct|%)"
# Before such a word stands the whole: "what share of web bookings were cancelled".
_BECAME = r"\b(?:is|are|was|were|been|being|comes?|came|belongs?|goes|went|gets?|got|ends?|ended|turn(?:s|ed)?|made|paid|has|have|had|uses?|used|chose|choose|live[sd]?|stem(?:s|med)?)\b"
_PART_FIRST = r"\bas (?:an? |the )?(?:share|percent\w*|proportion|fraction|%)|(?:share|percent\w*|proportion|fraction|%) of .{1,40}\b(?:in|to)\b|占|\bmak(?:es?|ing) up\b"
_WHOLE_FIRST = r"[里中].{0,12}占"


def _says_how(condition, plain):
    """ "percentage churned by plan", not "percentage of churned ones": how many of each are so."""
    words = [re.escape(str(value).lower()) for value in condition.values]
    said = rf"(?:{'|'.join(words)})\b" if words else "(?!)"
    whose = r"(?: of (?:the |all |our )?[a-z]+)?(?: (?:that|who|which))?(?: [a-z]+){0,2}?"
    return condition.operator == "=" and bool(re.search(rf"{_SHARE_SAID}{whose} {said}", plain)) and not re.search(rf"\bof (?:the |all |our )?{said}", plain)  # fmt: skip


class Shares:
    """The part of reading an intent that sees what a share is of.

    Whoever mixes it in has `pieces`, `parts`, `out`, `focus` and `_not_understood()`.
    """

    def _rate_of_rows(self):
        """ "share of 404s", "数学大于90的占比": the rows that fit the one condition, of all."""
        pieces, filters = self.pieces, self.out.filters
        alike = all(f == filters[0] for f in filters)  # "ERROR 数量，以及 ERROR 占比"
        if "share" not in self.parts.flags or self.parts.rate or not (filters and alike):
            return
        said = [m for a, m in pieces.pairs if a not in ("count", "distinct") or m.best(NUMBER)]
        measured = any(m.best() is not filters[0].column for m in [*pieces.numbers, *said])
        apart = pieces.groups and all(g.column is not filters[0].column for g in pieces.groups)
        said = apart and (_says_how(filters[0], pieces.plain) or self._of_a_time(filters[0]))
        counted = filters[0].column.kind == NUMBER or filters[0].operator == "missing"
        if (counted or said) and not measured:
            self.parts.rate = filters[0]
            filters.clear()
            pieces.numbers = []

    def _of_a_time(self, condition):
        """ "每小时 ERROR 占比", "failed share per day": how many of the rows of each time are so."""
        values = [re.escape(str(value).lower()) for value in condition.values]
        words = r"\s*的?(?:行|日志|请求|记录)?\s*(?:所?占(?:的?比例?|了?多少)|的?比[例率]|的?占比|shares?\b|rate\b|percent|%)"
        timed = all(group.unit for group in self.pieces.groups)
        return (
            timed
            and condition.operator == "="
            and bool(values and re.search(rf"(?:{'|'.join(values)}){words}", self.pieces.plain))
        )

    def _part_of_whole(self):
        """ "配送费占总金额的比例", "cost as a percentage of sales": one total in another."""
        named = [self.pieces.things[mark] for mark in re.findall(COLUMN, self.pieces.text)]
        columns = list({m.best(NUMBER).name: m.best(NUMBER) for m in named if m.best(NUMBER)}.values())  # fmt: skip
        grown = self.parts.flags & {"growth", "same_period"}
        if "share" not in self.parts.flags or self.parts.rate or grown:
            return
        if len(columns) == 1:
            columns = self._part_and_siblings(columns[0])
        if len(columns) != 2:
            return
        plain = self.pieces.plain
        first = re.search(_PART_FIRST, plain) and not re.search(_WHOLE_FIRST, plain)
        part, whole = columns if first else columns[::-1]
        self.pieces.part = Measure(aggregate="part", column=part, whole=whole)
        self.pieces.numbers, self.pieces.pairs = [], []
        self.parts.flags.discard("share")

    def _part_and_siblings(self, column):
        """ "峰时占比": a part and the whole that it makes up with the columns of its kind."""
        parts, whole = whole_of(column, self.pieces.table)
        if whole is None and (len(parts) < 2 or any(map(intensive, parts))):
            return [column]
        first = re.search(_PART_FIRST, self.pieces.plain)
        first = first and not re.search(_WHOLE_FIRST, self.pieces.plain)
        return [column, whole or sum_column(parts)][:: 1 if first else -1]

    def _share_of(self):
        """ "what share of sales is West": shares of all values, of which only that one is shown."""
        named = [f for f in self.out.filters if f.operator == "=" and f.column.kind == TEXT]
        if self.parts.rate:
            return
        if len(named) == 2 and re.search(_OF_WHICH, self.pieces.plain):
            named.sort(key=lambda f: self.pieces.plain.find(str(f.values[0]).lower()))
            named.pop(-1 if self._part_is_first(named) else 0)
        if "share" in self.parts.flags and not self.pieces.groups and len(named) == 1:
            self.focus = named[0]
            self.out.filters.remove(named[0])
            self.pieces.groups = [Group(column=named[0].column)]

    def _part_is_first(self, named):
        """Whether the part is said before the whole: "the share of cancelled ones in web bookings",
        "B 占 A 的多少"; not "what share of web bookings were cancelled", "A 中 B 占多少"."""
        plain = self.pieces.plain
        first, last = (str(f.values[0]).lower() for f in named)
        between = plain[plain.find(first) + len(first) : plain.find(last)]
        if plain.isascii():
            return not re.search(_BECAME, between)
        return "占" in between

    def _shares_within(self):
        """ "share of each rating by gender": of the ratings, within each gender; and it is said so."""
        if re.search(_SHARE_OF_BY, self.pieces.plain):
            self.out.groups.reverse()
        name = self.out.groups[0].title
        self.out.notes.append(
            (f"占比是在每个 {name} 之内算的", f"the shares are those within each {name}")
        )

    def _refuse_lost_share(self):
        """A percentage is asked, and nothing was found to be the part or the whole."""
        out = self.out
        told = out.groups or any(measure.condition for measure in out.measures)
        if "share" in self.parts.flags and out.kind == "aggregate" and not told:
            raise self._not_understood()

    def _share_of_each(self):
        """ "笔数、金额和各自的占比": each number with its own share."""
        out = self.out
        if not out.share or out.growth or out.order == "group":
            return
        for measure in out.measures[1:]:
            if measure.aggregate in ("sum", "count"):
                out.others.append(also(replace(alone(out), measures=[measure])))
