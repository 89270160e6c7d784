"""Tables into files: CSV, TSV, Excel, Parquet, SQLite, Markdown, HTML, and as data."""

# ruff: noqa: E501 - a pattern, a style sheet or a sentence is one line

import csv
import html
import json
import os
import re
import sqlite3
from datetime import date, datetime

from data import dumped, records_of
from tables import as_text

# Spreadsheets take a file without this mark at its start for their own code page.
MARKED = "utf-8-sig"
SHEET_ROWS = 1_048_575
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SQL = {
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}
IN_ONE_FILE = ("xlsx", "sqlite", "json", "yaml", "toml", "xml", "md", "html")


SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


def write(tables, kind, path, say, between=""):
    """Write the tables into the file; notes on what could not be kept as it was.

    `between` is what stands between the cells of a line: one of SIGNS, "" for the usual one.
    """
    if kind in ("csv", "tsv"):
        usual = "tab" if kind == "tsv" else "comma"
        return _delimited(tables[0], SIGNS[between or usual], path)
    if kind == "jsonl":
        return _lines(tables[0], path)
    if kind in _WRITERS:
        return _WRITERS[kind](tables, path, say)
    text, notes = dumped(records_of(tables), kind)
    _save(path, text)
    return [say(*note) for note in notes]


def _save(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _delimited(table, delimiter, path):
    every = (as_text(cell) for row in table.rows() for cell in row)
    chinese = not all(map(str.isascii, (*map(as_text, table.header), *every)))
    with open(path, "w", encoding=MARKED if chinese else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(table.header)
        writer.writerows([as_text(cell) for cell in row] for row in table.rows())
    return []


def _lines(table, path):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for row in table.rows():
            record = dict(zip(table.header, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False, default=as_text) + "\n")
    return []


def _xlsx(tables, path, say):
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    taken, notes, mended = set(), [], 0
    for table in tables:
        sheet, full = None, SHEET_ROWS
        for row in table.rows():
            if full == SHEET_ROWS:
                sheet, full = book.create_sheet(_sheet_title(table.title, taken)), 0
                sheet.freeze_panes = "A2"
                sheet.append(
                    [_cell(WriteOnlyCell, sheet, name, Font(bold=True)) for name in table.header]
                )
            cells = [_clean(cell) for cell in row]
            mended += sum(a is not b for a, b in zip(cells, row, strict=True))
            sheet.append([_cell(WriteOnlyCell, sheet, cell) for cell in cells])
            full += 1
        if sheet is None:
            sheet = book.create_sheet(_sheet_title(table.title, taken))
            sheet.append(
                [_cell(WriteOnlyCell, sheet, name, Font(bold=True)) for name in table.header]
            )
    book.save(path)
    if mended:
        notes.append(
            say(
                f"{mended} 个单元格含 Excel 不允许的字符或过长，已修改",
                f"{mended} cells held what Excel does not allow",
            )
        )
    return notes


def _cell(make, sheet, value, font=None):
    """A cell; a text stays a text, also when it begins like a formula."""
    cell = make(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if font:
        cell.font = font
    return cell


def _clean(cell):
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) > 10**15:
        return str(cell)
    if isinstance(cell, (int, float, bool, date, datetime)) or cell is None:
        return cell.replace(tzinfo=None) if isinstance(cell, datetime) and cell.tzinfo else cell
    text = cell if isinstance(cell, str) else str(cell)
    if len(text) > 32_767 or _FORBIDDEN.search(text):
        return _FORBIDDEN.sub("", text)[:32_767]
    return text


def _sheet_title(title, taken):
    plain = re.sub(r"[\\/*?:\[\]]", "_", str(title)).strip("'")[:28] or "Sheet"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.lower())
    return name


def _parquet(tables, path, _say):
    import duckdb

    table = tables[0]
    between = f"{path}.csv"
    with open(between, "w", encoding="utf-8", newline="") as file:
        writer = (
            csv.writer(file, quoting=csv.QUOTE_NOTNULL)
            if hasattr(csv, "QUOTE_NOTNULL")
            else csv.writer(file)
        )
        writer.writerow(table.header)
        writer.writerows([as_text(cell) for cell in row] for row in table.rows())
    columns = {
        name: _SQL.get(kind, "VARCHAR")
        for name, kind in zip(table.header, table.types, strict=True)
    }
    read = "read_csv(?, header = true, delim = ',', quote = '\"', escape = '\"', columns = {}, nullstr = '')"
    listed = "{" + ", ".join(f"{_quoted(n)}: '{t}'" for n, t in columns.items()) + "}"
    target = _quoted(path)
    base = duckdb.connect()
    base.execute(
        f"COPY (SELECT * FROM {read.format(listed)}) TO {target} (FORMAT parquet)", [between]
    )
    os.unlink(between)
    return []


def _quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def _sqlite(tables, path, _say):
    base = sqlite3.connect(path)
    for table in tables:
        names = ", ".join(f'"{str(n).replace(chr(34), chr(34) * 2)}"' for n in table.header)
        title = str(table.title).replace('"', '""')
        base.execute(f'CREATE TABLE "{title}" ({names})')
        marks = ", ".join("?" * len(table.header))
        rows = ([as_text(c) if hasattr(c, "isoformat") else c for c in row] for row in table.rows())
        base.executemany(f'INSERT INTO "{title}" VALUES ({marks})', rows)
    base.commit()
    base.close()
    return []


def plainly(table):
    """The rows of a table as people read them: 27 for 27.0 where a column has no broken number."""
    rows = [list(row) for row in table.rows()]
    for place in range(len(table.header)):
        cells = [row[place] for row in rows if row[place] is not None]
        if all(isinstance(cell, float) and cell.is_integer() for cell in cells):
            for row in rows:
                row[place] = row[place] if row[place] is None else int(row[place])
    return rows


def _markdown(tables, path, _say):
    parts = []
    for table in tables:
        parts += [f"## {table.title}", ""] if len(tables) > 1 else []
        rule = ["---:" if kind in ("int", "float") else "---" for kind in table.types]
        rows = [table.header, rule, *plainly(table)]
        parts += ["| " + " | ".join(_in_line(cell) for cell in row) + " |" for row in rows]
        parts.append("")
    _save(path, "\n".join(parts))
    return []


def _in_line(cell):
    return (
        as_text(cell)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("\r\n", "<br>")
        .replace("\n", "<br>")
    )


def _html(tables, path, _say):
    title = html.escape(tables[0].title)
    style = "body{font-family:sans-serif}table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #ccc;padding:4px 8px}"
    parts = [
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title><style>{style}</style></head><body>"
    ]
    for table in tables:
        parts.append(f"<h2>{html.escape(table.title)}</h2>" if len(tables) > 1 else "")
        parts.append(
            "<table><thead><tr>"
            + "".join(f"<th>{_escaped(n)}</th>" for n in table.header)
            + "</tr></thead><tbody>"
        )
        parts += [
            "<tr>" + "".join(f"<td>{_escaped(c)}</td>" for c in row) + "</tr>"
            for row in plainly(table)
        ]
        parts.append("</tbody></table>")
    _save(path, "\n".join(parts) + "</body></html>\n")
    return []


def _escaped(cell):
    return html.escape(as_text(cell)).replace("\n", "<br>")


_WRITERS = {"xlsx": _xlsx, "parquet": _parquet, "sqlite": _sqlite, "md": _markdown, "html": _html}
