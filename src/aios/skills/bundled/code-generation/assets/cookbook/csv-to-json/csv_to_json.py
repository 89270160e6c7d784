"""Convert CSV to JSON and back: python csv_to_json.py data.csv data.json (or the other way).

With --indent 0 the JSON is one line; without a second file it takes the name of the first.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
WORDS = {"true": True, "false": False, "": None, "null": None}
DELIMITERS = ",;\t|"
INDENT = 2


class ConversionError(Exception):
    """A file cannot be converted; the text says why."""


def typed(cell: str) -> Any:
    """A number, boolean or None where the cell is one; 007 and very long digits stay text."""
    text = cell.strip()
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return cell


def rows_of(file: TextIO) -> list[dict[str, Any]]:
    """The rows of a CSV by the names in its first line; ConversionError for longer rows."""
    sample = file.read(4096)
    file.seek(0)
    delimiter = max(DELIMITERS, key=sample.partition("\n")[0].count)
    reader = csv.DictReader(file, delimiter=delimiter, restval="")
    rows = []
    for row in reader:
        if None in row:
            raise ConversionError(f"line {reader.line_num} has more cells than the header")
        rows.append({name: typed(cell) for name, cell in row.items()})
    return rows


def flat(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a record, those of nested ones as outer.inner, lists as JSON."""
    for name, value in record.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | dict):
            yield prefix + name, json.dumps(value, ensure_ascii=False)
        elif isinstance(value, bool):
            yield prefix + name, str(value).lower()
        else:
            yield prefix + name, "" if value is None else value


def write_csv(records: Iterable[Any], file: TextIO) -> int:
    """Write records with every field any of them has; how many there were."""
    rows = []
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise ConversionError(f"item {number} is no object")
        rows.append(dict(flat(record)))
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return len(rows)


def read_text(path: Path) -> str:
    """The text in UTF-8, with or without a mark, or in GB18030."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConversionError(f"{path} is neither UTF-8 nor GB18030")


def convert(source: Path, target: Path, indent: int = INDENT) -> int:
    """Convert by the names of the files; how many records there were."""
    match source.suffix.lower(), target.suffix.lower():
        case ".csv" | ".tsv", ".json":
            from io import StringIO

            rows = rows_of(StringIO(read_text(source), newline=""))
            text = json.dumps(rows, ensure_ascii=False, indent=indent or None) + "\n"
            target.write_text(text, encoding="utf-8")
            return len(rows)
        case ".json", ".csv":
            try:
                value = json.loads(read_text(source))
            except ValueError as error:
                raise ConversionError(f"{source} is no JSON: {error}") from error
            with target.open("w", newline="", encoding="utf-8-sig") as file:
                return write_csv(value if isinstance(value, list) else [value], file)
    raise ConversionError("name a .csv and a .json file")


def main(argv: list[str] | None = None) -> int:
    """Convert the first file into the second."""
    parser = argparse.ArgumentParser(description="Convert CSV to JSON and back.")
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path, nargs="?")
    parser.add_argument("--indent", type=int, default=INDENT, help="of the JSON; 0 for one line")
    given = parser.parse_args(argv)
    other = ".csv" if given.source.suffix.lower() == ".json" else ".json"
    target = given.target or given.source.with_suffix(other)
    try:
        print(f"{convert(given.source, target, given.indent)} records in {target}")
    except (ConversionError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
