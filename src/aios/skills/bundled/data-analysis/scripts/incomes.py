"""What a name that says little stands for: 收入 by the columns beside it, "method" by its cells."""

import re
from dataclasses import replace

from cells import spelled
from mentions import meanings_of
from sentence import normal
from table import NUMBER, TEXT
from words import WORDS

_BOTH = {"sales", "salary"}
_PERSONS = {"employee", "customer", "student", "name", "age"}
_FEW = 20


def told_apart(table):
    """The Table whose columns are called what they are, where their names alone do not say it."""
    columns = tuple(_by_its_cells(column) for column in table.columns)
    return _incomes(replace(table, columns=columns))


def _by_its_cells(column):
    """ "method" with card and cash in it is the payment method."""
    if column.kind != TEXT or column.called or not 0 < len(column.sample) < _FEW:
        return column
    name = normal(spelled(column.name))
    cells = [normal(str(cell)).strip() for cell in column.sample]
    for kind in WORDS["kinds"]:
        held = [cell for cell in cells if re.fullmatch(kind["cells"], cell)]
        if re.fullmatch(kind["named"], name) and 2 * len(held) > len(cells):
            return replace(column, called=kind["called"])
    return column


def _incomes(table):
    """The Table whose column of income is turnover, where it stands beside spending, no persons.

    Of a person 收入 is the pay, which is not added up.
    """
    meant = {column.name: meanings_of(column) for column in table.columns}
    spent = any("cost" in meant[c.name] for c in table.of_kind(NUMBER))
    if not spent or any(found & _PERSONS for found in meant.values()):
        return table
    columns = [
        replace(c, called="营业收入") if meant[c.name] >= _BOTH and c.kind == NUMBER else c
        for c in table.columns
    ]
    return replace(table, columns=tuple(columns))
