"""What things are called in both languages, and how values are written."""

# ruff: noqa: E501 - names in two languages are one line

import math
from datetime import date, timedelta

from query import QUANTILES
from rounding import fixed_text
from table import Column
from units import with_unit

_ZH = {
    "sum": "总和", "mean": "平均值", "median": "中位数", "count": "数量", "distinct": "不同值的个数",
    "min": "最小值", "max": "最大值", "span": "最大与最小之差", "std": "标准差", "iqr": "四分位距", "var": "方差", "missing": "缺失个数",
    "mode": "众数", "repeaters": "出现两次及以上的个数", "repeat": "出现两次及以上的占比（复购率）", "units": "的个数",
}  # fmt: skip
_EN = {
    "sum": "total", "mean": "average", "median": "median", "count": "count", "distinct": "number of different values",
    "min": "minimum", "max": "maximum", "span": "difference of maximum and minimum", "std": "standard deviation", "iqr": "interquartile range", "var": "variance", "missing": "missing",
    "mode": "commonest value", "repeaters": "number with two rows or more", "repeat": "share with two rows or more", "units": "number of",
}  # fmt: skip
UNITS_ZH = {
    "day": "日",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "half": "半年",
    "year": "年",
    "hour": "小时",
    "minute": "分钟",
    "dated hour": "某天某小时",
    **{f"{n} minutes": f"{n} 分钟" for n in (5, 10, 15, 20, 30)},
    "weekday": "星期几，1 是周一",
    "daytype": "工作日或周末",
}
UNITS_EN = {
    "weekday": "day of the week (1 = Monday)",
    "hour": "hour of the day",
    "dated hour": "date and hour",
    "daytype": "workday or weekend",
}
_OPERATORS_ZH = {
    "=": "是", "!=": "不是", "between": "介于", "contains": "包含", "not_contains": "不包含", "starts_with": "开头是",
    "ends_with": "结尾是", "missing": "为空", "present": "不为空", "usual": "不是异常值（四分位距法）", "unusual": "是异常值（四分位距法）", "in": "是", "not_in": "不是", "periods": "在", "months": "的月份是", "hours": "的钟点是", "weekdays": "是",
}  # fmt: skip
_OPERATORS_EN = {
    "=": "is", "!=": "is not", "not_contains": "does not contain", "starts_with": "starts with", "ends_with": "ends with",
    "missing": "is missing", "present": "is not missing", "usual": "is no outlier (within 1.5 times the interquartile range)", "unusual": "is an outlier (beyond 1.5 times the interquartile range)", "in": "is", "not_in": "is not", "periods": "is in", "months": "has month", "hours": "is in the hour of", "weekdays": "is a",
}  # fmt: skip
_ROUNDED = {"mean", "median", "std", "iqr", "var"} | QUANTILES
GROWTH = {
    "before": ("比上一期的增长（环比）", "growth over the period before"), "year": ("比上年同期的增长（同比）", "growth over the same period a year before"),
    "ends": ("从第一期到最后一期的增长", "growth from the first period to the last"), "row": ("比前一个时段的增长", "growth over the period named before"),
}  # fmt: skip
KINDS = {
    "relation": ("两列的关系", "the relation of two columns"), "correlations": ("各列的相关系数", "correlations"),
    "reasons": ("一组的数由什么组成", "what the figure of a group is made of"), "outliers": ("异常值", "outliers"), "duplicates": ("重复", "duplicates"), "missing": ("各列的缺失值", "missing values of every column"),
}  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def titled(column):
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


_SHORT_DAYS = 2


def measured(measure, value):
    """A measure's value: averages and the like with two decimals, and its unit."""
    if measure.aggregate in ("rate", "part", "repeat") and value is not None:
        return percent_text(measure, value)
    if measure.digits is not None and (isinstance(value, float) or measure.aggregate in _ROUNDED):
        return with_unit(fixed_text(value, measure.digits), measure) if value is not None else "–"
    if (
        isinstance(value, float)
        and (measure.aggregate in _ROUNDED or measure.over)
        and abs(value) >= 1
    ):
        value = round(value, 2)
    return with_unit(number_text(value), measure) + _in_hours(measure, value)


def percent_text(measure, value):
    """A percentage with two decimals, or as many as are asked for."""
    return f"{fixed_text(value, 2 if measure.digits is None else measure.digits)}%"


def _in_hours(measure, value):
    """ "0.4 days (9.7 h)": a time between two moments that is short."""
    between = measure.column is not None and "/ 86400.0" in measure.column.formula
    short = between and isinstance(value, int | float) and 0 < abs(value) < _SHORT_DAYS
    return f" ({number_text(round(value * 24, 2))} h)" if short else ""


def ordinal_text(number):
    """ "2nd" """
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(str(number)[-1], "th")
    return f"{number}{'th' if str(number) in ('11', '12', '13') else ending}"


def _quantile(aggregate, say):
    """ "95th percentile" for p95."""
    number = aggregate[1:]
    return say(f"{number} 分位数", f"{ordinal_text(number)} percentile")


def aggregate_word(aggregate, say):
    """ "average" """
    return _quantile(aggregate, say) if aggregate in QUANTILES else say(_ZH, _EN)[aggregate]


def condition_text(condition, say):
    """ "units > 20" """
    if condition.operator == "latest":
        unit = condition.values[0]
        latest = say(
            f"在数据最近的一{'个' if unit == 'month' else ''}{UNITS_ZH[unit]}",
            f"in the latest {unit} of the data",
        )
        return f"{condition.column.name} {latest}"
    if condition.operator == "last":
        count, unit = condition.values
        days = f"{count} {UNITS_ZH[unit]}"
        latest = say(
            f"最后 {days}", f"in the last {count} {unit}{'s' if count > 1 else ''} of the file"
        )
        return f"{condition.column.name} {latest}"
    if condition.operator == "leader":
        name, (_, most, count, *_) = condition.column.name, condition.values
        return say(
            f"{name} 是排在最{'前' if most else '后'}的{f' {count} 个' if count > 1 else '那个'}",
            f"{name} is {'one of ' if count > 1 else ''}the {count if count > 1 else 'one'} that came {'first' if most else 'last'}",
        )
    if condition.operator == "sized":
        name, (_, sign, count) = condition.column.name, condition.values
        return say(f"{name} 的行数 {sign} {count}", f"{name} has {sign} {count} rows")
    if condition.operator == "any":
        return say("或", " or ").join(condition_text(one, say) for one in condition.values)
    sign, _, aggregate = condition.operator.partition(" ")
    if aggregate:
        whole = say(
            f"全部行的{aggregate_word(aggregate, say)}",
            f"the {aggregate_word(aggregate, say)} of all rows",
        )
        times = f"{number_text(condition.values[0])} × " if condition.values else ""
        return f"{condition.column.name} {sign} {times}{whole}"
    operator = say(_OPERATORS_ZH, _OPERATORS_EN).get(condition.operator, condition.operator)
    values = [_value_text(condition, value, say) for value in condition.values]
    between = say(" 和 ", " and ") if condition.operator == "between" else say(" 或 ", " or ")
    return f"{condition.column.name} {operator} {between.join(values)}".strip()


def _value_text(condition, value, say):
    if isinstance(value, Column):
        return value.name
    if condition.operator == "hours":
        return f"{value:02}:00"
    if condition.operator == "weekdays":
        day = int(value) - 1
        return say("星期" + "一二三四五六日"[day], _DAYS[day])
    return _span_text(*value) if isinstance(value, tuple) else number_text(value)


def _span_text(first, after):
    """A span of days by its first and its last; one with hours as it is."""
    last = (
        (date.fromisoformat(after) - timedelta(days=1)).isoformat() if len(after) == 10 else after
    )
    return f"{first} – {last}"


def rows_text(number):
    return f"{number} row" if number == 1 else f"{number} rows"
