"""Rates: "survival rate by sex", "取消率": the share of rows that fit one condition."""

# ruff: noqa: E501 - a list of words is one line

from query import Filter
from sentence import COLUMN, VALUE, normal
from table import NUMBER
from words import WORDS

TRUTHS = {yes: set(cells) for yes, cells in WORDS["truths"].items()}
_STEMS = WORDS["stems"]
_NAMED = rf"(?:(?P<c>{COLUMN})|(?P<v>{VALUE})|(?P<w>\b[a-z]{{4,}}|[\u4e00-\u9fff]{{2}}))的?\s*(?:\brates?\b|率)"


def yes_of(column):
    """The cell that means yes in a column of yes and no, else None."""
    cells = {cell.lower(): cell for cell in column.sample}
    for yes, both in TRUTHS.items():
        if yes in cells and set(cells) <= both:
            return int(yes) if column.kind == NUMBER else cells[yes]
    return None


def take_rate(sentence, table, shared):
    """The Filter whose share of the rows is asked, or None; `shared` when the sentence asks for a share."""
    found = []

    def use(match):
        condition = _condition(match, sentence, table)
        if condition:
            found.append(condition)
        return " " if condition else False

    sentence.take(_NAMED, use)
    if shared and not found:
        sentence.take(rf"(?P<c>{COLUMN})(?P<v>)(?P<w>)", lambda m: False if found else use(m))
    return found[0] if found else None


def take_bare_rate(sentence, filters):
    """ "数学>=60 率", "error rate (status >= 400)": the last condition read is what the rate is of."""
    if not filters or filters[-1].column.kind != NUMBER:
        return None
    if not sentence.take(r"(?:\b[a-z]+\s+)?\brates?\b|率"):
        return None
    return filters.pop()


def _condition(match, sentence, table):
    if match.group("c"):
        return _is_yes(sentence.things[match.group("c")].best())
    if match.group("v"):
        cells = sentence.things[match.group("v")].cells
        return _equals(*cells[0]) if cells else None
    return _worded(match.group("w"), table)


def _worded(word, table):
    stem = _STEMS.get(word, word[:6])
    for column in table.columns:
        if stem in normal(column.name) and _is_yes(column):
            return _is_yes(column)
    for column in table.columns:
        cells = [c for c in column.sample if stem in normal(c) or word in c]
        if 0 < len(column.sample) <= 12 and len(cells) == 1:
            return _equals(column, cells[0])
    return None


def _is_yes(column):
    yes = yes_of(column)
    return None if yes is None else _equals(column, yes)


def _equals(column, value):
    return Filter(column=column, operator="=", values=(value,))
