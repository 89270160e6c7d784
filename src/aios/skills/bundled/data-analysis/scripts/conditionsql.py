"""A condition as SQL over the columns of a table."""

from query import Filter
from table import DATE, NUMBER, Column, literal, quote


def condition_sql(condition: Filter):
    """A filter as SQL over the columns of `source`."""
    name, operator, values = quote(condition.column.name), condition.operator, condition.values
    if operator in ("missing", "present"):
        return f"{name} IS {'' if operator == 'missing' else 'NOT '}NULL"
    if operator == "months":
        return f"month({name}) IN ({', '.join(str(value) for value in values)})"
    if operator == "weekdays":
        return f"isodow({name}) IN ({', '.join(str(value) for value in values)})"
    if operator.endswith((" mean", " median")):
        sign, aggregate = operator.split()
        return f"{name} {sign} (SELECT {'avg' if aggregate == 'mean' else 'median'}({name}) FROM source)"
    if operator == "latest":
        newest = f"(SELECT date_trunc('{values[0]}', max({name})) FROM source)"
        return f"date_trunc('{values[0]}', {name}) = {newest}"
    if operator == "last":
        latest = f"(SELECT max({name}) FROM source)"
        return f"{name} > {latest} - INTERVAL {values[0]} {values[1]}"
    if operator == "periods":
        ranges = [f"({name} >= TIMESTAMP '{a}' AND {name} < TIMESTAMP '{b}')" for a, b in values]
        return f"({' OR '.join(ranges)})"
    if operator in ("contains", "not_contains", "starts_with", "ends_with"):
        return _text_condition(name, operator, str(values[0]))
    name, written = _comparable(condition.column, name, values)
    if operator == "between":
        return f"{name} BETWEEN {written[0]} AND {written[1]}"
    if operator in ("in", "not_in") or len(written) > 1:
        no = "NOT " if operator in ("not_in", "!=") else ""
        known = f"{name} IS NULL OR " if no else ""
        return f"({known}{name} {no}IN ({', '.join(written)}))"
    if operator == "!=":
        return f"{name} IS DISTINCT FROM {written[0]}"
    return f"{name} {operator} {written[0]}"


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
