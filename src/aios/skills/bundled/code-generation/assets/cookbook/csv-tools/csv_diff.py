"""Compare two CSV files by a key: python csv_diff.py old.csv new.csv --key id [-o changes.csv]"""

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

KEY = "id"

Row = dict[str, str]


class DiffError(Exception):
    """The files cannot be compared; the text says why."""


@dataclass
class Diff:
    """What is new, what is gone, and what changed: key → column → (before, after)."""

    added: dict[str, Row] = field(default_factory=dict)
    removed: dict[str, Row] = field(default_factory=dict)
    changed: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)


def read(path: Path, key: str) -> dict[str, Row]:
    """The rows by their key; DiffError if that is missing or not unique."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if key not in (reader.fieldnames or []):
            raise DiffError(f"{path} has no column {key!r}")
        rows: dict[str, Row] = {}
        for row in reader:
            if row[key] in rows:
                raise DiffError(f"{path}: {key} {row[key]!r} is there twice")
            rows[row[key]] = {name: value or "" for name, value in row.items() if name is not None}
    return rows


def compare(old: dict[str, Row], new: dict[str, Row]) -> Diff:
    """What differs; a column that only one side has differs where it is not empty."""
    diff = Diff(
        {key: row for key, row in new.items() if key not in old},
        {key: row for key, row in old.items() if key not in new},
    )
    for key in old.keys() & new.keys():
        one, other = old[key], new[key]
        pairs = {name: (one.get(name, ""), other.get(name, "")) for name in [*one, *other]}
        if cells := {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}:
            diff.changed[key] = cells
    return diff


def lines_of(diff: Diff) -> list[tuple[str, str, str, str, str]]:
    """The differences as rows: change, key, column, before, after."""
    rows = [("added", key, "", "", "") for key in sorted(diff.added)]
    rows += [("removed", key, "", "", "") for key in sorted(diff.removed)]
    rows += [
        ("changed", key, column, *pair)
        for key in sorted(diff.changed)
        for column, pair in diff.changed[key].items()
    ]
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Print the differences; 0 if there are none, 1 if there are some, 2 on errors."""
    parser = argparse.ArgumentParser(description="Compare two CSV files by a key column.")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--key", default=KEY)
    parser.add_argument("-o", "--output", type=Path, help="also write a CSV file")
    given = parser.parse_args(argv)
    try:
        diff = compare(read(given.old, given.key), read(given.new, given.key))
        rows = lines_of(diff)
        if given.output:
            with given.output.open("w", newline="", encoding="utf-8-sig") as file:
                csv.writer(file).writerows(
                    [("change", given.key, "column", "before", "after"), *rows]
                )
    except (OSError, DiffError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for change, key, column, before, after in rows:
        print(f"{change:<8} {key}" + (f"  {column}: {before!r} → {after!r}" if column else ""))
    print(f"{len(diff.added)} added, {len(diff.removed)} removed, {len(diff.changed)} changed")
    return int(bool(rows))


if __name__ == "__main__":
    sys.exit(main())
