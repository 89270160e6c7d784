"""Which number answers a question: the aggregate and the column, named or sensibly assumed."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re

from countable import countable, pays
from counted import each_time
from extents import spaced, way_by_name
from guesses import meant
from linetotals import product_column
from mentions import meanings_of
from pieces import intensive, main_number, measurable
from query import NUMERIC_ONLY, QUANTILES, Group, Measure, checked_measure
from sentence import normal
from spoken import is_subject
from table import DATE, IDENTIFIER, NUMBER, TEXT
from totals import LASTS, of_totals
from words import ADDITIVE, CONCEPTS, NEVER_MEASURED

# Words that ask for several aggregates at once.
BUNDLES = {
    "described": ("mean", "median", "std", "min", "p25", "p75", "max"),
    "range": ("min", "max", "span"),
    "quartiles": ("p25", "median", "p75"),
    "iqr": ("iqr", "p25", "p75"),
    "percentiles": ("p25", "median", "p75", "p90", "p95", "p99"),
}
_MONEY = r"总额|金额|多少钱|\brevenue\b|\bamount\b"
_PAID = r"钱|\bmoney\b|\bspen[dt]\b"
_HOW_MUCH = r"^(?:\W|\w+[.:]\w*\W)*how much\b(?! (?:more|less|time|does|do|did))"
_BEST = r"best|最好|最强|top\b"
_LARGE = r"\b(?:biggest|largest|smallest|peak)\b|最[大小]|高峰|峰值"
_DESCRIBED = r"\bdescribe\b|\b(?:summary|descriptive)? ?statistics (?:of|for|on)\b|描述(?!符)|统计量|统计特征"
_BEST_OF = r"best|worst|最好|最强|最差|highest|lowest|largest|smallest|最[高低大小]"
_OF_ONE = {"mean", "median", "max", "min", "std", "iqr"} | QUANTILES
_PEOPLE = r"(?:几|多少)个?人(?!次)|\bhow many (?:different )?people\b"
_WAITED = r"[等候]|响应|延迟|延误|加载|配送|耗时|处理|准备|制作|平均|每"
_SOLD = {"sold", "sell", "sells", "sale", "sales", "卖", "卖出"}
_PERSON_ID = r"工号|学号|考号|(?:员工|职工|学生|会员|人员|病历|住院|准考证|身份证|证件).*[号码]|(?:employee|emp|staff|student|member|patient|person)[ _]?(?:id|no|number|code)$"
_COUNTS = r"count|frequen|often|出现|次数|常见|频繁"


class Measures:
    """Chooses the measures of a query from the pieces; remarks go to `notes` as (zh, en)."""

    def __init__(self, pieces, notes):
        self.pieces, self.notes, self.table = pieces, notes, pieces.table
        self.assumption = None  # the number column taken where none was named

    def named(self):
        """The measures whose aggregate and column the sentence names side by side."""
        found = []
        for aggregate, mention in self.pieces.pairs:
            if aggregate in ("count", "distinct"):
                found.append(self.counted(mention, aggregate))
            elif aggregate in BUNDLES:
                kinds = (NUMBER, DATE) if aggregate == "range" else (NUMBER,)
                column = mention.best(*kinds) or mention.best()
                parts = [p for p in BUNDLES[aggregate] if p != "span" or column.kind == NUMBER]
                found += [checked_measure(part, column, self.pieces.say) for part in parts]
            else:
                column = (
                    mention.best()
                    if aggregate in ("min", "max", "missing", "mode")
                    else mention.best(NUMBER)
                )
                found.append(checked_measure(aggregate, column or mention.best(), self.pieces.say))
        return list(dict.fromkeys(found))

    def all(self):
        """Every measure of a plain aggregate question; none where nothing is asked."""
        pieces = self.pieces
        if pieces.part:
            return [pieces.part, *self._totals_of(pieces.part)]
        made = any(m.best().factors for _, m in pieces.pairs)  # "按进价算值多少钱"
        sold = not made and {m.text for m in pieces.numbers} <= _SOLD and self._bought()
        if sold:
            return [sold]
        found = self.named()
        order = pieces.parts.order.best(NUMBER) if pieces.parts.order else None
        if not found and not pieces.numbers and order and pieces.names:
            found = [
                Measure(aggregate=self.defaults(order)[0], column=order)
            ]  # "rank regions by sales"
        found += [
            Measure(aggregate=aggregate, column=m.best(NUMBER))
            for m in pieces.numbers
            for aggregate in self.defaults(m.best(NUMBER))
        ]
        if self.counts_names():
            found += [self.counted(m, pieces.unpaired[0]) for m in pieces.names]
        columns = {m.column for m in found if m.column and m.column.kind == NUMBER}
        if len(columns) == 1 and (
            pieces.pairs or len(pieces.unpaired) > 1
        ):  # "月薪总额多少，平均多少"
            more = [a for a in pieces.unpaired if a in _OF_ONE or (a == "sum" and self._listed())]
            found += [checked_measure(a, *columns, pieces.say) for a in more]
        if found and "count" in pieces.unpaired[:2] and not self.counts_names():
            found.insert(0, Measure(aggregate="count"))  # "人数和平均票价"
        if pieces.product and not found:
            found = [Measure(aggregate=self._bare() or "sum", column=pieces.product)]
        told = [of_totals(m) for m in dict.fromkeys(found or self._unnamed())]
        if [m.aggregate for m in told] == ["part"] and not (pieces.groups or pieces.names):
            told += self._totals_of(told[0])
        return [self._people(self._days(m)) for m in told]

    def _people(self, measure):
        """ "有几个人不及格": different people, where each of them has several rows."""
        if measure != Measure(aggregate="count") or not re.search(_PEOPLE, self.pieces.plain):
            return measure
        persons = self.pieces.persons()
        grouped = {g.column.name for g in self.pieces.groups}
        named = [m.best() for m in persons if m.best().name not in grouped]
        named = [c for c in named if not self.row_is_person(c)]
        return Measure(aggregate="distinct", column=named[0]) if named else measure

    def _listed(self):
        """ "total raised, number of gifts and average": the total is one of several that are asked."""
        things = self.pieces.things.items()
        sums = "".join(mark for mark, thing in things if thing == "sum") or "\ufffe"
        return bool(re.search(rf"[{sums}](?: [a-z]+)?\s*[,、，]", self.pieces.text))

    @staticmethod
    def _totals_of(part):
        return [Measure(aggregate="sum", column=column) for column in (part.column, part.whole)]

    def _days(self, measure):
        """ "how many rainy days": different days where a date may have several rows."""
        dates, text = self.table.of_kind(DATE), self.pieces.plain
        asked = "days" in self.pieces.parts.flags or re.search(
            r"\bhow many\b.*(?<!\d )\bdays\b", text
        )
        if not asked or not dates or measure != Measure(aggregate="count"):
            return measure
        if any(g.unit == "day" for g in self.pieces.groups):
            return measure
        return Measure(aggregate="units", over=Group(column=dates[0], unit="day"))

    def counts_names(self):
        """ "how many departments are there": names to be counted, not grouped by."""
        pieces = self.pieces
        counting = pieces.unpaired[:1] in (["count"], ["distinct"], ["missing"])
        return bool(counting and pieces.names and not pieces.groups and not pieces.pairs)

    def counted(self, mention, aggregate="count"):
        """How many of what a column names: rows where each has its own, else different values."""
        column = mention.best(IDENTIFIER, TEXT, DATE) or mention.best()
        if aggregate == "missing":
            return Measure(aggregate=aggregate, column=column)
        if "times" in self.pieces.parts.flags and column.kind != NUMBER:
            return Measure(aggregate="count")  # "用户的购买次数": not how many users
        if (
            column.kind == NUMBER
            and aggregate == "count"
            and not meanings_of(column) & NEVER_MEASURED
        ):
            return self._how_much(column)
        modifier = mention.weight < 50  # "orders" where order_status is a column still are the rows
        filters = self.pieces.parts.filters
        held = any(f.column is column for f in filters)  # "(11点到13点)时间"
        searched = any(f.column is column and f.operator == "contains" for f in filters)
        event = column.kind == DATE and (held or mention.text not in CONCEPTS["date"])  # "hires"
        undone = any(
            f.operator == "missing" and f.column.kind == DATE for f in self.pieces.parts.filters
        )
        # "books that were never returned": each time they were not
        event = (
            event
            or undone
            or searched
            or self.row_is_person(column)
            or each_time(self.pieces.plain, column, self.table)
        )
        if aggregate == "distinct" or not (self.pieces.unique(column) or modifier or event):
            return Measure(aggregate="distinct", column=column)
        return Measure(aggregate="count")

    def row_is_person(self, column):
        """Whether each row is a person of its own by a number: several may have the same name."""
        ids = self.table.of_kind(IDENTIFIER, TEXT, NUMBER)
        numbered = any(re.search(_PERSON_ID, normal(c.name)) and self.pieces.unique(c) for c in ids)
        return numbered and bool(meanings_of(column) & {"name", "employee", "student"})

    def _how_much(self, column):
        """ "how many units": the sum of what is additive; the average of what is not."""
        aggregate = "mean" if intensive(column) else "sum"
        self.notes.append((f"按 {column.name} 列计算", f"read as the {aggregate} of {column.name}"))
        return Measure(aggregate=aggregate, column=column)

    def ranked_by(self, entity, hinted, counted, descending):
        """The measure that ranks the values of the column `entity`."""
        if self.pieces.part:
            return self.pieces.part
        if counted:
            return self.counted(counted)
        named = self.named()
        if named:
            return of_totals(next((m for m in named if m.aggregate == "span"), named[0]))
        column = hinted or self.first_number()
        counts = self._counts_rows() and self._bare() not in NUMERIC_ONLY
        if column is None and counts and not self.pieces.each_row(entity):
            return Measure(aggregate="count")
        named = column is not None
        column = column or self.assumed()
        often = not named and column is not None and intensive(column) and not self._bare()
        if column is None or (
            often and not re.search(_BEST_OF, self.pieces.plain) and not self.pieces.unique(entity)
        ):
            return Measure(aggregate="count")
        if hinted is not None and "sales" in meanings_of(hinted):
            self.assumption = hinted
        return self._of_each(entity, column, "max" if descending else "min")

    def _of_each(self, entity, column, best):
        """The measure of a column that compares the values of another column."""
        if self._bare() in NUMERIC_ONLY:
            return checked_measure(self._bare(), column, self.pieces.say)
        if column.kind == DATE:
            return Measure(aggregate=best, column=column)
        if column.averaged:
            return of_totals(Measure(aggregate="mean", column=column))
        if column.factors or meanings_of(column) & ADDITIVE or not intensive(column):
            return Measure(aggregate="sum", column=column)
        if (
            meanings_of(column) & {"latency", "score"} or is_subject(column)
        ) and not self.pieces.unique(entity):
            self.notes.append(
                (f"按 {column.name} 的平均值比较", f"compared by the average {column.name}")
            )
            return Measure(aggregate="mean", column=column)
        if not self.pieces.unique(entity):
            self.notes.append((
                f"取每个 {entity.name} 的单行{'最大' if best == 'max' else '最小'}值；若要平均值请说“平均 {column.name}”",
                f'each {entity.name} is judged by its single {best}imum; say "average {column.name}" for averages',
            ))  # fmt: skip
        return Measure(aggregate=best, column=column)

    def _counts_rows(self):
        pieces = self.pieces
        if pieces.parts.limit and not pieces.extremes:
            return bool(re.search(_COUNTS, pieces.plain))
        main = main_number(self.table)
        large = main and meanings_of(main) & ADDITIVE and re.search(_LARGE, pieces.plain)
        return not (large or re.search(_BEST, pieces.plain))  # "the biggest customer" pays most

    def first_number(self):
        """The number column named first, or the one the sentence sorts by."""
        pieces = self.pieces
        if pieces.numbers:
            return pieces.numbers[0].best(NUMBER)
        return pieces.product or (pieces.parts.order.best(NUMBER) if pieces.parts.order else None)

    def assumed(self):
        """The main number column, with a remark that it was taken and what else would do."""
        column = meant(self.pieces.plain, self.table) or main_number(self.table)
        others = [c.name for c in measurable(self.table) if c is not column]
        self.assumption = column
        if column is not None and others:
            self.notes.append((
                f"没有指明数值列，取 {column.name}；也可以用 {'、'.join(others[:4])}",
                f"no number column was named: {column.name} was taken; {', '.join(others[:4])} would also do",
            ))  # fmt: skip
        return column

    def _bare(self):
        return self.pieces.unpaired[0] if self.pieces.unpaired else ""

    def defaults(self, column):
        """The aggregates of a column none stands beside: the bare one, else what its numbers say."""
        bare = self._bare()
        if not bare and re.search(_DESCRIBED, self.pieces.plain):
            return BUNDLES["described"]
        if not bare and "running" in self.pieces.parts.flags:
            return ("sum",)  # averages do not add up
        if bare in BUNDLES:
            return BUNDLES[bare]
        if bare and bare != "count":
            return (bare,)
        if self._lasting(column):
            return ("sum", "mean")
        if intensive(column):
            return (way_by_name(column),)
        return ("mean",) if self._stated(column) else ("sum",)

    def _lasting(self, column):
        """ "各会员的时长": how long things lasted adds up, and has an average."""
        name, groups = normal(column.name), self.pieces.groups or self.pieces.names
        lasts = re.search(LASTS, name) and not re.search(_WAITED, name)
        return bool(lasts and groups and self.pieces.parts.rate is None)

    def _stated(self, column):
        """Whether the values are answers on a scale: whole numbers of few kinds, like 1 to 5."""
        few = column.integer and len(column.sample) <= 11
        return few and not (meanings_of(column) & ADDITIVE or countable(spaced(column.name)))

    def how_much(self):
        """ "how much is still open": what adds up is asked for, not which rows."""
        main = main_number(self.table)
        asked = re.search(_HOW_MUCH, self.pieces.plain)
        return bool(asked) and main is not None and not intensive(main)

    def _bought(self):
        """ "卖了多少苹果": the quantity; "卖了多少钱": the money."""
        text, money = self.pieces.plain, product_column(self.table)
        if "多少钱" in text and money:
            return Measure(aggregate="sum", column=money)
        if not re.search(
            r"[买卖售][了出掉去]*多少(?!钱)|多少.{0,6}(?:卖出|售出)|how many .*(?:sold|bought)",
            text,
        ):
            return None
        quantity = next((c for c in measurable(self.table) if "quantity" in meanings_of(c)), None)
        if quantity is None:
            return None
        self.notes.append(
            (
                f"按 {quantity.name} 求和，不是行数",
                f"the sum of {quantity.name}, not the number of rows",
            )
        )
        return Measure(aggregate="sum", column=quantity)

    def _rows_drawn(self, main, rows):
        """Whether rows are counted, as far as a cross table or a pie says it; else `rows`."""
        pieces = self.pieces
        if "pivot" in pieces.parts.flags and main:
            return not (meanings_of(main) & ADDITIVE or self._one_row_a_cell())
        slices = "pie" in pieces.parts.charts and main
        return True if slices and not meanings_of(main) & ADDITIVE else rows

    def _one_row_a_cell(self):
        """Whether the groups tell nearly every row apart: its number then fills the cell."""
        named = (m.best() for m in self.pieces.names)
        columns = [g.column for g in self.pieces.groups] or list(named)
        kinds = [self.table.distinct.get(column.name, 0) for column in columns]
        return len(kinds) == 2 and kinds[0] * kinds[1] >= (self.table.rows or 0) > 0

    def _unnamed(self):
        """An aggregate without a column, or groups without a measure."""
        bare, pieces = self._bare(), self.pieces
        flags, charts = pieces.parts.flags, pieces.parts.charts
        bought = self._bought()
        if bought:
            return [bought]
        if bare == "missing":
            return [Measure(aggregate="missing", column=column) for column in self.table.columns]
        wanted = bool(
            bare
            or pieces.parts.over
            or pieces.parts.moving
            or self.how_much()
            or pieces.groups
            or pieces.names
            or flags & {"share", "growth", "running", "same_period", "pivot"}
            or charts
        )
        if not wanted:
            return []
        events = any(mention.best().kind == DATE for mention in pieces.names)
        rows = events or pieces.speaks_of_rows() or pieces.strange()
        grows = flags & {"growth", "same_period"}
        wanted = grows or re.search(_MONEY, pieces.plain)
        money = product_column(self.table) if wanted else None
        main = money or main_number(self.table)
        rows = rows or main is None or intensive(main)  # "by department" in a table of salaries
        rows = rows or pieces.parts.events
        rows = rows or any(f.operator == "missing" for f in pieces.parts.filters)
        state = {"status", "gender", "level", "method", "age", "payment"}
        if "share" in flags and not bare:
            rows = rows or any(meanings_of(g.column) & state for g in pieces.groups)
        if grows and main and (money or meanings_of(main) & ADDITIVE):
            rows = False  # what grows is what adds up
        rows = rows and not (pieces.parts.moving and main)
        if main and meanings_of(main) & ADDITIVE and re.search(_PAID, pieces.plain):
            rows = False
        rows = rows and not self.how_much()
        rows = self._rows_drawn(main, rows)
        if bare == "count" or "spread" in charts or (not bare and rows):
            more = [a for a in pieces.unpaired if a in ("sum", "mean")] if main and bare else []
            more = [] if pieces.parts.over or pieces.groups else more
            if not bare and main and pays(pieces.leftovers):
                return [Measure(aggregate="sum", column=main), Measure(aggregate="count")]
            return [Measure(aggregate="count"), *(Measure(aggregate=a, column=main) for a in more)]
        column = money if grows and money else self.assumed()
        if column is None:
            return [Measure(aggregate="count")]
        names = self.defaults(column) if bare != "distinct" else ("distinct",)
        names = dict.fromkeys((*names, *(a for a in pieces.unpaired[1:] if a in _OF_ONE)))
        return [checked_measure(name, column, pieces.say) for name in names]
