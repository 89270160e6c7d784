"""Figures of several rows that are made of columns: a total by a total, the sum of two totals."""

import re
from dataclasses import replace

from pieces import intensive
from query import PERCENT, RATIO, Measure

LASTS = r"时长|分钟数?|用时"


def of_totals(measure):
    """ "cost per conversion" of several rows: what they cost in all by how many they are in all."""
    measure = _filled(measure)
    column = measure.column
    kind = {RATIO: "ratio", PERCENT: "part"}.get(column.formula if column else "", "")
    divided = kind and measure.aggregate == "mean"
    if not divided or any(intensive(c) and not re.search(LASTS, c.name) for c in column.factors):
        return measure
    part, whole = column.factors
    return Measure(aggregate=kind, column=part, whole=whole)


def _filled(measure):
    """The total of "salary + bonus" is that of both: a row without a bonus still has its salary."""
    column = measure.column
    added = column is not None and column.factors and not column.formula and column.joined == " + "
    if measure.aggregate != "sum" or not added:
        return measure
    parts = " + ".join(f"coalesce({{{place}}}, 0)" for place in range(len(column.factors)))
    return replace(measure, column=replace(column, formula=parts))
