"""A formatted Excel report out of a CSV: python excel_report.py sales.csv report.xlsx [--by COL]"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

OUTPUT = "report.xlsx"
HEAD = PatternFill("solid", fgColor="1F4E78")
WIDEST = 40

Cell = str | float | int


def number(text: str) -> Cell:
    """The cell as a number if it is one."""
    plain = text.strip().replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return text.strip()
    kept = plain.lstrip("+-").startswith("0") and plain.lstrip("+-").isdigit() and len(plain) > 1
    if kept or value != value or value in (float("inf"), float("-inf")):
        return text.strip()  # a code such as 007 is no number, nor is nan
    return int(value) if value.is_integer() and "." not in plain else value


def read(path: Path) -> tuple[list[str], list[list[Cell]]]:
    """The header and the rows; ValueError without a header or for a row of another length."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.reader(source)
        header = next(reader, [])
        if not header:
            raise ValueError(f"{path} is empty")
        rows: list[list[Cell]] = []
        for row in reader:
            if row and len(row) != len(header):
                raise ValueError(f"{path}, line {reader.line_num}: {len(row)} cells")
            rows += [[number(cell) for cell in row]] * bool(row)
    return header, rows


def summary(
    header: Sequence[str], rows: Sequence[Sequence[Cell]], by: str
) -> tuple[list[str], list[list[Cell]]]:
    """For each value of the column: how many rows, and the sums of the columns of numbers."""
    if by not in header:
        raise ValueError(f"no column {by!r}; there are: {', '.join(header)}")
    at = header.index(by)
    numeric = [
        i
        for i in range(len(header))
        if i != at and rows and all(not isinstance(row[i], str) for row in rows)
    ]
    groups: defaultdict[Cell, list[Sequence[Cell]]] = defaultdict(list)
    for row in rows:
        groups[row[at]].append(row)
    table: list[list[Cell]] = [
        [key, len(group), *(sum(float(row[i]) for row in group) for i in numeric)]
        for key, group in groups.items()
    ]
    return [by, "rows", *(header[i] for i in numeric)], table


def fill(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table: a coloured header that stays in view, filters, widths to fit."""
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    for cell in [cell for row in sheet.iter_rows(min_row=2) for cell in row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # a text like "=1+1" stays a text
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for i, column in enumerate(zip(header, *rows, strict=True), start=1):
        width = max(sum(1 + (char > "\u2e80") for char in str(cell)) for cell in column)
        sheet.column_dimensions[get_column_letter(i)].width = min(width + 3, WIDEST)


def report(source: Path, output: Path, by: str | None = None) -> int:
    """Write the workbook: the data, and with `by` a summary with a chart; the rows of data."""
    header, rows = read(source)
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    fill(sheet, header, rows)
    if by:
        totals, table = summary(header, rows, by)
        sheet = book.create_sheet("Summary")
        fill(sheet, totals, table)
        chart = BarChart()
        chart.title = f"{totals[-1]} by {by}"
        last, bottom = len(totals), len(table) + 1
        chart.add_data(Reference(sheet, last, 1, last, bottom), titles_from_data=True)
        chart.set_categories(Reference(sheet, 1, 2, 1, bottom))
        sheet.add_chart(chart, f"{get_column_letter(last + 2)}2")
    book.save(output)
    return len(rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="A formatted Excel report out of a CSV.")
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path, nargs="?", default=Path(OUTPUT))
    parser.add_argument("--by", help="add a summary by this column")
    options = parser.parse_args(arguments)
    try:
        count = report(options.source, options.output, options.by)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{count} rows → {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
