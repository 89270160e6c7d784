"""Units that an answer is wanted in: "total traffic in MB", "平均耗时多少秒" where the column is in ms."""

# ruff: noqa: E501 - a pattern is read as one line

import re
from dataclasses import dataclass, replace

from lengths import SECONDS, unit_of
from mentions import meanings_of
from query import QUANTILES
from sentence import bounded, normal
from table import NUMBER
from words import CONCEPTS

_BYTES = {"B": 1, "bytes": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}
_FAMILIES = (
    (_BYTES, (("bytes?|字节", "B"), ("kb|kilobytes?", "KB"), ("mb|megabytes?|兆(?:字节)?", "MB"), ("gb|gigabytes?|[gG](?![a-z])", "GB"), ("tb|terabytes?", "TB"))),
    (SECONDS, (("milliseconds?|ms|毫秒", "ms"), ("seconds?|secs?|秒钟?", "s"), ("minutes?|mins?|分钟", "min"), ("hours?|hrs?|个?小时", "h"), ("days?|天", "days"))),
)  # fmt: skip
_LEAD = r"(?:\b(?:in|as|into|how many)\s+|(?:(?:有|是|为)?多少个?|几个?|以|换算?[成为]?|转换?[成为]|改[成用为]|单位[是为用:]?)\s*)"
_TAIL = r"(?![a-z])(?!\s*(?:of the day|\d))(?:\s*(?:为单位|来?计算|来算|表示))?"
_SCALED = {"sum", "mean", "median", "min", "max", "std", "iqr", *QUANTILES}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The unit asked for, and how large the units of its family are."""

    unit: str
    sizes: dict

    def holds(self, column):
        """Whether the numbers of a column are in another unit of the family."""
        held = self.sizes.get(unit_of(column)) if column and column.kind == NUMBER else None
        return held is not None and held != self.sizes[self.unit]


def take_unit(sentence, table):
    """The Asked unit of the question, taken out of it; None where it names none of a column's."""
    found = []
    for sizes, units in _FAMILIES:
        for said, unit in units:
            asked = Asked(unit=unit, sizes=sizes)
            column = next(filter(asked.holds, table.columns), None)
            if column and not found:
                pattern = rf"{_LEAD}(?:{said}){_TAIL}|[(](?:{said})[)]"
                named = f" {'' if _named(column, sentence.text) else normal(column.name)} "
                taken = sentence.take(pattern, lambda _, left=named: left)
                found += [asked] if taken else []
    return found[0] if found else None


def _named(column, text):
    """Whether the question speaks of the column itself."""
    words = [normal(column.name), *(w for m in meanings_of(column) for w in CONCEPTS[m])]
    return any(re.search(bounded(word), text) for word in words)


def in_asked_unit(asked, out):
    """The measures of the Query in the unit asked for, with a remark on its size."""
    if asked is None:
        return
    for query in (out, *(reading.query for reading in out.others)):
        query.measures = [_scaled(measure, asked) for measure in query.measures]
    if asked.sizes is _BYTES and asked.unit != "B":
        size = f"1 {asked.unit} = {int(_BYTES[asked.unit])} B"
        out.notes.append((size, size))


def _scaled(measure, asked):
    column = measure.column
    if measure.aggregate not in _SCALED or measure.whole or not asked.holds(column):
        return measure
    factor = asked.sizes[unit_of(column)] / asked.sizes[asked.unit]
    name = re.sub(rf"[ _]*[(]?{re.escape(unit_of(column))}[)]?$", "", column.name, flags=re.I)
    made = replace(
        column, name=f"{name or column.name} ({asked.unit})", unit="", factors=(column,),
        formula=f"{{0}} * {factor!r}", path="", integer=False,
    )  # fmt: skip
    return replace(measure, column=made)
