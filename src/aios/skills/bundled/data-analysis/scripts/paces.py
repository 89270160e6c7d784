"""One number for so many of another: "goals per 90 minutes", "litres per 100 km"; speed of distance and time."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from aios_numerals import value_of
from mentions import Mention, meanings_of
from query import RATIO
from sentence import COLUMN
from table import DATE, NUMBER, Column
from units import named_unit

_COUNT = r"\d[\d,]*|hundred|thousand|million|[百千万]"
_IN = rf"(?:(?P<w>{COLUMN})(?P<a>[^,.?\ue000-\uf8ff]{{0,25}}?\bin\s+))?"  # "fuel consumption in litres"
_PER = rf"{_IN}(?P<x>{COLUMN})(?P<b>[^,.?\ue000-\uf8ff]{{0,25}}?)\s*\bper\s+(?P<n>{_COUNT})\s+(?P<y>{COLUMN})"
_EACH = rf"每(?P<n>{_COUNT})个?(?P<y>{COLUMN})的?(?:平均)?(?P<x>{COLUMN})"
_SPEED = r"\b(?:average |mean )?speeds?\b|平均(?:速度|车速|时速)|速度|车速|时速"
_SAID = r"\(\s*(?:distance|km|kilomet|mile|距离|里程)[^()]*\)"
_SECONDS = {"s": 1, "min": 60, "h": 3600, "秒": 1, "分钟": 60, "小时": 3600}
_KINDS = 12  # different numbers, so that they measure


def mark_scaled(sentence):
    """Mark one named number for so many of another, row by row."""

    def use(match):
        one, other = (sentence.things[match[key]].best(NUMBER) for key in ("x", "y"))
        if None in (one, other) or one is other or len(other.sample) < _KINDS:
            return False
        said = match["n"]
        times = value_of(said)
        column = Column(
            name=f"{one.name} ÷ {other.name} × {times}", kind=NUMBER, factors=(one, other),
            unit=f"/{times} {_unit(other) or other.name}", formula=f"{RATIO} * {times}", averaged=True,
        )  # fmt: skip
        said = match.groupdict().get("w")
        again = said and sentence.things[said].best(NUMBER) is one
        kept = f"{said}{match['a']}" if said and not again else ""
        return f" {kept}{sentence.mark('column', Mention(column.name, ((100, column),)))} "

    for pattern in (_PER, _EACH):
        sentence.take(pattern, use)


def mark_speed(sentence, table):
    """Mark "speed" as distance by time, where no column holds it."""
    numbers = table.of_kind(NUMBER)
    distance = next((c for c in numbers if "distance" in meanings_of(c)), None)
    if distance is None or any("speed" in meanings_of(c) for c in numbers):
        return
    moments = [c for c in table.of_kind(DATE) if c.has_time][:2]
    lasted = next((c for c in numbers if _unit(c) in _SECONDS), None)
    if lasted is not None:
        factors, hours = (distance, lasted), f"{{1}} * {_SECONDS[_unit(lasted)]} / 3600.0"
    elif len(moments) > 1:
        factors, hours = (distance, *moments), "date_diff('second', {1}, {2}) / 3600.0"
    else:
        return
    per = "小时" if not sentence.text.isascii() else "hours"
    column = Column(
        name=f"{distance.name} ÷ {per}", kind=NUMBER, factors=factors, unit=f"{_unit(distance)}/h",
        formula=f"{{0}} / nullif({hours}, 0)", averaged=True,
    )  # fmt: skip
    mention = Mention(column.name, ((100, column),))
    if re.search(_SPEED, sentence.text):
        sentence.take(_SAID)

    def use(match):
        mean = "average " if re.match("average|mean", match.group()) else ""
        mean = "平均" if match.group().startswith("平均") else mean
        return f" {mean}{sentence.mark('column', mention)} "

    sentence.take(_SPEED, use)


def _unit(column):
    return column.unit or named_unit(column.name)
