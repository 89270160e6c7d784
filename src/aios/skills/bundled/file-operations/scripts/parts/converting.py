"""Write records as CSV, TSV, JSON or JSON Lines; nothing is held but one record."""

import csv
import json
import os

from parts.problems import Problem

MAX_COLUMNS = 10_000
encode = json.JSONEncoder(ensure_ascii=False).encode


def convert(table, target, output):
    """Write the table to `output` in the format `target`; rows and columns written."""
    partial = f"{output}.part"
    try:
        with open(partial, "w", encoding="utf-8", newline="") as file:
            written = WRITERS[target](table, file)
        os.replace(partial, output)
    except OSError as full:
        raise Problem("not_written", said=full.strerror) from None
    finally:
        if os.path.exists(partial):
            os.unlink(partial)
    if not written["rows"]:
        os.unlink(output)
        raise Problem("no_rows")
    return {**written, "bytes": os.path.getsize(output), "output": output}


def write_records(table, file, start, between, end):
    """The records as JSON, with what stands before, between and after them."""
    rows, names = 0, {}
    for record in table.records():
        file.write(between if rows else start)
        file.write(encode(record))
        if len(names) < MAX_COLUMNS:
            names.update(dict.fromkeys(record))
        rows += 1
    file.write(end)
    return {"rows": rows, "columns": list(names)}


def write_delimited(table, file, delimiter):
    """A header and one line per record; nested records become columns with dots."""
    rows, names = 0, columns_of(table)
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for record in flat_records(table):
        writer.writerow([cell_of(record.get(name)) for name in names])
        rows += 1
    return {"rows": rows, "columns": names}


WRITERS = {
    "json": lambda table, file: write_records(table, file, "[\n", ",\n", "\n]\n"),
    "jsonl": lambda table, file: write_records(table, file, "", "\n", "\n"),
    "csv": lambda table, file: write_delimited(table, file, ","),
    "tsv": lambda table, file: write_delimited(table, file, "\t"),
}


def columns_of(table):
    """All columns of all records, in the order they first occur."""
    if hasattr(table, "columns"):
        return table.columns
    names = {}
    for record in flat_records(table):
        names |= dict.fromkeys(record)
        if len(names) > MAX_COLUMNS:
            raise Problem("not_a_table", columns=MAX_COLUMNS)
    return list(names)


def flat_records(table):
    """The records with nested ones flattened; those of a delimited file keep their text."""
    if hasattr(table, "columns"):
        yield from table.records(typed=False)
    else:
        yield from map(flatten, table.records())


def flatten(record):
    """A nested mapping as one of a single level: {"a": {"b": 1}} becomes {"a.b": 1}."""
    flat = {}
    for name, value in record.items():
        inner = flatten(value) if isinstance(value, dict) and value else {"": value}
        for below, part in inner.items():
            key = base = f"{name}.{below}" if below else name
            number = 1
            while key in flat:
                number += 1
                key = f"{base}_{number}"
            flat[key] = part
    return flat


def cell_of(value):
    """A value as the text of a cell; lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return encode(value)
