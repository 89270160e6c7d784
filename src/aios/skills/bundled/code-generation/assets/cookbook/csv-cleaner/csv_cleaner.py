"""Clean a CSV file: trim, normalise, fill or drop what is missing, remove duplicates, report.

    python csv_cleaner.py dirty.csv [clean.csv] [--missing drop] [--key email]

Reads UTF-8 (with or without BOM) and GB18030, with comma, semicolon, tab or | between the
fields; writes UTF-8 with commas. The input is never changed.
"""

import argparse
import csv
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

OUTPUT = "clean.csv"
MISSING = "keep"
KEY_COLUMNS: list[str] = []
EMPTY_MARKS = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "?", "缺失", "无"})
STRATEGIES = ("keep", "drop", "mean", "median", "zero")

Row = list[str]


class CleanError(Exception):
    """The file cannot be cleaned; the text says why."""


@dataclass
class Report:
    """What was found and done, in rows and cells."""

    rows_read: int = 0
    rows_written: int = 0
    duplicates: int = 0
    blank_rows: int = 0
    ragged_rows: int = 0
    rows_dropped: int = 0
    cells_filled: int = 0
    missing: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        gaps = ", ".join(f"{name}: {count}" for name, count in self.missing.items() if count)
        return (
            f"rows read {self.rows_read}, written {self.rows_written}; removed: "
            f"{self.duplicates} duplicate, {self.blank_rows} blank, {self.rows_dropped} with gaps; "
            f"mended: {self.ragged_rows} of wrong length, {self.cells_filled} cells filled; "
            f"missing by column: {gaps or 'none'}"
        )


def read_rows(path: Path) -> list[Row]:
    """All rows of the file, whatever its encoding and delimiter."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    lines = text.splitlines(keepends=True)
    if not text.strip():
        raise CleanError(f"{path} is empty")
    return list(csv.reader(lines, delimiter=delimiter_of(lines[0])))


def delimiter_of(header: str) -> str:
    """The delimiter that occurs most often in the header."""
    return max(",;\t|", key=header.count)


def clean(
    rows: Sequence[Row], missing: str = MISSING, key_columns: Sequence[str] = KEY_COLUMNS
) -> tuple[list[Row], Report]:
    """The header and the clean rows, and what was done to get them."""
    header = column_names(rows[0])
    report = Report(rows_read=len(rows) - 1)
    key = [index_of(name, header) for name in key_columns] or range(len(header))
    body = deduplicate(tidy(rows[1:], len(header), report), key, report)
    columns = range(len(header))
    report.missing = {header[i]: sum(not row[i] for row in body) for i in columns}
    body = handle_missing(body, len(header), missing, report)
    report.rows_written = len(body)
    return [header, *body], report


def column_names(header: Row) -> Row:
    """Trimmed names; unnamed columns and repeated names are numbered."""
    names: Row = []
    for i, cell in enumerate(header, 1):
        base = squeeze(cell) or f"column_{i}"
        name, n = base, 2
        while name in names:
            name, n = f"{base}_{n}", n + 1
        names.append(name)
    return names


def index_of(name: str, header: Row) -> int:
    folded = [column.casefold() for column in header]
    if name.casefold() not in folded:
        raise CleanError(f"there is no column {name}; there are: {', '.join(header)}")
    return folded.index(name.casefold())


def tidy(rows: Iterable[Row], width: int, report: Report) -> list[Row]:
    """Rows of equal length with clean cells; blank rows are left out."""
    body = []
    for row in rows:
        cells = [clean_cell(cell) for cell in row]
        if not any(cells):
            report.blank_rows += 1
            continue
        if len(cells) != width:
            report.ragged_rows += 1
        body.append((cells + [""] * width)[:width])
    return body


def squeeze(cell: str) -> str:
    return " ".join(cell.split())


def clean_cell(cell: str) -> str:
    """Trimmed; empty if it only marks a gap; 1,234.50 as 1234.50; 2024/1/5 as 2024-01-05."""
    cell = squeeze(cell)
    if cell.casefold() in EMPTY_MARKS:
        return ""
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cell):
        return cell.replace(",", "")
    if found := re.fullmatch(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?", cell):
        year, month, day = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return cell


def deduplicate(rows: Iterable[Row], key: Iterable[int], report: Report) -> list[Row]:
    """Of rows that agree in the key columns, the first."""
    seen: dict[tuple[str, ...], Row] = {}
    columns = list(key)
    for row in rows:
        mark = tuple(row[i] for i in columns)
        if mark in seen:
            report.duplicates += 1
        else:
            seen[mark] = row
    return list(seen.values())


def handle_missing(rows: list[Row], width: int, strategy: str, report: Report) -> list[Row]:
    """Keep gaps, drop their rows, or fill them in the columns that hold only numbers."""
    if strategy == "drop":
        whole = [row for row in rows if all(row)]
        report.rows_dropped = len(rows) - len(whole)
        return whole
    if strategy != "keep":
        for column in range(width):
            report.cells_filled += fill(rows, column, FILLERS[strategy])
    return rows


def fill(rows: list[Row], column: int, filler: Callable[[list[float]], float]) -> int:
    """Fill the gaps of a column of numbers; how many there were. Other columns stay."""
    gaps = [row for row in rows if not row[column]]
    numbers = [number(row[column]) for row in rows if row[column]]
    known = [value for value in numbers if value is not None]
    if not known or len(known) < len(numbers):
        return 0
    for row in gaps:
        row[column] = f"{filler(known):.6g}"
    return len(gaps)


FILLERS: dict[str, Callable[[list[float]], float]] = {
    "mean": statistics.fmean,
    "median": statistics.median,
    "zero": lambda _: 0.0,
}


def number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Clean a CSV file.")
    parser.add_argument("input", type=Path)
    parser.add_argument("target", type=Path, nargs="?", help="where the clean rows go")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT), help="the same")
    parser.add_argument("--missing", choices=STRATEGIES, default=MISSING)
    parser.add_argument("--key", nargs="*", default=KEY_COLUMNS, help="columns that make a row")
    arguments = parser.parse_args(argv)
    output = arguments.target or arguments.output
    try:
        if output.resolve() == arguments.input.resolve():
            raise CleanError("the output would overwrite the input")
        rows, report = clean(read_rows(arguments.input), arguments.missing, arguments.key)
        write_rows(output, rows)
    except (CleanError, OSError, csv.Error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
