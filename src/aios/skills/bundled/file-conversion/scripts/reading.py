"""The tables in a file: CSV, Excel, Parquet, SQLite, and those inside texts and data."""

import csv
import os
import sqlite3
from datetime import datetime, time

from blocks import tables_in
from data import loaded, tables_of
from tables import Table, unique
from texts import encoding_of, shown

csv.field_size_limit(1 << 28)
_SAMPLE = 200_000
_DELIMITERS = ",;\t|"


class NoTable(Exception):
    """The file holds nothing that has rows; `reason` is "empty", "locked" or what is wrong."""

    def __init__(self, reason=""):
        super().__init__(reason)
        self.reason = reason


def tables_from(path, kind, say):
    """Every table in the file."""
    stem = os.path.splitext(os.path.basename(path))[0]
    if kind in ("csv", "tsv"):
        return [_delimited(path, stem, say)]
    if kind in _READERS:
        return _READERS[kind](path, stem, say)
    with open(path, "rb") as file:
        raw = file.read()
    if kind in ("json", "jsonl", "yaml", "toml", "xml"):
        return tables_of(loaded(raw, kind), stem, say)
    found = tables_in(path, raw, kind)
    return [
        _from_rows(rows, f"{stem}-{n}" if len(found) > 1 else stem, say)
        for n, rows in enumerate(found, 1)
    ]


def _delimited(path, stem, say):
    with open(path, "rb") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip():
        raise NoTable("empty")
    encoding = encoding_of(sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1])
    if not encoding:
        raise NoTable("not a text")
    text = sample.decode(encoding, "replace")
    delimiter = _delimiter(text)
    notes = (
        []
        if encoding in ("utf-8", "ascii")
        else [say(f"原编码是 {shown(encoding)}", f"it was encoded in {shown(encoding)}")]
    )

    def lines():
        with open(path, encoding=encoding, errors="replace", newline="") as file:
            yield from (row for row in csv.reader(file, delimiter=delimiter) if row)

    head = next(lines())
    width, odd = len(head), 0
    for row in lines():
        odd += len(row) != len(head)
        width = max(width, len(row))
    if odd:
        notes.append(
            say(
                f"{odd} 行的列数与表头不同",
                f"{odd} rows have another number of fields than the header",
            )
        )
    header = unique([*head, *[""] * (width - len(head))], say, notes)

    def rows():
        every = lines()
        next(every)
        yield from ([*row, *[""] * (width - len(row))] for row in every)

    return Table(stem, header, rows, raw=True, notes=notes)


def delimiter_of(path):
    """What stands between the cells of a line of a file."""
    with open(path, "rb") as file:
        sample = file.read(_SAMPLE)
    return _delimiter(sample.decode(encoding_of(sample) or "utf-8", "replace"))


def _delimiter(text):
    """The sign that splits the first lines into most columns, the same number in each."""
    lines = text.splitlines()[:50]
    best, most = ",", 1
    for sign in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        usual = max(set(widths), key=widths.count) if widths else 0
        if usual > most and widths.count(usual) >= 0.7 * len(widths):
            best, most = sign, usual
    return best


def _from_rows(rows, title, say):
    notes = []
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    return Table(title, unique(full[0], say, notes), lambda: iter(full[1:]), raw=True, notes=notes)


def _xlsx(path, stem, say):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        table = _sheet(sheet.title, lambda s=sheet: s.iter_rows(values_only=True), say)
        found += [table] if table else []
    if len(found) == 1 and found[0].title.lower().startswith("sheet"):
        found[0].title = stem
    return found


def _xls(path, stem, say):
    import xlrd

    book = xlrd.open_workbook(path)

    def rows(sheet):
        for number in range(sheet.nrows):
            yield [_xls_value(cell, book.datemode) for cell in sheet.row(number)]

    found = [_sheet(s.name, lambda s=s: rows(s), say) for s in book.sheets()]
    found = [table for table in found if table]
    if len(found) == 1 and found[0].title.lower().startswith("sheet"):
        found[0].title = stem
    return found


def _xls_value(cell, datemode):
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value):
        return int(cell.value)
    return cell.value if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else None


def _sheet(title, source, say):
    """A sheet from its first row that holds something; None for an empty one."""

    def filled():
        return (row for row in source() if any(cell not in (None, "") for cell in row))

    width, head = 0, None
    days = True
    for row in filled():
        head = head or row
        last = max(i for i, cell in enumerate(row, 1) if cell not in (None, ""))
        width = max(width, last)
        days = days and all(c.time() == time() for c in row if isinstance(c, datetime))
    if head is None:
        return None
    notes = []
    header = unique([*head, *[None] * width][:width], say, notes)

    def rows():
        every = filled()
        next(every)
        for row in every:
            cells = [*row, *[None] * width][:width]
            yield [c.date() if days and isinstance(c, datetime) else c for c in cells]

    return Table(title, header, rows, notes=notes)


def _parquet(path, stem, _say):
    import duckdb

    def relation():
        return duckdb.connect().execute("SELECT * FROM read_parquet(?)", [path])

    header = [column[0] for column in relation().description]

    def rows():
        found = relation()
        while piece := found.fetchmany(5000):
            yield from ([_plain(cell) for cell in row] for row in piece)

    return [Table(stem, header, rows)]


def _sqlite(path, _stem, _say):
    def connection():
        return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)

    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    with connection() as base:
        titles = [name for (name,) in base.execute(names)]
    return [_sqlite_table(connection, title) for title in titles]


def _sqlite_table(connection, title):
    select = 'SELECT * FROM "{}"'.format(title.replace('"', '""'))
    header = [column[0] for column in connection().execute(select).description]

    def rows():
        for row in connection().execute(select):
            yield [cell.hex() if isinstance(cell, bytes) else cell for cell in row]

    return Table(title, header, rows)


def _plain(cell):
    if (
        cell is None
        or isinstance(cell, (bool, int, float, str, datetime))
        or hasattr(cell, "isoformat")
    ):
        return cell
    return cell.hex() if isinstance(cell, bytes) else str(cell)


_READERS = {"xlsx": _xlsx, "xls": _xls, "parquet": _parquet, "sqlite": _sqlite}
