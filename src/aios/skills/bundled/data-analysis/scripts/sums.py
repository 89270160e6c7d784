"""Several columns added up in each row: "语文数学英语加起来", "total of math, art and music"."""

# ruff: noqa: E501 - a pattern is read as one line

import re

from mentions import Mention, meanings_of
from spoken import scores, sum_column
from table import NUMBER

_AND = r"(?:和|与|跟|及|以及|还有|加上?|、|，|,\s*and\b|,|\band\b|\+)"
_ADDED = r"(?:全?都)?(?:加(?:在一)?起来|相加|之和|\b(?:combined|together|added (?:up|together))\b)"
_ADD_UP = r"\b(?:add|sum)(?:ming|ing)? up\b"


def mark_sums(sentence, table):
    """Mark named columns that are added up as one; a "总分" said beside them is theirs."""
    totals = _marks(sentence, lambda t: getattr(t, "text", "") == "总分" and t.best().factors)
    added = _marks(sentence, lambda t: t == "sum")
    number = _marks(sentence, lambda t: isinstance(t, Mention) and _own_number(t.best()))
    several = rf"(?P<cs>{number}(?:\s*{_AND}?\s*{number})+)"
    made = []

    def use(match, only_scores):
        columns = [sentence.things[m].best(NUMBER) for m in match["cs"] if m in sentence.things]
        columns = list(dict.fromkeys(columns))
        fits = not only_scores or all(c in scores(table) or not meanings_of(c) for c in columns)
        if len(columns) < 2 or not fits:
            return False
        made.append(sum_column(columns))
        return f" {_marked(sentence, made[-1])} "

    whole = rf"(?:{totals}|{added})"
    said = rf"{several}\s*(?:这?[一二两三四五六七]?[门科项])?的?"
    sentence.take(  # "when you add up math, english and science"
        rf"(?:(?:when|if|once|after|by) (?:you |we |i |they )?)?\b(?:add(?:ing)?|sum(?:ming)?|combin(?:e|ing)|count(?:ing)?)(?: up| together)?\s+(?:the |all |their |his |her |both )*{said}(?: up| together)?",
        lambda m: use(m, False),
    )
    if re.search(_ADD_UP, sentence.original.lower()):  # "add up math, english and science"
        sentence.take(rf"{added}\s*(?:the |their )?{several}", lambda m: use(m, True))
    sentence.take(rf"{said}{_ADDED}(?:[\s，,]*的?{whole})?的?", lambda m: use(m, False))
    sentence.take(rf"{said}\s*{whole}", lambda m: use(m, True))
    sentence.take(
        rf"{whole}\s*(?:of|for|in|from|across)\s+(?:the )?{several}", lambda m: use(m, True)
    )
    if made:
        sentence.take(totals, lambda _: f" {_marked(sentence, made[0])} ")


def _own_number(column):
    return column.kind == NUMBER and not column.factors


def _marks(sentence, fits):
    """A pattern of the marks whose things fit."""
    marks = "".join(mark for mark, thing in sentence.things.items() if fits(thing))
    return f"[{marks}]" if marks else "(?!)"


def _marked(sentence, column):
    return sentence.mark("column", Mention(column.name, ((100, column),)))
