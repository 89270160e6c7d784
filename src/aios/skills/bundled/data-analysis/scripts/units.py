"""The unit of a column's numbers: of its cells, or of its name ("price_usd", "金额(元)")."""

import re

from aios_numerals import SCALES
from wordforms import UNIT_ZH
from words import WORDS

_BRACKETED = re.compile(r"[(\[【（]\s*([^)\]】）]{1,12}?)\s*[)\]】）]\s*$")
_PLAIN = {"sum", "mean", "median", "min", "max", "std", "iqr", "mode"}


def named_unit(name):
    """The unit a column's name ends with, as it is written there, or an empty text."""
    bracketed = _BRACKETED.search(name)
    if bracketed:
        span = re.fullmatch(r"\d+\s*[-–~～到至]\s*\d+.?", bracketed.group(1))  # "(1-5)" is a scale
        full = re.fullmatch(r"(?:满分)?\d+分?", bracketed.group(1))  # "数学(120)": out of so many
        return "" if span or full else bracketed.group(1)
    words = re.split(r"[_\s]+|(?<=[a-z])(?=[A-Z])|(?<=[\u4e00-\u9fff])(?=[A-Za-z]+$)", name)
    last = words[-1].lower()
    if len(words) > 1 and re.fullmatch(UNIT_ZH, last):
        return words[-1]
    return WORDS["units"].get(last, "") if len(words) > 1 else ""


def with_unit(text, measure):
    """The value of a measure with the unit of its column's name; counts and rates have none."""
    column = measure.column
    plain = measure.aggregate in _PLAIN or measure.aggregate[:1] == "p"
    if (
        column is None
        or column.kind != "number"
        or (column.factors and not column.formula and not _alike(column))
        or not plain
        or text == "–"
    ):
        return text
    if column.unit == "%" and not text.endswith("%"):
        return f"{text}%"
    unit = named_unit(column.name)
    made = column.factors and re.search("[×÷]", column.name)  # of other units than its last part
    if not unit or column.unit or made:
        return text
    return f"{text}{unit}" if unit == "%" or not unit.isascii() else f"{text} {unit}"


def _alike(column):
    """Whether it is a sum or a difference of columns of one unit."""
    return (
        column.joined in (" + ", " - ") and len({named_unit(c.name) for c in column.factors}) == 1
    )


# What a unit is called in full: "kilometres" of a column km, or distance_km.
_IN_FULL = {
    "km": "kilometres kilometers kms 公里 千米",
    "m": "metres meters 米",
    "cm": "centimetres centimeters 厘米",
    "mi": "miles 英里",
    "kg": "kilos kilograms kilogrammes 公斤 千克",
    "g": "grams grammes 克",
    "t": "tons tonnes 吨",
    "l": "litres liters 升",
    "ml": "millilitres milliliters 毫升",
    "lb": "pounds 磅",
    "ha": "hectares 公顷",
    "kwh": "kilowatt-hours 千瓦时 度电",
    "pcs": "pieces",
}
_TIMES_IN_FULL = {
    "min": "minutes 分钟",
    "mins": "minutes 分钟",
    "h": "hours 小时",
    "hrs": "hours 小时",
    "s": "seconds 秒",
    "sec": "seconds 秒",
}


def in_full(name):
    """(the words for the unit that a column is named by, whether it has no other name)."""
    words = re.split(
        r"[_\s()（）\[\]]+|(?<=[\u4e00-\u9fff])(?=[a-z]+$)", name.strip().lower().rstrip(")）]")
    )
    alone, last = len(words) == 1, words[-1]
    times = _TIMES_IN_FULL.get(last, "") if alone else ""
    return (_IN_FULL.get(last, "") or times).split(), alone


_SCALED = "百万|million|万|亿|千"


def in_unit_of(column, said, value):
    """A number in the unit of its column: "20万" is 20 where the column is 售价万元."""
    scaled = re.search(rf"({_SCALED})元?\s*[)\]】）]?$", column.name)
    if not scaled or not re.search(rf"\d\s*(?:{_SCALED})", said):
        return value
    return value / SCALES[scaled[1]]
