"""Load a CSV file into a table of an SQLite database: python csv_to_sqlite.py data.csv data.db"""

import argparse
import csv
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

DATABASE = "data.db"
BATCH = 1000
SAMPLE = 1000
INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")
REAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def type_of(cells: Iterable[str]) -> str:
    """INTEGER, REAL or TEXT: what holds all the cells; empty ones do not count."""
    kinds = {kind_of(cell) for cell in cells if cell}
    if not kinds or "TEXT" in kinds:
        return "TEXT"
    return "REAL" if "REAL" in kinds else "INTEGER"


def kind_of(cell: str) -> str:
    """The kind of one cell; 007 stays text."""
    if INTEGER.fullmatch(cell):
        return "INTEGER"
    return "REAL" if REAL.fullmatch(cell) else "TEXT"


def load(source: Path, database: Path, table: str = "", replace: bool = False) -> int:
    """Make the table and put all rows into it, or nothing at all; how many rows there were."""
    name = table or source.stem
    with source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if not header or len({column.lower() for column in header}) < len(header):
            raise ValueError(f"{source} needs a first line with names that differ")
        sample = [row for row in islice(reader, SAMPLE) if row]
        padded = [row + [""] * (len(header) - len(row)) for row in sample]
        types = [type_of(column) for column in zip(*padded, strict=False)] or ["TEXT"] * len(header)
        columns = ", ".join(f"{quoted(c)} {t}" for c, t in zip(header, types, strict=False))
        with closing(sqlite3.connect(database, isolation_level=None)) as db:
            db.execute("BEGIN")
            try:
                if replace:
                    db.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
                db.execute(f"CREATE TABLE {quoted(name)} ({columns})")
                count = insert(db, name, len(header), _all(sample, reader))
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                raise
    return count


def _all(sample: list[list[str]], rest: Iterable[list[str]]) -> Iterator[list[str]]:
    yield from sample
    yield from (row for row in rest if row)


def insert(db: sqlite3.Connection, table: str, width: int, rows: Iterable[list[str]]) -> int:
    """Insert the rows in batches; empty cells become NULL. ValueError for a row too long."""
    marks = ", ".join("?" * width)
    sql = f"INSERT INTO {quoted(table)} VALUES ({marks})"
    count, source = 0, iter(rows)
    while batch := list(islice(source, BATCH)):
        for row in batch:
            if len(row) > width:
                raise ValueError(
                    f"row {count + batch.index(row) + 1} has more cells than the header"
                )
        db.executemany(sql, [[*(c or None for c in r), *[None] * (width - len(r))] for r in batch])
        count += len(batch)
    return count


def main(argv: Sequence[str] | None = None) -> int:
    """Load a file."""
    parser = argparse.ArgumentParser(description="Load a CSV file into SQLite.")
    parser.add_argument("file", type=Path)
    parser.add_argument("database", type=Path, nargs="?", default=Path(DATABASE))
    parser.add_argument("--table", default="", help="its name; that of the file if not given")
    parser.add_argument("--replace", action="store_true", help="instead of a table of that name")
    given = parser.parse_args(argv)
    try:
        count = load(given.file, given.database, given.table, given.replace)
    except (OSError, ValueError, sqlite3.Error) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{count} rows in table {given.table or given.file.stem} of {given.database}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
