"""Words for how long a thing took, where one column of numbers is called by a unit of time alone."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from lengths import SECONDS, unit_of
from mentions import EMPTY, Mention, aliases
from sentence import bounded, normal
from table import NUMBER
from words import WORDS

_COUNTED = r"(?:天|小时|分钟|秒|日)数$"
_TIME_WORDS = r"\b(?:days?|hours?|minutes?|mins?|seconds?|secs?|hrs?|ms|to|taken|took)\b|天|小时|分钟|毫秒|秒|日|数"
_IN_UNITS = r"(?:\s*[(（]?(?:\bin )?(?:days|hours|minutes|hrs|mins|seconds)\b[)）]?)?"
_ASKED = r"\b(?:average|mean|avg)\b|平均"
_ON_AVERAGE = r"\bon average\b|平均"
_EACH = r"\b(?:each|every)(?: \w+)"


def mark_lasting(sentence, table, patterns):
    """Mark "delivery time", "how long it takes" as the table's `days`, where no name says it better."""
    column = _lasting(table)
    if column is None:
        return
    named = "|".join(bounded(word) for word in _names(table, column)) or "(?!)"

    def use(match):
        said = match.group()
        if re.search(named, re.sub(_EACH, "", said)) or not _speaks_of(column, said):
            return False
        outside = match.string.replace(said, " ")
        mean = re.search(_ON_AVERAGE, said) and not re.search(_ASKED, outside)
        each = re.search(_EACH, said)
        lead = sentence.mark("aggregate", "mean") if mean else ""
        mark = sentence.mark("column", Mention(column.name, ((100, column),)))
        return f" {lead}{mark} {_other_unit(column, said)} {f'for {each.group()}' if each else ''} "

    for pattern in patterns:
        sentence.take(f"(?:{pattern}){_IN_UNITS}", use)


def _other_unit(column, said):
    """ "in minutes" where the column is in seconds."""
    unit = re.search(r"\b(days|hours|minutes|hrs|mins|seconds)\b[)）]?$", said)
    other = unit and WORDS["units"].get(unit[1]) != unit_of(column)
    return f"in {unit[1]}" if other else ""


def _lasting(table):
    """The one column of lengths of time, or None."""
    found = [c for c in table.of_kind(NUMBER) if unit_of(c) in SECONDS or re.search(_COUNTED, normal(c.name))]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _names(table, column):
    """What the other columns are surely called."""
    others = (c for c in table.columns if c is not column)
    return {word for c in others for word, weight in aliases(c).items() if weight > EMPTY and len(word) > 1}  # fmt: skip


def _speaks_of(column, said):
    """Whether the name holds nothing but a unit, or a word of what is said: `days`, `delivery_days`."""
    rest = re.sub(_TIME_WORDS, " ", normal(column.name).replace("_", " "))
    words = re.findall(r"[a-z]{3,}|[\u4e00-\u9fff]{2}", rest)
    return not words or any(word[:5] in said for word in words)
