"""Bricks: what is asked of CSV and JSON files."""

import csv
import io
import json
import math
from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

SAMPLE = Path("sample.csv")


def read_table(source: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The header of a CSV file, and its rows."""
    text = Path(source).read_text(encoding="utf-8-sig")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip() for name in reader.fieldnames or []]
    reader.fieldnames = header
    return header, [{k: v or "" for k, v in row.items() if k is not None} for row in reader]


def column_of(source: Path, column: str) -> list[str]:
    """The cells of a column."""
    header, rows = read_table(source)
    if column not in header:
        raise ValueError(f"there is no column {column!r}, only {', '.join(header)}")
    return [row[column].strip() for row in rows]


def numbers_of(source: Path, column: str) -> list[float]:
    """The numbers of a column; what is no number is passed over."""
    found = []
    for cell in column_of(source, column):
        try:
            found.append(float(cell.replace(",", "").lstrip("$€£¥")))
        except ValueError:
            continue
    return found


def tidy(number: float) -> float:
    """A number without the noise of its last digits; whole ones without a point."""
    rounded = round(number, 10)
    return int(rounded) if rounded == int(rounded) else rounded


def csv_text(header: Iterable[str], rows: Iterable[dict[str, Any]]) -> str:
    """A table as CSV."""
    names = list(header)
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def sum_column(source: Path, column: str) -> float:
    """The sum of a column of a CSV file.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> sum_column(SAMPLE, "amount")
    7.5
    >>> sum_column(SAMPLE, "gone")
    Traceback (most recent call last):
    ValueError: column
    """
    return tidy(math.fsum(numbers_of(source, column)))


def average_column(source: Path, column: str) -> float:
    """The mean of a column of a CSV file.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> average_column(SAMPLE, "amount")
    2.5
    """
    numbers = numbers_of(source, column)
    if not numbers:
        raise ValueError(f"there are no numbers in {column!r}")
    return tidy(math.fsum(numbers) / len(numbers))


def column_statistics(source: Path, column: str) -> dict[str, float]:
    """Count, sum, mean, minimum and maximum of a column of a CSV file.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> column_statistics(SAMPLE, "amount")
    {'count': 3, 'sum': 7.5, 'mean': 2.5, 'min': 1, 'max': 4}
    """
    numbers = numbers_of(source, column)
    if not numbers:
        raise ValueError(f"there are no numbers in {column!r}")
    total = math.fsum(numbers)
    values = (len(numbers), total, total / len(numbers), min(numbers), max(numbers))
    return dict(zip(("count", "sum", "mean", "min", "max"), map(tidy, values), strict=True))


def max_of_column(source: Path, column: str) -> float:
    """The largest number of a column of a CSV file.

    >>> _ = SAMPLE.write_text("name,amount\\na,2.5\\nb,4\\n")
    >>> max_of_column(SAMPLE, "amount")
    4
    """
    return tidy(max(numbers_of(source, column)))


def min_of_column(source: Path, column: str) -> float:
    """The smallest number of a column of a CSV file.

    >>> _ = SAMPLE.write_text("name,amount\\na,2.5\\nb,4\\n")
    >>> min_of_column(SAMPLE, "amount")
    2.5
    """
    return tidy(min(numbers_of(source, column)))


def count_rows(source: Path) -> int:
    """How many rows a CSV file has, the header left out.

    >>> _ = SAMPLE.write_text("name,amount\\na,2.5\\nb,4\\n")
    >>> count_rows(SAMPLE)
    2
    """
    return len(read_table(source)[1])


def value_counts(source: Path, column: str, count: int = 0) -> list[tuple[str, int]]:
    """The values of a column with how often each occurs, the most frequent first: all, or so many.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> value_counts(SAMPLE, "city")
    [('Rome', 2), ('Berlin', 1)]
    """
    counts = Counter(column_of(source, column))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[: count or None]


def distinct_values(source: Path, column: str) -> list[str]:
    """The different values of a column, in their order.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> distinct_values(SAMPLE, "city")
    ['Rome', 'Berlin']
    """
    return list(dict.fromkeys(column_of(source, column)))


def group_sums(source: Path, column: str, value: str) -> list[tuple[str, float]]:
    """The sum of one column for each value of another, the largest first.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> group_sums(SAMPLE, "city", "amount")
    [('Berlin', 4), ('Rome', 3.5)]
    """
    sums: dict[str, float] = {}
    for name, cell in zip(column_of(source, column), column_of(source, value), strict=True):
        try:
            sums[name] = sums.get(name, 0) + float(cell.replace(",", ""))
        except ValueError:
            continue
    return sorted(((n, tidy(s)) for n, s in sums.items()), key=lambda pair: (-pair[1], pair[0]))


def group_means(source: Path, column: str, value: str) -> list[tuple[str, float]]:
    """The mean of one column for each value of another, the largest first.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\nb,Berlin,4\\nc,Rome,1\\n")
    >>> group_means(SAMPLE, "city", "amount")
    [('Berlin', 4), ('Rome', 1.75)]
    """
    groups: dict[str, list[float]] = {}
    for name, cell in zip(column_of(source, column), column_of(source, value), strict=True):
        try:
            groups.setdefault(name, []).append(float(cell.replace(",", "")))
        except ValueError:
            continue
    means = ((n, tidy(sum(each) / len(each))) for n, each in groups.items() if each)
    return sorted(means, key=lambda pair: (-pair[1], pair[0]))


def filter_rows(source: Path, column: str, value: str) -> str:
    """The rows of a CSV file whose column has this value, as CSV.

    >>> _ = SAMPLE.write_text("name,city\\na,Rome\\nb,Berlin\\n")
    >>> filter_rows(SAMPLE, "city", "Rome")
    'name,city\\na,Rome\\n'
    """
    header, rows = read_table(source)
    if column not in header:
        raise ValueError(f"there is no column {column!r}, only {', '.join(header)}")
    return csv_text(header, (row for row in rows if row[column].strip() == str(value).strip()))


def filter_above(source: Path, column: str, minimum: float) -> str:
    """The rows of a CSV file whose column has a number above this one, as CSV.

    >>> _ = SAMPLE.write_text("name,amount\\na,2.5\\nb,4\\n")
    >>> filter_above(SAMPLE, "amount", 3)
    'name,amount\\nb,4\\n'
    """
    header, rows = read_table(source)
    if column not in header:
        raise ValueError(f"there is no column {column!r}, only {', '.join(header)}")

    def number(cell: str) -> float:
        try:
            return float(cell.replace(",", ""))
        except ValueError:
            return -math.inf

    return csv_text(header, (row for row in rows if number(row[column]) > minimum))


def sort_rows(source: Path, column: str, descending: bool = False) -> str:
    """The rows of a CSV file in the order of a column, numbers by their size, as CSV.

    >>> _ = SAMPLE.write_text("name,amount\\na,10\\nb,9\\n")
    >>> sort_rows(SAMPLE, "amount")
    'name,amount\\nb,9\\na,10\\n'
    """
    header, rows = read_table(source)
    if column not in header:
        raise ValueError(f"there is no column {column!r}, only {', '.join(header)}")

    def place(row: dict[str, str]) -> tuple[bool, float, str]:
        try:
            return False, float(row[column].replace(",", "")), ""
        except ValueError:
            return True, 0.0, row[column]

    return csv_text(header, sorted(rows, key=place, reverse=descending))


def select_columns(source: Path, columns: list[str]) -> str:
    """Some columns of a CSV file, in this order, as CSV.

    >>> _ = SAMPLE.write_text("name,city,amount\\na,Rome,2.5\\n")
    >>> select_columns(SAMPLE, ["amount", "name"])
    'amount,name\\n2.5,a\\n'
    """
    header, rows = read_table(source)
    names = [name for part in columns for name in part.split(",")]
    if missing := [name for name in names if name not in header]:
        raise ValueError(f"there is no column {missing[0]!r}, only {', '.join(header)}")
    return csv_text(names, rows)


def drop_duplicate_rows(source: Path, column: str | None = None) -> str:
    """The rows of a CSV file, each once (by one column where it is named), as CSV.

    >>> _ = SAMPLE.write_text("name,city\\na,Rome\\na,Rome\\nb,Rome\\n")
    >>> drop_duplicate_rows(SAMPLE), drop_duplicate_rows(SAMPLE, "city")
    ('name,city\\na,Rome\\nb,Rome\\n', 'name,city\\na,Rome\\n')
    """
    header, rows = read_table(source)
    kept: dict[Any, dict[str, str]] = {}
    for row in rows:
        kept.setdefault(row[column] if column else tuple(row.items()), row)
    return csv_text(header, kept.values())


def clean_rows(source: Path) -> str:
    """A CSV file with its cells trimmed, without empty and duplicate rows, as CSV.

    >>> _ = SAMPLE.write_text("name,city\\n a , Rome\\n,\\nb,Oslo\\na,Rome\\n")
    >>> clean_rows(SAMPLE)
    'name,city\\na,Rome\\nb,Oslo\\n'
    """
    header, rows = read_table(source)
    trimmed = [{name: cell.strip() for name, cell in row.items()} for row in rows]
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    for row in trimmed:
        if any(row.values()):
            kept.setdefault(tuple(row.values()), row)
    return csv_text(header, kept.values())


def drop_missing_rows(source: Path, column: str | None = None) -> str:
    """The rows of a CSV file in which nothing is missing (in one column where it is named), as CSV.

    >>> _ = SAMPLE.write_text("name,city\\na,\\nb,Rome\\n")
    >>> drop_missing_rows(SAMPLE)
    'name,city\\nb,Rome\\n'
    """
    header, rows = read_table(source)
    names = [column] if column else header
    return csv_text(header, (row for row in rows if all(row[name].strip() for name in names)))


def merge_tables(sources: list[Path]) -> str:
    """The rows of several CSV files below each other, with all their columns, as CSV.

    >>> _ = SAMPLE.write_text("a,b\\n1,2\\n")
    >>> merge_tables([SAMPLE, SAMPLE])
    'a,b\\n1,2\\n1,2\\n'
    """
    tables = [read_table(source) for source in sources]
    header = dict.fromkeys(name for names, _ in tables for name in names)
    return csv_text(header, (row for _, rows in tables for row in rows))


def join_tables(left: Path, right: Path, column: str) -> str:
    """The rows of two CSV files that have the same value in a column side by side, as CSV.

    >>> _ = SAMPLE.write_text("id,a\\n1,x\\n2,y\\n")
    >>> other = SAMPLE.with_name("other.csv")
    >>> _ = other.write_text("id,b\\n2,z\\n")
    >>> join_tables(SAMPLE, other, "id")
    'id,a,b\\n2,y,z\\n'
    """
    header, rows = read_table(left)
    more, others = read_table(right)
    by_key: dict[str, list[dict[str, str]]] = {}
    for row in others:
        by_key.setdefault(row[column], []).append(row)
    joined = (row | other for row in rows for other in by_key.get(row[column], []))
    return csv_text(dict.fromkeys([*header, *more]), joined)


def first_rows(source: Path, count: int = 10) -> str:
    """The first rows of a CSV file, as CSV.

    >>> _ = SAMPLE.write_text("a\\n1\\n2\\n3\\n")
    >>> first_rows(SAMPLE, 2)
    'a\\n1\\n2\\n'
    """
    header, rows = read_table(source)
    return csv_text(header, rows[:count])


def csv_to_json(source: Path, indent: int = 2) -> str:
    """The rows of a CSV file as a JSON array of objects.

    >>> _ = SAMPLE.write_text("a,b\\n1,x\\n")
    >>> json.loads(csv_to_json(SAMPLE))
    [{'a': '1', 'b': 'x'}]
    """
    return json.dumps(read_table(source)[1], ensure_ascii=False, indent=indent) + "\n"


def json_to_csv(source: Path) -> str:
    """A JSON array of flat objects as CSV, a column for each key.

    >>> _ = SAMPLE.write_text('[{"a": 1, "b": "x"}, {"a": 2, "c": null}]')
    >>> json_to_csv(SAMPLE)
    'a,b,c\\n1,x,\\n2,,\\n'
    """
    records = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise ValueError("the file must hold an array of objects")
    header = dict.fromkeys(name for record in records for name in record)
    return csv_text(header, records)


def csv_to_markdown(source: Path) -> str:
    """A CSV file as a Markdown table.

    >>> _ = SAMPLE.write_text("a,b\\n1,x\\n")
    >>> csv_to_markdown(SAMPLE)
    '| a | b |\\n| --- | --- |\\n| 1 | x |\\n'
    """
    header, rows = read_table(source)
    lines = [header, ["---"] * len(header), *([row[name] for name in header] for row in rows)]
    return "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines
    )


def csv_to_html(source: Path) -> str:
    """A CSV file as an HTML table.

    >>> _ = SAMPLE.write_text("a\\n<1>\\n")
    >>> "<td>&lt;1&gt;</td>" in csv_to_html(SAMPLE)
    True
    """
    header, rows = read_table(source)
    head = "".join(f"<th>{escape(name)}</th>" for name in header)
    body = ["".join(f"<td>{escape(row[name])}</td>" for name in header) for row in rows]
    lines = [f"<tr>{line}</tr>" for line in (head, *body)]
    return "<table>\n" + "\n".join(lines) + "\n</table>\n"


def pretty_json(source: Path, indent: int = 2) -> str:
    """A JSON file, indented.

    >>> _ = SAMPLE.write_text('{"b":[1]}')
    >>> pretty_json(SAMPLE)
    '{\\n  "b": [\\n    1\\n  ]\\n}\\n'
    """
    content = json.loads(Path(source).read_text(encoding="utf-8-sig"))
    return json.dumps(content, ensure_ascii=False, indent=indent) + "\n"
