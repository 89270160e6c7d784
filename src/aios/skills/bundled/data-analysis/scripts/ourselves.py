"""Who asks, where it is no column of the table: "when is our gym busiest?", "who came to the shop"."""

# ruff: noqa: E501 - a pattern is read as one line

import os
import re

from aios_numerals import ENGLISH
from mentions import column_words
from sentence import bounded, normal
from words import MEANINGS

_BY_MEANING = 60  # the weight of a word that only means what the column is called
_PLACES = r"(?:gym|shop|store|caf[eé]|restaurant|bakery|library|clinic|hospital|school|office|museum|hotel|hostel|pool|studio|salon|bar|pub|farm|club|cent(?:re|er)|garage|cinema|theat(?:re|er)|business|company|firm|practice|surgery|website|site|app|place)"
_OURS = rf"\b(?:our|my) (?:own |little |small |local |family )*(?!(?:{ENGLISH})\b)(?P<noun>[a-z]{{3,}})\b(?!['’]s)"
_THERE = rf"\b(?:came|come|comes|went|go|goes|coming|going|walked|visited|visit|visits|train(?:ed)?|work(?:ed)?|stay(?:ed|s)?|shop(?:ped)?|bought|spent|ate|eat)(?P<keep> (?:[a-z]+ )??)(?:(?:to|at|in|into|from|with) )?(?:the|our|my) (?P<noun>{_PLACES})\b"


def without_ourselves(text, table):
    """The text with "we" for what belongs to the asker and is nothing the table speaks of."""
    known = {normal(c.name) for c in table.columns} | set(column_words(table)) | set(MEANINGS)

    def strange(match):
        noun = match["noun"]
        cells = (normal(cell) for column in table.columns for cell in column.sample)
        return not {noun, noun.rstrip("s")} & known and not any(
            re.search(bounded(noun), cell) for cell in cells
        )

    text = _rows_of_the_file(text, table)
    text = re.sub(
        _THERE, lambda m: m.group().split()[0] + m["keep"] if strange(m) else m.group(), text
    )
    if not re.search(
        rf"{_OURS}(?=\s+(?:busiest|quietest|open|doing|making|losing|best|worst|most|least|the most|full\w*|empt\w+|take|took|takes|make|makes|made|earn|earns|earned|sell|sells|sold|bring|brings|brought|spend|spends|spent|have|get|gets|got))",
        text,
    ):
        return text
    return re.sub(_OURS, lambda m: "we" if strange(m) else m.group(), text)


def _rows_of_the_file(text, table):
    """ "which expenses are not paid" of expenses.tsv, where a column is called so by its meaning only."""
    stem = re.split(r"[\W_\d]+", normal(os.path.splitext(os.path.basename(table.path))[0]))[-1]
    mention = column_words(table).get(stem)
    if not stem.endswith("s") or mention is None or mention.weight > _BY_MEANING:
        return text
    told = rf"\b(which|list(?: all)?(?: the)?|how many) {re.escape(stem)}\b(?=\s+(?:(?:in|from|of) +)?(?:that |which )?(?:are|were|have|has|had|did|do)\b)"
    return re.sub(told, r"\1 rows", text)
