"""A condition as SQL over the columns of a table."""

from query import Filter
from table import DATE, NUMBER, Column, literal, quote


def condition_sql(condition: Filter):
    """A filter as SQL over the columns of `source`."""
    name, operator, values = quote(condition.column.name), condition.operator, condition.values
    if operator in _SPECIAL:
        return _SPECIAL[operator](name, values)
    sign, _, aggregate = operator.partition(" ")
    if aggregate in ("mean", "median"):
        function = "avg" if aggregate == "mean" else "median"
        times = f"{literal(values[0])} * " if values else ""
        return f"{name} {sign} {times}(SELECT {function}({name}) FROM source)"
    if aggregate:
        share = int(aggregate[1:]) / 100
        return f"{name} {sign} (SELECT quantile_cont({name}, {share}) FROM source)"
    if operator in ("contains", "not_contains", "starts_with", "ends_with"):
        return _text_condition(name, operator, str(values[0]))
    return _comparison(condition.column, name, operator, values)


def _comparison(column, name, operator, values):
    name, written = _comparable(column, name, values)
    if operator == "between":
        return f"{name} BETWEEN {written[0]} AND {written[1]}"
    if operator in ("in", "not_in") or len(written) > 1:
        no = "NOT " if operator in ("not_in", "!=") else ""
        known = f"{name} IS NULL OR " if no else ""
        return f"({known}{name} {no}IN ({', '.join(written)}))"
    if operator == "!=":
        return f"{name} IS DISTINCT FROM {written[0]}"
    return f"{name} {operator} {written[0]}"


def _part_in(function):
    """A condition on a part of a date, such as its month."""
    return lambda name, values: f"{function}({name}) IN ({', '.join(map(str, values))})"


def _latest(name, values):
    newest = f"(SELECT date_trunc('{values[0]}', max({name})) FROM source)"
    return f"date_trunc('{values[0]}', {name}) = {newest}"


def _last(name, values):
    latest = f"(SELECT max({name}) FROM source)"
    return f"{name} > {latest} - INTERVAL {values[0]} {values[1]}"


def _usual(name):
    """Within the quartiles and one and a half times what lies between them: no outlier."""
    low, high = (f"(SELECT quantile_cont({name}, {q}) FROM source)" for q in (0.25, 0.75))
    return f"{name} BETWEEN 2.5 * {low} - 1.5 * {high} AND 2.5 * {high} - 1.5 * {low}"


def _periods(name, values):
    ranges = [f"({name} >= TIMESTAMP '{a}' AND {name} < TIMESTAMP '{b}')" for a, b in values]
    return f"({' OR '.join(ranges)})"


def _leader(name, values):
    """The cells that come first, by how many rows they have or by a figure of a column."""
    filters, descending, count, figure, column = values
    fits = " AND ".join([*map(condition_sql, filters), f"{name} IS NOT NULL"])
    by = f"{figure}({quote(column.name)})" if column else "count(*)"
    order = f"ORDER BY {by} {'DESC' if descending else 'ASC'}, 1 LIMIT {count}"
    return f"{name} IN (SELECT {name} FROM source WHERE {fits} GROUP BY 1 {order})"


def _sized(name, values):
    """The cells that more than so many rows have, or fewer."""
    fits = " AND ".join([*map(condition_sql, values[0]), f"{name} IS NOT NULL"])
    having = f"HAVING count(*) {values[1]} {values[2]}"
    return f"{name} IN (SELECT {name} FROM source WHERE {fits} GROUP BY 1 {having})"


_SPECIAL = {
    "sized": _sized,
    "leader": _leader,
    "missing": lambda name, _: f"{name} IS NULL",
    "present": lambda name, _: f"{name} IS NOT NULL",
    "any": lambda _, values: f"({' OR '.join(map(condition_sql, values))})",
    "usual": lambda name, _: _usual(name),
    "unusual": lambda name, _: f"NOT ({_usual(name)})",
    "months": _part_in("month"),
    "weekdays": _part_in("isodow"),
    "hours": _part_in("hour"),
    "latest": _latest,
    "last": _last,
    "periods": _periods,
}


def _text_condition(name, operator, text):
    shape = {"starts_with": "{}%", "ends_with": "%{}"}.get(operator, "%{}%")
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    no = "NOT " if operator == "not_contains" else ""
    return f"{name}::VARCHAR {no}ILIKE {literal(shape.format(escaped))} ESCAPE '\\'"


def _comparable(column, name, values):
    """The column and the values in a form that compares: numbers, moments, or folded text."""
    if isinstance(values[0], Column):
        return name, [quote(value.name) for value in values]
    if column.kind == NUMBER:
        return name, [literal(float(v)) if not _is_int(v) else str(int(v)) for v in values]
    if column.kind == DATE:
        return name, [f"TIMESTAMP {literal(v)}" for v in values]
    return f"lower({name})", [literal(str(v).lower()) for v in values]


def _is_int(value):
    return float(value) == int(float(value)) if str(value).lower() not in ("inf", "nan") else False
