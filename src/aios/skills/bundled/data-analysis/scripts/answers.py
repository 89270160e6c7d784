"""What the user is told: the numbers, what they stand on, how the question was read."""

# ruff: noqa: E501 - a sentence in two languages is one line

import re
from dataclasses import replace

from gaps import gap_lines, gap_of_rows
from query import QUANTILES
from rowtext import SHOWN, RowText
from table import TEXT, Column
from terms import (
    GROWTH,
    KINDS,
    UNITS_EN,
    UNITS_ZH,
    aggregate_word,
    condition_text,
    measured,
    number_text,
    ordinal_text,
    percent_text,
    rows_text,
    titled,
)
from topshare import together

_OF = {"std", "iqr", "var", "distinct", "mode"} | QUANTILES
_DAY_KINDS = {"weekend": "周末", "workday": "工作日"}
SHOWN_ALONG_TIME = 60


def _sentence(text, measures):
    """The text with a capital, unless it begins with a column's name."""
    column = measures[0].column
    return text if column and text.startswith(column.name) else text[:1].upper() + text[1:]


class Answer(RowText):
    """Words for one query's outcome, in Chinese or English."""

    def __init__(self, table, query, say):
        self.table, self.query, self.say = table, query, say
        self.zh = say("zh", "en") == "zh"

    def measure(self, measure):
        """ "average of price" """
        if measure.over:
            return self._per_unit(measure)
        if measure.column is None:
            return self.say("行数", "number of rows")
        if measure.condition:
            fits = self.condition(measure.condition)
            if measure.aggregate == "fitting":
                return self.say(f"{fits} 的行数", f"number of rows where {fits}")
            return self.say(f"{fits} 的占比", f"share of rows where {fits}")
        if measure.aggregate == "happened":
            return measure.column.name
        if measure.whole:
            part, whole = measure.column.name, measure.whole.name
            if measure.aggregate == "corr":
                return self.say(
                    f"{part} 与 {whole} 的相关系数", f"correlation of {part} and {whole}"
                )
            if measure.aggregate == "ratio":
                return self.say(f"{part} 总和 ÷ {whole} 总和", f"total {part} ÷ total {whole}")
            return self.say(f"{part} 占 {whole} 的比例", f"share of {part} in {whole}")
        if measure.aggregate in ("sum", "max", "min") and self._one_row_each():
            return titled(measure.column)
        word = aggregate_word(measure.aggregate, self.say)
        of = "of " if measure.aggregate in _OF else ""
        return self.say(f"{titled(measure.column)} {word}", f"{word} {of}{titled(measure.column)}")

    def _per_unit(self, measure):
        """ "total sales per day (days with rows)" """
        unit = measure.over.title
        unit_zh = UNITS_ZH.get(measure.over.unit, f"个 {unit} ")
        if measure.aggregate == "units":
            if not measure.over.unit:
                return self.say(f"{unit} 的个数", f"number of different {unit}")
            unit_zh = "天" if unit == "day" else unit_zh
            return self.say(f"有数据的{unit_zh}数", f"number of {unit}s with rows")
        what = self.measure(replace(measure, over=None))
        return self.say(f"每{unit_zh}平均的{what}", f"average {what} per {unit}")

    def value(self, measure, value):
        """A measure's value as a person writes it, with its unit."""
        return measured(measure, value)

    def name(self, keys):
        """The values of the groups of one row."""
        missing = self.say("（空）", "(missing)")
        return " / ".join(missing if key is None else self._key(key) for key in keys)

    def _key(self, key):
        text = number_text(key)
        if self.zh and text in _DAY_KINDS:
            return _DAY_KINDS[text]
        weekday = re.fullmatch(r"([1-7]) [A-Z][a-z]+day", text)
        return f"星期{'一二三四五六日'[int(weekday[1]) - 1]}" if weekday and self.zh else text

    def _one_row_each(self):
        """Whether every group is a single row, so that its value is simply the value."""
        groups = self.query.groups
        return len(groups) == 1 and not groups[0].unit and self.table.unique(groups[0].column)

    def group(self, group):
        """ "region", or "month of date" """
        if not group.unit:
            return group.column.name
        if any(m.aggregate == "happened" for m in self.query.measures):
            return self.say(UNITS_ZH[group.unit], group.unit)
        if self.zh:
            return f"{group.column.name}（{UNITS_ZH[group.unit]}）"
        return f"{UNITS_EN.get(group.unit, group.unit)} of {group.column.name}"

    def condition(self, condition):
        """ "units > 20" """
        return condition_text(condition, self.say)

    def conditions(self):
        """All conditions, or an empty text."""
        return self.say(" 且 ", " and ").join(self.condition(f) for f in self.query.filters)

    def where(self):
        """The conditions as part of a sentence."""
        text = self.conditions()
        return self.say(f"（{text}）", f" (where {text})") if text else ""

    def reading(self):
        """How the question was read."""
        query = self.query
        order = query.order.name if isinstance(query.order, Column) else ""
        parts = [self._what()]
        if query.groups:
            names = self.say("、", " and ").join(self.group(g) for g in query.groups)
            parts.append(self.say(f"按 {names} 分组", f"for each {names}"))
        if query.filters:
            parts.append(self.say(f"条件：{self.conditions()}", f"where {self.conditions()}"))
        if query.focus:
            parts.append(
                self.say(
                    f"只看 {self.condition(query.focus)}",
                    f"shown where {self.condition(query.focus)}",
                )
            )
        if order:
            parts.append(
                self.say(
                    f"按 {order} {'从大到小' if query.descending else '从小到大'}",
                    f"sorted by {order}, {'largest' if query.descending else 'smallest'} first",
                )
            )
        if query.among:
            column, down, count = query.among
            parts.append(
                self.say(
                    f"只算 {column.name} 最{'高' if down else '低'}的 {count} 行",
                    f"only the {count} rows {'highest' if down else 'lowest'} in {column.name}",
                )
            )
        if query.place > 1:
            parts.append(
                self.say(f"只取第 {query.place} 位", f"only the {ordinal_text(query.place)} place")
            )
        elif query.limit and not query.place:
            parts.append(self.say(f"取前 {query.limit} 个", f"the first {query.limit}"))
        return (
            self.say("理解为：", "Read as: ")
            + self.say("；", "; ").join(parts)
            + self.say("。", ".")
        )

    def _what(self):
        kind, measures = self.query.kind, self.query.measures
        if kind == "rows":
            return self.say("列出行", "list rows")
        if kind == "summary":
            return self.say("概括整个文件", "a summary of the file")
        if kind in KINDS:
            columns = self.say("、", ", ").join(m.column.name for m in measures if m.column)
            return self.say(*KINDS[kind]) + (self.say("：", ": ") + columns if columns else "")
        if kind == "histogram":
            return self.say(
                f"{measures[0].column.name} 的分布",
                f"the distribution of {measures[0].column.name}",
            )
        extra = [self.say(zh, en) for on, zh, en in (
            (self.query.share, "占比", "share"), (self.query.growth, *GROWTH.get(self.query.growth, ("", ""))),
            (self.query.running, "累计", "running total"),
            (self.query.moving, f"{self.query.moving} 期移动平均", f"moving average of {self.query.moving} periods with rows"),
        ) if on]  # fmt: skip
        return self.say("、", ", ").join([*(self.measure(m) for m in measures), *extra])

    def text(self, columns, rows, matched):
        """The answer itself, one to a few sentences or a short list."""
        kind = self.query.kind
        if kind == "rows":
            return self._rows_text(columns, rows, matched) + gap_of_rows(self, columns, rows)
        if matched == 0 or ((self.query.having or self.query.groups) and not rows):
            return self._nothing(rows)
        if kind == "histogram":
            return self._histogram_text(rows)
        if not self.query.groups:
            return self._values_text(rows[0])
        if (
            self.query.limit == 1
            and self.query.order != "growth"
            and (len(rows) == 1 or self.query.order == "value")
            and not self.query.per
        ):
            return self._winner_text(columns, rows)
        return self._table_text(columns, rows)

    def _nothing(self, rows):
        if not self.query.groups and rows and rows[0] and rows[0][0] == 0:
            return self._values_text(rows[0])
        return self._no_row()

    def _no_row(self):
        """That no row fits, and what the columns of the conditions do hold."""
        texts = [
            f.column for f in self.query.filters if f.operator == "=" and f.column.kind == TEXT
        ]
        held = "".join(
            self.say(
                f"{c.name} 的值有：{'、'.join(c.sample[:8])}。",
                f" Values of {c.name}: {', '.join(c.sample[:8])}.",
            )
            for c in texts
        )
        return self.say(f"没有符合条件的行{self.where()}。", f"No row fits{self.where()}.") + held

    def _values_text(self, row):
        parts = [
            f"{self.measure(m)}{self.say('：', ' is ')}{measured(m, v)}"
            for m, v in zip(self.query.measures, row, strict=True)
        ]
        text = self.say("；", "; ").join(parts) + self.where() + self.say("。", ".")
        return text if self.zh else _sentence(text, self.query.measures)

    def _winner_text(self, columns, rows):
        query, keys, row = self.query, len(self.query.groups), rows[0]
        names = [self.name(row[:keys]) for row in rows]
        name = self.say("、", ", ").join(names[:SHOWN])
        if len(names) > 1:
            name += self.say(f"（{len(names)} 个并列）", f" ({len(names)} tied)")
        what = self.measure(query.measures[0])
        value, *more = (measured(m, v) for m, v in zip(query.measures, row[keys:], strict=False))
        beside = zip(query.measures[1:], more, strict=True)
        value += "".join(
            self.say(f"，{self.measure(m)} {v}", f", {self.measure(m)} {v}") for m, v in beside
        )
        if "share %" in columns:
            share = row[columns.index("share %")]
            share = percent_text(query.measures[0], share)
            value += self.say(f"，占比 {share}", f", share {share}")
        way = self.say(
            "最高" if query.descending else "最低", "highest" if query.descending else "lowest"
        )
        if query.place > 1:
            way = self.say(f"第 {query.place} {way[1:]}", f"{ordinal_text(query.place)} {way}")
        titles = self.say("、", ", ").join(self.group(g) for g in query.groups)
        return self.say(
            f"{titles} 中，{what}{way}的是 {name}：{value}{self.where()}。",
            f"{name} {'has' if len(rows) == 1 else 'have'} the {way} {what} by {titles}: {value}{self.where()}.",
        )

    def _table_text(self, columns, rows):
        query, keys = self.query, len(self.query.groups)
        names = self.say("、", " and ").join(self.group(g) for g in query.groups)
        what = self.say("、", ", ").join(self.measure(m) for m in query.measures)
        if query.measures[0].aggregate == "happened":
            what = self.say(f"{what} 的行数", f"number of rows by {what}")
        zh, en = "高" if query.descending else "低", "highest" if query.descending else "lowest"
        ends = query.limit > 1 and query.order == "value" and not query.per
        end = (f"，最{zh}的 {len(rows)} 个", f", the {len(rows)} {en}") if ends else ("", "")
        if query.limit and query.order == "growth":
            many = f" {len(rows)} 个" if len(rows) > 1 else ""
            way = ("多", "most") if query.descending else ("少", "least")
            end = (f"，增长最{way[0]}的{many}", f", what grew {way[1]}")
        head = self.say(
            f"按 {names} 统计的{what}{self.where()}{end[0]}：",
            f"{_sentence(what, query.measures)} by {names}{self.where()}{end[1]}:",
        )
        if query.pareto and query.pareto < 100:
            head = self.say(
                f"从大到小，前 {len(rows)} 个 {names} 合起来占{what}的 {query.pareto}% 以上{self.where()}：",
                f"The largest {len(rows)} by {names} make up {query.pareto}% or more of {what}{self.where()}:",
            )
        if query.having:
            operator, number = query.having
            head = self.say(
                f"{len(rows)} 个 {names} 符合（{what} {operator} {number_text(number)}）{self.where()}：",
                f"{len(rows)} {names} value{'s' if len(rows) != 1 else ''} fit{'s' if len(rows) == 1 else ''} ({what} {operator} {number_text(number)}){self.where()}:",
            )
        most = SHOWN_ALONG_TIME if query.groups[0].unit else SHOWN
        late = len(rows) > most and (query.running or query.moving)  # the end is what is asked for
        shown = rows[-most:] if late else rows[:most]
        lines = [self._line(columns, row, keys) for row in shown]
        if len(rows) > most:
            rest = (f"……共 {len(rows)} 组", f"… {len(rows)} groups in all")
            if late:
                rest = (
                    f"（最后 {most} 组，共 {len(rows)} 组）",
                    f"(the last {most} of {len(rows)} groups)",
                )
            lines.append(self.say(*rest))
        beside = gap_lines(self, rows) or self._apart(rows, keys)
        whole = together(query, columns, rows, self.say)
        return "\n".join([*self._ahead(rows, keys), head, *lines, *whole, *beside])

    def _ahead(self, rows, keys):
        """Which of several compared groups is first, before the list of them."""
        query, values = self.query, [row[keys] for row in rows]
        ranked = query.compared and query.order == "value" and not (query.growth or query.pareto)
        plain = keys == 1 and 1 < len(rows) == len(set(values))
        if not (ranked and plain) or not all(isinstance(v, int | float) for v in values):
            return []
        name, value = self.name(rows[0][:1]), measured(query.measures[0], values[0])
        high = query.descending
        return [self.say(f"最{'高' if high else '低'}的是 {name}：{value}。", f"The {'highest' if high else 'lowest'} is {name}: {value}.")]  # fmt: skip

    def _apart(self, rows, keys):
        """By how much the first of two compared groups is above the second."""
        query = self.query
        values = [row[keys] for row in rows]
        if query.growth and query.compared and len(rows) == 2 and keys == 1:
            return self._changed(rows, values)
        plain = query.compared and not (query.growth or query.pareto)
        if len(rows) != 2 or not plain or not all(isinstance(v, int | float) for v in values):
            return []
        apart = measured(query.measures[0], abs(values[0] - values[1]))
        share = abs(values[0] - values[1]) * 100 / abs(values[1]) if values[1] else None
        part = "" if share is None else self.say(f"（{share:.2f}%）", f" ({share:.2f}%)")
        one, two = (self.name(row[:keys]) for row in rows)
        return [self.say(f"{one} 与 {two} 相差 {apart}{part}", f"The difference between {one} and {two} is {apart}{part}")]  # fmt: skip

    def _changed(self, rows, values):
        """From the first of two compared periods to the second."""
        if len(self.query.measures) > 1 or not all(isinstance(v, int | float) for v in values):
            return []
        change = values[1] - values[0]
        by = ("+" if change > 0 else "") + measured(self.query.measures[0], change)
        share = f"{change * 100 / abs(values[0]):+.2f}%" if values[0] else "–"
        one, two = (self.name(row[:1]) for row in rows)
        return [self.say(f"从 {one} 到 {two} 变化 {by}（{share}）", f"The difference from {one} to {two} is {by} ({share})")]  # fmt: skip

    def _line(self, columns, row, keys):
        name = self.name(row[:keys])
        titles = [self.measure(m) for m in self.query.measures]
        values = [
            measured(m, value) for m, value in zip(self.query.measures, row[keys:], strict=False)
        ]
        if len(titles) > 1:
            values = [f"{title} {value}" for title, value in zip(titles, values, strict=False)]
        for title, value in zip(
            columns[keys + len(titles) :], row[keys + len(titles) :], strict=True
        ):
            values.append(self._derived(title, value))
        return f"- {name}{self.say('：', ': ')}{self.say('，', ', ').join(values)}"

    def _derived(self, title, value):
        """A share, growth or running total after the measures."""
        name = title.removesuffix(" %")
        names = {
            "share": "占比", "cumulative share": "累计占比", "growth": "增长", "change": "变化", "running total": "累计", "moving average": "移动平均",
        }  # fmt: skip
        plain = not title.endswith("%") or value is None
        text = number_text(value) if plain else percent_text(self.query.measures[0], value)
        return f"{names[name]} {text}" if self.zh else f"{name} {text}"

    def _histogram_text(self, rows):
        column = self.query.measures[0].column
        if not rows:
            return self.say(f"{column.name} 没有数值。", f"{column.name} has no numbers.")
        one_by_one = column.integer and all(high - low == 1 for low, high, _ in rows)

        def span(low, high):
            return number_text(low) if one_by_one else f"{number_text(low)}–{number_text(high)}"

        low, high, most = max(rows, key=lambda row: row[2])
        last = rows[-1][0] if one_by_one else rows[-1][1]
        head = self.say(
            f"{column.name} 的分布：从 {number_text(rows[0][0])} 到 {number_text(last)}，最多的{'值' if one_by_one else '区间'}是 {span(low, high)}（{most} 行）{self.where()}：",
            f"{column.name} runs from {number_text(rows[0][0])} to {number_text(last)}; the {'commonest value' if one_by_one else 'fullest range'} is"
            f" {span(low, high)} with {rows_text(most)}{self.where()}:",
        )
        lines = [
            self.say(f"- {span(low, high)}：{count}", f"- {span(low, high)}: {count}")
            for low, high, count in rows
        ]
        return "\n".join([head, *lines])
