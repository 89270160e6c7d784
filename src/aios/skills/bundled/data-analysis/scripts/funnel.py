"""From one step to the next in a list of events: "浏览到下单的转化率", "conversion from view to order"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from margins import percentage
from mentions import Mention
from saidcells import said_values
from sentence import normal
from table import NUMBER, TEXT, Column, literal

_RATE = r"(?:转化|转换|转)(?:率|比例?)"
_STEP = r"(?P<{0}>{{words}})"
_ZH = rf"从?{_STEP.format('a')}(?:用户|行为|事件)?(?:到|至|→|->|-+>?|转)\s*{_STEP.format('b')}(?:用户|行为|事件)?的?{_RATE}(?:是|有)?(?:多少)?"
_EN = rf"\bconversion(?: rates?)? from (?:an? |the )?{_STEP.format('a')} to (?:an? |the )?{_STEP.format('b')}|\b{_STEP.format('c')}[- ]to[- ]{_STEP.format('d')} conversions?(?: rates?)?"
_MOST_STEPS = 20


def mark_funnel(sentence, table):
    """Mark a rate between two steps as the rows of the one by the rows of the other."""
    if not re.search(rf"{_RATE}|\bconversion\b", sentence.text):
        return
    steps = _steps(table)
    words = "|".join(map(re.escape, sorted(steps, key=len, reverse=True)))

    def use(match):
        said = [word for word in match.groupdict().values() if word]
        start, end = (steps[word] for word in said)
        if start[0] is not end[0] or start == end:
            return False
        return f" {_marked(sentence, percentage(_rows_of(*end), _rows_of(*start)))} "

    if words:
        sentence.take(_ZH.format(words=words), use)
        sentence.take(_EN.format(words=words), use)


def _steps(table):
    """{word: (column, cell)} of what may be a step."""
    few = [c for c in table.of_kind(TEXT) if 1 < len(c.sample) <= _MOST_STEPS]
    found = {word: value.cells[0] for word, value in said_values(table).items()}
    found |= {normal(cell).replace("_", " "): (c, cell) for c in few for cell in c.sample}
    found |= {normal(cell): (c, cell) for c in few for cell in c.sample}
    return {word: step for word, step in found.items() if step[0].kind == TEXT}


def _rows_of(column, cell):
    """A column that is 1 in the rows of one cell and 0 in all others."""
    cell_sql = literal(cell).replace("{", "{{").replace("}", "}}")
    return Column(
        name=f"{column.name} = {cell}", kind=NUMBER, factors=(column,),
        formula=f"CASE WHEN {{0}} = {cell_sql} THEN 1 ELSE 0 END",
    )  # fmt: skip


def _marked(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))
