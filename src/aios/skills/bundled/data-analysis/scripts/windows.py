"""What needs the grouped rows first: shares, growth, running totals, moving averages, limits, orders."""

# ruff: noqa: E501 - a statement is read as one line

from conditionsql import condition_sql
from sequences import in_sequence
from table import literal, quote

MOST_ROWS = 1000
# The key of the period before, by the calendar; other units have the row above before them.
_BEFORE = {
    "month": "strftime(strptime({k} || '-01', '%Y-%m-%d') - INTERVAL 1 MONTH, '%Y-%m')",
    "year": "({k}::INTEGER - 1)::VARCHAR",
    "quarter": "CASE WHEN right({k}, 1) = '1' THEN (left({k}, 4)::INTEGER - 1) || '-Q4'"
    " ELSE left({k}, 6) || (right({k}, 1)::INTEGER - 1) END",
    "week": "strftime(strptime({k}, '%Y-%m-%d') - INTERVAL 7 DAY, '%Y-%m-%d')",
}
_YEAR_BEFORE = "(left({k}, 4)::INTEGER - 1) || substr({k}, 5)"


def windowed(sql, query, titles):
    """The grouped rows with what is told beside them, those that are not asked for left out."""
    first = quote(query.measures[0].title)
    if query.having:
        operator, number = query.having
        sql = f"{_nested(sql, 'grouped')}\nSELECT * FROM grouped WHERE {first} {operator} {literal(number)}"
    if query.growth and query.groups:
        sql = _grown(sql, query, titles, first)
    if query.pareto:
        return _pareto(sql, query, titles, first)
    extra = _extras(query, titles, first)
    if extra:
        sql = f"{_nested(sql, 'filled')}\nSELECT *, {', '.join(extra)}\nFROM filled"
    if query.shown:
        low, high = (literal(key) for key in query.shown)
        sql = f"{_nested(sql, 'every')}\nSELECT * FROM every WHERE {titles[0]} BETWEEN {low} AND {high}"
    if query.focus:
        sql = f"{_nested(sql, 'shares')}\nSELECT * FROM shares WHERE {condition_sql(query.focus)}"
    if query.per and titles:
        way = "DESC" if query.descending else "ASC"
        kept = f"<= {query.limit}" if query.place < 2 else f"= {query.place}"
        sql = (
            f"{_nested(sql, 'ranked')}\nSELECT * FROM ranked\nQUALIFY {'dense_' * (query.place > 1)}rank() OVER"
            f" (PARTITION BY {titles[0]} ORDER BY {first} {way} NULLS LAST) {kept}"
        )
    return sql


def _extras(query, titles, first):
    """Columns told beside the grouped rows; along the time inside each value of the other groups."""
    if not titles:
        return []
    inside = f"PARTITION BY {', '.join(titles[1:])} " if titles[1:] else ""
    along = f"{inside}ORDER BY {titles[0]}"
    extra = []
    if query.share:
        whole = f"PARTITION BY {titles[0]}" if titles[1:] else ""
        extra.append(f'{first} * 100.0 / sum({first}) OVER ({whole}) AS "share %"')
    if query.running:
        extra.append(f'sum({first}) OVER ({along}) AS "running total"')
    if query.moving:
        frame = f"OVER ({along} ROWS BETWEEN {query.moving - 1} PRECEDING AND CURRENT ROW)"
        extra.append(
            f'CASE WHEN count(*) {frame} = {query.moving} THEN avg({first}) {frame} END AS "moving average"'
        )
    return extra


def _pareto(sql, query, titles, first):
    """The groups from the largest down, with their share and the share of all down to them."""
    along = f"ORDER BY {first} DESC NULLS LAST, {', '.join(titles)} ROWS UNBOUNDED PRECEDING"
    told = (
        f'{_nested(sql, "filled")}, told AS (\nSELECT *, {first} * 100.0 / sum({first}) OVER () AS "share %",'
        f' sum({first}) OVER ({along}) * 100.0 / sum({first}) OVER () AS "cumulative share %"\nFROM filled\n)\nSELECT * FROM told'
    )
    less = f'"cumulative share %" - "share %" < {query.pareto}'
    return told if query.pareto == 100 else f"{told} WHERE {less}"


def _grown(sql, query, titles, first):
    """Every row beside the period it is compared with: by the calendar, or the row above."""
    inside = f"PARTITION BY {', '.join(titles[1:])} " if titles[1:] else ""
    grouped, unit = _nested(sql, "grouped"), query.groups[0].unit
    if query.growth == "ends":
        return _from_end_to_end(grouped, titles, first)
    before = _YEAR_BEFORE if query.growth == "year" else _BEFORE.get(unit)
    if query.growth == "row" or before is None:
        along = _in_turn(query, titles[0]) or titles[0]
        held = f"SELECT *, lag({first}) OVER ({inside}ORDER BY {along}) AS earlier FROM grouped"
    else:
        same = "".join(f" AND past.{t} IS NOT DISTINCT FROM now.{t}" for t in titles[1:])
        key = before.format(k=f"now.{titles[0]}")
        held = (
            f"SELECT now.*, past.{first} AS earlier FROM grouped AS now"
            f" LEFT JOIN grouped AS past ON past.{titles[0]} = {key}{same}"
        )
    return _beside(grouped, held, first)


def _in_turn(query, title):
    """The place of a group in the sequence that was asked for, in SQL; "" where none was."""
    values = ", ".join(map(literal, query.sequence))
    return f"list_position([{values}], {title})" if values else ""


def _from_end_to_end(grouped, titles, first):
    """Each of the other groups in the last period beside the first; the time tells both."""
    time, *others = titles
    same = "".join(f" AND past.{t} IS NOT DISTINCT FROM now.{t}" for t in others)
    held = (
        f"SELECT now.* REPLACE (opens || ' → ' || closes AS {time}), past.{first} AS earlier"
        f" FROM grouped AS now JOIN (SELECT min({time}) AS opens, max({time}) AS closes FROM grouped)"
        f" ON now.{time} = closes LEFT JOIN grouped AS past ON past.{time} = opens{same}"
    )
    return _beside(grouped, held, first)


def _beside(grouped, held, first):
    """The rows `held`, with `earlier` in each, as growth and change."""
    return (
        f"{grouped}, beside AS (\n{held}\n)\nSELECT * EXCLUDE (earlier),"
        f' ({first} - earlier) * 100.0 / nullif(abs(earlier), 0) AS "growth %",'
        f' {first} - earlier AS "change"\nFROM beside'
    )


def _nested(sql, name):
    head, _, body = sql.rpartition("\n)\n")
    return f"{head}\n), {name} AS (\n{body}\n)"


def _lowest_first(title):
    """Ranges of numbers by the number that they begin with."""
    return f"TRY_CAST(regexp_extract({title}, '^-?[0-9.]+') AS DOUBLE)"


def ordered(sql, query, titles):
    """The statement with its order and limit."""
    way = "DESC" if query.descending else "ASC"
    first = quote(query.measures[0].title)
    if query.order in ("growth", "change"):
        by = "growth %" if query.order == "growth" else "change"
        sql += f'\nORDER BY "{by}" {way} NULLS LAST, {", ".join(titles)}'
    elif query.per and titles:
        sql += f"\nORDER BY {titles[0]}, {first} {way} NULLS LAST, {', '.join(titles)}"
    elif query.groups and query.order == "value":
        sql += f"\nORDER BY {first} {way} NULLS LAST, {', '.join(titles)}"
    elif query.groups:
        keys = [
            _lowest_first(t) if g.column.banded else in_sequence(g.column, t) or t
            for g, t in zip(query.groups, titles, strict=True)
        ]
        keys[0] = _in_turn(query, titles[0]) or keys[0]
        sql += f"\nORDER BY {', '.join(keys)}"
    if query.limit == 1 and query.groups and query.order == "value" and not query.per:
        head, _, order = sql.rpartition("\nORDER BY ")  # all that share the place
        nested = _nested(head, "placed")
        return f"{nested}\nSELECT * FROM placed\nQUALIFY dense_rank() OVER (ORDER BY {first} {way} NULLS LAST) = {query.place or 1}\nORDER BY {order}\nLIMIT {MOST_ROWS}"
    if query.limit and not query.per:
        return sql + f"\nLIMIT {query.limit}"
    return sql
