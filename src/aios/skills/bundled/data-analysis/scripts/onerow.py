"""Which question on an extreme is one of a single row: the order itself, not who has most of them."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from query import NUMERIC_ONLY
from sentence import COLUMN, EXTREME

SINGLE = r"\bsingle (?!day|week|month|quarter|year|hour)|[哪单][一]?笔"
# "the most expensive order" is one, "the most orders" are many
_MANY = r"\b(?:most|least)\b(?! (?:expensive|valuable|costly|recent|profitable|severe)\b)|\b(?:fewest|more|fewer)\b|最[多少]"
# "what was the biggest order, and who placed it", "数学最低分是谁，哪个班的": more is asked of that row
_MORE_OF_IT = (
    rf"\bwhat (?:is|was)(?: the)? {EXTREME}(?!.*\b(?:total|average)\b).*(?:\band|[,?])\s*(?:and )?"
    r"(?:who(?:se|m)?\b|by whom|(?:in|at|from|by) (?:which|what)\b|where\b)"
    rf"|{COLUMN}{EXTREME}(?:分|值|价|的)?(?:是|为)?(?:谁|哪一?[位名笔单条])[^。]*[,?][^。]*(?:多少|几|哪|谁|什么时候)"
    rf"|^哪一?[笔单条]?\s*{COLUMN}\s*{EXTREME}[^。]*[,?][^。]*(?:哪|谁|什么时候)"
)


def is_one_row(pieces):
    """ "which customer placed the largest order": the row, not the customer of most of them."""
    one = re.search(SINGLE, pieces.plain) or re.search(_MORE_OF_IT, pieces.text)
    if one and pieces.numbers and not pieces.groups:
        return True
    beside = re.search(
        rf"{EXTREME}\s*(?:single\s|的)?\s*(?:[\u4e00-\u9fff]{{1,2}})?(?P<c>{COLUMN})",
        pieces.text,
    )
    mention = pieces.things[beside["c"]] if beside else None
    several = re.search(_MANY, pieces.plain) or pieces.groups or pieces.pairs
    several = several or set(pieces.unpaired) & NUMERIC_ONLY  # "the oldest patients on average"
    whose = len(pieces.names) > 1 or re.search(r"\bwho|谁", pieces.plain)
    return bool(mention in pieces.nouns and whose and not several)
