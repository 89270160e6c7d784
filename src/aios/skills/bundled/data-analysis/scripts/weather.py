"""Days by their weather: "rainy days", "雨天和晴天对比", by a column of words or of rain."""

import re

from mentions import Mention, Value, meanings_of
from query import Filter
from sentence import normal
from table import NUMBER, TEXT, Column, literal
from words import WORDS

_KINDS = WORDS["weather"]


def mark_weather(sentence, table):
    """The groups and filters of the kinds of days the sentence names: (groups, filters).

    One kind is marked as the values that tell it; several are the groups of a column made for it.
    """
    told = next((c for c in table.of_kind(TEXT) if "weather" in meanings_of(c)), None)
    rain = next((c for c in table.of_kind(NUMBER) if "rainfall" in meanings_of(c)), None)
    named = [kind for kind in _KINDS if re.search(kind["said"], sentence.text)]
    if told is not None:
        tests = {kind["said"]: _cells(kind, told) for kind in named}
    else:
        tests = {kind["said"]: kind["rain"] for kind in named if rain is not None and kind["rain"]}
    named = [kind for kind in named if tests.get(kind["said"])]
    if len(named) > 1:
        return _as_groups(sentence, named, told, rain)
    for kind in named if told is not None else ():
        value = Value(kind["zh"], tuple((told, cell) for cell in tests[kind["said"]]))
        sentence.take(kind["said"], lambda _, v=value: f" {sentence.mark('value', v)} ")
    return [], []


def _cells(kind, column):
    """The cells of the column that tell this kind of weather."""
    return [cell for cell in column.sample if re.search(kind["cells"], normal(cell))]


def _as_groups(sentence, named, told, rain):
    source, zh = told or rain, not sentence.text.isascii()
    cases = []
    for kind in named:
        [said, *_] = sentence.take(kind["said"])
        cells = f"regexp_matches(lower({{0}}), {literal(kind['cells'])})"
        fits = cells if told is not None else f"{{0}} {kind['rain']}"
        cases.append(f"WHEN {fits} THEN {literal(said.group().strip())}")
    name = f"{source.name} ({' / '.join(kind['zh'] if zh else kind['en'] for kind in named)})"
    formula = f"CASE {' '.join(cases)} END"
    column = Column(name=name, kind=TEXT, factors=(source,), formula=formula)
    return [Mention(name, ((100, column),))], [Filter(column=column, operator="present")]
