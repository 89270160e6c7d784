"""What is asked of a table, in one shape: both the sentence and the typed action end here."""

import difflib
from dataclasses import dataclass, field
from datetime import datetime

from aios_skill import Failure
from table import DATE, NUMBER, Column

AGGREGATES = (
    "sum", "mean", "median", "count", "distinct", "min", "max", "std", "var",
    "p25", "p75", "p90", "p95", "p99", "mode", "missing",
)  # fmt: skip
QUANTILES = {f"p{percent}" for percent in (*range(1, 100), 99.9, 99.99, 99.5)}
NUMERIC_ONLY = {"sum", "mean", "median", "std", "var", "iqr"} | QUANTILES
TIME_UNITS = ("day", "week", "month", "quarter", "year", "hour", "minute", "weekday")
OPERATORS = (
    "=", "!=", ">", ">=", "<", "<=", "between", "in", "not_in",
    "contains", "not_contains", "starts_with", "ends_with", "missing", "present", "months",
)  # fmt: skip
RATIO = "{0} / nullif({1}, 0)"  # one column by another, row by row
PERCENT = "{0} * 100.0 / nullif({1}, 0)"  # one column as a part of another
CHARTS = ("bar", "line", "pie", "histogram", "scatter")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A column to group by; dates by a time unit."""

    column: Column
    unit: str = ""

    @property
    def title(self):
        """The result column's name."""
        return self.unit or self.column.name


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An aggregate of a column; the column is None where rows are counted.

    "fitting" is the number of rows that fit the `condition`,
    "rate" is the percentage of the rows whose `column` is not missing that fit the `condition`.
    "happened" is the number of rows by their own date in the column, beside those of the others.
    "part" is the total of the column as a percentage of the total of the column `whole`,
    "corr" is the correlation of the column with the column `whole`,
    "ratio" is the one total divided by the other, `times` so many.
    With `over`, the total is divided by how many of those units the rows lie in: sales per day.
    The aggregate "units" is how many units that are; `digits` stand after the point.
    """

    aggregate: str
    column: Column | None = None
    condition: "Filter | None" = None
    over: Group | None = None
    whole: Column | None = None
    times: int = 1
    digits: int | None = None

    @property
    def title(self):
        """The result column's name."""
        if self.aggregate == "fitting":
            return f"rows({self.column.name})"
        if self.aggregate == "happened":
            return self.column.name
        if self.condition:
            return f"rate({self.column.name}) %"
        if self.aggregate == "units":
            return f"{self.over.title}s"
        if self.aggregate == "corr":
            return f"corr({self.column.name}, {self.whole.name})"
        if self.aggregate == "ratio":
            return f"sum({self.column.name}) / sum({self.whole.name})"
        if self.whole:
            return f"sum({self.column.name}) / sum({self.whole.name}) %"
        name = f"{self.aggregate}({self.column.name})" if self.column else "count"
        return f"{name} per {self.over.title}" if self.over else name


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A condition on a column. For dates values are ISO texts, for "months" numbers 1 to 12.

    A value may be another Column: "stock below reorder level". The values of "any" are Filters
    of which one is enough; "usual" leaves the outliers out.
    """

    column: Column
    operator: str
    values: tuple = ()

    def columns(self):
        """The columns it reads."""
        if self.operator == "leader":
            held = [column for one in self.values[0] for column in one.columns()]
            return [self.column, *held, *([self.values[4]] if self.values[4] else [])]
        if self.operator == "sized":
            return [self.column, *(column for one in self.values[0] for column in one.columns())]
        if self.operator == "any":
            return [column for one in self.values for column in one.columns()]
        return [self.column, *(value for value in self.values if isinstance(value, Column))]


@dataclass(kw_only=True)
class Query:
    """The question.

    - `kind`: aggregate, rows, summary, histogram, relation (two numeric columns), reasons
      (what makes one group stand out), or a study of
      columns: correlations, outliers, missing, duplicates.
    - `order`: "" (as found), "value" (the first measure), "group", "growth", "change", or a
      Column.
    - `then`: the Column by which rows stand that share a place in that order.
    - `per`: the limit holds inside each value of the first group.
    - `focus`: a Filter that picks groups to show after shares are computed.
    - `among`: (column, descending, n): only the n rows highest or lowest in a column count.
    - `having`: (operator, number): groups whose first measure fits.
    - `growth`: "" or what is compared with: "before" (the period before, by the calendar), "year"
      (the same period a year before), "row" (the period above) or "ends" (the last with the first).
    - `sequence`: the values of the first group in the order in which growth is told of them.
    - `shown`: (first, last) of the time keys that are shown.
    - `skip`: so many rows are passed over before the first that is shown.
    - `tail`: rows are the last ones of the file, not the first.
    - `moving`: how many periods a moving average spans.
    - `method`: how a study is made: pearson, spearman, iqr, zscore.
    - `compared`: two groups are held against each other, so their difference is told.
    - `place`: only what stands at this place in the order, such as the second highest.
    - `gap`: what the first is held against: "next", "last", "mean", "before" it in time.
    - `pareto`: the groups from the largest down that make up so many percent together.
    - `title`: what the picture is called where the question says it.
    - `added`: columns told with the rows that the file does not have.
    - `turned`: rows are told as columns, and columns as rows.
    - `fields`: the names that the columns of a kept result are to have.
    - `bins`: how many bars a histogram has.
    - `pivot`: the second group is spread over columns; with `totals` the columns have theirs.
    - `notes`: (zh, en) remarks on the reading; `others`: Readings beside the one taken.
    - `continues`: it goes on from the question before.
    """

    kind: str = "aggregate"
    measures: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    filters: list = field(default_factory=list)
    order: object = ""
    then: object = None
    descending: bool = True
    limit: int = 0
    per: bool = False
    share: bool = False
    growth: str = ""
    running: bool = False
    moving: int = 0
    tail: bool = False
    skip: int = 0
    shown: tuple = ()
    sequence: tuple = ()
    having: tuple = ()
    pivot: bool = False
    totals: bool = False
    fields: tuple = ()
    added: tuple = ()
    turned: bool = False
    compared: bool = False
    place: int = 0
    gap: str = ""
    pareto: int = 0
    method: str = ""
    chart: str = ""
    picture: str = ""
    title: str = ""
    bins: int = 20
    export: str = ""
    parted: tuple = ()  # (column, suffix): a file is written of each of its values
    focus: object = None
    among: tuple = ()
    notes: list = field(default_factory=list)
    others: list = field(default_factory=list)
    continues: bool = False

    def columns(self):
        """Every column the query reads, once, in order of use."""
        used = [group.column for group in self.groups]
        used += [measure.column for measure in self.measures if measure.column]
        used += [measure.over.column for measure in self.measures if measure.over]
        used += [measure.whole for measure in self.measures if measure.whole]
        used += [c for m in self.measures if m.condition for c in m.condition.columns()]
        for condition in self.filters:
            used += condition.columns()
        used += [self.among[0]] if self.among else []
        used += [self.order] if isinstance(self.order, Column) else []
        return list({column.name: column for column in used}.values())


def unknown_column(wanted, table, say):
    """The Failure for a column the file does not have, with the nearest names."""
    names = [column.name for column in table.columns]
    lowered = {name.lower(): name for name in names}
    near = [lowered[n] for n in difflib.get_close_matches(wanted.lower(), lowered, n=3, cutoff=0.5)]
    shared = [
        name for name in names if name not in near and set(wanted.lower()) & set(name.lower())
    ]
    near = (near or shared)[:3] if not wanted.isascii() else near
    offer = near or names[:12]
    listed = ", ".join(names[:20])
    return Failure(
        "column_unknown",
        say(f"文件里没有“{wanted}”这一列。", f'The file has no column "{wanted}".'),
        say(
            f"最接近的列：{'、'.join(offer)}。全部列：{listed}",
            f"Nearest: {', '.join(offer)}. All columns: {listed}",
        ),
        {"column": wanted, "nearest": offer, "columns": names},
    )


def typed_query(table, parameters, say):
    """The Query of the typed action's parameters, each checked against the table."""
    query = Query(limit=int(parameters.get("limit") or 0), chart=parameters.get("chart") or "")
    measures = _listed(parameters.get("measure"))
    aggregate = parameters.get("aggregate") or ("sum" if measures else "count")
    if aggregate not in QUANTILES:
        _one_of(aggregate, (*AGGREGATES, "none"), "aggregate", say)
    if query.chart:
        _one_of(query.chart, CHARTS, "chart", say)
    query.growth, query.moving = parameters.get("growth") or "", int(parameters.get("moving") or 0)
    query.running = bool(parameters.get("running"))
    columns = [named_column(table, name, say) for name in measures]
    query.measures = [checked_measure(aggregate, column, say) for column in columns] or [
        Measure(aggregate="count")
    ]
    query.groups = _groups(table, parameters, say)
    query.filters = [_filter(table, raw, say) for raw in parameters.get("filters") or []]
    if aggregate == "none":
        query.kind, query.measures = "rows", []
    query.pivot = bool(parameters.get("pivot")) and len(query.groups) == 2
    order = parameters.get("order") or ""
    query.descending = order != "ascending"
    if order:
        query.order = columns[0] if query.kind == "rows" and columns else "value"
    elif query.groups:
        query.order = "group" if query.groups[0].unit else "value"
    return query


def _listed(value):
    return [value] if isinstance(value, str) and value else list(value or [])


def named_column(table, name, say):
    """The column of this name, in any case; the Failure `column_unknown` where there is none."""
    column = table.column(name)
    if column is None:
        column = next((c for c in table.columns if c.name.lower() == str(name).lower()), None)
    if column is None:
        raise unknown_column(str(name), table, say)
    return column


def _one_of(value, allowed, what, say):
    if value not in allowed:
        raise Failure(
            "parameter_invalid",
            say(f"{what} 不能是“{value}”。", f'{what} cannot be "{value}".'),
            say(f"可以是：{', '.join(allowed)}", f"It is one of {', '.join(allowed)}."),
        )


def checked_measure(aggregate, column, say):
    """A Measure, or a Failure where the aggregate needs numbers and the column has none."""
    if aggregate in NUMERIC_ONLY and column.kind != NUMBER:
        raise Failure(
            "not_numeric",
            say(
                f"“{column.name}”列不是数字，不能计算 {aggregate}。",
                f'The column "{column.name}" does not hold numbers, so it has no {aggregate}.',
            ),
            say(
                f"它的值如：{', '.join(column.sample[:3])}",
                f"It holds values like {', '.join(column.sample[:3])}.",
            ),
            {"column": column.name},
        )
    return Measure(aggregate=aggregate, column=column)


def _groups(table, parameters, say):
    unit = parameters.get("time_unit") or ""
    if unit:
        _one_of(unit, TIME_UNITS, "time_unit", say)
    columns = [named_column(table, name, say) for name in _listed(parameters.get("group_by"))]
    dates = [column for column in columns if column.kind == DATE]
    if unit and not dates:
        dates = table.of_kind(DATE)[:1]
        if not dates:
            raise unknown_column("date", table, say)
        columns = [*dates, *columns]
    return [Group(column=c, unit=(unit or "day") if c.kind == DATE else "") for c in columns]


def _filter(table, raw, say):
    operator = raw.get("op") or "="
    _one_of(operator, OPERATORS, "op", say)
    column = named_column(table, raw.get("column", ""), say)
    values = raw.get("value")
    values = tuple(values) if isinstance(values, list) else (() if values is None else (values,))
    _check_values(column, operator, values, say)
    return Filter(column=column, operator=operator, values=values)


def _check_values(column, operator, values, say):
    """Enough values, and of the column's kind."""
    wanted = {"missing": 0, "present": 0, "between": 2}.get(operator, 1)
    reads = {NUMBER: float, DATE: datetime.fromisoformat}.get(column.kind, str)
    if operator == "months":
        reads = int
    elif operator in ("contains", "not_contains", "starts_with", "ends_with"):
        reads = str
    try:
        fine = len(values) >= wanted and all(reads(value) is not None for value in values)
    except (TypeError, ValueError):
        fine = False
    if not fine:
        raise Failure(
            "parameter_invalid",
            say(
                f"“{column.name} {operator}”的值不对：{list(values)}。",
                f'"{column.name} {operator}" cannot be compared with {list(values)}.',
            ),
            say(
                "数字列给数字，日期列给 YYYY-MM-DD，between 给两个值。",
                "Give numbers for number columns, YYYY-MM-DD for dates, two values for between.",
            ),
        )
