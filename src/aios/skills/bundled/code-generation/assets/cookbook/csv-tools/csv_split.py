"""Split a large CSV file into smaller ones, each with the header, without reading it whole.

python csv_split.py big.csv --rows 1000 -o parts        python csv_split.py big.csv --by city
"""

import argparse
import csv
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

ROWS = 1000
OUTPUT = "parts"
MOST_FILES = 500


def split_by_rows(source: Path, folder: Path, rows: int = ROWS) -> list[Path]:
    """Files of so many rows each, part 1 first."""
    if rows < 1:
        raise ValueError(f"rows must be at least 1, not {rows}")
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        batch: list[list[str]] = []
        for row in reader:
            batch.append(row)
            if len(batch) == rows:
                made.append(_written(folder, source.stem, len(made) + 1, header, batch))
                batch = []
        if batch:
            made.append(_written(folder, source.stem, len(made) + 1, header, batch))
    return made


def _written(
    folder: Path, stem: str, number: int, header: list[str], batch: list[list[str]]
) -> Path:
    path = folder / f"{stem}_{number:03}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *batch])
    return path


def split_by_column(source: Path, folder: Path, column: str) -> list[Path]:
    """One file for each value of a column; ValueError for a column that is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, TextIO] = {}
    with source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if column not in header:
            raise ValueError(f"{source} has no column {column!r}")
        place = header.index(column)
        try:
            for row in reader:
                value = row[place] if place < len(row) else ""
                if value not in files:
                    if len(files) == MOST_FILES:
                        raise ValueError(f"{column} has more than {MOST_FILES} values")
                    files[value] = _opened(folder, value, files)
                    csv.writer(files[value]).writerow(header)
                csv.writer(files[value]).writerow(row)
        finally:
            for each in files.values():
                each.close()
    return [Path(each.name) for each in files.values()]


def _opened(folder: Path, value: str, files: dict[str, TextIO]) -> TextIO:
    name = re.sub(r"[^\w.-]", "_", value).strip(".") or "empty"
    taken = {Path(each.name).stem for each in files.values()}
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{name}_{number}"
    return (folder / f"{unique}.csv").open("w", newline="", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Split a file by rows or by a column."""
    parser = argparse.ArgumentParser(description="Split a CSV file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--by", help="a column; one file for each of its values")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    given = parser.parse_args(argv)
    try:
        if given.by:
            made = split_by_column(given.file, given.output, given.by)
        else:
            made = split_by_rows(given.file, given.output, given.rows)
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{len(made)} files in {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
