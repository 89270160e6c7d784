"""The total of rows that are listed or counted: "which are not paid, and what do they add up to?"."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import replace

from aside import alone, also
from linetotals import product_column
from pieces import main_number
from query import Measure

_ADDED_UP = r"\b(?:what|how much) (?:do|does|did|is|are|was|were) (?:all )?(?:they|that|it|those|these|this)(?: all)? (?:add up to|come to|amount to|(?:worth )?(?:in (?:total|all)|altogether|together))"


def total_beside(pieces, out):
    """Tell the total of the rows that are listed or counted, where "what do they add up to" asks."""
    counted = all(m.aggregate == "count" for m in out.measures)
    column = product_column(pieces.table) or main_number(pieces.table)
    if not re.search(_ADDED_UP, pieces.plain) or column is None:
        return
    if out.kind == "rows" or (out.kind == "aggregate" and counted):
        whole = {"kind": "aggregate", "groups": [], "order": "", "limit": 0}
        measures = [Measure(aggregate="sum", column=column)]
        out.others.append(also(replace(alone(out), **{**whole, "measures": measures})))
