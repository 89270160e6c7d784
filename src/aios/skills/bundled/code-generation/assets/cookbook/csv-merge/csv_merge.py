"""Join CSV files one under the other: python csv_merge.py -o merged.csv a.csv b.csv FOLDER …"""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OUTPUT = "merged.csv"
SOURCE_COLUMN = "source_file"


def csv_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the .csv files of the folders named, by name."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return found


def columns_of(files: Iterable[Path]) -> list[str]:
    """All columns, in the order they are first met; files need not have the same."""
    columns: dict[str, None] = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as source:
            columns |= dict.fromkeys(next(csv.reader(source), []))
    return list(columns)


def rows_of(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a file by column; ValueError for a row longer than the header."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source, restval="")
        for row in reader:
            if None in row:
                raise ValueError(f"{file}, line {reader.line_num}: more cells than columns")
            yield row


def merge(
    files: list[Path], output: Path, *, unique: bool = False, mark_source: bool = False
) -> int:
    """Write all rows of all files, perhaps each only once; return how many were written."""
    files = [file for file in files if file.resolve() != output.resolve()]
    if not files:
        raise ValueError("no CSV files to merge")
    columns = columns_of(files) + [SOURCE_COLUMN] * mark_source
    seen: set[tuple[str, ...]] = set()
    written = 0
    with output.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, restval="")
        writer.writeheader()
        for file in files:
            for row in rows_of(file):
                key = tuple(row.get(column, "") for column in columns)
                if unique and key in seen:
                    continue
                seen.add(key)
                written += 1
                writer.writerow(row | ({SOURCE_COLUMN: file.name} if mark_source else {}))
    return written


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="CSV files, or folders of them")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    parser.add_argument("--unique", action="store_true", help="write equal rows once")
    parser.add_argument("--source", action="store_true", help=f"add a column {SOURCE_COLUMN}")
    options = parser.parse_args(arguments)
    try:
        files = csv_files(options.paths)
        count = merge(files, options.output, unique=options.unique, mark_source=options.source)
    except (OSError, ValueError, csv.Error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{count} rows of {len(files)} files → {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
