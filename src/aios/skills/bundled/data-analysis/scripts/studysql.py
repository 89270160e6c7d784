"""The SQL of studies: correlations, outliers, duplicates and missing cells."""

# ruff: noqa: E501 - a statement is read as one line

from itertools import combinations

from conditionsql import condition_sql
from table import NUMBER, literal, quote
from windows import MOST_ROWS

ROW = "row"  # the name of the column that holds a row's number, 1 below the header


def study_sql(table, query):
    """The statement of a study."""
    return STUDIES[query.kind](table, query)


def _numbered(table, query):
    """All columns with the number of each row, of which `picked` are those that fit."""
    columns = ",\n    ".join(f"{c.value()} AS {quote(c.name)}" for c in _held(table, query))
    whole = "\n  WHERE json IS NOT NULL" if table.is_json else ""
    fits = "\n    AND ".join(condition_sql(f) for f in query.filters) or "true"
    return (
        f'WITH source AS (\n  SELECT {columns},\n    row_number() OVER () AS "{ROW}"\n'
        f"  FROM {table.source}{whole}\n), picked AS (\n  SELECT * FROM source\n  WHERE {fits}\n)"
    )


def _held(table, query):
    """The columns of the file, and those that the query makes of them."""
    made = [m.column for m in query.measures if m.column and m.column.factors]
    made += [f.column for f in query.filters if f.column.factors]
    return list({c.name: c for c in (*table.columns, *made)}.values())


def _correlations_sql(table, query):
    """Rows of (one, other, correlation, pairs), the strongest first."""
    columns = [m.column for m in query.measures]
    pairs = list(combinations(columns, 2))
    if query.shown:  # one column against the others
        pairs = [(columns[0], other) for other in columns[1:]]
    selects = [_pair_sql(a, b, query.method) for a, b in pairs]
    body = "\nUNION ALL ".join(selects)
    return f"{_numbered(table, query)}, pairs AS (\n{body}\n)\nSELECT * FROM pairs ORDER BY abs(correlation) DESC NULLS LAST, 1, 2"


def _pair_sql(a, b, method):
    x, y = quote(a.name), quote(b.name)
    names = f"{literal(a.name)} AS one, {literal(b.name)} AS other"
    source = "picked"
    if method == "spearman":
        both = f"WHERE {x} IS NOT NULL AND {y} IS NOT NULL"
        source = f"(SELECT {_rank(x)} AS x, {_rank(y)} AS y FROM picked {both})"
        x, y = "x", "y"
    value = f"corr({x}, {y})"
    return f"SELECT {names}, CASE WHEN isfinite({value}) THEN {value} END AS correlation, regr_count({x}, {y}) AS pairs FROM {source}"


def _rank(name):
    """The rank of a value, those that are equal sharing the mean of their ranks."""
    return f"rank() OVER (ORDER BY {name}) + (count(*) OVER (PARTITION BY {name}) - 1) / 2.0"


def _outliers_sql(table, query):
    """The rows outside the limits of the one column, the farthest first; for several, their counts."""
    columns = [m.column for m in query.measures]
    if len(columns) > 1:
        return limits_sql(table, query)
    name = quote(columns[0].name)
    low, high = _limits(name, query.method)
    shown = ", ".join(f"picked.{quote(c.name)}" for c in _held(table, query))
    return (
        f"{_numbered(table, query)}, limits AS (\n  SELECT {low} AS low, {high} AS high FROM picked\n)\n"
        f'SELECT picked."{ROW}", {shown}\nFROM picked, limits\nWHERE {name} < low OR {name} > high\n'
        f"ORDER BY abs({name} - (low + high) / 2) DESC, 1\nLIMIT {MOST_ROWS}"
    )


def limits_sql(table, query):
    """Rows of (column, values, low, high, outside) for every column, by the query's method."""
    selects = []
    for measure in query.measures:
        name = quote(measure.column.name)
        low, high = _limits(name, query.method)
        selects.append(
            f'SELECT {literal(measure.column.name)} AS "column", count({name}) AS "values", any_value(low) AS low,'
            f" any_value(high) AS high, count(*) FILTER (WHERE {name} < low OR {name} > high) AS outside\n"
            f"FROM picked, (SELECT {low} AS low, {high} AS high FROM picked)"
        )
    return f"{_numbered(table, query)}\n" + "\nUNION ALL ".join(selects)


def _limits(name, method):
    """The expressions of the lowest and the highest value that is no outlier."""
    if method == "zscore":
        return tuple(f"avg({name}) {sign} 3 * stddev_samp({name})" for sign in "-+")
    low, high = (f"quantile_cont({name}, {q})" for q in (0.25, 0.75))
    return f"{low} - 1.5 * ({high} - {low})", f"{high} + 1.5 * ({high} - {low})"


def _duplicates_sql(table, query):
    """Rows of (values…, times, rows): what occurs more than once, the most frequent first."""
    columns = [m.column for m in query.measures] or list(table.columns)
    names = ", ".join(quote(c.name) for c in columns)
    present = f"WHERE {quote(columns[0].name)} IS NOT NULL\n" if query.method == "values" else ""
    return (
        f'{_numbered(table, query)}\nSELECT {names}, count(*) AS times, list("{ROW}" ORDER BY "{ROW}")[:10] AS rows\n'
        f'FROM picked\n{present}GROUP BY {names}\nHAVING count(*) > 1\nORDER BY times DESC, min("{ROW}")\nLIMIT {MOST_ROWS * 10}'
    )


def _missing_sql(table, query):
    """Rows of (column, missing, share %), the emptiest first."""
    cells = ", ".join(f"{_written(c)} AS {quote(c.name)}" for c in table.columns)
    whole = "\n  WHERE json IS NOT NULL" if table.is_json else ""
    counts = ", ".join(
        f"count(*) - count({quote(c.name)}) AS m{at}" for at, c in enumerate(table.columns)
    )
    selects = [
        f'SELECT {literal(c.name)} AS "column", m{at} AS missing, m{at} * 100.0 / nullif(rows, 0) AS "share %" FROM facts'
        for at, c in enumerate(table.columns)
    ]
    body = "\nUNION ALL ".join(selects)
    return (
        f"WITH source AS (\n  SELECT {cells}\n  FROM {table.source}{whole}\n), facts AS MATERIALIZED (\n"
        f"  SELECT count(*) AS rows, {counts} FROM source\n), found AS (\n{body}\n)\n"
        "SELECT * FROM found ORDER BY missing DESC"
    )


def _written(column):
    """The cell as it is written, missing where it says nothing."""
    if column.factors or (column.kind == NUMBER and not column.style):
        return column.value()
    return f"cell({column.raw()})"


STUDIES = {
    "correlations": _correlations_sql,
    "outliers": _outliers_sql,
    "limits": limits_sql,
    "duplicates": _duplicates_sql,
    "missing": _missing_sql,
}
