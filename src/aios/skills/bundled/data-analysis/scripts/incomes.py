"""What 收入 is: a person's pay, which is not added up, or what came in beside what was spent."""

from dataclasses import replace

from mentions import meanings_of
from table import NUMBER

_BOTH = {"sales", "salary"}
_PERSONS = {"employee", "customer", "student", "name", "age"}


def told_apart(table):
    """The Table whose column of income is turnover, where it stands beside spending, no persons."""
    meant = {column.name: meanings_of(column) for column in table.columns}
    spent = any("cost" in meant[c.name] for c in table.of_kind(NUMBER))
    if not spent or any(found & _PERSONS for found in meant.values()):
        return table
    columns = [
        replace(c, called="营业收入") if meant[c.name] >= _BOTH and c.kind == NUMBER else c
        for c in table.columns
    ]
    return replace(table, columns=tuple(columns))
