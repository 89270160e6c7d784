"""One look over the file before a question is read: rows, and the values it mentions."""

# ruff: noqa: E501 - a statement is read as one line

import json
import re
from dataclasses import replace

from feeding import preamble
from program import run_program
from table import IDENTIFIER, SMALL_BYTES, TEXT, different, literal, quote

MOST_ROWS = 2_000_000
MOST_VALUES = 50


def probed(table, text, say):
    """(the table with `rows` and `distinct` known, (column, value) pairs whose value the text holds)."""
    columns = table.of_kind(TEXT, IDENTIFIER)
    if not columns:
        return table, []
    text += "".join(f" {word[:-3]}y" for word in re.findall(r"[a-z]{3,}ies\b", text))  # "comedies"
    text += " " + text.replace("-", " ")  # "on-time" is the cell "on time"
    names, _ = run_program(
        preamble(table, columns) + f"\n[row] = ask({_sql(table, columns, text)!r})[1]\n", say
    )
    rows, *found = names["row"]
    distinct = dict(zip((c.name for c in columns), found[0::2], strict=True))
    cells = [
        (column, value)
        for column, values in zip(columns, found[1::2], strict=True)
        for value in (json.loads(values) if values else [])[:MOST_VALUES]
    ]
    return replace(table, rows=rows, distinct=distinct), cells


def holding(table, words, say):
    """{word: the columns of text some, not all, of whose cells hold it}: Latin words as a whole."""
    columns = table.of_kind(TEXT)
    if not columns or not words:
        return {word: [] for word in words}
    listed = ", ".join(f"{column.value()} AS {quote(column.name)}" for column in columns)
    found = ", ".join(
        f"coalesce(bool_or({_in(column, word)}) AND NOT bool_and({_in(column, word)}), false)"
        for word in words
        for column in columns
    )
    sql = f"SELECT {found} FROM (SELECT {listed} FROM {table.source} LIMIT {MOST_ROWS})"
    names, _ = run_program(preamble(table, columns) + f"\n[row] = ask({sql!r})[1]\n", say)
    held = iter(names["row"])
    return {word: [column for column in columns if next(held)] for word in words}


def _in(column, word):
    return f"regexp_matches(lower({quote(column.name)}), {literal(_whole(word))})"


def _whole(word):
    return rf"(^|[^a-z0-9]){re.escape(word)}([^a-z0-9]|$)" if word.isascii() else re.escape(word)


def _sql(table, columns, text):
    parts = ["count(*)"]
    for column in columns:
        name = quote(column.name)
        parts.append(f"coalesce({different(name, table.size)}, 0)")
        spoken = f"contains({literal(text)}, lower({name}))"
        parts.append(
            f"to_json({_values(table, f'{name}) FILTER (WHERE {name} IS NOT NULL AND {spoken}')})::VARCHAR"
        )
    listed = ", ".join(f"{column.value()} AS {quote(column.name)}" for column in columns)
    whole = "WHERE json IS NOT NULL" if table.is_json else ""
    return f"SELECT {', '.join(parts)} FROM (SELECT {listed} FROM {table.source} {whole} LIMIT {MOST_ROWS})"


def _values(table, cells):
    """The different ones of some cells as a list; without a hash table where the file is small."""
    return (
        f"list_distinct(list({cells}))" if table.size < SMALL_BYTES else f"list(DISTINCT {cells})"
    )
