"""From the parts of a question to one Query: what is measured, of what, in which order, drawn how."""

import re

from aios_skill import Failure
from mentions import meanings_of
from query import Group, Measure, Query, checked_measure, unknown_column
from sentence import AGGREGATE, COLUMN, EXTREME, JOIN, normal
from table import DATE, IDENTIFIER, NUMBER, TEXT, Column
from words import ADDITIVE, CONCEPTS, MEANINGS, MEASURES, NEVER_MEASURED, ROW_NOUNS, ROWS, SUMMARY

_WHICH = r"\bwhich\b|\bwho\b|\bwhose\b|\bwhat\b|哪|谁|什么"


def main_number(table):
    """The number column a question means when it names none: sales before profit before others."""
    numbers = _measurable(table)
    for meaning in MEASURES:
        for column in numbers:
            if meaning in meanings_of(column):
                return column
    return numbers[0] if numbers else None


def _measurable(table):
    return [c for c in table.of_kind(NUMBER) if not meanings_of(c) & NEVER_MEASURED]


def product_column(table):
    """Quantity times price, for a table that has both and no sales column; else None."""
    numbers = table.of_kind(NUMBER)
    named = {m: next((c for c in numbers if m in meanings_of(c)), None) for m in ("sales", "quantity", "price")}
    if named["sales"] or not named["quantity"] or not named["price"]:
        return None
    factors = (named["quantity"], named["price"])
    return Column(name=f"{factors[0].name} × {factors[1].name}", kind=NUMBER, factors=factors, unit=factors[1].unit)


def query_of(question, say):
    """The Query of a read question, or the Failure that says what was not understood."""
    return _Intent(question, say).query()


class _Intent:
    def __init__(self, question, say):
        self.question, self.parts, self.table, self.say = question, question.parts, question.table, say
        self.text = question.sentence.text
        self.things = question.sentence.things
        self.out = Query(filters=self.parts.filters, picture=self.parts.picture, export=self.parts.export)
        self.out.notes += self.parts.notes
        self.leftovers = question.leftovers()
        self.aggregates = [self.things[a] for a in re.findall(AGGREGATE, self.text)]
        self.extremes = [self.things[e] for e in re.findall(EXTREME, self.text)]
        self.pairs, self.rest = self._paired()
        self.numbers = [m for m in self.rest if self._is_measure(m)]
        self.names = [m for m in self.rest if not self._is_measure(m)]

    def query(self):
        """Try the kinds of question, the most special first."""
        self._refuse_unknown()
        self.groups = [self._group(thing) for thing in self.parts.groups]
        self._entity_units()
        for way in (self._relation, self._histogram, self._summary, self._ranking, self._rows, self._aggregate):
            if way():
                break
        self._finish()
        return self.out

    # What the words stand for.

    def _is_measure(self, mention):
        column = mention.candidates[0][1]
        if column.kind != NUMBER:
            return False
        return not meanings_of(column) & NEVER_MEASURED or bool(self.aggregates and not self._few(column))

    @staticmethod
    def _few(column):
        return len(column.sample) <= 12

    def _paired(self):
        """Aggregates with the columns they stand beside: "average price", "价格的最大值和最小值"."""
        text, pairs = self.text, []
        link = r"\s*(?:of (?:the |all )?|the |all |in |value of |的|值|for )?\s*"
        some = rf"({AGGREGATE}(?:(?:{JOIN}|\s*){AGGREGATE})*)"
        columns = rf"({COLUMN}(?:{JOIN}{COLUMN})*)"

        def use(aggregates, named):
            mentions = [self.things[c] for c in re.findall(COLUMN, named)]
            names = [self.things[a] for a in re.findall(AGGREGATE, aggregates)]
            pairs.extend((name, mention) for mention in mentions for name in names)
            return " "

        after = rf"{columns}(?:的|'s|\s)*{some}"
        if not re.match(rf".*{AGGREGATE}{link}{COLUMN}", text):
            text = re.sub(after, lambda m: use(m.group(2), m.group(1)), text)
        text = re.sub(some + link + columns, lambda m: use(m.group(1), m.group(2)), text)
        text = re.sub(after, lambda m: use(m.group(2), m.group(1)), text)
        self.unpaired = [self.things[a] for a in re.findall(AGGREGATE, text)]
        return pairs, [self.things[c] for c in re.findall(COLUMN, text)]

    def _group(self, thing):
        if isinstance(thing, str):
            return self._time_group(thing)
        column = thing.best(TEXT, IDENTIFIER, DATE) if thing.best().kind != NUMBER else thing.best()
        unit = "day" if column.kind == DATE else ""
        return Group(column=column, unit=unit)

    def _time_group(self, unit):
        own = next((c for c in self.table.columns if unit in MEANINGS.get(normal(c.name), ())), None)
        dates = self.table.of_kind(DATE)
        if own and (own.kind != DATE or not dates):
            return Group(column=own)
        if not dates:
            raise unknown_column(self.say("日期", "date"), self.table, self.say)
        named = [m.best(DATE) for m in self.rest if m.best(DATE)]
        return Group(column=(named or dates)[0], unit=unit)

    def _entity_units(self):
        """ "哪个月…", "top 3 months": a time unit asked for is what the rows are grouped by."""
        for mark in re.findall(r"[\uf000-\uf1ff]", self.text):
            self.groups.append(self._group(self.things[mark]))
            self.parts.flags.add("unit asked")

    # Refusals: never answer another question than the one asked.

    def _refuse_unknown(self):
        slot = rf"(?:{AGGREGATE}|\b(?:by|per|each|every|for each)\b|按照?|每个|各个?|{EXTREME})\s*(?:of |the |的)*\s*"
        for word in self.leftovers:
            noun = re.fullmatch(ROW_NOUNS, word)
            known = (word in MEANINGS or word.rstrip("s") in MEANINGS) and not noun
            placed = re.search(slot + re.escape(word), self.text) or re.search(
                re.escape(word) + rf"(?:的|\s)*(?:{AGGREGATE}|{EXTREME})", self.text
            )
            if noun or not (known or placed):
                continue
            if known and self._stands_for(word):
                continue
            raise unknown_column(word, self.table, self.say)

    def _stands_for(self, word):
        """Whether a product of two columns, or the rows themselves, are what the word means."""
        meanings = set(MEANINGS.get(word, ())) | set(MEANINGS.get(word.rstrip("s"), ()))
        if "sales" in meanings and product_column(self.table):
            self.product = product_column(self.table)
            return True
        return bool(meanings & {"order", "employee", "customer", "student", "product", "store"}) and bool(
            self.aggregates or self.extremes or self.parts.limit or self.out.filters
        )

    product = None

    # The kinds of question.

    def _relation(self):
        numbers = self.numbers + [m for _, m in self.pairs if m.best(NUMBER)]
        wanted = "relation" in self.parts.flags or "scatter" in self.parts.charts
        if not wanted or len(numbers) < 2:
            return False
        self.out.kind = "relation"
        self.out.measures = [Measure(aggregate="mean", column=m.best(NUMBER)) for m in numbers[:2]]
        if self.parts.charts:
            self.out.chart = "scatter"
        return True

    def _histogram(self):
        charts = self.parts.charts
        asked = "histogram" in charts or ("spread" in charts and not self.groups and not self.names)
        named = [m.best(NUMBER) for m in self.numbers] or [m.best(NUMBER) for _, m in self.pairs]
        column = named[0] if named else (main_number(self.table) if "histogram" in charts else None)
        if not asked or column is None or self.groups:
            return False
        self.out.kind, self.out.chart = "histogram", "histogram"
        self.out.measures = [Measure(aggregate="count", column=column)]
        return True

    def _summary(self):
        nothing = not (self.pairs or self.rest or self.groups or self.extremes or self.out.filters or self.parts.limit)
        named = re.search(SUMMARY, self.question.plain)
        general = re.search(r"统计|分析|analy[sz]e|analysis|stats|看看|report|了解", self.question.plain)
        if not nothing or self.unpaired or self.parts.flags & {"sorted"} or self.product:
            return False
        if not named and (not general or self.leftovers):
            return False
        self.out.kind = "summary"
        return True

    def _ranking(self):
        """Top or bottom so many, "which X has the most Y"; and extremes of a column by itself."""
        if not self.extremes and not self.parts.limit:
            return False
        if "head" in self.parts.flags and not (self.extremes or self.numbers or self.names or self.groups or self.pairs):
            return False
        way, meaning = self.extremes[0] if self.extremes else ("desc", "")
        self.out.descending = (self.parts.way or way) == "desc"
        hinted = self._hinted(meaning)
        entities = self._entities()
        if "unit asked" in self.parts.flags or (self.groups and not entities and (self._asks_which() or self.parts.limit)):
            return self._rank_groups(self.groups, hinted, whole=False)
        if entities:
            return self._rank_groups([*self.groups, *entities], hinted, whole=not self.groups)
        if self._wants_rows() and not self.groups:
            return self._rank_rows(hinted)
        return self._extreme_value(hinted)

    def _hinted(self, meaning):
        """The column an adjective points at: "cheapest" at the price."""
        if not meaning:
            return None
        if meaning == "sales" and self.numbers:
            return None
        for wanted in (meaning, *(("quantity",) if meaning == "sales" else ())):
            for column in self.table.columns:
                if wanted in meanings_of(column) and column.kind in (NUMBER, DATE):
                    return column
            if wanted == "sales" and product_column(self.table):
                return product_column(self.table)
        if meaning == "date" and self.table.of_kind(DATE):
            return self.table.of_kind(DATE)[0]
        raise unknown_column(CONCEPTS[meaning][0], self.table, self.say)

    def _entities(self):
        """What is ranked: the names beside the extreme that are not what is counted."""
        names = list(self.names)
        self.counted = None
        if len(names) > 1 and not (self.numbers or self.pairs):
            chars = re.findall(rf"{COLUMN}|{EXTREME}", self.text)
            for place, char in enumerate(chars):
                if re.match(EXTREME, char):
                    beside = chars[place + 1 : place + 2] if self.question.plain.isascii() else chars[place - 1 : place]
                    mention = self.things.get(beside[0]) if beside else None
                    if mention in names:
                        self.counted = mention
                        names.remove(mention)
                    break
        dates = [m for m in names if m.best().kind == DATE]
        if len(names) > len(dates):
            names = [m for m in names if m not in dates]
        return [self._group(m) for m in names[:1]]

    def _asks_which(self):
        return bool(re.search(_WHICH, self.question.plain))

    def _wants_rows(self):
        nouns = re.search(ROW_NOUNS, re.sub(r"[\ue000-\uf8ff]", " ", self.text))
        return bool(nouns or self.parts.limit or self._asks_which()) and not self.aggregates

    def _rank_groups(self, groups, hinted, whole):
        out = self.out
        out.groups, out.order = groups, "value"
        out.limit = self.parts.limit or 1
        out.per = len(groups) > 1 and not whole and "unit asked" not in self.parts.flags
        out.measures = [self._ranked_by(groups[-1].column, hinted)]
        return True

    def _ranked_by(self, entity, hinted):
        if self.counted:
            return self._counted(self.counted)
        chosen = self._chosen_pairs()
        if chosen:
            return chosen[0]
        column = hinted or self._first_number()
        if column is None and self._counts_rows():
            return Measure(aggregate="count")
        if column is None:
            column = self._assumed_number()
        if column is None:
            return Measure(aggregate="count")
        if column.kind == DATE:
            return Measure(aggregate="max" if self.out.descending else "min", column=column)
        return Measure(aggregate=self._ranking_aggregate(column, entity), column=column)

    def _counts_rows(self):
        if self.parts.limit and not self.extremes:
            return bool(re.search(r"count|frequen|出现|次数|常见", self.text + self.question.plain))
        return not re.search(r"best|最好|最强|top", self.question.plain)

    def _ranking_aggregate(self, column, entity):
        if column.factors or meanings_of(column) & ADDITIVE or not self._intensive(column):
            return "sum"
        if self.table.distinct.get(entity.name, 0) != self.table.rows:
            best = "max" if self.out.descending else "min"
            self.out.notes.append((
                f"取每个 {entity.name} 的单行{'最大' if best == 'max' else '最小'}值；若要平均值请说“平均 {column.name}”",
                f"each {entity.name} is judged by its single {best}imum; say \"average {column.name}\" for averages",
            ))  # fmt: skip
            return best
        return "max"

    @staticmethod
    def _intensive(column):
        meanings = meanings_of(column)
        return bool(meanings & {"price", "salary", "score", "age", "latency", "temperature", "humidity", "rate", "weight", "height", "distance"}) or column.unit == "%"

    def _rank_rows(self, hinted):
        column = hinted or self._first_number() or self._paired_number() or self._date_named() or self._assumed_number()
        if column is None:
            return False
        self.out.kind, self.out.order = "rows", column
        self.out.limit = self.parts.limit or 1
        return True

    def _extreme_value(self, hinted):
        chosen = self._chosen_pairs()
        column = hinted or self._first_number() or self._date_named()
        if column is None and not chosen:
            column = self._assumed_number()
        if column is None and not chosen:
            return False
        if self.parts.flags & {"sorted"} and self.groups:
            return False
        aggregates = ["max" if way == "desc" else "min" for way, _ in self.extremes] or ["max"]
        if chosen and self.groups:
            self.out.measures, self.out.groups, self.out.order = chosen, self.groups, "value"
            return True
        if column is None:
            self.out.measures = chosen
        else:
            self.out.measures = [Measure(aggregate=a, column=column) for a in dict.fromkeys(aggregates)]
        self.out.groups, self.out.order = self.groups, "value" if self.groups else ""
        return True

    def _rows(self):
        if self.pairs or self.unpaired or self.groups or self.parts.flags & {"share", "growth"} or self.parts.charts:
            return False
        head = "head" in self.parts.flags
        order = self.parts.order.best() if self.parts.order else None
        if "sorted" in self.parts.flags and order is None:
            order = self._first_number() or self._date_named()
        asked = bool(re.search(ROWS, self.question.plain))
        if self.names and not self.numbers and not self.out.filters and not order and asked and not head:
            return self._listing()
        if not (order or head or (asked and self.out.filters) or (self.out.filters and not self.rest)):
            return False
        if self.out.filters and not asked and not order and not head and self.numbers:
            return False
        if self.numbers and not order and asked and not re.search(ROW_NOUNS, re.sub(r"[\ue000-\uf8ff]", " ", self.text)):
            return False
        self.out.kind, self.out.order, self.out.limit = "rows", order, self.parts.limit
        self.out.descending = self.parts.way != "asc"
        return True

    def _listing(self):
        """ "有哪些地区", "list all categories": the values of a column and how often they occur."""
        self.out.groups = [self._group(mention) for mention in self.names[:2]]
        self.out.measures, self.out.order = [Measure(aggregate="count")], "value"
        return True

    def _aggregate(self):
        out = self.out
        measures = self._chosen_pairs()
        measures += [Measure(aggregate=self._default(m.best(NUMBER)), column=m.best(NUMBER)) for m in self.numbers]
        if self._counts_names():
            measures += [self._counted(m) for m in self.names]
        elif self.names and not self.groups:
            self.groups = [self._group(m) for m in self.names[:2]]
        if self.product and not measures:
            measures = [Measure(aggregate=self._bare() or "sum", column=self.product)]
        if not measures:
            measures = self._bare_measures()
        if not measures:
            raise self._not_understood()
        out.measures = list(dict.fromkeys(measures))
        self._trend()
        out.groups = self.groups
        out.order = "group" if any(g.unit or self._ordinal(g.column) for g in self.groups[:1]) else "value"
        out.descending = out.order == "value" and self.parts.way != "asc"
        if self.parts.order and out.order == "group" and self.parts.order.best(NUMBER):
            out.order, out.descending = "value", self.parts.way != "asc"
        out.limit = self.parts.limit if self.groups else 0
        return True

    # Which measures.

    def _chosen_pairs(self):
        measures = []
        for aggregate, mention in self.pairs:
            if aggregate in ("count", "distinct"):
                measures.append(self._counted(mention, aggregate))
            else:
                column = mention.best() if aggregate in ("min", "max", "missing") else mention.best(NUMBER)
                measures.append(checked_measure(aggregate, column or mention.best(), self.say))
        return list(dict.fromkeys(measures))

    def _counted(self, mention, aggregate="count"):
        """How many of what a column names: rows where each has its own, else distinct values."""
        column = mention.best(IDENTIFIER, TEXT, DATE) or mention.best()
        if column.kind == NUMBER and aggregate == "count" and not meanings_of(column) & NEVER_MEASURED:
            return self._summed(column)
        distinct = self.table.distinct.get(column.name, 0)
        if aggregate == "distinct" or (distinct and distinct != self.table.rows and not self._row_noun(mention)):
            return Measure(aggregate="distinct", column=column)
        return Measure(aggregate="count")

    def _row_noun(self, mention):
        """ "number of orders" where order_status is a column still counts orders."""
        return mention.weight < 50

    def _summed(self, column):
        additive = meanings_of(column) & ADDITIVE
        if additive:
            self.out.notes.append((f"按 {column.name} 求和", f"read as the sum of {column.name}"))
        return Measure(aggregate="sum" if additive else "count", column=column)

    def _counts_names(self):
        return bool(self.unpaired and self.unpaired[0] in ("count", "distinct") and self.names and not self.groups and not self.pairs)

    def _default(self, column):
        bare = self._bare()
        if bare and bare not in ("count", "missing"):
            return bare
        return "mean" if self._intensive(column) else "sum"

    def _bare(self):
        return self.unpaired[0] if self.unpaired else ""

    def _bare_measures(self):
        """An aggregate without a column, or groups without a measure."""
        bare = self._bare()
        if bare == "missing":
            return [Measure(aggregate="missing", column=column) for column in self.table.columns]
        if bare == "count" or "spread" in self.parts.charts or (self.out.filters and not bare and not self.groups):
            return [Measure(aggregate="count")] if bare or self.groups or self.parts.charts else []
        wanted = bare or self.groups or self.parts.flags & {"share", "growth", "running"} or self.parts.charts
        column = self._assumed_number() if wanted else None
        if column is None:
            return [Measure(aggregate="count")] if wanted else []
        aggregate = bare if bare not in ("", "distinct") else self._default(column)
        return [checked_measure(aggregate, column, self.say)]

    def _first_number(self):
        return self.numbers[0].best(NUMBER) if self.numbers else (self.product or self._ordered_number())

    def _ordered_number(self):
        return self.parts.order.best(NUMBER) if self.parts.order else None

    def _paired_number(self):
        return next((m.best(NUMBER) for _, m in self.pairs if m.best(NUMBER)), None)

    def _date_named(self):
        return next((m.best(DATE) for m in self.names if m.best(DATE)), None)

    def _assumed_number(self):
        """The main number column, and a remark that it was taken."""
        column = main_number(self.table)
        others = [c.name for c in _measurable(self.table) if c is not column]
        if column is not None and others:
            self.out.notes.append((
                f"没有指明数值列，取 {column.name}；也可以用 {'、'.join(others[:4])}",
                f"no number column was named: {column.name} was taken; {', '.join(others[:4])} would also do",
            ))  # fmt: skip
        return column

    # The end.

    def _trend(self):
        """A trend without a time unit: days for a short span is too fine, months are the usual."""
        if "trend" not in self.parts.charts and "line" not in self.parts.charts:
            if not self.parts.flags & {"growth", "running"}:
                return
        if not self.groups and self.table.of_kind(DATE):
            column = self._date_named() or self.table.of_kind(DATE)[0]
            long = len({cell[:7] for cell in column.sample}) > 3
            self.groups = [Group(column=column, unit="month" if long else "day")]

    def _ordinal(self, column):
        return column.kind == NUMBER or bool(meanings_of(column) & {"year", "month", "quarter", "weekday"})

    def _finish(self):
        out = self.out
        out.share = "share" in self.parts.flags and bool(out.groups)
        timed = bool(out.groups) and out.order == "group"
        out.growth = "growth" in self.parts.flags and timed
        out.running = "running" in self.parts.flags and timed
        if out.kind in ("aggregate", "rows") and not out.chart and out.groups:
            out.chart = self._chart()
        if self.parts.charts and not out.chart and out.kind == "aggregate":
            self._chartless()
        self.parts.unused = [w for w in self.leftovers if not re.fullmatch(ROW_NOUNS, w)]

    def _chart(self):
        charts = self.parts.charts
        for kind in ("pie", "line", "bar"):
            if kind in charts:
                return kind
        timed = bool(self.out.groups[0].unit) and self.out.order == "group"
        if "trend" in charts:
            return "line" if timed or self._ordinal(self.out.groups[0].column) else "bar"
        if "any" in charts or "spread" in charts or self.out.picture:
            return "line" if timed and self.out.groups[0].unit not in ("weekday", "hour") else "bar"
        return ""

    def _chartless(self):
        """A plot of one number says nothing: draw the measure's spread instead, and say so."""
        column = self.out.measures[0].column
        if column is None or column.kind != NUMBER or self.aggregates:
            return
        self.out.kind, self.out.chart = "histogram", "histogram"
        self.out.measures = [Measure(aggregate="count", column=column)]

    def _not_understood(self):
        names = [column.name for column in self.table.columns]
        number = main_number(self.table)
        group = next((c.name for c in self.table.of_kind(TEXT)), names[0])
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
