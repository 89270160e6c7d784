"""A table between two kinds of file: header, rows that can be read again, and columns' types."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

# At most 15 digits: longer numbers would change where numbers are binary.
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,11})\.\d{1,10}(?:[eE][+-]?\d{1,2})?")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_TIME = re.compile(_DATE.pattern + r"[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_ZEROS = re.compile(r"-?0\d+")
TEXTS = ("csv", "tsv", "md", "html")
_ORDER = ("int", "float", "bool", "date", "datetime")


@dataclass
class Table:
    """`rows()` gives the rows afresh; `raw` when all cells are texts whose types are to be found.

    `types` has one of text, int, float, bool, date, datetime for each column.
    """

    title: str
    header: list
    rows: Callable
    raw: bool = False
    types: list = field(default_factory=list)
    count: int = 0
    notes: list = field(default_factory=list)


def typed(table, say, target=""):
    """The table with its types and the number of its rows; texts become values as they say.

    For a target that holds nothing but text, they stay as they are written.
    """
    possible = [set(_ORDER) for _ in table.header]
    filled = [0] * len(table.header)
    zeros = [0] * len(table.header)
    count = 0
    for row in table.rows():
        count += 1
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            filled[place] += 1
            zeros[place] += isinstance(cell, str) and bool(_ZEROS.fullmatch(cell))
            if possible[place]:
                possible[place] &= _types_of(cell, table.raw)
    table.types = [
        next((t for t in _ORDER if filled[i] and t in found), "text")
        for i, found in enumerate(possible)
    ]
    table.count = count
    kept = [table.header[i] for i, n in enumerate(zeros) if n and table.types[i] == "text"]
    if target in TEXTS:
        return table
    if kept:
        names = ", ".join(map(str, kept[:6]))
        table.notes.append(
            say(f"{names} 有前导零，保留为文本", f"{names}: leading zeros, so kept as text")
        )
    if table.raw:
        table.rows = _converting(table.rows, table.types)
        table.raw = False
    return table


def _types_of(cell, raw):
    """The types that a cell may have."""
    if isinstance(cell, bool):
        return {"bool"}
    if isinstance(cell, int):
        return {"int", "float"} if abs(cell) < 2**63 else set()
    if isinstance(cell, float):
        return {"float"}
    if isinstance(cell, datetime):
        return {"datetime"}
    if isinstance(cell, date):
        return {"date", "datetime"}
    if not raw or not isinstance(cell, str):
        return set()
    if _WHOLE.fullmatch(cell):
        return {"int", "float"}
    if _DECIMAL.fullmatch(cell):
        return {"float"}
    if cell.lower() in ("true", "false"):
        return {"bool"}
    return {name for name in ("date", "datetime") if _is(name, cell)}


def _is(name, cell):
    try:
        if name == "date":
            return bool(_DATE.fullmatch(cell)) and bool(date.fromisoformat(cell))
        return bool(_TIME.fullmatch(cell)) and bool(datetime.fromisoformat(cell))
    except ValueError:  # the 30th of February
        return False


def _converting(rows, types):
    make = [_MAKE[name] for name in types]

    def converted():
        for row in rows():
            yield [f(c) if c not in (None, "") else None for f, c in zip(make, row, strict=True)]

    return converted


_MAKE = {
    "text": lambda cell: cell,
    "int": int,
    "float": float,
    "bool": lambda cell: cell.lower() == "true",
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def unique(names, say, notes):
    """Names for columns: none empty, none twice."""
    found, seen = [], {}
    for place, name in enumerate(names, 1):
        name = str(name).strip() if name is not None else ""
        name = name or f"column_{place}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    changed = [new for new, old in zip(found, names, strict=True) if new != str(old or "").strip()]
    if changed:
        told = ", ".join(changed[:5])
        notes.append(
            say(f"没有名字或重名的列改叫 {told}", f"columns without a name of their own: {told}")
        )
    return found


def as_text(value):
    """A cell as text, for kinds of file that have nothing else."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
