"""Mend a key that is not there by the heading, or the key, of a data file the program reads."""

import ast
import csv
import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from mends.change import Mend, line_at, parsed, with_line

DATA = (".csv", ".tsv", ".json")
NEAR = 0.5
MOST_BYTES = 1_000_000
MOST_KEYS = 500


def mends_of_headings(program: Path, key: str, line: int, source: str) -> Iterator[Mend]:
    """The line with the nearest headings of the data files named in the program for `key`."""
    before = line_at(source, line)
    if not any(f"{q}{key}{q}" in before for q in "'\""):
        return
    for path in _data_files(program, source):
        near = {name.strip().lower(): name for name in _headings(path)}
        for close in get_close_matches(key.strip().lower(), near, n=3, cutoff=NEAR):
            text = before
            for quote in "'\"":
                text = text.replace(f"{quote}{key}{quote}", f"{quote}{near[close]}{quote}")
            yield Mend(
                with_line(source, line, text),
                f"键改为 '{near[close]}'（{path.name} 里有这一列，没有 '{key}'）",
                f"the key '{near[close]}', which {path.name} has; it has no '{key}'",
            )


def _data_files(program: Path, source: str) -> Iterator[Path]:
    tree = parsed(source)
    for node in ast.walk(tree) if tree else ():
        told = node.value if isinstance(node, ast.Constant) else None
        if isinstance(told, str) and told.lower().endswith(DATA):
            path = program.parent / told
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                yield path


def _headings(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix.lower() != ".json":
        tab = "\t" if path.suffix.lower() == ".tsv" else ","
        return next(csv.reader(text.splitlines(), delimiter=tab), [])
    try:
        told = json.loads(text)
    except ValueError:
        return []
    return list(dict.fromkeys(_keys(told)))[:MOST_KEYS]


def _keys(told: object) -> Iterator[str]:
    """The keys of a mapping and of those within it; of a list those of its first item."""
    if isinstance(told, list):
        yield from _keys(told[0]) if told else ()
    elif isinstance(told, dict):
        yield from told
        for held in told.values():
            yield from _keys(held)
