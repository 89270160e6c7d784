"""What the user is told: the numbers, what they stand on, how the question was read."""

# ruff: noqa: E501 - a sentence in two languages is one line

import math

from table import TEXT, Column

_ZH = {
    "sum": "总和", "mean": "平均值", "median": "中位数", "count": "数量", "distinct": "不同值的个数",
    "min": "最小值", "max": "最大值", "std": "标准差", "var": "方差", "missing": "缺失个数",
    "p25": "25 分位数", "p75": "75 分位数", "p90": "90 分位数", "p95": "95 分位数", "p99": "99 分位数",
}  # fmt: skip
_EN = {
    "sum": "total", "mean": "average", "median": "median", "count": "count", "distinct": "number of different values",
    "min": "minimum", "max": "maximum", "std": "standard deviation", "var": "variance", "missing": "missing",
    "p25": "25th percentile", "p75": "75th percentile", "p90": "90th percentile", "p95": "95th percentile",
    "p99": "99th percentile",
}  # fmt: skip
_UNITS_ZH = {
    "day": "日",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "year": "年",
    "hour": "小时",
    "weekday": "星期几，1 是周一",
}
_UNITS_EN = {"weekday": "day of the week (1 = Monday)", "hour": "hour of the day"}
_OPERATORS_ZH = {
    "=": "是", "!=": "不是", "between": "介于", "contains": "包含", "not_contains": "不包含", "starts_with": "开头是",
    "ends_with": "结尾是", "missing": "为空", "present": "不为空", "in": "是", "not_in": "不是", "periods": "在", "months": "的月份是",
}  # fmt: skip
_OPERATORS_EN = {
    "=": "is", "!=": "is not", "not_contains": "does not contain", "starts_with": "starts with", "ends_with": "ends with",
    "missing": "is missing", "present": "is not missing", "in": "is", "not_in": "is not", "periods": "is in", "months": "has month",
}  # fmt: skip
_ROUNDED = {"mean", "median", "std", "var", "p25", "p75", "p90", "p95", "p99"}
SHOWN = 20


def _titled(column):
    """A column's name, with the unit its cells are written in."""
    return f"{column.name} ({column.unit})" if column.unit else column.name


def number_text(value):
    """A number as a person writes it: exact where that is short, else two decimals."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    rounded = round(value, 4)
    if abs(value - rounded) <= 1e-9 * max(1.0, abs(value)):
        return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.4f}".rstrip("0")
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.4g}"


def _measured(measure, value):
    """A measure's value: averages and the like with two decimals."""
    if measure.aggregate == "rate" and value is not None:
        return f"{value:.2f}%"
    if isinstance(value, float) and measure.aggregate in _ROUNDED and abs(value) >= 1:
        return number_text(round(value, 2))
    return number_text(value)


def _sentence(text, measures):
    """The text with a capital, unless it begins with a column's name."""
    column = measures[0].column
    return text if column and text.startswith(column.name) else text[:1].upper() + text[1:]


class Answer:
    """Words for one query's outcome, in Chinese or English."""

    def __init__(self, table, query, say):
        self.table, self.query, self.say = table, query, say
        self.zh = say("zh", "en") == "zh"

    def measure(self, measure):
        """ "average of price" """
        if measure.column is None:
            return self.say("行数", "number of rows")
        if measure.condition:
            fits = self.condition(measure.condition)
            return self.say(f"{fits} 的占比", f"share of rows where {fits}")
        if measure.aggregate in ("sum", "max", "min") and self._one_row_each():
            return _titled(measure.column)
        word = (_ZH if self.zh else _EN)[measure.aggregate]
        of = (
            "of "
            if measure.aggregate in ("std", "var", "distinct") or measure.aggregate[0] == "p"
            else ""
        )
        return self.say(
            f"{_titled(measure.column)} {word}", f"{word} {of}{_titled(measure.column)}"
        )

    def _one_row_each(self):
        """Whether every group is a single row, so that its value is simply the value."""
        groups = self.query.groups
        return len(groups) == 1 and not groups[0].unit and self.table.unique(groups[0].column)

    def group(self, group):
        """ "region", or "month of date" """
        if not group.unit:
            return group.column.name
        if self.zh:
            return f"{group.column.name}（{_UNITS_ZH[group.unit]}）"
        return f"{_UNITS_EN.get(group.unit, group.unit)} of {group.column.name}"

    def condition(self, condition):
        """ "units > 20" """
        if condition.operator == "last":
            count, unit = condition.values
            days = f"{count} {_UNITS_ZH[unit]}"
            latest = self.say(
                f"最后 {days}", f"in the last {count} {unit}{'s' if count > 1 else ''} of the file"
            )
            return f"{condition.column.name} {latest}"
        operator = (_OPERATORS_ZH if self.zh else _OPERATORS_EN).get(
            condition.operator, condition.operator
        )
        values = [
            " – ".join(v) if isinstance(v, tuple) else number_text(v) for v in condition.values
        ]
        between = (
            self.say(" 和 ", " and ")
            if condition.operator == "between"
            else self.say(" 或 ", " or ")
        )
        return f"{condition.column.name} {operator} {between.join(values)}".strip()

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
        if query.limit:
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
        if kind == "relation":
            return self.say("两列的关系", "the relation of two columns")
        if kind == "histogram":
            return self.say(
                f"{measures[0].column.name} 的分布",
                f"the distribution of {measures[0].column.name}",
            )
        extra = [self.say(zh, en) for on, zh, en in (
            (self.query.share, "占比", "share"), (self.query.growth, "环比增长", "growth"), (self.query.running, "累计", "running total"),
        ) if on]  # fmt: skip
        return self.say("、", ", ").join([*(self.measure(m) for m in measures), *extra])

    def text(self, columns, rows, matched):
        """The answer itself, one to a few sentences or a short list."""
        kind = self.query.kind
        if kind == "rows":
            return self._rows_text(columns, rows, matched)
        if matched == 0:
            return self._nothing(rows)
        if kind == "relation":
            return self._relation_text(rows[0])
        if kind == "histogram":
            return self._histogram_text(rows)
        if not self.query.groups:
            return self._values_text(rows[0])
        if (
            self.query.limit == 1
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
            f"{self.measure(m)}{self.say('：', ' is ')}{_measured(m, v)}"
            for m, v in zip(self.query.measures, row, strict=True)
        ]
        text = self.say("；", "; ").join(parts) + self.where() + self.say("。", ".")
        return text if self.zh else _sentence(text, self.query.measures)

    def _winner_text(self, columns, rows):
        query, keys, row = self.query, len(self.query.groups), rows[0]
        names = [" / ".join(number_text(value) for value in row[:keys]) for row in rows]
        name = self.say("、", ", ").join(names[:SHOWN])
        if len(names) > 1:
            name += self.say(f"（{len(names)} 个并列）", f" ({len(names)} tied)")
        what = self.measure(query.measures[0])
        value = _measured(query.measures[0], row[keys])
        way = self.say(
            "最高" if query.descending else "最低", "highest" if query.descending else "lowest"
        )
        titles = self.say("、", ", ").join(self.group(g) for g in query.groups)
        return self.say(
            f"{titles} 中，{what}{way}的是 {name}：{value}{self.where()}。",
            f"{name} {'has' if len(rows) == 1 else 'have'} the {way} {what} by {titles}: {value}{self.where()}.",
        )

    def _table_text(self, columns, rows):
        query, keys = self.query, len(self.query.groups)
        names = self.say("、", " and ").join(self.group(g) for g in query.groups)
        what = self.say("、", ", ").join(self.measure(m) for m in query.measures)
        head = self.say(
            f"按 {names} 统计的{what}{self.where()}：",
            f"{_sentence(what, query.measures)} by {names}{self.where()}:",
        )
        lines = [self._line(columns, row, keys) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(self.say(f"……共 {len(rows)} 组", f"… {len(rows)} groups in all"))
        return "\n".join([head, *lines])

    def _line(self, columns, row, keys):
        name = " / ".join(
            self.say("（空）", "(missing)") if value is None else number_text(value)
            for value in row[:keys]
        )
        titles = [self.measure(m) for m in self.query.measures]
        values = [
            _measured(m, value) for m, value in zip(self.query.measures, row[keys:], strict=False)
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
        names = {"share": "占比", "growth": "增长", "running total": "累计"}
        text = number_text(value) if not title.endswith("%") or value is None else f"{value:.2f}%"
        return f"{names[name]} {text}" if self.zh else f"{name} {text}"

    def _rows_text(self, columns, rows, matched):
        order = self.query.order
        if matched == 0:
            return self._no_row()
        shown = rows[: self.query.limit or 10]
        head = self.say(
            f"共 {matched} 行符合{self.where()}", f"{rows_text(matched)} fit{self.where()}"
        )
        if not self.query.filters:
            head = self.say(f"共 {matched} 行", f"{rows_text(matched)} in all")
        if order:
            way = self.say(
                "从大到小" if self.query.descending else "从小到大",
                "largest first" if self.query.descending else "smallest first",
            )
            head += self.say(f"，按 {order.name} {way}", f", by {order.name}, {way}")
        head += (
            self.say(f"，前 {len(shown)} 行：", f"; the first {len(shown)}:")
            if len(shown) < matched
            else self.say("：", ":")
        )
        lines = [
            "- "
            + ", ".join(f"{c}={number_text(_plain(v))}" for c, v in zip(columns, row, strict=True))
            for row in shown[:SHOWN]
        ]
        return "\n".join([head, *lines])

    def _relation_text(self, row):
        x, y = (measure.column.name for measure in self.query.measures)
        correlation, slope, intercept, pairs = row
        if correlation is None:
            return self.say(
                f"{x} 与 {y} 没有可用的成对数值。",
                f"{x} and {y} have no pairs of numbers to correlate.",
            )
        return self.say(
            f"{x} 与 {y} 的相关系数：{correlation:.4f}（{pairs} 对）；拟合 {y} ≈ {number_text(slope)} × {x} + {number_text(intercept)}。",
            f"The correlation of {x} and {y} is {correlation:.4f} ({pairs} pairs);"
            f" {y} ≈ {number_text(slope)} × {x} + {number_text(intercept)}.",
        )

    def _histogram_text(self, rows):
        column = self.query.measures[0].column
        if not rows:
            return self.say(f"{column.name} 没有数值。", f"{column.name} has no numbers.")
        low, high, most = max(rows, key=lambda row: row[2])
        return self.say(
            f"{column.name} 的分布：从 {number_text(rows[0][0])} 到 {number_text(rows[-1][1])}，最多的区间是 {number_text(low)}–{number_text(high)}（{most} 行）{self.where()}。",
            f"{column.name} runs from {number_text(rows[0][0])} to {number_text(rows[-1][1])}; the fullest range is"
            f" {number_text(low)}–{number_text(high)} with {most} rows{self.where()}.",
        )


def _plain(value):
    return value if value is None or isinstance(value, str | int | float) else str(value)


def rows_text(number):
    return f"{number} row" if number == 1 else f"{number} rows"
