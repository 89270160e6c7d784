"""Marks that are weighed: "weighted grade: 20% homework, 30% midterm, 50% final", "平时占30%，期末占70%"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from limits import SORT
from mentions import Mention
from sentence import AGGREGATE, COLUMN, EXTREME
from table import NUMBER, Column

_PART = r"\d+(?:\.\d+)?\s*%"
_OF = r"\s*(?:of |for |from |的|是|为|占|:)?\s*(?:the )?"
_EITHER = rf"(?:{_PART}{_OF}{COLUMN}|{COLUMN}\s*(?:\(|is |at |占|为|:)?\s*{_PART}\)?)"
_BOTH = r"\s*(?:,\s*and|,|、|，|;|\+|and|和|与)\s*"
_LEAD = r"(?:\b(?:(?:weighted|final|overall|total) )+(?:[a-z]+ )?(?:grade|mark|score|average|result)s?\b|加权(?:平均分?|总分|成绩|得分)?)?"
_WEIGHED = rf"{_LEAD}\W{{0,3}}(?P<all>{_EITHER}(?:{_BOTH}{_EITHER})+)"
_ROUNDED = 0.011  # how far three thirds may be from the whole


def take_weighted(sentence, parts):
    """Mark the sum of the weighed columns; where nothing else is asked, the rows are sorted by it."""

    def use(match):
        made = _sum(match["all"], sentence)
        if made is None:
            return False
        mark = sentence.mark("column", Mention(made.name, ((100, made),)))
        asked = re.search(f"{AGGREGATE}|{EXTREME}|{SORT}", sentence.text)
        if asked or parts.limit:
            return f" {mark} "
        parts.flags.add("sorted")
        parts.way = parts.way or "desc"
        return f" {SORT} by {mark} "

    sentence.take(_WEIGHED, use)


def _sum(said, sentence):
    """The column of it; None where the weights are not the whole."""
    weights = [float(n) / 100 for n in re.findall(r"(\d+(?:\.\d+)?)\s*%", said)]
    columns = [sentence.things[mark].best(NUMBER) for mark in re.findall(COLUMN, said)]
    fits = len(columns) == len(weights) and None not in columns
    if not fits or abs(sum(weights) - 1) > _ROUNDED:
        return None
    pairs = list(zip(weights, columns, strict=True))
    return Column(
        name=" + ".join(f"{w:g} × {c.name}" for w, c in pairs), kind=NUMBER, factors=tuple(columns),
        formula=" + ".join(f"{{{n}}} * {w:g}" for n, (w, _) in enumerate(pairs)), averaged=True,
    )  # fmt: skip
