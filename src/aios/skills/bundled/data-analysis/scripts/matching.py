"""By which columns two tables belong together: said outright, called the same, or holding the same."""

# ruff: noqa: E501 - a statement is read as one line

import json
import re
from dataclasses import dataclass

from cells import spelled
from feeding import preamble
from mentions import meanings_of
from program import run_program
from sentence import normal
from table import DATE, IDENTIFIER, NUMBER, TEXT, quote
from words import ADDITIVE, INTENSIVE

MOST_ROWS = 300_000  # that are looked at to find a key
MOST_COLUMNS = 30
SOME = 0.5  # of the smaller column's values must be in the other where the names say nothing
ALL = 0.98  # of the numbers of one column must be in the other
ENOUGH = 5  # different ones
LARGE = 100  # smaller numbers count something
_STEMS = re.compile(r"(?:ies|es|s)$")


@dataclass(frozen=True, kw_only=True)
class Key:
    """A column of one table and its fellow in another; `as_number` where zeros stand before digits.

    `weight` orders the candidates for the same two tables; `unique` says in which of the two (0, 1) no
    value repeats.
    """

    left: object
    right: object
    weight: float
    unique: tuple
    as_number: bool = False

    @property
    def text(self):
        """How a person would write it."""
        same = normal(self.left.name) == normal(self.right.name)
        return self.left.name if same else f"{self.left.name} = {self.right.name}"


@dataclass(frozen=True)
class Held:
    """What a column holds: its different values, and how many cells are filled."""

    values: frozenset
    filled: int

    @property
    def unique(self):
        """Whether no value repeats."""
        return 0 < self.filled == len(self.values)


def held_by(table, say):
    """{column name: Held} of the columns that may be a key."""
    columns = [c for c in table.columns if c.kind in (IDENTIFIER, TEXT, DATE) or c.integer]
    columns = columns[:MOST_COLUMNS]
    if not columns:
        return {}
    facts = ", ".join(
        f"to_json(list(DISTINCT {quote(c.name)}) FILTER (WHERE {quote(c.name)} IS NOT NULL))::VARCHAR, count({quote(c.name)})"
        for c in columns
    )
    cells = ", ".join(f"cell({c.raw()}) AS {quote(c.name)}" for c in columns)
    whole = "WHERE json IS NOT NULL" if table.is_json else ""
    sql = f"SELECT {facts} FROM (SELECT {cells} FROM {table.source} {whole} LIMIT {MOST_ROWS})"
    names, _ = run_program(preamble(table, columns) + f"\n[row] = ask({sql!r})[1]\n", say)
    row = names["row"]
    return {
        c.name: Held(frozenset(json.loads(row[2 * i]) if row[2 * i] else ()), row[2 * i + 1])
        for i, c in enumerate(columns)
    }


def keys_between(first, second, held_first, held_second):
    """The Keys that may join two tables, the likeliest first."""
    keys = []
    for left in first.columns:
        for right in second.columns:
            if left.name in held_first and right.name in held_second:
                key = _key(
                    left, right, first, second, held_first[left.name], held_second[right.name]
                )
                keys += [key] if key else []
    return sorted(keys, key=lambda key: -key.weight)


def _key(left, right, first, second, a, b):
    if not a.values or not b.values:
        return None
    as_number, shared = False, _shared(a.values, b.values)
    if shared < SOME:
        bare = _shared(_bare(a.values), _bare(b.values))
        as_number, shared = bare > shared, max(bare, shared)
    named = _likeness(left, right, first, second)
    unique = (a.unique, b.unique)
    few = min(len(a.values), len(b.values)) < 3
    if not shared or (named < 0.5 and (shared < SOME or few or not any(unique))):
        return None
    numbers = NUMBER in (left.kind, right.kind)
    if named < 0.5 and numbers and not _numbered(a, b, shared):
        return None  # numbers agree by chance
    measured = (meanings_of(left) | meanings_of(right)) & (ADDITIVE | INTENSIVE)
    if numbers and (measured or not any(unique)):
        return None  # amounts that happen to be the same
    weight = (
        named
        + shared
        + 0.5 * any(unique)
        - 0.3 * (left.kind == NUMBER)
        - 0.3 * (DATE in (left.kind, right.kind))
    )
    return Key(left=left, right=right, weight=weight, unique=unique, as_number=as_number)


def _shared(a, b):
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _numbered(a, b, shared):
    """Whether large numbers that repeat in one table are all in a column of the other where none
    does: what is called "Member No" here and "card" there."""
    whole, part = (a, b) if a.unique else (b, a)
    return (
        whole.unique
        and not part.unique
        and shared >= ALL
        and min(len(a.values), len(b.values)) >= ENOUGH
        and all(value.isdecimal() and int(value) >= LARGE for value in whole.values)
    )


def _bare(values):
    return {v.lstrip("0") for v in values if v.isascii() and v.isdigit()}


def _likeness(left, right, first, second):
    """1 for one name, 0.6 where one is the other with its table's name before it, else 0."""
    one, other = plain_name(left.name), plain_name(right.name)
    if one == other:
        return 1.0
    if f"{_stem(second.name)}{other}" == one or f"{_stem(first.name)}{one}" == other:
        return 0.8
    return (
        0.6
        if min(len(one), len(other)) > 1 and (one.endswith(other) or other.endswith(one))
        else 0.0
    )


def plain_name(name):
    """A column's name without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", normal(spelled(name)))


def _stem(name):
    return _STEMS.sub("", plain_name(name))
