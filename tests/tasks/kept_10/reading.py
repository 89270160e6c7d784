"""How these tasks read an answer: line by line, with the files that were handed over."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from tests.tasks.answered import Answered
from tests.tasks.judging import handed

_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}[-/年]\d{1,2}(?:[-/月]\d{1,2})?")
_LINES = (".txt", ".md", ".csv", ".tsv", ".yaml", ".yml", ".toml")


def sheet(path: Path) -> list[list[Any]]:
    """The rows of all sheets of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for page in book.worksheets for row in page.iter_rows(values_only=True)]


def _records(value: Any) -> Iterable[str]:
    """One line for each innermost object of a JSON value."""
    if isinstance(value, list):
        for each in value:
            yield from _records(each)
    elif isinstance(value, dict):
        plain = {k: v for k, v in value.items() if not isinstance(v, dict | list)}
        yield " | ".join(str(v) for v in plain.values())
        yield from (f"{k} | {v}" for k, v in plain.items())
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield from (f"{key} | {line}" for line in _records(inner))
    else:
        yield str(value)


def _of_file(path: Path) -> Iterable[str]:
    if path.suffix == ".xlsx":
        return [" | ".join("" if c is None else str(c) for c in row) for row in sheet(path)]
    if path.suffix == ".json":
        return _records(json.loads(path.read_text("utf-8-sig")))
    if path.suffix in (".html", ".htm"):
        text = re.sub(r"(?i)</(tr|p|li|h\d|div)>", "\n", path.read_text("utf-8"))
        return re.sub(r"<[^>]*>", " ", text).splitlines()
    if path.suffix in _LINES:
        return path.read_text("utf-8-sig", errors="replace").splitlines()
    return []


def lines(answered: Answered) -> list[str]:
    """The lines of the answer and of its files, a table's row on one, thousands' commas out."""
    told = answered.answer.splitlines()
    for path in handed(answered):
        told += _of_file(path)
    return [_COMMA.sub("", line) for line in told]


def numbers(line: str) -> list[float]:
    """The numbers of a line, dates aside, without their sign."""
    return [float(n) for n in _NUMBER.findall(_DATE.sub(" ", line))]


def names(line: str, name: str) -> bool:
    """The line has this name as a word of its own."""
    if name.isascii():
        return bool(re.search(rf"(?i)(?<![\w.]){re.escape(name)}(?![\w])", line))
    return name in line


def beside(answered: Answered, name: str, *readings: float, by: float = 0.006) -> None:
    """A line that has the name has one of these values, as near as `by`."""
    told = [line for line in lines(answered) if names(line, name)]
    found = any(abs(n - abs(r)) <= by for line in told for n in numbers(line) for r in readings)
    assert found, f"{name}: none of {readings} in {told[:20]} of {answered.answer[:1200]}"


def foremost(answered: Answered, best: str, rest: Sequence[str]) -> None:
    """The best is named first of all, or in a line that speaks of the most and of nobody else."""
    found = {n: answered.answer.find(n) for n in (best, *rest) if n in answered.answer}
    assert best in found, f"{best} not in: {answered.answer[:1200]}"
    most = re.compile(r"(?i)最|第一|\b(most|highest|largest|biggest|top|first)\b")
    clauses = re.split(r"[\n;；。]", answered.answer)
    alone = any(
        best in clause and most.search(clause) and not any(n in clause for n in rest)
        for clause in clauses
    )
    assert alone or min(found, key=lambda n: found[n]) == best, answered.answer[:1200]


def flat(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())
