"""Names in a question that are no whole cell: "Googlebot" in "Googlebot/2.1"."""

import re

from probe import holding
from query import Filter
from table import DATE

_ALONE = r"\b(?:only|just|except|excluding)\s+|仅|只(?:看|要|算|统计)?"
_FEW = 40  # different cells of a column whose parts a word that is no name may stand for


def narrow_by_names(question, say):
    """Words left over that are names, or parts of few cells, become conditions; what is a name and
    in no cell is kept as lost, so that it is refused rather than left out."""
    words = [word for word in question.leftovers() if len(word) > 3 or not word.isascii()]
    held = holding(question.table, [*words, *map(_singular, words)], say)
    for word in words:
        columns = held[word] or held[_singular(word)]
        if not _is_name(word, question):
            columns = [c for c in columns if len(c.sample) < _FEW or not any(map(_prose, c.sample))]
        if len(columns) == 1:
            question.parts.filters.append(
                Filter(
                    column=columns[0],
                    operator="contains",
                    values=(word if held[word] else _singular(word),),
                )
            )
            question.sentence.take(re.escape(word))
        elif not columns and _is_name(word, question):
            question.parts.lost.append(word)


def _singular(word):
    """ "hotel" of "hotels", for cells such as "hotel Boston"."""
    plural = word.isascii() and len(word) > 4 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _prose(cell):
    """Whether a cell is several words: a word may be in it by chance, as in no address."""
    return " " in cell.strip()


def _is_name(word, question):
    """Whether the user wrote it like a name, with a capital and not as the first word, or alone
    wants to see it."""
    alone = rf"(?:{_ALONE}){re.escape(word)}\s*(?:$|[,，.。;；?？])"
    if re.search(alone, question.plain):
        return True  # what alone is asked for, or left out, must be known
    capital = rf"\w\W+{re.escape(word[0].upper() + word[1:])}\b"
    columns = {c.name.lower() for c in question.table.columns if c.kind == DATE}
    return (
        word.isascii()
        and word not in columns
        and bool(re.search(capital, question.sentence.original))
    )
