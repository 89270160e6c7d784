"""The SQL of a Query: one statement for the answer, one for how many rows it stands on."""

# ruff: noqa: E501 - a statement is read as one line

from conditionsql import condition_sql
from fields import of_rows
from query import QUANTILES
from reasons import reasons_sql
from studysql import STUDIES, study_sql
from table import DATE, Column, literal, quote
from windows import MOST_ROWS, ordered, windowed

_FUNCTIONS = {
    "sum": "fsum({c})", "mean": "favg({c})", "median": "median({c})", "count": "count({c})",
    "distinct": "count(DISTINCT {c})", "min": "min({c})", "max": "max({c})",
    "span": "max({c}) - min({c})",
    "iqr": "quantile_cont({c}, 0.75) - quantile_cont({c}, 0.25)",
    "std": "stddev_samp({c})", "var": "var_samp({c})", "missing": "count(*) - count({c})",
    "mode": "mode({c})", "repeaters": "len(list_filter(map_values(histogram({c})), lambda n: n > 1))",
    "repeat": "len(list_filter(map_values(histogram({c})), lambda n: n > 1)) * 100.0 / nullif(count(DISTINCT {c}), 0)",
}  # fmt: skip
_FORMATS = {
    "day": "%Y-%m-%d",
    "week": "%Y-%m-%d",
    "month": "%Y-%m",
    "year": "%Y",
    "minute": "%Y-%m-%d %H:%M",
    "dated hour": "%Y-%m-%d %H:00",
}


def answer_sql(table, query):
    """The statement whose rows are the answer."""
    if query.kind == "rows":
        return _rows_sql(table, query)
    if query.kind in STUDIES:
        return study_sql(table, query)
    if query.kind == "reasons":
        return reasons_sql(_picked(table, query), query, group_key)
    if query.kind == "relation":
        return _relation_sql(table, query)
    if query.kind == "histogram":
        return _histogram_sql(table, query)
    picked = _picked(table, query)
    titles = [quote(title) for title in group_titles(query)]
    keys = [f"{group_key(g)} AS {t}" for g, t in zip(query.groups, titles, strict=True)]
    values = [f"{_aggregate(m)} AS {quote(m.title)}" for m in query.measures]
    rows = "picked"
    if query.measures[0].aggregate == "happened":
        picked, rows = f"{picked}, {_happened(query)}", "happened"
    sql = f"{picked}\nSELECT {', '.join(keys + values)}\nFROM {rows}"
    if keys:
        dated = [quote(g.column.name) for g in query.groups if g.unit]
        sql += f"\nWHERE {' AND '.join(f'{d} IS NOT NULL' for d in dated)}" if dated else ""
        sql += f"\nGROUP BY {', '.join(str(i + 1) for i in range(len(keys)))}"
    return ordered(windowed(sql, query, titles), query, titles)


def group_titles(query):
    """The names of the result's group columns, each once."""
    titles = []
    for group in query.groups:
        title = group.title
        titles.append(group.column.name if title in titles else title)
    return titles


def _happened(query):
    """Every row once for each of its dates, with that date in the place of the first."""
    first = quote(query.groups[0].column.name)
    each = [
        f"  SELECT * REPLACE ({quote(m.column.name)} AS {first}), {literal(m.column.name)} AS what FROM picked"
        for m in query.measures
    ]
    return "happened AS (\n" + "\n  UNION ALL\n".join(each) + "\n)"


def tally_sql(table, query):
    """One row: rows read, rows that fit the conditions, and per measure used and unreadable."""
    fits = " AND ".join(condition_sql(f) for f in query.filters) or "true"
    checked = counted_columns(query)
    raws = [f"{_raw(column)} AS {quote(column.name + ' as written')}" for column in checked]
    counts = ["count(*)", f"count(*) FILTER (WHERE {fits})"]
    for column in checked:
        name, written = quote(column.name), quote(column.name + " as written")
        counts.append(f"count({name}) FILTER (WHERE {fits})")
        counts.append(
            f"count(*) FILTER (WHERE {fits} AND {name} IS NULL AND {written} IS NOT NULL)"
        )
    return f"WITH source AS (\n{_source(table, query.columns(), raws)}\n)\nSELECT {', '.join(counts)} FROM source"


def counted_columns(query):
    """The columns whose missing and unreadable cells are counted."""
    columns = [measure.column for measure in query.measures if measure.column]
    columns += [group.column for group in query.groups]
    return list({column.name: column for column in columns}.values())


def _raw(column):
    if column.factors:
        return "NULL"
    return f"cell({column.raw()})"


def _source(table, columns, more=()):
    parts = [f"{column.value()} AS {quote(column.name)}" for column in columns] + list(more)
    listed = ",\n    ".join(parts) or "1 AS present"
    whole = "\n  WHERE json IS NOT NULL" if table.is_json else ""
    return f"  SELECT {listed}\n  FROM {table.source}{whole}"


def _picked(table, query):
    fits = "\n    AND ".join(condition_sql(f) for f in query.filters)
    where = f"\n  WHERE {fits}" if fits else ""
    source = _source(table, query.columns())
    if query.among:
        column, descending, count = query.among
        way = "DESC" if descending else "ASC"
        where += f"\n  ORDER BY {quote(column.name)} {way} NULLS LAST LIMIT {count}"
    return f"WITH source AS (\n{source}\n), picked AS (\n  SELECT * FROM source{where}\n)"


def _rows_sql(table, query):
    """Whole rows, cells as they are written, in the file's order or sorted by a column."""
    fits = " AND ".join(condition_sql(f) for f in query.filters)
    fields = of_rows(table, query.fields) if query.fields else None
    shown = ", ".join(_shown(column) for column in table.columns)
    if fields:
        shown = ", ".join(
            f"{_shown(c).partition(' AS ')[0]} AS {quote(name)}" for c, name in fields
        )
    source = _source(table, (*table.columns, *_made(query)))
    way = "DESC" if query.descending else "ASC"
    keys = [f"{quote(query.order.name)} {way} NULLS LAST"] if query.order else []
    keys += [quote(query.then.name)] if query.then else []
    order = f"\nORDER BY {', '.join(keys)}" if keys else ""
    made = [] if fields else [column for column in _made(query) if not column.untold]
    shown += "".join(f", {quote(column.name)}" for column in made)
    where = f"\nWHERE {fits}" if fits else ""
    if query.tail:
        placed = f"SELECT *, row_number() OVER () AS place_in_file FROM source{where}"
        return (
            f"WITH source AS (\n{source}\n), placed AS (\n{placed}\n), ending AS (\n"
            f"SELECT * FROM placed ORDER BY place_in_file DESC LIMIT {query.limit}\n)\n"
            f"SELECT {shown}\nFROM ending\nORDER BY place_in_file\nLIMIT {query.limit}"
        )
    return (
        f"WITH source AS (\n{source}\n)\nSELECT {shown}\nFROM source"
        + where
        + (f"\nQUALIFY dense_rank() OVER ({order.strip()}) = {query.place}" if query.place else "")
        + f"{order}\nLIMIT {query.limit or MOST_ROWS}"
        + (f" OFFSET {query.skip}" if query.skip else "")
    )


def _made(query):
    """The columns of a query that the file does not have, each once."""
    used = [*query.added, *(f.column for f in query.filters)]
    used += [query.order] if isinstance(query.order, Column) else []
    used += [query.then] if query.then else []
    return list({c.name: c for c in used if c.factors}.values())


def _shown(column):
    name = quote(column.name)
    if column.kind != DATE:
        return name
    return f"strftime({name}, '{'%Y-%m-%d %H:%M:%S' if column.has_time else '%Y-%m-%d'}') AS {name}"


def _relation_sql(table, query):
    x, y = (quote(measure.column.name) for measure in query.measures[:2])
    return (
        f"{_picked(table, query)}\nSELECT corr({y}, {x}) AS correlation, regr_slope({y}, {x}) AS slope,"
        f" regr_intercept({y}, {x}) AS intercept, regr_count({y}, {x}) AS pairs\nFROM picked"
    )


def _histogram_sql(table, query):
    """Rows of (from, to, count): equal ranges; whole numbers of a small range one by one."""
    column, bins = query.measures[0].column, query.bins
    name = quote(column.name)
    whole = f"hi - lo < {bins} AND lo = floor(lo)" if column.integer else "hi = lo"
    return (
        f"{_picked(table, query)}, bounds AS (\n"
        f"  SELECT min({name}) AS lo, max({name}) AS hi,"
        f" CASE WHEN {whole} THEN 1 ELSE (hi - lo) / {bins} END AS step FROM picked\n), placed AS (\n"
        f"  SELECT lo, step, CASE WHEN step = 1 THEN floor({name} - lo)"
        f" ELSE least(floor(({name} - lo) / step), {bins - 1}) END AS place\n"
        f"  FROM picked, bounds WHERE {name} IS NOT NULL\n)\n"
        'SELECT lo + place * step AS "from", lo + (place + 1) * step AS "to", count(*) AS count\n'
        "FROM placed GROUP BY 1, 2 ORDER BY 1"
    )


def points_sql(table, query, most=5000):
    """The values behind a scatter plot; at most so many points, picked evenly."""
    columns = [quote(measure.column.name) for measure in query.measures]
    present = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    chosen = f"(SELECT {', '.join(columns)} FROM picked WHERE {present})"
    sample = f"USING SAMPLE reservoir({most} ROWS) REPEATABLE (1)"
    return f"{_picked(table, query)}\nSELECT * FROM {chosen} {sample}"


def boxes_sql(table, query, most=30, beyond=100):
    """Rows of (name, quartile, median, quartile, whisker, whisker, values beyond) of a box plot."""
    columns = {measure.column.name: measure.column for measure in query.measures}
    key = group_key(query.groups[0]) if query.groups else ""
    spread = "\nUNION ALL ".join(
        f"SELECT {key or literal(name)} AS name, {quote(name)} AS value FROM picked WHERE {quote(name)} IS NOT NULL"
        for name in columns
    )
    low, high = "q1 - 1.5 * (q3 - q1)", "q3 + 1.5 * (q3 - q1)"
    return (
        f"{_picked(table, query)}, spread AS (\n{spread}\n), boxes AS (\n"
        "SELECT name, quantile_cont(value, 0.25) AS q1, median(value) AS med, quantile_cont(value, 0.75) AS q3"
        f" FROM spread GROUP BY name ORDER BY name LIMIT {most}\n)\n"
        f"SELECT name, q1, med, q3, min(value) FILTER (value >= {low}), max(value) FILTER (value <= {high}),"
        f" coalesce(min(value, {beyond}) FILTER (value < {low}), []) || coalesce(max(value, {beyond}) FILTER (value > {high}), [])\n"
        "FROM spread JOIN boxes USING (name) GROUP BY name, q1, med, q3 ORDER BY name"
    )


def _aggregate(measure):
    column = quote(measure.column.name) if measure.column else "*"
    if measure.aggregate == "happened":
        return f"count(*) FILTER (WHERE what = {literal(measure.column.name)})"
    if measure.condition:
        fits = condition_sql(measure.condition)
        if measure.aggregate == "fitting":
            return f"count(*) FILTER (WHERE {fits})"
        whole = "*" if measure.condition.operator == "missing" else column
        return f"count(*) FILTER (WHERE {fits}) * 100.0 / nullif(count({whole}), 0)"
    if measure.whole:
        return _of_both(measure, column, quote(measure.whole.name))
    units = f"count(DISTINCT {group_key(measure.over)})" if measure.over else ""
    if measure.aggregate == "units":
        return units
    if measure.aggregate == "count" and not measure.column:
        return f"count(*) * 1.0 / nullif({units}, 0)" if units else "count(*)"
    if measure.aggregate in QUANTILES:
        return f"quantile_cont({column}, {round(float(measure.aggregate[1:]) / 100, 6)})"
    text = _FUNCTIONS[measure.aggregate].format(c=column)
    if units:
        return f"{text} / nullif({units}, 0)"
    if measure.column and measure.column.kind == DATE and measure.aggregate in ("min", "max"):
        return (
            f"strftime({text}, '{'%Y-%m-%d %H:%M:%S' if measure.column.has_time else '%Y-%m-%d'}')"
        )
    return text


def _of_both(measure, column, whole):
    """One column and another: their correlation, or the one total by the other."""
    if measure.aggregate == "corr":
        return f"corr({whole}, {column})"
    scale = " * 100.0" if measure.aggregate == "part" else f" * {measure.times}"
    return f"fsum({column}){scale} / nullif(fsum({whole}), 0)"


def group_key(group):
    """The value rows are grouped by, as SQL."""
    name = quote(group.column.name)
    if group.unit == "quarter":
        return f"strftime({name}, '%Y') || '-Q' || quarter({name})"
    if group.unit == "half":
        return f"strftime({name}, '%Y') || CASE WHEN month({name}) < 7 THEN '-H1' ELSE '-H2' END"
    if group.unit == "week":
        return f"strftime(date_trunc('week', {name}), '%Y-%m-%d')"
    if group.unit == "hour":
        return f"strftime({name}, '%H') || ':00'"
    if group.unit.endswith(" minutes"):
        begun = f"time_bucket(INTERVAL '{group.unit}', {name}, TIMESTAMP '2000-01-01')"
        return f"strftime({begun}, '%Y-%m-%d %H:%M')"
    if group.unit == "daytype":
        return f"CASE WHEN isodow({name}) > 5 THEN 'weekend' ELSE 'workday' END"
    if group.unit == "weekday":
        return f"isodow({name}) || ' ' || dayname({name})"
    if group.unit:
        return f"strftime({name}, '{_FORMATS[group.unit]}')"
    return name
