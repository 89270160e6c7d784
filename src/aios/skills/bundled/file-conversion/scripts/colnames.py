"""Which of a table's columns and cells a text names, in its own words, in other words or the other
language."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

HAN = r"\u4e00-\u9fff"
MOST_VALUES = 400
SHORT = 3


class Said(NamedTuple):
    """A column named in a text: its place in the header, and where it stands."""

    column: int
    start: int
    end: int
    text: str


@cache
def alike():
    """Groups of words that name the same kind of column."""
    with (Path(__file__).parent / "colnames.toml").open("rb") as file:
        return [frozenset(group) for group in tomllib.load(file)["groups"]]


def plain(name):
    """A name as it is said: "order_date" is "order date", "amount(元)" is "amount"."""
    bare = re.sub(r"[(（\[【][^)）\]】]*[)）\]】]", " ", str(name))
    bare = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare)
    return re.sub(r"[\s_.-]+", " ", bare).strip().lower() or str(name).lower()


def columns_in(text, header):
    """The columns that a text names, each mention once, in their order."""
    found = []
    for spelling, column in _spellings(tuple(map(str, header))):
        for hit in re.finditer(_pattern(spelling), text, re.IGNORECASE):
            if not any(hit.start() < one.end and one.start < hit.end() for one in found):
                found.append(Said(column, hit.start(), hit.end(), hit.group()))
    return sorted(found, key=lambda one: one.start)


def column_called(words, header):
    """The column that just these words name, None where they name none or several."""
    named = list(dict.fromkeys(one.column for one in columns_in(words, header)))
    whole = [one.column for one in columns_in(words, header) if one.text.strip() == words.strip()]
    named = whole or named
    return named[0] if len(named) == 1 else None


@cache
def _spellings(header):
    """(spelling, column): the columns' own names first, the longest first."""
    own = {spelling: i for i, name in enumerate(header) for spelling in {name.lower(), plain(name)}}
    other = {}
    for i, name in enumerate(header):
        # "order" is no sure word for the one column of "order_id" and "order_date"
        for word in (*_otherwise(plain(name)), *plain(name).split()):
            other.setdefault(word, set()).add(i)
        if re.search(r" (?:id|no|number|nr|code|date)$", plain(name)):
            other[plain(name).split()[0]] |= {i, -1}  # "orders" are the rows, and no "order id"
    sure = {word: min(places) for word, places in other.items() if len(places) == 1}
    ranked = [*sorted(own, key=len, reverse=True), *sorted(sure, key=len, reverse=True)]
    return [(word, own.get(word, sure.get(word))) for word in dict.fromkeys(ranked)]


def _otherwise(name):
    """Other words for a column: of its whole name, else of the words that it is made of."""
    whole = {word for group in alike() if name in group for word in group if len(word) > 1}
    if whole or (name.isascii() and " " not in name):
        return whole
    parts = name.split() if name.isascii() else [name[:2], name[-2:]]
    words = {w for part in parts for group in alike() if part in group for w in group if len(w) > 1}
    return words | (set(parts) - {"id", "no", "of", "the"} if name.isascii() else set())


def _pattern(spelling):
    if not spelling.isascii():
        return re.escape(spelling)
    joined = r"[\s_.-]+".join(re.escape(word) for word in re.split(r"[\s_.]+", spelling) if word)
    return rf"(?<![A-Za-z0-9_]){joined}(?:e?s)?(?![A-Za-z0-9_])"


def values_in(text, table):
    """{column: values} of the cells of text columns that a text names, in their own words."""
    found = {}
    for column in range(len(table.header)):
        if table.types[column] not in ("text", "bool"):
            continue
        cells = (row[column] for row in table.rows())
        values = dict.fromkeys(str(cell).strip() for cell in cells if cell not in (None, ""))
        if len(values) <= MOST_VALUES:
            hits = [value for value in values if len(value) > 1 and _is_said(value, text)]
            found |= {column: hits} if hits else {}
    return found


def _is_said(value, text):
    """Whether a text names a cell's value; a short one such as "IT" in just these letters."""
    if not value.isascii():
        return value in text
    flags = 0 if len(value) <= SHORT else re.IGNORECASE
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(value)}s?(?![A-Za-z0-9_])", text, flags)
