"""What turns a file that DuckDB does not read into one it does; programs carry these functions."""

# Each function stands in a program by itself: its imports are its own.


def recode(path, target, encoding):
    """DuckDB reads UTF-8: copy the text, piece by piece."""
    import contextlib
    import gzip
    import shutil

    with open(path, "rb") as file:
        unpack = gzip.open if file.read(2) == b"\x1f\x8b" else open
    with (
        unpack(path, "rt", encoding=encoding, errors="replace", newline="") as text,
        contextlib.suppress(BrokenPipeError),  # the reader had enough
        open(target, "w", encoding="utf-8", newline="") as out,
    ):
        shutil.copyfileobj(text, out, 1 << 20)


def copy_sheet(path, target, sheet):
    """A sheet of a workbook as CSV: values as last calculated, dates as ISO, errors left empty."""
    import csv
    import datetime
    import os

    import openpyxl

    def written(value):
        if isinstance(value, float):  # a workbook shows 15 digits: 74.84999999999999 is 74.85
            return int(value) if value.is_integer() else float(f"{value:.15g}")
        if isinstance(value, datetime.datetime):
            return (
                value.date() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
            )
        return (
            ""
            if isinstance(value, str) and value.startswith("#") and value[-1:] in "!?A0"
            else value
        )

    small = os.path.getsize(path) < 4_000_000  # only a workbook held whole tells merged cells
    book = openpyxl.load_workbook(path, read_only=not small, data_only=True)
    page = book[sheet]
    if not small:
        page.reset_dimensions()
    filled = {}  # a cell merged downwards speaks for every row it covers
    for area in page.merged_cells.ranges if small else ():
        if area.min_col == area.max_col:
            value = page.cell(area.min_row, area.min_col).value
            filled |= {(row, area.min_col): value for row in range(area.min_row, area.max_row + 1)}
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for number, cells in enumerate(page.iter_rows(values_only=True), 1):
            row = [filled.get((number, place), cell) for place, cell in enumerate(cells, 1)]
            writer.writerow([written(cell) for cell in row])
    book.close()


def copy_old_sheet(path, target, sheet):
    """A sheet of an .xls workbook as CSV: values as last calculated, dates as ISO."""
    import csv
    import datetime

    import xlrd

    def written(cell, mode):
        if cell.ctype == xlrd.XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(cell.value, mode)
            return (
                moment.date()
                if moment.time() == datetime.time()
                else moment.isoformat(" ", "seconds")
            )
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            number = cell.value
            return int(number) if number == int(number) else float(f"{number:.15g}")
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value

    with (
        xlrd.open_workbook(path, on_demand=True) as book,
        open(target, "w", encoding="utf-8", newline="") as out,
    ):
        for row in book.sheet_by_name(sheet).get_rows():
            csv.writer(out).writerow([written(cell, book.datemode) for cell in row])
