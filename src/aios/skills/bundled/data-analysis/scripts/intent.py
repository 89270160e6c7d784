"""From the pieces of a question to one Query: which kind it is, in which order, drawn how."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re
from dataclasses import replace

from adding import added
from aios_skill import Failure
from altogether import total_beside
from ambiguous import other_readings
from apiece import apiece
from aside import beside_histogram, marked, spread, whole_first
from asked_units import in_asked_unit
from boxes import boxed, boxes_beside, mapped, stacked
from gaps import hold_apart
from having import having
from inorder import in_order, ranked_within
from listing import Listing
from measures import Measures
from narrowed import among, of_some, ordinal, rated
from once import kept_once
from people import each_by_number
from periodic import along_time, finish_time, per_unit
from pieces import Pieces, intensive, main_number
from pivoting import with_totals
from plain_chart import plain_chart
from query import Group, Measure, Query, unknown_column
from ranking import Ranking
from rounding import rounded
from rowtext import SHOWN
from scaled import scaled
from shares import Shares
from sidebyside import side_by_side
from studies import relation_of_groups, study, usual_only
from table import DATE, NUMBER, TEXT
from transposing import transposed
from units import named_unit
from versus import Versus
from windows import MOST_ROWS
from words import COMPARED, SUMMARY, TELLING

_SHARES = r"\bshares?\b|\bproportion|\bfraction|占|份额|比重|比例"
_NO_SHARES = {"mean", "median", "ratio", "part", "std", "iqr"}
_RATE_SAID = r"[\u4e00-\u9fff](?<![频速功汇倍效比斜])率(?!先)"
_AGAINST = r"\bvs\b|\bversus\b|\bagainst\b|对"


def query_of(question, say):
    """The Query of a read question, or the Failure that says what was not understood."""
    return Intent(Pieces(question, say)).query()


_WHERE = r"\b(?:where|whose) (?:the )?([a-z_]\w*) (?:is|are|was|were|equals|contains|=)|(?:[里中的，,]|^(?!\s*[里中]))\s*([\u4e00-\u9fff]{2,5}?)(?:是|为|等于)[^的，,]{1,12}的(?:行|记录|数据)"


class Intent(Ranking, Shares, Listing, Versus):
    """Reads the pieces of one question; `query()` gives its Query."""

    def __init__(self, pieces):
        self.pieces, self.table, self.say = pieces, pieces.table, pieces.say
        self.parts = parts = pieces.parts
        self.out = Query(
            filters=parts.filters, picture=parts.picture, title=parts.title, export=parts.export, fields=parts.fields
        )  # fmt: skip
        self.out.notes += parts.notes
        self.measures = Measures(pieces, self.out.notes)
        self.compares = False
        self.counted = self.focus = None

    def query(self):
        """Try the kinds of question, the most special first."""
        special = self.parts.scaled or self.parts.inorder or self.parts.once
        if self.pieces.strange() and not (special or self.pieces.touches_table()):
            raise self._not_understood()
        self._refuse_telling_words()
        usual_only(self.pieces, self.measures, self.out)
        self._rate_of_rows()
        self._part_of_whole()
        self._compared()
        self._share_of()
        for way in (
            self._rows_at,
            lambda: transposed(self.pieces, self.out),
            lambda: added(self.pieces, self.out),
            lambda: scaled(self.pieces, self.out),
            lambda: kept_once(self.pieces, self.out),
            self._in_order,
            lambda: ranked_within(self.pieces, self.out),
            lambda: study(self.pieces, self.out) and boxes_beside(self.pieces, self.out),
            lambda: side_by_side(self.pieces, self.out),
            lambda: rated(self.pieces, self.measures, self.out),
            lambda: having(self.pieces, self.measures, self.out),
            lambda: among(self.pieces, self.measures, self.out),
            self._relation,
            lambda: boxed(self.pieces, self.measures, self.out),
            self._histogram,
            self._plain_chart,
            self._all_rows,
            self._summary,
            self._ranking,
            self._rows,
            self._aggregate,
        ):
            if way():
                break
        self._finish()
        return self.out

    def _refuse_telling_words(self):
        """Never leave out a word that would change the answer: "forecast", "不足", "ratio"."""
        left = [
            word
            for word in self.pieces.leftovers
            if (re.fullmatch if word.isascii() else re.search)(TELLING, word)
        ]
        if left:
            names = ", ".join(column.name for column in self.table.columns[:20])
            word = left[0]
            raise Failure(
                "question_not_understood",
                self.say(
                    f"没看懂“{word}”在这个表里指什么。",
                    f'What "{word}" means for this table was not understood.',
                ),
                self.say(
                    f"请用列名和数字说明，例如“某列小于 10”。列有：{names}。",
                    f'Say it with columns and numbers, such as "stock below 10". The columns: {names}.',
                ),
                {"word": word},
            )

    def _in_order(self):
        if self.parts.inorder and not in_order(self.pieces, self.out):
            raise self._not_understood()  # its words were taken: nothing else answers them
        return bool(self.parts.inorder)

    def _relation(self):
        pieces = self.pieces
        numbers = pieces.numbers + [m for _, m in pieces.pairs if m.best(NUMBER)]
        wanted = "relation" in self.parts.flags or "scatter" in self.parts.charts
        drawn = set(self.parts.charts) == {"any"} and not (pieces.names or pieces.groups)
        wanted = wanted or (drawn and re.search(_AGAINST, pieces.plain))
        if not wanted or len(numbers) < 2:
            return False
        self.out.kind = "relation"
        self.out.measures = [Measure(aggregate="mean", column=m.best(NUMBER)) for m in numbers[:2]]
        self.out.chart = "scatter" if self.parts.charts else ""
        return relation_of_groups(pieces, self.out)

    def _histogram(self):
        charts, pieces = self.parts.charts, self.pieces
        if pieces.groups:
            return self._bars_of_bands()
        asked = "histogram" in charts or ("spread" in charts and not pieces.names)
        mentions = [*pieces.numbers, *(m for _, m in pieces.pairs)]
        column = next((m.best(NUMBER) for m in mentions if m.best(NUMBER)), None)
        if column is None and "histogram" in charts and not pieces.names:
            column = self.measures.assumed()
        if not asked or column is None:
            return False
        self.out.kind, self.out.chart = "histogram", "histogram"
        self.out.bins = self.parts.bins or self.out.bins
        self.out.measures = [Measure(aggregate="count", column=column)]
        beside_histogram(pieces, self.out)
        return True

    def _bars_of_bands(self):
        """ "a histogram of the ages, in bins of ten": how many rows lie in each."""
        groups = self.pieces.groups
        banded = "histogram" in self.parts.charts and all(g.column.banded for g in groups)
        if not banded or self.pieces.pairs or self.pieces.numbers:
            return False
        self.out.measures, self.out.groups = [Measure(aggregate="count")], groups
        self.out.order = "group"
        return True

    def _asks_nothing(self):
        """Whether neither a column nor an aggregate is named, nor an order."""
        pieces = self.pieces
        return not (
            pieces.pairs
            or pieces.numbers
            or pieces.names
            or pieces.extremes
            or pieces.unpaired
            or pieces.product
            or pieces.groups
            or self.parts.limit
            or "sorted" in self.parts.flags
        )

    def _plain_chart(self):
        """ "plot it", "画图": the names of the table against its number."""
        charts, pieces = set(self.parts.charts), self.pieces
        labelled = (
            {"bar", "pie"} & charts
            and pieces.numbers
            and not (
                pieces.pairs or pieces.names or pieces.groups or pieces.extremes or self.parts.limit
            )
        )
        if not charts or self.parts.moving or not (labelled or self._asks_nothing()):
            return False
        number = pieces.numbers[0].best(NUMBER) if labelled else None
        plain_chart(pieces, self.out, number)
        self.pieces.groups = self.out.groups
        return True

    def _summary(self):
        pieces = self.pieces
        if self.out.filters or not self._asks_nothing():
            return False
        if not re.sub(r"\W", "", pieces.plain):  # nothing but the file's name
            self.out.kind = "summary"
            return True
        general = r"统计|分析|analy[sz]e|analysis|stats|看看|report|了解"
        if not re.search(f"{SUMMARY}|{general}", pieces.plain):
            return False
        self.out.kind = "summary"
        return True

    # Plain aggregates.

    def _aggregate(self):
        out, pieces = self.out, self.pieces
        out.measures = self.measures.all()
        if not out.measures:
            raise self._not_understood()
        names = [m for m in pieces.names if m not in pieces.nouns]
        dated = [f.column for f in self.out.filters if f.column.kind == DATE]
        names = [m for m in names if m.best() not in dated]  # "下半年到货的数量" is one number
        made = [f for m in out.measures if m.column for f in m.column.factors]
        names = [m for m in names if m.best() not in made]  # "lifetime of cancelled ones"
        names = [m for m in names if not of_some(pieces, m)]
        self._day_by_day()
        if (
            pieces.numbers or pieces.pairs or pieces.product
        ):  # "how much did pro users spend" is one number
            names = [m for m in names if m not in self.parts.qualified]
        if names and not self.pieces.groups and not self.measures.counts_names():
            self.pieces.groups = [pieces.group(m) for m in names[:2]]
        each = pieces.groups[0] if len(pieces.groups) == 1 else None
        if "mean" in pieces.aggregates and not (each and each.unit):
            # "average quantity per order" where each row is an order
            pieces.groups = [g for g in pieces.groups if g.unit or not pieces.each_row(g.column)]
        own = {g.column.name for g in pieces.groups if g.column.kind == NUMBER}
        if (
            own
            and not pieces.aggregates
            and all(m.column and m.column.name in own for m in out.measures)
        ):
            out.measures = [Measure(aggregate="count")]  # "share of each rating by gender"
        out.measures = list({m.title: m for m in out.measures}.values())
        out.measures = apiece(pieces, out.measures) or per_unit(pieces, out.measures)
        along_time(pieces, out)
        out.groups = list({(g.column.name, g.unit): g for g in self.pieces.groups}.values())
        order = self.parts.order.best(NUMBER) if self.parts.order else None
        out.measures.sort(key=lambda m: order is not None and m.column is not order)
        timed = any(g.unit for g in self.pieces.groups) or any(
            ordinal(g.column) for g in self.pieces.groups[:1]
        )
        sorted_by_value = "sorted" in self.parts.flags
        out.order = "group" if timed and not sorted_by_value else "value"
        out.descending = out.order == "value" and self.parts.way != "asc"
        out.limit = self.parts.limit if self.pieces.groups else 0
        return True

    def _day_by_day(self):
        """ "最近10天的收盘价": what is said of single days is told day by day."""
        last = [f for f in self.out.filters if f.operator == "last" and f.values[1] == "day"]
        named = [m.best(NUMBER) for m in self.pieces.numbers]
        plain = not (self.pieces.groups or self.pieces.names or self.pieces.aggregates)
        if last and plain and len(named) == 1 and intensive(named[0]):
            self.pieces.groups = [Group(column=last[0].column, unit="day")]

    # The end.

    def _finish(self):
        out = self.out
        each_by_number(self.table, out)
        if out.kind == "summary":
            self.parts.unused = []
            return
        grown = self.parts.flags & {"growth", "same_period"}  # its percents are no shares
        wanted = not grown or re.search(_SHARES, self.pieces.plain)
        out.share = "share" in self.parts.flags and bool(out.groups and wanted)
        self._in_percent()
        if out.share and len(out.groups) == 2:
            self._shares_within()
        self._share_of_each()
        out.focus = self.focus if out.share else None
        if out.kind == "aggregate":
            finish_time(self.pieces, out)
            marked(self.parts, out)
            whole_first(self.pieces, out)
        total_beside(self.pieces, out)
        self._placed()
        out.compared = self.compares or bool(re.search(COMPARED, self.pieces.plain))
        hold_apart(out, self.parts.gap)
        out.pivot = "pivot" in self.parts.flags and out.kind == "aggregate" and len(out.groups) == 2
        out.totals = out.pivot and with_totals(self.pieces.question.sentence.original)
        self._refuse_lost_share()
        self.parts.unused = self.pieces.strange()
        if out.kind == "aggregate" and out.groups:
            out.chart = self._chart()
            if out.chart == "line":  # time runs along the axis, the other groups are the lines
                out.groups.sort(key=lambda group: not group.unit)
        elif out.kind == "aggregate" and self.parts.charts and not out.chart:
            spread(self.pieces, out)
        if "heat" in self.parts.charts:
            mapped(out)
        if "stacked" in self.parts.charts and out.kind == "aggregate" and out.groups:
            stacked(out)
        for one in (out, *(reading.query for reading in out.others if reading.also)):
            out.others += other_readings(self.pieces, self.measures, one)
        in_asked_unit(self.parts.unit, out)
        rounded(self.parts.digits, out)

    def _in_percent(self):
        """One total by another "as a percentage" is a part of it; averages have no shares."""
        out = self.out
        shared = "share" in self.parts.flags
        if shared and out.kind == "aggregate":
            self._sum_of_shares()
            out.share = out.share and not all(m.aggregate in _NO_SHARES for m in out.measures)
        said = re.search(_RATE_SAID, self.pieces.question.sentence.original)
        if out.kind == "aggregate" and (shared or (said and len(out.measures) == 1)):
            out.measures = [self._as_part(m, shared) for m in out.measures]

    def _sum_of_shares(self):
        """ "夜班占百分之几" is of the rows, "夜班的工时占百分之几" of all the hours: of no average."""
        pieces, out = self.pieces, self.out
        said = [*pieces.aggregates, *(aggregate for aggregate, _ in pieces.pairs)]
        if not out.share or said or any(m.aggregate != "mean" for m in out.measures):
            return
        named = [m.column for m in out.measures] if pieces.numbers else []
        out.measures = [Measure(aggregate="sum", column=c) for c in named] or [
            Measure(aggregate="count")
        ]

    def _as_part(self, measure, shared):
        """ "损耗率=损耗/销量": one total as a percentage of another of the same unit."""
        if measure.aggregate != "ratio":
            return measure
        units = {named_unit(c.name) for c in (measure.column, measure.whole)} - {""}
        return replace(measure, aggregate="part") if shared or len(units) < 2 else measure

    def _placed(self):
        """ "the second highest"; "what makes up 80%": of the order that was found."""
        out, parts = self.out, self.parts
        for one in (out, *(reading.query for reading in out.others if reading.also)):
            first = one.kind == "rows" and one.limit == 1 and parts.place <= 1
            if first and self.pieces.extremes and not parts.limit:
                one.place, one.limit = 1, SHOWN  # who shares the first place is told too
        if parts.place > 1 and out.limit == 1 and (out.kind == "rows" or out.groups):
            out.place, out.limit = parts.place, MOST_ROWS if out.kind == "rows" else 1
        elif parts.place > 1 and out.limit != parts.place:
            raise self._not_understood()
        if parts.pareto and out.kind == "aggregate" and out.groups:
            out.pareto, out.share, out.limit = parts.pareto, True, 0
            out.order, out.descending = "value", True

    def _chart(self):
        charts, group = self.parts.charts, self.out.groups[0]
        for kind in ("box", "pie", "line", "bar", "stacked"):
            if kind in charts:
                return kind
        timed = self.out.order == "group" and group.unit not in ("weekday", "hour")
        if "trend" in charts and timed:
            return "line"
        if charts or self.out.picture:
            return "line" if timed and group.unit else "bar"
        return ""

    def _not_understood(self):
        names = [column.name for column in self.table.columns]
        wanted = re.search(_WHERE, self.pieces.plain)
        said = wanted and (wanted[1] or wanted[2])
        if said and any(said in left for left in self.pieces.leftovers):
            return unknown_column(said, self.table, self.say)
        number = main_number(self.table)
        group = next(
            (c.name for c in self.table.of_kind(TEXT) if not self.pieces.unique(c)), names[0]
        )
        value = number.name if number else names[-1]
        return Failure(
            "question_not_understood",
            self.say("没看懂要对这个表做什么。", "What to do with the table was not understood."),
            self.say(
                f"列有：{'、'.join(names[:20])}。可以这样问：按{group}统计{value}总和；{value}最高的前5行；概括这个文件。",
                f"Its columns: {', '.join(names[:20])}. Ask for example: total {value} by {group};"
                f" top 5 rows by {value}; summarise the file.",
            ),
            {"columns": names},
        )
