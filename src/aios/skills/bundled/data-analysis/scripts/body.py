"""The body mass index of a weight and a height."""

import re

from mentions import Mention, meanings_of
from sentence import normal
from table import NUMBER, Column
from units import named_unit
from words import CONCEPTS

_TALLEST_IN_METRES = 3
_EXPLAINED = r"\s*(?:\([^()]*(?:weight|height|体重|身高)[^()]*\))?"


def mark_body(sentence, table):
    """Mark "BMI" where the table holds a weight and a height, and no column of it."""
    numbers = table.of_kind(NUMBER)
    weight, height, held = (
        next((c for c in numbers if meaning in meanings_of(c)), None)
        for meaning in ("weight", "height", "bmi")
    )
    if held or weight is None or height is None or named_unit(normal(weight.name)) == "lb":
        return
    metres = height.high is not None and height.high < _TALLEST_IN_METRES
    tall = "{1}" if metres else "({1} / 100.0)"
    column = Column(
        name="BMI", kind=NUMBER, factors=(weight, height), averaged=True,
        formula=f"{{0}} / nullif({tall} * {tall}, 0)",
    )  # fmt: skip
    words = "|".join(map(re.escape, map(normal, CONCEPTS["bmi"])))
    mention = Mention(column.name, ((100, column),))
    sentence.take(
        rf"(?<![a-z])(?:{words})(?![a-z]){_EXPLAINED}",
        lambda _: f" {sentence.mark('column', mention)} ",
    )
