"""Take the tables out of a web page into CSV files: python table_scraper.py URL [-o table.csv]"""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import requests
from bs4 import BeautifulSoup, Tag

OUTPUT = "table.csv"
TIMEOUT_S = 15
MOST_SPAN = 1000


def tables_of(html: str) -> list[list[list[str]]]:
    """The tables of a page, each as rows of texts of the same length; tables within tables are
    tables of their own, cells that span several places are repeated, and empty tables left out."""
    soup = BeautifulSoup(html, "html.parser")
    found = [rows_of(table) for table in soup.find_all("table")]
    return [squared(rows) for rows in found if any(any(row) for row in rows)]


def rows_of(table: Tag) -> list[list[str]]:
    """The rows of one table."""
    rows: list[list[str]] = []
    pending: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, and the text
    for line in table.find_all("tr"):
        if line.find_parent("table") is not table:
            continue
        row: list[str] = []
        for cell in line.find_all(["td", "th"], recursive=False):
            fill(row, pending)
            text, wide, high = content(cell), span(cell, "colspan"), span(cell, "rowspan")
            for _ in range(wide):
                if high > 1:
                    pending[len(row)] = (high - 1, text)
                row.append(text)
        fill(row, pending)
        rows.append(row)
    return rows


def fill(row: list[str], pending: dict[int, tuple[int, str]]) -> None:
    """Put the cells that reach down from rows above into the places that come next."""
    while len(row) in pending:
        left, text = pending.pop(len(row))
        if left > 1:
            pending[len(row)] = (left - 1, text)
        row.append(text)


def content(cell: Tag) -> str:
    """The text of a cell, without that of tables within it."""
    strings = [s for s in cell.find_all(string=True) if s.find_parent(["td", "th"]) is cell]
    return " ".join(" ".join(strings).split())


def span(cell: Tag, name: str) -> int:
    """How many places a cell takes."""
    raw = str(cell.get(name) or "1")
    return min(max(int(raw), 1), MOST_SPAN) if raw.isdecimal() else 1


def squared(rows: list[list[str]]) -> list[list[str]]:
    """The rows with empty cells at their ends, so that all have the same length."""
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def fetch(url: str) -> str:
    """The page at the address, or in a file."""
    if not url.startswith(("http://", "https://")):
        return Path(url).read_text(encoding="utf-8")
    answer = requests.get(url, timeout=TIMEOUT_S, headers={"User-Agent": "table-scraper"})
    answer.raise_for_status()
    if "charset" not in answer.headers.get("Content-Type", ""):
        answer.encoding = answer.apparent_encoding
    return answer.text


def save(tables: Sequence[list[list[str]]], output: Path) -> list[Path]:
    """One file for each table: table.csv, table_2.csv, …"""
    made = []
    for number, rows in enumerate(tables, start=1):
        name = output.name if number == 1 else f"{output.stem}_{number}{output.suffix}"
        path = output.with_name(name)
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file).writerows(rows)
        made.append(path)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Write the tables of a page; 1 if there are none."""
    parser = argparse.ArgumentParser(description="Save the tables of a web page as CSV.")
    parser.add_argument("url", help="an address, or an HTML file")
    parser.add_argument("-o", "--output", type=Path, default=Path(OUTPUT))
    parser.add_argument("--table", type=int, help="only this one, 1 for the first")
    given = parser.parse_args(argv)
    try:
        tables = tables_of(fetch(given.url))
        chosen = tables if given.table is None else tables[given.table - 1 : given.table]
        if not chosen:
            print(f"error: {given.url} has {len(tables)} tables", file=sys.stderr)
            return 1
        made = save(chosen, given.output)
    except (requests.RequestException, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for path, rows in zip(made, chosen, strict=True):
        print(f"{path}: {len(rows)} rows, {len(rows[0])} columns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
