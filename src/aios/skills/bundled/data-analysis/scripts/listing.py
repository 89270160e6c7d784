"""Which question asks for rows: all of them, those that fit, the values of a column."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import amount_of, happened, of_years
from query import Measure
from rowtext import SHOWN
from sentence import COLUMN, normal
from table import DATE, NUMBER
from words import EXTREMES, ROWS

_WHICH_ONES = r"哪[些几]|\bwhich\b"
_FIRST = r"\b((?:most |least )?[a-z]+)(?= first\b)"
_SIZE = r"biggest|largest|highest|smallest|lowest"
_TIMELY = r"\b(?:recent|latest|newest|oldest|earliest|youngest|alphabetical\w*|date|time|name)\b|[新旧早晚近]|时间|日期|拼音|字母"
_ALL_ROWS = r"(?:所有|全部|每一?)的?(?:行|数据|记录|内容|订单|条目)|\b(?:all|every|each)(?: of)?(?: the)? (?:rows?|records?|data|entries|lines|orders)\b|整个?表"


class Listing:
    """The part of reading an intent that lists rows.

    Whoever mixes it in has `pieces`, `parts`, `out`, `measures`, `_asks_nothing()`, `_hinted()` and `_date_named()`.
    """

    def _rows_at(self):
        """ "rows 10 to 15": by their place in the file."""
        if not self.parts.rows_at:
            return False
        first, last = self.parts.rows_at
        self.out.kind, self.out.skip, self.out.limit = "rows", first - 1, last - first + 1
        return True

    def _all_rows(self):
        """ "列出所有行", "show me all the data": nothing is left out, nothing computed."""
        wanted = re.search(_ALL_ROWS, self.pieces.plain) and re.search(ROWS, self.pieces.plain)
        if self.out.filters or not (wanted and self._asks_nothing()):
            return False
        self.out.kind, self.out.limit = "rows", SHOWN
        return True

    def _rows(self):
        pieces, flags = self.pieces, self.parts.flags
        self._drop_row_nouns()
        self._drop_sums_of_rows()
        if (
            pieces.pairs
            or pieces.unpaired
            or self.pieces.groups
            or (pieces.product and not pieces.extremes)
            or flags & {"share", "growth"}
            or self.parts.charts
            or self.measures.how_much()
        ):
            return False
        head = "head" in flags
        order = self.parts.order.best() if self.parts.order else None
        if "sorted" in flags and order is None:
            order = self._picked_by() or self._pointed_at()
            order = order or self.measures.first_number() or self._date_named()
        asked = bool(re.search(ROWS, pieces.plain))
        dated = {
            c.name
            for f in self.out.filters
            for c in (f.column, *f.column.factors)
            if c.kind == DATE
        }
        dated |= {f.column.name for f in self.out.filters if of_years(f.column)}
        names = [m for m in pieces.names if m not in pieces.nouns and m.best().name not in dated]
        names = [m for m in names if not (self.out.filters and happened(m))]  # "shipped from Leeds"
        asked_for = [
            m for m in names if re.search(rf"哪[些几][个种类]?{re.escape(m.text)}", pieces.plain)
        ]
        names = asked_for or names  # "研发部的员工有哪些岗位"
        if self.out.filters and any(self.measures.row_is_person(m.best()) for m in names):
            names = []  # each of them is a row, whoever has the same name
        ranked = order and order.kind == NUMBER and names and not self.out.filters and not head
        if ranked and not re.search(r"\brows?\b|\brecords?\b|(?<!排)行|记录|明细", pieces.plain):
            return False  # "rank regions by sales"
        if (
            pieces.names
            and not pieces.numbers
            and not self.out.filters
            and not order
            and asked
            and not head
        ):
            return self._listing()
        of_some = names and self.out.filters and not (pieces.numbers or head or order)
        if of_some and (re.search(_WHICH_ONES, pieces.plain) or self._named_alone(names)):
            pieces.names = names
            return self._listing()
        spoken = pieces.speaks_of_rows() or any(f.column.kind != DATE for f in self.out.filters)
        plain_filter = self.out.filters and spoken and not names and not pieces.numbers
        wanted = asked and self.out.filters and (pieces.speaks_of_rows() or not pieces.numbers)
        which = self.out.filters and re.search(_WHICH_ONES, pieces.plain)
        which = which and not (names or pieces.numbers)  # "which books are on loan"
        if not (order or head or wanted or plain_filter or which):
            return False
        self.out.kind, self.out.order, self.out.limit = "rows", order, self.parts.limit
        oldest = order and order.kind == DATE and re.search(r"\boldest first\b", pieces.plain)
        self.out.descending = self.parts.way == "desc" and not oldest
        self.out.tail = head and order is None and self.parts.way == "asc"
        return True

    def _drop_sums_of_rows(self):
        """ "哪些部门总共超支" where each row is a department: the sum of a row is its number."""
        pieces, held = self.pieces, [f.column for f in self.out.filters]
        held += [factor for column in held for factor in column.factors]
        sums = all(name == "sum" and m.best() in held for name, m in pieces.pairs)
        summed = pieces.unpaired in ([], ["sum"]) and any(column.factors for column in held)
        each = any(pieces.unique(m.best()) for m in pieces.names)
        if sums and summed and each and re.search(_WHICH_ONES, pieces.plain):
            pieces.pairs = pieces.unpaired = []

    def _picked_by(self):
        """ "fee above 500, highest first": the only number that rows are picked by; else None."""
        found = {f.column.name: f.column for f in self.out.filters if f.column.kind == NUMBER and f.operator[0] in "<>"}  # fmt: skip
        timely = re.search(_TIMELY, self.pieces.plain)
        return next(iter(found.values())) if len(found) == 1 and not timely else None

    def _pointed_at(self):
        """ "cheapest first": the column of numbers that the adjective speaks of."""
        said = re.search(_FIRST, self.pieces.plain)
        meanings = [m for words, _, m in EXTREMES if m and said and re.fullmatch(words, said[1])]
        number = self.measures.first_number()
        if said and not meanings and re.match(_SIZE, said[1]) and number is None:
            return self.measures.assumed()
        return self._hinted(meanings[0]) if meanings else None

    def _named_alone(self, names):
        """ "还没交房租的租客": who fits, where nothing is asked of them."""
        alone = not (self.pieces.leftovers or self.pieces.extremes)
        return (
            len(names) == 1 and alone and bool(re.search(rf"的\s*{COLUMN}\W*$", self.pieces.text))
        )

    def _drop_row_nouns(self):
        """ "哪些报销超标了" of 报销金额: what a row is, not how much."""
        pieces = self.pieces
        named = [m for m in pieces.numbers if m.text == amount_of(normal(m.best().name))]
        for mention in named:
            if re.search(rf"哪[些几][个笔条单次]?{re.escape(mention.text)}", pieces.plain):
                pieces.numbers = [m for m in pieces.numbers if m is not mention]

    def _listing(self):
        """ "有哪些地区", "list all categories": the values of a column and how often they occur."""
        self.out.groups = [self.pieces.group(mention) for mention in self.pieces.names[:2]]
        self.out.measures, self.out.order = [Measure(aggregate="count")], "value"
        return True
