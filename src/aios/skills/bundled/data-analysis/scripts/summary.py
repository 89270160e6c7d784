"""A summary of the file: rows, columns, kinds, missing cells, ranges and the commonest values."""

# ruff: noqa: E501 - a sentence in two languages is one line

from answers import number_text
from table import DATE, NUMBER, SMALL_BYTES, different, literal, quote

COMMONEST = 3
MOST_COLUMNS = 60


def summary_sql(table):
    """One row per column, all from a single pass over the file.

    Each row: name, kind, rows, filled, unreadable, different, least, mean, median, total, most, commonest.
    """
    columns = table.columns[:MOST_COLUMNS]
    source = ",\n    ".join(
        f"{column.value()} AS {quote(column.name)}, cell({column.raw()}) AS {quote(column.name + ' as written')}"
        for column in columns
    )
    whole = "\n  WHERE json IS NOT NULL" if table.is_json else ""
    facts = [_facts_sql(column, table.size) for column in columns]
    told = [
        f"{sql} AS {_place(at, name)}"
        for at, held in enumerate(facts)
        for name, sql in held.items()
    ]
    rows = [
        "SELECT " + ", ".join([
            f'{literal(column.name)} AS "column", {literal(column.kind)} AS kind, count AS rows',
            *(f"{_place(at, name)} AS {name}" for name in facts[at]),
        ]) + " FROM facts"
        for at, column in enumerate(columns)
    ]  # fmt: skip
    return (
        f"WITH source AS (\n  SELECT {source}\n  FROM {table.source}{whole}\n), facts AS MATERIALIZED (\n"
        f"  SELECT count(*) AS count, {(',' + chr(10) + '    ').join(told)}\n  FROM source\n)\n"
        + "\nUNION ALL ".join(rows)
    )


def _place(at, name):
    return f"{name}_{at}"


def _facts_sql(column, size):
    """{what: SQL} of a column, in the order of the summary's columns."""
    name, written = quote(column.name), quote(column.name + " as written")
    facts = {
        "filled": f"count({written})",
        "unreadable": f"count({written}) - count({name})",
        "different": f"coalesce({different(name, size)}, 0)",
        "minimum": f"min({name})::VARCHAR",
        "mean": "NULL", "median": "NULL", "total": "NULL",
        "maximum": f"max({name})::VARCHAR",
        "commonest": "NULL",
    }  # fmt: skip
    if column.kind == DATE:
        shape = "%Y-%m-%d %H:%M" if column.has_time else "%Y-%m-%d"
        facts["minimum"] = f"strftime(min({name}), '{shape}')"
        facts["maximum"] = f"strftime(max({name}), '{shape}')"
    elif column.kind == NUMBER:
        middle = "median({})" if size < SMALL_BYTES else "approx_quantile({}, 0.5)"
        facts |= {"mean": f"favg({name})", "median": middle.format(name), "total": f"fsum({name})"}
    else:
        facts["commonest"] = f"to_json(approx_top_k({written}, {COMMONEST}))::VARCHAR"
    return facts


def summary_text(table, rows, say):
    """The summary in words; `rows` as summary_sql gives them."""
    import json

    total = rows[0][2] if rows else 0
    about = say("约 ", "about ") if table.size >= SMALL_BYTES else ""
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
        distinct,
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
            parts.append(say(f"数字，{low} 到 {high}，平均 {number_text(mean)}，中位数 {about}{number_text(median)}，总和 {number_text(sums)}",
                             f"number, {low} to {high}, average {number_text(mean)}, median {about}{number_text(median)}, total {number_text(sums)}"))  # fmt: skip
        elif kind == DATE:
            parts.append(say(f"日期，{least} 到 {most}", f"date, {least} to {most}"))
        else:
            top = json.loads(common)[:COMMONEST] if common else []
            named = say("、", ", ").join(str(value) for value in top)
            what = say("编号", "identifier") if kind == "identifier" else say("文本", "text")
            parts.append(
                say(
                    f"{what}，{about}{distinct} 个不同值" + (f"，常见：{named}" if named else ""),
                    f"{what}, {about}{distinct} different values"
                    + (f", commonest: {named}" if named else ""),
                )
            )
        if count - filled:
            parts.append(say(f"缺失 {count - filled}", f"{count - filled} missing"))
        if unreadable:
            parts.append(say(f"无法识别 {unreadable}", f"{unreadable} unreadable"))
        lines.append(f"- {name}{say('：', ': ')}{say('，', ', ').join(parts)}")
    return "\n".join(lines)
