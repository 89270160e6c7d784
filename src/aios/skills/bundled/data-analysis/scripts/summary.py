"""A summary of the file: rows, columns, kinds, missing cells, ranges and the commonest values."""

# ruff: noqa: E501 - a sentence in two languages is one line

from answers import number_text
from table import DATE, NUMBER, literal, quote

COMMONEST = 3
MOST_COLUMNS = 60


def summary_sql(table):
    """One row per column: name, kind, filled, unreadable, different, least, mean, median, most, commonest."""
    columns = table.columns[:MOST_COLUMNS]
    source = ",\n    ".join(
        f"{column.value()} AS {quote(column.name)}, cell({column.raw()}) AS {quote(column.name + ' as written')}"
        for column in columns
    )
    whole = "\n  WHERE json IS NOT NULL" if table.is_json else ""
    parts = [_column_sql(column) for column in columns]
    return (
        f"WITH source AS MATERIALIZED (\n  SELECT {source}\n  FROM {table.source}{whole}\n)\n"
        + "\nUNION ALL ".join(parts)
    )


def _column_sql(column):
    name, written = quote(column.name), quote(column.name + " as written")
    number = column.kind == NUMBER
    least, most = f"min({name})::VARCHAR", f"max({name})::VARCHAR"
    if column.kind == DATE:
        shape = "%Y-%m-%d %H:%M" if column.has_time else "%Y-%m-%d"
        least, most = f"strftime(min({name}), '{shape}')", f"strftime(max({name}), '{shape}')"
    middle = f"favg({name}), median({name}), fsum({name})" if number else "NULL, NULL, NULL"
    common = (
        f"to_json(approx_top_k({written}, {COMMONEST}))::VARCHAR"
        if column.kind not in (NUMBER, DATE)
        else "NULL"
    )
    return (
        f'SELECT {literal(column.name)} AS "column", {literal(column.kind)} AS kind, count(*) AS rows,'
        f" count({written}) AS filled, count({written}) - count({name}) AS unreadable,"
        f" count(DISTINCT {name}) AS different, {least} AS minimum, {middle.split(', ')[0]} AS mean,"
        f" {middle.split(', ')[1]} AS median, {middle.split(', ')[2]} AS total, {most} AS maximum, {common} AS commonest"
        " FROM source"
    )


def summary_text(table, rows, say):
    """The summary in words; `rows` as summary_sql gives them."""
    import json

    total = rows[0][2] if rows else 0
    lines = [
        say(
            f"{total} 行，{len(table.columns)} 列（{table.layout}）。",
            f"{total} rows and {len(table.columns)} columns ({table.layout}).",
        )
    ]
    for (
        name,
        kind,
        count,
        filled,
        unreadable,
        different,
        least,
        mean,
        median,
        sums,
        most,
        common,
    ) in rows:
        parts = []
        if kind == NUMBER and least is not None:
            low, high = number_text(float(least)), number_text(float(most))
            parts.append(say(f"数字，{low} 到 {high}，平均 {number_text(mean)}，中位数 {number_text(median)}，总和 {number_text(sums)}",
                             f"number, {low} to {high}, average {number_text(mean)}, median {number_text(median)}, total {number_text(sums)}"))  # fmt: skip
        elif kind == DATE:
            parts.append(say(f"日期，{least} 到 {most}", f"date, {least} to {most}"))
        else:
            top = json.loads(common)[:COMMONEST] if common else []
            named = say("、", ", ").join(str(value) for value in top)
            what = say("编号", "identifier") if kind == "identifier" else say("文本", "text")
            parts.append(
                say(
                    f"{what}，{different} 个不同值" + (f"，常见：{named}" if named else ""),
                    f"{what}, {different} different values"
                    + (f", commonest: {named}" if named else ""),
                )
            )
        if count - filled:
            parts.append(say(f"缺失 {count - filled}", f"{count - filled} missing"))
        if unreadable:
            parts.append(say(f"无法识别 {unreadable}", f"{unreadable} unreadable"))
        lines.append(f"- {name}{say('：', ': ')}{say('，', ', ').join(parts)}")
    return "\n".join(lines)
