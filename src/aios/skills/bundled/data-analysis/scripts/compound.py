"""Several tables as one Table, and the refusal of those that have nothing to do with each other."""

# ruff: noqa: E501 - a sentence in two languages is one line

import os
from dataclasses import replace

from aios_skill import Failure
from table import Table


def several_as_one(tables, say, columns=(), source="", notes=()):
    """The Table made of several by a source over their views."""
    label = " + ".join(os.path.basename(table.path) for table in tables)
    told = [
        f"{os.path.basename(t.path)}{say('：', ': ')}{note}" for t in tables for note in t.notes
    ]
    return Table(
        path=label, name="-".join(table.name for table in tables), source=source, columns=tuple(columns), size=sum(t.size for t in tables),
        layout=say(f"由 {label} 合成", f"made of {label}"), notes=(*told, *notes), parts=tuple(tables),
    )  # fmt: skip


def viewed(column, name=""):
    """The column as a view shows it: text under its own name."""
    formats = ("iso",) if column.formats == ("moment",) else column.formats
    return replace(column, name=name or column.name, path="", formats=formats)


def nothing_in_common(tables, say):
    """The Failure for tables that no column joins."""
    listed = "; ".join(
        f"{os.path.basename(t.path)}: {', '.join(c.name for c in t.columns)}" for t in tables
    )
    files = [os.path.basename(table.path) for table in tables]
    return Failure(
        "nothing_in_common",
        say(
            f"{' 与 '.join(files)} 没有可以关联的列。",
            f"{' and '.join(files)} have no column to join by.",
        ),
        say(
            f"请指明按哪一列关联。它们的列：{listed}。",
            f"Say by which column. Their columns: {listed}.",
        ),
        {
            "columns": {
                file: [c.name for c in t.columns] for file, t in zip(files, tables, strict=True)
            }
        },
    )
